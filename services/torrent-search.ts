import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { Facet, Order, Torrent, TorrentSearchPage } from '@/contracts/torrents';
import {
  type FacetCount,
  isInFilesOnly,
  type Match,
  type SearchKey,
} from '@/db/repositories/torrent-search';
import {
  findTorrentByInfoHash,
  listFilesOf,
  listTorrentsByIds,
  type TorrentRow,
} from '@/db/repositories/torrents';
import { type PageRequest, sealedCursorFormat } from '@/lib/cursors';
import { FILES_MAX } from '@/search/index-entry';
import { parseSearchQuery, piecesOf, type SearchQuery } from '@/search/query';
import { toResolution } from '@/search/release';
import type { Filters } from '@/search/tsquery';
import { inCharactersOf } from '@/search/words';
import type { Context } from './context';
import { matchingFile, missingInName } from './matching-file';
import { countsOf, facetsOf } from './search-facets';
import { readSegments } from './search-segments';
import { likelyMeanings } from './search-spelling';
import { CANDIDATES, type Search, type Segment } from './search-stretches';
import { forgetGone, type Known, lookUp, newVocabulary, type Vocabulary } from './search-words';
import { toFile, toTorrent } from './torrents';

export interface SearchRequest extends PageRequest, Filters {
  /** What was typed. */
  q: string;
  sort: Order;
  facets?: Facet[] | undefined;
  hasSeeders?: boolean | undefined;
}

/** The highest total that is given; all are counted to `CANDIDATES` at least. */
const TOTAL_MAX = 1_000;
/** Characters of what is looked for in the place of what was typed: cursors carry it. */
const MEANING_MAX = 200;

type Total = TorrentSearchPage['total'];

/** Where a page ended, and what the later ones must know to go on as the first one began. */
const cursorKey = z.strictObject({
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
type CursorKey = z.infer<typeof cursorKey>;

/** Sealed, as a search that went by a place it never came to would have no bounds. */
const cursors = sealedCursorFormat('search', cursorKey);

/**
 * What people type, answered: the torrent of an info hash or magnet link; else what has all the
 * words; else, when there is nothing, what was probably meant. Without words, what passes the filters.
 */
export async function searchTorrents(
  ctx: Context,
  given: SearchRequest,
): Promise<TorrentSearchPage> {
  const query = parseSearchQuery(given.q);
  const request = {
    ...given,
    resolution: given.resolution && toResolution(given.resolution),
    // Nothing is more or less of what was asked for.
    sort: isWordless(query) && given.sort === 'relevance' ? 'newest' : given.sort,
  };
  const { q, cursor, facets } = request;
  if (cursor !== undefined) {
    const after = cursors.decode(cursor, ctx.sealCursor, askedOf(request));
    const asked = await understand(ctx, newVocabulary(), parseSearchQuery(after.meaning ?? q));
    return asked === null ? nothing(undefined) : answer(ctx, request, asked, after);
  }

  if (query.infoHashes.length > 0) {
    const row = await findTorrentByInfoHash(ctx.db, query.infoHashes);
    if (row !== undefined) {
      const torrent = toTorrent(row);
      return passes(torrent, request) ? onlyOne(torrent, facets) : nothing(facets);
    }
  }
  const isForNothing = isWordless(query) && (query.infoHashes.length > 0 || !isFiltered(request));
  const vocabulary = newVocabulary();
  const asked = isForNothing ? null : await understand(ctx, vocabulary, query);
  if (asked === null) return nothing(facets);
  const exact = await answer(ctx, request, asked, null);
  // Nothing on a first page is not nothing at all where there is another.
  const isFound = exact.total.value > 0 || exact.nextCursor !== null;
  if (isFound || query.infoHashes.length > 0 || isWordless(query)) return exact;
  if (await isKeptByFilters(ctx, request, asked)) return exact;
  // Where some word is unknown, that is reason enough; else one may have gone.
  const isLess = asked.known.unknown.size === 0 && (await forgetGone(ctx, vocabulary));
  const known = isLess ? await lookUp(ctx, vocabulary, query.wanted) : asked.known;
  const meanings = await likelyMeanings(ctx, vocabulary, query, known, MEANING_MAX);
  const meant = (meaning: string) => understand(ctx, vocabulary, parseSearchQuery(meaning));
  for (const folded of meanings) {
    const readings = folded.map((meaning) => inCharactersOf(q, meaning));
    const found = await lastOf(readings, async (meaning) => {
      const asked = await meant(meaning);
      const page = asked && (await answer(ctx, request, asked, null, meaning));
      return page?.total.value ? page : null;
    });
    if (found !== null) return found;
    const asked = isFiltered(request) ? await meant(readings[0] as string) : null;
    if (asked && (await isKeptByFilters(ctx, request, asked))) return exact;
  }
  return exact;
}

/** What comes of the last item that something comes of, by halves: nothing does of any after one that nothing does of. */
async function lastOf<Item, Result>(
  items: Item[],
  resultOf: (item: Item) => Promise<Result | null>,
): Promise<Result | null> {
  let last: Result | null = null;
  for (let [from, to] = [0, items.length]; from < to; ) {
    const middle = Math.floor((from + to) / 2);
    const result = await resultOf(items[middle] as Item);
    if (result === null) to = middle;
    else [last, from] = [result, middle + 1];
  }
  return last;
}

/** A query, and what its words are in the catalogue. */
interface Asked {
  query: SearchQuery;
  known: Known;
}

const isWordless = ({ wanted, unwanted }: SearchQuery) => wanted.length + unwanted.length === 0;

function isFiltered(request: SearchRequest): boolean {
  const {
    q: _q,
    cursor: _cursor,
    limit: _limit,
    sort: _sort,
    facets: _facets,
    ...filters
  } = request;
  return Object.values(filters).some((value) => value !== undefined && value !== false);
}

/** Null: it asks for what it leaves out. */
async function understand(
  ctx: Context,
  vocabulary: Vocabulary,
  query: SearchQuery,
): Promise<Asked | null> {
  if (isContradiction(query)) return null;
  return { query, known: await lookUp(ctx, vocabulary, query.wanted) };
}

/** Whether it is for the filters that nothing was found: other words would mislead then. */
async function isKeptByFilters(
  ctx: Context,
  request: SearchRequest,
  asked: Asked,
): Promise<boolean> {
  if (!isFiltered(request)) return false;
  const page = await answer(ctx, { q: request.q, limit: 1, sort: 'relevance' }, asked, null);
  return page.total.value > 0;
}

/** What a cursor goes on with: the same words under the same filters, in the same order. */
const askedOf = ({ limit: _limit, cursor: _cursor, facets: _facets, ...asked }: SearchRequest) =>
  JSON.stringify(asked);

/** The filters for a torrent that was not found by the index. */
function passes(torrent: Torrent, filters: SearchRequest): boolean {
  const isSame = (value: string | null, wanted: string | undefined) =>
    wanted === undefined || value?.toLowerCase() === wanted.toLowerCase();
  const isBetween = (
    value: number | null,
    from = Number.NEGATIVE_INFINITY,
    to = Number.POSITIVE_INFINITY,
  ) =>
    value === null ? !Number.isFinite(from) && !Number.isFinite(to) : value >= from && value <= to;
  const { year, yearFrom, yearTo, minSize, maxSize, hasSeeders } = filters;
  return (
    isSame(torrent.kind, filters.kind) &&
    isSame(torrent.resolution, filters.resolution) &&
    isSame(torrent.license, filters.license) &&
    isSame(torrent.source, filters.source) &&
    isBetween(torrent.year, year, year) &&
    isBetween(torrent.year, yearFrom, yearTo) &&
    isBetween(torrent.sizeBytes, minSize, maxSize) &&
    (!hasSeeders || (torrent.seeders ?? 0) > 0)
  );
}

function onlyOne(torrent: Torrent, facets: Facet[] | undefined): TorrentSearchPage {
  return {
    items: [{ ...torrent, matchedFile: null }],
    nextCursor: null,
    total: { value: 1, relation: 'eq' },
    match: 'exact',
    didYouMean: null,
    facets: facetsOf(countsOf(torrent), facets),
  };
}

const nothing = (facets: Facet[] | undefined): TorrentSearchPage => ({
  items: [],
  nextCursor: null,
  total: { value: 0, relation: 'eq' },
  match: 'exact',
  didYouMean: null,
  facets: facetsOf([], facets),
});

/** @param meaning what `query` was read from, when that is not what was typed */
async function answer(
  ctx: Context,
  request: SearchRequest,
  { query, known: { needles, lastNumber } }: Asked,
  after: CursorKey | null,
  meaning: string | null = after?.meaning ?? null,
): Promise<TorrentSearchPage> {
  const { q: _q, cursor: _cursor, limit, sort, facets: allFacets, ...filters } = request;
  // Later pages would count what is left.
  const facets = after === null ? allFacets : undefined;
  if (needles === null) return nothing(facets);

  const top = after?.top ?? lastNumber;
  const unwanted = query.unwanted.map(piecesOf);
  const search: Search = {
    needles,
    unwanted,
    title: query.title,
    order: sort,
    filters,
    top,
    inFiles: [],
    withFacets: facets !== undefined,
  };
  const place = after && { segment: segmentOf(after), key: after, hasTitles: after.hasTitles };
  const found: Found[] = [];
  const counted: Total = { value: 0, relation: 'eq' };
  const isWhole = () => found.length > limit && (after !== null || counted.value >= CANDIDATES);
  const wanted = () => Math.max(1, limit + 1 - found.length);
  let restAt: Segment | null = null;
  let hasTitles = false;
  const facetCounts: FacetCount[] = [];
  for await (const part of readSegments(ctx, search, wanted, place)) {
    const { segment, isMore, isEnough, isCut } = part;
    hasTitles = part.hasTitles;
    found.push(...part.matches.map((match) => ({ ...match, segment })));
    counted.value += part.count;
    facetCounts.push(...part.facets);
    if (isCut) counted.relation = 'gte';
    if (!isWhole() && !isEnough) continue;
    if (isMore) counted.relation = 'gte';
    if (isMore && segment.phase !== 'titles') restAt = { ...segment, to: segment.from };
    break;
  }
  const total = after ? { value: after.total, relation: after.relation } : bounded(counted);
  const page = found.slice(0, limit);
  const last = placeAfter(page, found.length > limit, restAt);
  return {
    items: await itemsOf(ctx, page, search),
    nextCursor:
      last &&
      cursors.encode(
        keyAt(last, { hasTitles, top, total, meaning }),
        ctx.sealCursor,
        askedOf(request),
      ),
    total,
    match: meaning === null ? 'exact' : 'fuzzy',
    didYouMean: meaning,
    facets: facetsOf(facetCounts, facets),
  };
}

/** Whether something is wanted and left out at once. */
const isContradiction = ({ wanted, unwanted }: SearchQuery) =>
  unwanted.some((left) => wanted.some((unit) => isDeepStrictEqual(piecesOf(unit), piecesOf(left))));

/** Where the next page goes on; one that is not full may have one as well. */
function placeAfter(
  page: Found[],
  isFull: boolean,
  rest: Segment | null,
): (SearchKey & { segment: Segment }) | null {
  if (isFull) return page.at(-1) ?? null;
  return rest && { segment: rest, rank: 0, tie: '0' };
}

const segmentOf = ({ phase, from, to }: CursorKey): Segment => ({ phase, from, to });

const keyAt = (
  { segment, rank, tie }: SearchKey & { segment: Segment },
  { total, ...rest }: Pick<CursorKey, 'hasTitles' | 'top' | 'meaning'> & { total: Total },
): CursorKey => ({
  ...segment,
  rank,
  tie,
  ...rest,
  total: total.value,
  relation: total.relation,
});

const bounded = ({ value, relation }: Total): Total =>
  value > TOTAL_MAX || relation === 'gte'
    ? { value: Math.min(value, TOTAL_MAX), relation: 'gte' }
    : { value, relation };

type Found = Match & { segment: Segment };

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
