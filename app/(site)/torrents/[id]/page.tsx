import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { cutFiles } from '@/components/file-page';
import { formatName, formatSize } from '@/components/format';
import { TorrentView } from '@/components/torrent-view';
import { torrentIdParams } from '@/contracts/torrents';
import { AppError } from '@/lib/errors';
import { getTorrent } from '@/services/torrents';
import { pageContext } from '../../context';
import { first, type Query } from '../../query';

export const dynamic = 'force-dynamic';

interface Props {
  params: Promise<{ id: string }>;
  searchParams: Promise<Query>;
}

/** The torrent of the address and the time; once for the page and its title. */
const readTorrent = cache(async (id: string) => {
  const params = torrentIdParams.safeParse({ id });
  if (!params.success) notFound();
  const ctx = await pageContext();
  try {
    return { torrent: await getTorrent(ctx, params.data.id), now: ctx.now().getTime() };
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') notFound();
    throw error;
  }
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { torrent } = await readTorrent((await params).id);
  const name = formatName(torrent.name);
  return {
    title: name,
    description: `${name}: ${formatSize(torrent.sizeBytes)}, licence ${torrent.license ?? 'unknown'}.`,
  };
}

export default async function TorrentPage({ params, searchParams }: Props) {
  const { torrent, now } = await readTorrent((await params).id);
  const { files, ...shown } = torrent;
  const query = await searchParams;
  const page = Number.parseInt(first(query, 'page'), 10);
  return (
    <TorrentView torrent={shown} files={cutFiles(files, first(query, 'file'), page)} now={now} />
  );
}
