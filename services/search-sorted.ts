import {
  type Matches,
  rankMatches,
  type SearchKey,
  walkMatches,
} from '@/db/repositories/torrent-search';
import { label, sizeOctave, stretchEnd, stretchLabels, stretchStart } from '@/search/labels';
import type { Context } from './context';
import {
  askOf,
  CANDIDATES,
  EXAMINED_MAX,
  isAnything,
  isCommon,
  readStretches,
  type Search,
  sharesOf,
} from './search-stretches';

/** Torrents that are looked at to gather all that match, by what the newest let expect. */
const GATHERED_MAX = 5_000;
/** Above the size of any torrent, by powers of two. */
const OCTAVES = 53;
/** Below all others. */
const LOWEST_ID = '00000000-0000-0000-0000-000000000000';

export interface Sorted extends Omit<Matches, 'examined'> {
  /** Whether there are more after those that were read. */
  isMore: boolean;
  /** Whether some may be missing among them. */
  isCut: boolean;
}

/**
 * Sorted by what is not a place in the text index. All that match, where they are few. Of many, the
 * first come soon as the catalogue is walked in that order; else they are among the largest, or
 * among the newest.
 */
export async function readSorted(
  ctx: Context,
  search: Search,
  order: 'size' | 'seeders',
  limit: number,
  key: SearchKey | null,
): Promise<Sorted> {
  const { maxSize } = search.filters;
  if (key === null && order === 'size' && maxSize !== undefined) key = before(maxSize + 1);
  const ask = askOf(search, 'all', [], limit, key);
  const lowest = isAnything(search)
    ? null
    : isCommon(search, 'all')
      ? await lowestOfFew(ctx, search)
      : 0;
  if (lowest === 0) {
    return { isMore: false, isCut: false, ...(await rankMatches(ctx.db, order, ask)) };
  }
  const walked = await walkMatches(ctx.db, order, ask);
  if (walked.count >= limit) return { isMore: true, isCut: false, ...walked };
  const highest = key === null ? OCTAVES : sizeOctave(-key.rank);
  const largest =
    lowest === null || order === 'seeders' || highest < lowest
      ? walked
      : await readLargest(ctx, search, [lowest, highest], limit, key);
  if (largest.count >= limit) return { isMore: true, isCut: false, ...largest };
  return readNewest(ctx, search, order, limit, key, largest);
}

/**
 * All of the largest sizes, as long as they are few; after them the first of a walk, which are soon
 * come across where they are many.
 */
async function readLargest(
  ctx: Context,
  search: Search,
  [lowest, highest]: [number, number],
  limit: number,
  key: SearchKey | null,
): Promise<Matches> {
  const octaves = Array.from({ length: highest - lowest + 1 }, (_, place) =>
    label.size(lowest + place),
  );
  const ofOctaves = askOf(search, 'all', octaves, limit, key);
  const gathered = await rankMatches(ctx.db, 'size', ofOctaves);
  if (gathered.count >= limit) return gathered;
  const ofSmaller = askOf(search, 'all', [], limit - gathered.count, before(2 ** lowest));
  const walked = await walkMatches(ctx.db, 'size', ofSmaller);
  return {
    matches: [...gathered.matches, ...walked.matches],
    count: gathered.count + walked.count,
    examined: gathered.examined + walked.examined,
    facets: [...gathered.facets, ...walked.facets],
  };
}

/** A place in front of all that are smaller. */
const before = (bytes: number): SearchKey => ({ rank: -bytes, tie: LOWEST_ID });

/**
 * The power of two in bytes from which on the index has few to look at, if all are like the newest;
 * 0: few in all; null: many, of any size.
 */
async function lowestOfFew(ctx: Context, search: Search): Promise<number | null> {
  // What is left out is looked at as well.
  const newest: Search = { ...search, order: 'newest', unwanted: [], withFacets: false };
  const parts = readStretches(ctx, newest, 'all', [], () => CANDIDATES, null);
  const { value: part } = await parts.next();
  if (!part) return 0;
  const times = (search.top + 1) / (search.top + 1 - part.segment.from);
  if (part.examined * times <= GATHERED_MAX) return 0;
  const octaves = part.matches.flatMap(({ row }) => (row ? sizeOctave(row.sizeBytes) : []));
  if (octaves.length === 0) return null;
  let expected = 0;
  for (let octave = OCTAVES; octave >= 0; octave--) {
    const share = octaves.filter((other) => other === octave).length / octaves.length;
    expected += share * part.examined * times;
    if (expected > GATHERED_MAX) return octave + 1;
  }
  return 0;
}

/** The best of so many of the newest, and of those that were come across. */
async function readNewest(
  ctx: Context,
  search: Search,
  order: 'size' | 'seeders',
  limit: number,
  key: SearchKey | null,
  others: Matches,
): Promise<Sorted> {
  const [rarest] = sharesOf(search, 'all');
  const from = stretchStart(search.top + 1, EXAMINED_MAX / Math.max(rarest, 1 / search.top));
  const stretch = from === 0 ? [] : stretchLabels(from, stretchEnd(search.top));
  const newest = await rankMatches(ctx.db, order, askOf(search, 'all', stretch, limit, key));
  if (from === 0) return { isMore: false, isCut: false, ...newest };
  const known = new Set(newest.matches.map(({ id }) => id));
  const older = others.matches.filter(({ id }) => !known.has(id));
  return {
    matches: [...newest.matches, ...older].sort(
      (a, b) => a.rank - b.rank || (a.tie < b.tie ? 1 : -1),
    ),
    count: newest.count + older.length,
    facets: newest.facets,
    isMore: false,
    isCut: true,
  };
}
