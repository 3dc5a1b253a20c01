import { facets } from '@/contracts/torrents';
import { listFilesOf } from '@/db/repositories/ingest';
import {
  type Ask,
  type Match,
  type Matches,
  type Order,
  rankMatches,
  rankTitles,
  type SearchKey,
  walkMatches,
} from '@/db/repositories/torrent-search';
import type { TorrentRow } from '@/db/repositories/torrents';
import { FILES_MAX } from '@/search/index-entry';
import { stretchEnd, stretchLabels, stretchStart } from '@/search/labels';
import {
  type Filters,
  filterClauses,
  inOrderQuery,
  type Needle,
  nearQuery,
  type Scope,
  stretchClause,
  textQuery,
} from '@/search/tsquery';
import type { Context } from './context';
import { hasPhrases, isPhrase } from './matching-file';

/** Matches that are ranked against each other: so many of the newest, then of the next older. */
export const CANDIDATES = 200;
/** When about as many are expected, they are ranked at once, wherever they are … */
const ALL_AT_ONCE = 400;
/** … provided that they cannot be more than these. */
const ALL_AT_MOST = 2_000;
/** Torrents of the rarest word in the first stretch, when it is not known how words go together. */
const FIRST_LOOK = 75;
/** A stretch without enough matches is tried again so many times as long, at most. */
const GROWTH_MAX = 16;
/** Torrents that are looked at for one page: from there on the next one goes on. */
const EXAMINED_MAX = 20_000;

/** What is looked for, understood and looked up. */
export interface Search {
  needles: Needle[];
  /** Of each, pieces one after the other: no match may have them. */
  unwanted: string[][];
  /** Folded. */
  title: string;
  order: Order;
  filters: Filters & { hasSeeders?: boolean | undefined };
  /** The highest number of the catalogue when the first page was asked for. */
  top: number;
  /** Torrents that have the phrases in files. */
  inFiles: string[];
  withFacets: boolean;
}

/**
 * A part of the answer, ranked in itself: what has the words for its title, however old; then one
 * stretch of the catalogue after the other, from new to old, by names and then by files.
 */
export interface Segment {
  phase: 'titles' | Scope;
  /** Numbers `[from, to)` of a stretch, none of them when both are the same; both 0: all. */
  from: number;
  to: number;
}

export interface ReadSegment extends Pick<Matches, 'matches' | 'count' | 'facets'> {
  segment: Segment;
  /** Whether what has the words for its title was read first. */
  hasTitles: boolean;
  /** Whether matches may be left outside of what was read so far. */
  isMore: boolean;
  /** Enough was looked at for one page, whether or not it is full. */
  isEnough: boolean;
  /** Whether files that may have the phrases were left unread. */
  isCut: boolean;
}

/** Where a page ended. What is common may have changed since: the place tells how it was read. */
export interface Place {
  segment: Segment;
  key: SearchKey;
  hasTitles: boolean;
}

/**
 * Reads the answer part by part, for as long as the caller goes on.
 * @param wanted how many matches are still to come, asked before each part
 */
export async function* readSegments(
  ctx: Context,
  search: Search,
  wanted: () => number,
  place: Place | null,
): AsyncGenerator<ReadSegment> {
  const { matches: inFiles, isCut }: Listed =
    search.order !== 'relevance' && search.needles.some(isPhrase)
      ? await readPhrasesInFiles(ctx, { ...search, order: 'newest' })
      : { matches: [], isCut: false };
  if (inFiles.length > 0) search = { ...search, inFiles: inFiles.map(({ id }) => id) };
  if (search.order === 'size' || search.order === 'seeders') {
    const sorted = await readSorted(ctx, search, search.order, wanted(), place?.key ?? null);
    yield { ...sorted, isCut };
    return;
  }
  const hasTitles = place?.hasTitles ?? hasTitlesFirst(search);
  const { matches: titles, facets: titleFacets } = hasTitles
    ? await readTitles(ctx, search, wanted())
    : { matches: [], facets: [] };
  const phases = phasesOf(search, hasTitles);
  const first = place === null ? 0 : phases.indexOf(place.segment.phase);
  let at = place;
  for (const phase of first < 0 ? [] : phases.slice(first)) {
    const isLast = phase === phases.at(-1);
    const parts =
      phase === 'titles'
        ? [{ ...listAfter(phase, titles, at?.key ?? null), facets: titleFacets }]
        : phase === 'files' && search.needles.some(isPhrase)
          ? [await readListed(ctx, search, at?.key ?? null)]
          : readStretches(ctx, search, phase, titles, wanted, at);
    at = null;
    for await (const part of parts) {
      const isMore = part.segment.from > 0 || !isLast;
      yield { hasTitles, isEnough: false, isCut, ...part, isMore };
    }
  }
}

/** Shares of the catalogue that have the needles, the smallest first; of nothing sought, all. */
function sharesOf({ needles, top }: Search, scope: Scope): [rarest: number, ...others: number[]] {
  const [rarest = 1, ...others] = needles
    .map(({ names, files }) => (scope === 'names' ? names : names + files) / Math.max(1, top))
    .map((share) => Math.min(1, share))
    .sort((a, b) => a - b);
  return [rarest, ...others];
}

/**
 * Whether so many may match that they are taken in stretches. Words neither go together at random
 * nor always: half way between, on the scale of logarithms; unless that could be far too many.
 */
function isCommon(search: Search, scope: Scope): boolean {
  const [rarest, ...others] = sharesOf(search, scope);
  const expected = others.reduce((product, share) => product * Math.sqrt(share), rarest);
  return expected * search.top > ALL_AT_ONCE || rarest * search.top > ALL_AT_MOST;
}

const isInNames = ({ needles }: Search) => needles.every(({ names }) => names > 0);

const hasTitlesFirst = (search: Search) =>
  search.order === 'relevance' &&
  search.title !== '' &&
  isInNames(search) &&
  isCommon(search, 'names');

function phasesOf(search: Search, hasTitles: boolean): Segment['phase'][] {
  if (search.order === 'newest') return ['all'];
  const phases: [Segment['phase'], boolean][] = [
    ['titles', hasTitles],
    ['names', isInNames(search)],
    ['files', search.needles.some(({ files }) => files > 0)],
  ];
  return phases.filter(([, isWorthIt]) => isWorthIt).map(([phase]) => phase);
}

function readTitles(ctx: Context, search: Search, limit: number): Promise<Matches> {
  const ask = askOf(search, 'names', [], limit, null);
  return rankTitles(ctx.db, ask, search.top + 1);
}

interface Part extends Pick<Matches, 'matches' | 'count' | 'facets'> {
  segment: Segment;
  isEnough?: boolean;
  isCut?: boolean;
}

/** What comes after the key of a list that is read as a whole for each page. */
function listAfter(
  phase: Segment['phase'],
  list: Match[],
  key: SearchKey | null,
): Omit<Part, 'facets'> {
  const isAfter = ({ rank, tie }: Match) =>
    key === null || rank > key.rank || (rank === key.rank && Number(tie) < Number(key.tie));
  const matches = list.filter(isAfter);
  return { segment: { phase, from: 0, to: 0 }, matches, count: matches.length };
}

async function readListed(ctx: Context, search: Search, key: SearchKey | null): Promise<Part> {
  const { matches, isCut } = await readPhrasesInFiles(ctx, search);
  const counted = search.withFacets ? matches.flatMap(({ row }) => row ?? []) : [];
  const countsOf = (row: TorrentRow) =>
    facets.flatMap((facet) =>
      row[facet] === null ? [] : { facet, value: String(row[facet]), count: 1 },
    );
  return { ...listAfter('files', matches, key), facets: counted.flatMap(countsOf), isCut };
}

interface Listed {
  matches: Match[];
  /** Whether some were left unread. */
  isCut: boolean;
}

/** Torrents whose files are read at a time, and names of files that are read for one search. */
const FILES_READ = { torrents: 20, names: 10_000 } as const;

/**
 * What has the phrases in files, of the first that have their words: the index does not tell how
 * words of files lie to each other, so that their names are read.
 */
async function readPhrasesInFiles(ctx: Context, search: Search): Promise<Listed> {
  const uncounted = { ...search, withFacets: false };
  const parts = readStretches(ctx, uncounted, 'files', [], () => CANDIDATES, null);
  const { value: part } = await parts.next();
  if (!part) return { matches: [], isCut: false };
  const matches: Match[] = [];
  let names = 0;
  let read = 0;
  for (; read < part.matches.length && names < FILES_READ.names; read += FILES_READ.torrents) {
    const some = part.matches.slice(read, read + FILES_READ.torrents);
    const files = await listFilesOf(
      ctx.db,
      some.map(({ id }) => id),
      FILES_MAX,
    );
    for (const match of some) {
      const own = files.get(match.id) ?? [];
      names += own.length;
      if (match.row && hasPhrases(match.row.name, own, search.needles)) matches.push(match);
    }
  }
  return { matches, isCut: part.segment.from > 0 || read < part.count };
}

async function* readStretches(
  ctx: Context,
  search: Search,
  phase: Scope,
  titles: Match[],
  wanted: () => number,
  place: Place | null,
): AsyncGenerator<Part, void> {
  const end = stretchEnd(search.top);
  const except = titles.map(({ id }) => id);
  const read = async (segment: Segment, key: SearchKey | null) => {
    const isAll = segment.from === 0 && (segment.to === 0 || segment.to === end);
    const labels = isAll ? [] : stretchLabels(segment.from, segment.to);
    const ask = askOf(search, phase, labels, wanted(), key);
    return { segment, ...(await rankMatches(ctx.db, search.order, ask, except)) };
  };
  const isAtOnce = place ? place.segment.to === 0 : !isCommon(search, phase);
  if (isAtOnce) {
    yield await read({ phase, from: 0, to: 0 }, place?.key ?? null);
    return;
  }
  // What must only not have words has nothing that the index could go by: it looks at all there is.
  const isAnything = search.needles.length === 0 && filterClauses(search.filters).length === 0;
  let to = end;
  let length = firstLength(search, phase);
  let examined = 0;
  if (place !== null) {
    const { segment, key } = place;
    to = segment.from;
    if (segment.to > segment.from) {
      length = Math.min(segment.to, search.top + 1) - segment.from;
      const found = await read(segment, key);
      examined = found.examined;
      yield found;
    }
  }
  while (to > 0) {
    // The last stretch of all reaches beyond the newest torrent.
    const newest = Math.min(to, search.top + 1);
    const found = await read({ phase, from: stretchStart(newest, length), to }, null);
    const { from } = found.segment;
    if (isAnything) found.examined = newest - from;
    examined += found.examined;
    const isEnough = examined >= EXAMINED_MAX && from > 0;
    if (found.count < CANDIDATES && from > 0 && !isEnough) {
      length = nextLength(found, newest - from, newest, EXAMINED_MAX - examined);
      continue;
    }
    yield { ...found, isEnough };
    length = newest - from;
    to = from;
  }
}

/** Of one word it is known how many have it; of several, a short look tells how they go together. */
function firstLength(search: Search, scope: Scope): number {
  const [rarest] = sharesOf(search, scope);
  const wanted = search.needles.length > 1 ? FIRST_LOOK : CANDIDATES * 1.3;
  return wanted / Math.max(rarest, 1 / search.top);
}

/** How long a stretch is tried after one that had too few matches, going by what it had. */
function nextLength(
  { count, examined }: Matches,
  length: number,
  whole: number,
  affordable: number,
): number {
  // None seen so far may be two that were missed by chance.
  const expected = ((examined + 2) / length) * whole;
  if (expected <= ALL_AT_ONCE) return whole;
  const enough = (CANDIDATES * 1.3) / Math.max(1, count);
  const growth = Math.min(GROWTH_MAX, enough, affordable / Math.max(1, examined));
  return length * Math.max(2, growth);
}

/** Sorted by what the text index does not know: all that match, or the first of a walk. */
async function readSorted(
  ctx: Context,
  search: Search,
  order: 'size' | 'seeders',
  limit: number,
  key: SearchKey | null,
): Promise<Omit<ReadSegment, 'isCut'>> {
  const segment: Segment = { phase: 'all', from: 0, to: 0 };
  const ask = askOf(search, 'all', [], limit, key);
  if (isCommon(search, 'all')) {
    const walked = await walkMatches(ctx.db, order, ask);
    if (walked.count >= limit) {
      return { segment, hasTitles: false, ...walked, isMore: true, isEnough: true };
    }
  }
  const all = await rankMatches(ctx.db, order, ask);
  return { segment, hasTitles: false, ...all, isMore: false, isEnough: true };
}

/** A year at the end, which a title is often typed with. */
const yearAtEnd = /^(.+) ((?:1[5-9]|20)\d\d)$/;

function askOf(
  { needles, unwanted, filters, title, inFiles, withFacets }: Search,
  scope: Scope,
  stretch: string[],
  limit: number,
  after: SearchKey | null,
): Ask {
  const [, titleBeforeYear = null, titleYear = null] = yearAtEnd.exec(title) ?? [];
  return {
    conditions: {
      ...textQuery(needles, unwanted, filterClauses(filters), scope, inFiles.length > 0),
      inFiles,
      stretch: stretch.length === 0 ? null : stretchClause(stretch),
      minSize: filters.minSize ?? null,
      maxSize: filters.maxSize ?? null,
      yearFrom: filters.yearFrom ?? null,
      yearTo: filters.yearTo ?? null,
      hasSeeders: filters.hasSeeders ?? false,
    },
    likeness: {
      title,
      titleBeforeYear,
      titleYear: titleYear === null ? null : Number(titleYear),
      inOrder: inOrderQuery(needles),
      near: nearQuery(needles),
    },
    limit,
    after,
    withFacets,
  };
}
