import { z } from 'zod';
import { parseInfoHash } from '@/bittorrent/info-hash';
import { formatMagnet } from '@/bittorrent/magnet';
import type { Torrent, TorrentDetail, TorrentPage, TorrentSearchPage } from '@/contracts/torrents';
import {
  type SearchKey,
  type SearchPage,
  searchByLikeness,
  searchByWords,
  TOTAL_MAX,
} from '@/db/repositories/torrent-search';
import {
  findTorrentByInfoHash,
  findTorrentWithFiles,
  listLatestTorrents,
  type TorrentRow,
} from '@/db/repositories/torrents';
import { cursorFormat, cutPage, type PageRequest, readByTime, timeAndId } from '@/lib/cursors';
import { type Context, notFound } from './context';
import { parseSearchQuery } from './search-query';

/** Characters of what was typed that are compared with names; the time grows with them. */
const FUZZY_TITLE_MAX = 200;

const latestCursor = cursorFormat('latest', timeAndId);
const searchCursor = cursorFormat(
  'search',
  timeAndId.extend({ match: z.enum(['exact', 'fuzzy']), rank: z.number().min(0).max(9) }),
);

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
    seeders: row.seeders,
    leechers: row.leechers,
    swarmCheckedAt: row.swarmCheckedAt?.toISOString() ?? null,
    magnetUri: formatMagnet(row),
  };
}

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
    files: row.files.map(([index, name, sizeBytes]) => ({ index, name, sizeBytes })),
  };
}

/**
 * What people type, answered: the torrent of an info hash or magnet link; else the names that have
 * all the words; else, when there are none, the names that look like them.
 */
export async function searchTorrents(
  ctx: Context,
  { q, limit, cursor }: PageRequest & { q: string },
): Promise<TorrentSearchPage> {
  const after = cursor === undefined ? null : searchCursor.decode(cursor);
  const { infoHashes, tsquery, title, excluded } = parseSearchQuery(q);

  if (infoHashes.length > 0) {
    const row = await findTorrentByInfoHash(ctx.db, infoHashes);
    if (row !== undefined) {
      const rows = after === null ? [{ ...row, rank: 0 }] : [];
      return searchPage({ rows, total: 1 }, 'exact', limit);
    }
  }
  if (tsquery === null) return searchPage({ rows: [], total: 0 }, 'exact', limit);

  if (after?.match !== 'fuzzy') {
    const exact = await searchByWords(ctx.db, { tsquery, title }, limit + 1, after);
    const isHash = infoHashes.length > 0;
    if (exact.total > 0 || after !== null || title === '' || isHash) {
      return searchPage(exact, 'exact', limit);
    }
  }
  const like = { title: title.slice(0, FUZZY_TITLE_MAX), excluded };
  const fuzzy = await searchByLikeness(ctx.db, like, limit + 1, after);
  return searchPage(fuzzy, fuzzy.total > 0 ? 'fuzzy' : 'exact', limit);
}

function searchPage(
  { rows: found, total }: SearchPage,
  match: 'exact' | 'fuzzy',
  limit: number,
): TorrentSearchPage {
  const { rows, nextCursor } = cutPage(found, limit, (last) =>
    searchCursor.encode({ match, ...searchKey(last) }),
  );
  return {
    items: rows.map(toTorrent),
    nextCursor,
    total: { value: Math.min(total, TOTAL_MAX), relation: total > TOTAL_MAX ? 'gte' : 'eq' },
    match,
  };
}

const searchKey = ({ rank, createdAt, id }: SearchPage['rows'][number]): SearchKey => ({
  rank,
  time: createdAt.getTime(),
  id,
});
