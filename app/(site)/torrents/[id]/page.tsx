import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { cutFiles } from '@/components/file-page';
import { formatName, formatSize } from '@/components/format';
import { Notice } from '@/components/notice';
import { TorrentView } from '@/components/torrent-view';
import { torrentIdParams } from '@/contracts/torrents';
import { toKnownError } from '@/middleware/problems';
import { getTorrent } from '@/services/torrents';
import { pageContext } from '../../context';
import { first, type Query } from '../../query';

export const dynamic = 'force-dynamic';

interface Props {
  params: Promise<{ id: string }>;
  searchParams: Promise<Query>;
}

const UNAVAILABLE = 'The catalogue does not answer';

/** The torrent of the address and the time, null when it cannot be had now; once for the page and its title. */
const readTorrent = cache(async (id: string) => {
  const params = torrentIdParams.safeParse({ id });
  if (!params.success) notFound();
  const ctx = await pageContext();
  try {
    return { torrent: await getTorrent(ctx, params.data.id), now: ctx.now().getTime() };
  } catch (error) {
    const known = toKnownError(error, ctx.log);
    if (known === null) throw error;
    if (known.code === 'not_found') notFound();
    return null;
  }
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const read = await readTorrent((await params).id);
  if (read === null) return { title: UNAVAILABLE, robots: { index: false } };
  const { torrent } = read;
  const name = formatName(torrent.name);
  return {
    title: name,
    description: `${name}: ${formatSize(torrent.sizeBytes)}, licence ${torrent.license ?? 'unknown'}.`,
  };
}

export default async function TorrentPage({ params, searchParams }: Props) {
  const read = await readTorrent((await params).id);
  if (read === null) {
    return (
      <Notice title={UNAVAILABLE}>
        <p>Try again in a moment.</p>
      </Notice>
    );
  }
  const { torrent, now } = read;
  const { files, ...shown } = torrent;
  const query = await searchParams;
  const page = Number.parseInt(first(query, 'page'), 10);
  return (
    <TorrentView torrent={shown} files={cutFiles(files, first(query, 'file'), page)} now={now} />
  );
}
