import type { Order } from '@/contracts/torrents';
import {
  type Ask,
  type Match,
  type Matches,
  rankMatches,
  type SearchKey,
} from '@/db/repositories/torrent-search';
import { stretchEnd, stretchLabels, stretchStart } from '@/search/labels';
import {
  type Filters,
  filterClauses,
  inNameQuery,
  inOrderQuery,
  type Needle,
  nearQuery,
  type Scope,
  textQuery,
  withinClause,
} from '@/search/tsquery';
import type { Context } from './context';

/** Matches that are ranked against each other: so many of the newest, then of the next older. */
export const CANDIDATES = 200;
/** When about as many are expected, they are ranked at once, wherever they are … */
const ALL_AT_ONCE = 400;
/** … provided that they cannot be more than these. */
const ALL_AT_MOST = 2_000;
/** Beyond as many, those of the rarest word are not gone through to see how many match … */
const TRIED_MOST = 10_000;
/** … nor where more than these would match by chance. */
const TRIED_BY_CHANCE = ALL_AT_ONCE / 2;
/** Torrents of the rarest word in the first stretch, when it is not known how words go together. */
const FIRST_LOOK = 75;
/** A stretch without enough matches is tried again so many times as long, at most … */
const GROWTH_MAX = 16;
/** … and more than that where there were more matches than these to go by. */
const TELLING = 4;
/** Torrents that are looked at for one page: from there on the next one goes on. */
export const EXAMINED_MAX = 20_000;

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

/** Where a page ended. What is common may have changed since: the place tells how it was read. */
export interface Place {
  segment: Segment;
  key: SearchKey;
  hasTitles: boolean;
}

/** What was read at a time. */
export interface Part extends Omit<Matches, 'examined'> {
  segment: Segment;
  /** Enough was looked at for one page, whether or not it is full. */
  isEnough?: boolean;
  /** Whether some may be missing among what was read. */
  isCut?: boolean;
}

/** Shares of the catalogue that have the needles, the smallest first; of nothing sought, all. */
export function sharesOf(
  { needles, top }: Search,
  scope: Scope,
): [rarest: number, ...others: number[]] {
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
export function isCommon(search: Search, scope: Scope): boolean {
  const [rarest, ...others] = sharesOf(search, scope);
  const expected = others.reduce((product, share) => product * Math.sqrt(share), rarest);
  return expected * search.top > ALL_AT_ONCE || rarest * search.top > ALL_AT_MOST;
}

/**
 * Whether few are likely to match, though it could be many: to go through those of the rarest word
 * costs less then than to look for a stretch that has enough.
 */
function isLikelyRare(search: Search, scope: Scope): boolean {
  const [rarest] = sharesOf(search, scope);
  const { top } = search;
  const byChance = search.needles.reduce((product, needle) => {
    const { names, files } = needle;
    const count = scope === 'names' ? names : names + files;
    return product * Math.min(1, (needle.kind === 'phrase' ? needle.byChance : count) / top);
  }, top);
  return rarest * top <= TRIED_MOST && byChance <= TRIED_BY_CHANCE;
}

/** What must only not have words has nothing that the index could go by: it looks at all there is. */
export const isAnything = ({ needles, filters }: Search) =>
  needles.length === 0 && filterClauses(filters).length === 0;

/**
 * One stretch of the catalogue after the other, from new to old; all of it at once where few match.
 * @param titles what was read already
 * @param wanted how many matches are still to come, asked before each stretch
 */
export async function* readStretches(
  ctx: Context,
  search: Search,
  phase: Scope,
  titles: Match[],
  wanted: () => number,
  place: Place | null,
): AsyncGenerator<Part & Matches, void> {
  const end = stretchEnd(search.top);
  const except = titles.map(({ id }) => id);
  const read = async (segment: Segment, key: SearchKey | null, most?: number) => {
    const isAll = segment.from === 0 && (segment.to === 0 || segment.to === end);
    const labels = isAll ? [] : stretchLabels(segment.from, segment.to);
    const ask = askOf(search, phase, labels, wanted(), key);
    return { segment, ...(await rankMatches(ctx.db, search.order, ask, except, most)) };
  };
  const isAtOnce = place ? place.segment.to === 0 : !isCommon(search, phase);
  if (isAtOnce) {
    yield await read({ phase, from: 0, to: 0 }, place?.key ?? null);
    return;
  }
  if (place === null && isLikelyRare(search, phase)) {
    const found = await read({ phase, from: 0, to: 0 }, null, ALL_AT_ONCE);
    if (found.examined <= ALL_AT_ONCE) return void (yield found);
  }
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
    if (isAnything(search)) found.examined = newest - from;
    examined += found.examined;
    const isEnough = examined >= EXAMINED_MAX && from > 0;
    if (found.count < CANDIDATES && from > 0 && !isEnough) {
      length = nextLength(found, newest - from, newest, EXAMINED_MAX - examined);
      continue;
    }
    yield { isEnough, ...found };
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
  const trusted = GROWTH_MAX * Math.max(1, count / TELLING);
  const growth = Math.min(trusted, enough, affordable / Math.max(1, examined));
  return length * Math.max(2, growth);
}

/** A year at the end, which a title is often typed with. */
const yearAtEnd = /^(.+) ((?:1[5-9]|20)\d\d)$/;

/** @param within labels of which what is asked for has one; none: all */
export function askOf(
  { needles, unwanted, filters, title, order, inFiles, withFacets }: Search,
  scope: Scope,
  within: string[],
  limit: number,
  after: SearchKey | null,
): Ask {
  const [, titleBeforeYear = null, titleYear = null] = yearAtEnd.exec(title) ?? [];
  return {
    conditions: {
      inFiles,
      within: within.length === 0 ? null : withinClause(within),
      minSize: filters.minSize ?? null,
      maxSize: filters.maxSize ?? null,
      yearFrom: filters.yearFrom ?? null,
      yearTo: filters.yearTo ?? null,
      hasSeeders: filters.hasSeeders ?? false,
      ...textQuery(needles, unwanted, filterClauses(filters), scope, inFiles.length > 0),
    },
    likeness: {
      title,
      titleBeforeYear,
      titleYear: titleYear === null ? null : Number(titleYear),
      inOrder: inOrderQuery(needles),
      near: nearQuery(needles),
      inName: scope === 'all' && order === 'relevance' ? inNameQuery(needles) : null,
    },
    limit,
    after,
    withFacets,
  };
}
