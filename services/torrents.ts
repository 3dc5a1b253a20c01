import { parseInfoHash } from '@/bittorrent/info-hash';
import { formatMagnet } from '@/bittorrent/magnet';
import type { Torrent, TorrentDetail, TorrentFile, TorrentPage } from '@/contracts/torrents';
import {
  deleteTorrents,
  lockBlocks,
  type RemovedTorrent,
  type TorrentKeys,
} from '@/db/repositories/take-downs';
import { forgetTitles } from '@/db/repositories/titles';
import {
  type FileRow,
  findTorrentWithFiles,
  listLatestTorrents,
  type TorrentRow,
} from '@/db/repositories/torrents';
import { cursorFormat, type PageRequest, readByTime, timeAndId } from '@/lib/cursors';
import { audit } from './audit-log';
import { type Context, changeCatalogue, notFound, type UserContext } from './context';

const latestCursor = cursorFormat('latest', timeAndId);

/** A row as the API shows it. */
export function toTorrent(row: TorrentRow): Torrent {
  return {
    id: row.id,
    infoHash: row.infoHash,
    infoHashV2: row.infoHashV2,
    name: row.name,
    sizeBytes: row.sizeBytes,
    posterUrl: row.posterUrl,
    createdAt: row.createdAt.toISOString(),
    publishedAt: row.publishedAt?.toISOString() ?? null,
    source: row.source,
    sourceUrl: row.sourceUrl,
    license: row.license,
    torrentUrl: row.torrentUrl,
    kind: row.kind,
    year: row.year,
    season: row.season,
    episode: row.episode,
    resolution: row.resolution,
    quality: row.quality,
    codec: row.codec,
    languages: row.languages,
    seeders: row.seeders,
    leechers: row.leechers,
    swarmCheckedAt: row.swarmCheckedAt?.toISOString() ?? null,
    magnetUri: formatMagnet(row),
  };
}

export const toFile = ([index, name, sizeBytes]: FileRow): TorrentFile => ({
  index,
  name,
  sizeBytes,
});

/** The newest torrents of the catalogue. */
export async function listLatest(ctx: Context, page: PageRequest): Promise<TorrentPage> {
  const { rows, nextCursor } = await readByTime(
    latestCursor,
    page,
    (limit, after) => listLatestTorrents(ctx.db, limit, after),
    ({ createdAt, id }) => ({ time: createdAt, id }),
  );
  return { items: rows.map(toTorrent), nextCursor };
}

/** By UUID, or by info hash in any spelling. Throws `not_found`. */
export async function getTorrent(ctx: Context, id: string): Promise<TorrentDetail> {
  const infoHash = parseInfoHash(id);
  const row = await findTorrentWithFiles(
    ctx.db,
    infoHash === null ? { by: 'id', value: id } : { by: 'infoHash', value: infoHash },
  );
  if (row === undefined) throw notFound('torrent');
  return {
    ...toTorrent(row),
    files: row.files.map(toFile),
  };
}

/** Removes a torrent, with its files and what people watched of it. Throws `not_found`. */
export async function removeTorrent(ctx: UserContext, text: string): Promise<void> {
  const infoHash = parseInfoHash(text);
  await changeCatalogue(ctx, async (ctx) => {
    const keys = infoHash === null ? { id: text } : { infoHashes: [infoHash] };
    const [removed] = await removeTorrents(ctx, keys);
    if (removed === undefined) throw notFound('torrent');
    const { title: _title, ...told } = removed;
    await audit(ctx, 'delete-torrent', told);
  });
}

/**
 * The same for those that are there, once what is under way with any has ended; to be called in `changeCatalogue`. Answers
 * what they were.
 */
export async function removeTorrents(ctx: Context, keys: TorrentKeys): Promise<RemovedTorrent[]> {
  await lockBlocks(ctx.db);
  const removed = await deleteTorrents(ctx.db, keys);
  await forgetTitles(
    ctx.db,
    removed.map(({ title }) => title),
  );
  return removed;
}
