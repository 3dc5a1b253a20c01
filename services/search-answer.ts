import type { Facet, Torrent, TorrentSearchPage } from '@/contracts/torrents';
import {
  type FacetCount,
  isInFilesOnly,
  type Match,
  type SearchKey,
} from '@/db/repositories/torrent-search';
import { listFilesOf, listTorrentsByIds, type TorrentRow } from '@/db/repositories/torrents';
import { FILES_MAX } from '@/search/index-entry';
import { piecesOf, type SearchQuery } from '@/search/query';
import type { Context } from './context';
import { matchingFile, missingInName } from './matching-file';
import {
  placeOf,
  type SearchCursorKey,
  searchCursor,
  type Total,
  toCursorKey,
} from './search-cursor';
import { countsOf, facetsOf } from './search-facets';
import { askedOf, filtersOf, type SearchRequest } from './search-request';
import { readSegments } from './search-segments';
import { CANDIDATES, type Search, type Segment } from './search-stretches';
import type { Known } from './search-words';
import { toFile, toTorrent } from './torrents';

/** The highest total that is given; all are counted to `CANDIDATES` at least. */
const TOTAL_MAX = 1_000;

/** A query, and what its words are in the catalogue. */
export interface Asked {
  query: SearchQuery;
  known: Known;
}

/** The page of what is one torrent for certain. */
export function onlyOne(torrent: Torrent, facets: Facet[] | undefined): TorrentSearchPage {
  return {
    items: [{ ...torrent, matchedFile: null }],
    nextCursor: null,
    total: { value: 1, relation: 'eq' },
    match: 'exact',
    didYouMean: null,
    facets: facetsOf(countsOf(torrent), facets),
  };
}

export const nothing = (facets: Facet[] | undefined): TorrentSearchPage => ({
  items: [],
  nextCursor: null,
  total: { value: 0, relation: 'eq' },
  match: 'exact',
  didYouMean: null,
  facets: facetsOf([], facets),
});

/**
 * Reads one page.
 * @param after where the page before ended; null for the first page
 * @param meaning what `query` was read from, where that is not what was typed
 */
export async function answer(
  ctx: Context,
  request: SearchRequest,
  { query, known: { needles, lastNumber } }: Asked,
  after: SearchCursorKey | null,
  meaning: string | null = after?.meaning ?? null,
): Promise<TorrentSearchPage> {
  const { limit, sort } = request;
  // Later pages would count what is left.
  const facets = after === null ? request.facets : undefined;
  if (needles === null) return nothing(facets);

  const top = after?.top ?? lastNumber;
  const search: Search = {
    needles,
    unwanted: query.unwanted.map(piecesOf),
    title: query.title,
    order: sort,
    filters: filtersOf(request),
    top,
    inFiles: [],
    withFacets: facets !== undefined,
  };
  const { found, counted, facetCounts, hasTitles, restAt } = await gather(
    ctx,
    search,
    limit,
    after,
  );
  const total = after ? { value: after.total, relation: after.relation } : bounded(counted);
  const page = found.slice(0, limit);
  const last = placeAfter(page, found.length > limit, restAt);
  const key = last && toCursorKey(last, { hasTitles, top, total, meaning });
  return {
    items: await itemsOf(ctx, page, search),
    nextCursor: key && searchCursor.encode(key, ctx.sealCursor, askedOf(request)),
    total,
    match: meaning === null ? 'exact' : 'fuzzy',
    didYouMean: meaning,
    facets: facetsOf(facetCounts, facets),
  };
}

type Found = Match & { segment: Segment };

/** What was read for a page, which it may have more of than it shows. */
interface Gathered {
  found: Found[];
  counted: Total;
  facetCounts: FacetCount[];
  hasTitles: boolean;
  /** The part of the catalogue that is left to look at; null: all matches were found. */
  restAt: Segment | null;
}

/** Reads part after part until there is enough for a page; for a first one, until enough is counted too. */
async function gather(
  ctx: Context,
  search: Search,
  limit: number,
  after: SearchCursorKey | null,
): Promise<Gathered> {
  const found: Found[] = [];
  const counted: Total = { value: 0, relation: 'eq' };
  const facetCounts: FacetCount[] = [];
  let hasTitles = false;
  const isWhole = () => found.length > limit && (after !== null || counted.value >= CANDIDATES);
  const wanted = () => Math.max(1, limit + 1 - found.length);
  for await (const part of readSegments(ctx, search, wanted, after && placeOf(after))) {
    const { segment, isMore, isEnough, isCut } = part;
    hasTitles = part.hasTitles;
    found.push(...part.matches.map((match) => ({ segment, ...match })));
    counted.value += part.count;
    facetCounts.push(...part.facets);
    if (isCut) counted.relation = 'gte';
    if (!isWhole() && !isEnough) continue;
    if (isMore) counted.relation = 'gte';
    const restAt = isMore && segment.phase !== 'titles' ? { ...segment, to: segment.from } : null;
    return { found, counted, facetCounts, hasTitles, restAt };
  }
  return { found, counted, facetCounts, hasTitles, restAt: null };
}

/** Where the next page goes on; one that is not full may have one as well. */
function placeAfter(
  page: Found[],
  isFull: boolean,
  rest: Segment | null,
): (SearchKey & { segment: Segment }) | null {
  if (isFull) return page.at(-1) ?? null;
  return rest && { segment: rest, rank: 0, tie: '0' };
}

const bounded = ({ value, relation }: Total): Total =>
  value > TOTAL_MAX || relation === 'gte'
    ? { value: Math.min(value, TOTAL_MAX), relation: 'gte' }
    : { value, relation };

/** The torrents of a page; with the file that matched where the name alone does not. */
async function itemsOf(
  ctx: Context,
  page: Found[],
  { needles, order }: Pick<Search, 'needles' | 'order'>,
): Promise<TorrentSearchPage['items']> {
  const rows = await rowsOf(ctx, page);
  const isInName = ({ segment: { phase }, rank }: Found) =>
    phase === 'titles' ||
    phase === 'names' ||
    (phase === 'all' && order === 'relevance' && !isInFilesOnly(rank));
  const inNames = new Set(page.filter(isInName).map(({ id }) => id));
  const missing = new Map(
    rows
      .filter(({ id }) => !inNames.has(id))
      .map((row) => [row.id, missingInName(row, needles)] as const)
      .filter(([, needles]) => needles.length > 0),
  );
  const files = await listFilesOf(ctx.db, [...missing.keys()], FILES_MAX);
  return rows.map((row) => {
    const file = matchingFile(files.get(row.id) ?? [], missing.get(row.id) ?? []);
    return Object.assign(toTorrent(row), { matchedFile: file ? toFile(file) : null });
  });
}

/** Most matches have been read with what is shown of them; without those that are gone since. */
async function rowsOf(ctx: Context, page: Match[]): Promise<TorrentRow[]> {
  const unread = page.flatMap(({ id, row }) => (row === null ? id : []));
  const read = new Map((await listTorrentsByIds(ctx.db, unread)).map((row) => [row.id, row]));
  return page.flatMap(({ id, row }) => row ?? read.get(id) ?? []);
}
