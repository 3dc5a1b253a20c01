import type { Metadata } from 'next';
import { PageNotFound } from '@/components/not-found-views';

export const metadata: Metadata = { title: 'Page not found' };

export default PageNotFound;
