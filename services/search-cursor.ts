import * as z from 'zod';
import type { TorrentSearchPage } from '@/contracts/torrents';
import type { SearchKey } from '@/db/repositories/torrent-search';
import { sealedCursorFormat } from '@/lib/cursors';
import type { Place, Segment } from './search-stretches';

export type Total = TorrentSearchPage['total'];

/** Where a page ended, and what the later ones must know to go on as the first one began. */
const searchCursorKey = z.strictObject({
  phase: z.enum(['titles', 'names', 'files', 'all']),
  from: z.int(),
  to: z.int(),
  rank: z.int(),
  tie: z.string(),
  hasTitles: z.boolean(),
  top: z.int(),
  total: z.int(),
  relation: z.enum(['eq', 'gte']),
  meaning: z.string().nullable(),
});
export type SearchCursorKey = z.infer<typeof searchCursorKey>;

/** Sealed: a search that went on from a place which nobody gave out would have no bounds. */
export const searchCursor = sealedCursorFormat('search', searchCursorKey);

export const placeOf = (key: SearchCursorKey): Place => {
  const { phase, from, to, hasTitles } = key;
  return { segment: { phase, from, to }, key, hasTitles };
};

export const toCursorKey = (
  { segment, rank, tie }: SearchKey & { segment: Segment },
  { total, ...rest }: Pick<SearchCursorKey, 'hasTitles' | 'top' | 'meaning'> & { total: Total },
): SearchCursorKey => ({
  ...segment,
  rank,
  tie,
  ...rest,
  total: total.value,
  relation: total.relation,
});
