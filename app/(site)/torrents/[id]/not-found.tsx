import type { Metadata } from 'next';
import { TorrentNotFound } from '@/components/not-found-views';

export const metadata: Metadata = { title: 'No such torrent' };

export default TorrentNotFound;
