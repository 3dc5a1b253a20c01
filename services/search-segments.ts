import {
  type Match,
  type Matches,
  rankTitles,
  type SearchKey,
} from '@/db/repositories/torrent-search';
import { listFilesOf } from '@/db/repositories/torrents';
import { FILES_MAX } from '@/search/index-entry';
import { isCutInFiles } from '@/search/tsquery';
import type { Context } from './context';
import { hasPhrases, isPhrase } from './matching-file';
import { countsOf } from './search-facets';
import { readSorted } from './search-sorted';
import {
  askOf,
  CANDIDATES,
  isCommon,
  type Part,
  type Place,
  readStretches,
  type Search,
  type Segment,
} from './search-stretches';

/** A part, and how it stands to the whole. */
export interface ReadSegment extends Required<Part> {
  /** Whether what has the words for its title was read first. */
  hasTitles: boolean;
  /** Whether matches may be left outside of what was read so far. */
  isMore: boolean;
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
  const { matches: inFiles, isCut: areSomeUnread } =
    search.order !== 'relevance' && search.needles.some(isPhrase)
      ? await readPhrasesInFiles(ctx, { ...search, order: 'newest' })
      : { matches: [], isCut: false };
  const isCut = areSomeUnread || isCutInFiles(search.needles);
  if (inFiles.length > 0) search = { ...search, inFiles: inFiles.map(({ id }) => id) };
  if (search.order === 'size' || search.order === 'seeders') {
    const sorted = await readSorted(ctx, search, search.order, wanted(), place?.key ?? null);
    const segment: Segment = { phase: 'all', from: 0, to: 0 };
    const isMissing = isCut || sorted.isCut;
    yield { segment, hasTitles: false, isEnough: true, ...sorted, isCut: isMissing };
    return;
  }
  const hasTitles = place?.hasTitles ?? hasTitlesFirst(search);
  const { matches: titles, facets: titleFacets } = hasTitles
    ? await readTitles(ctx, search, wanted())
    : { matches: [], facets: [] };
  const phases = phasesOf(search, hasTitles, place);
  const first = place === null ? 0 : phases.indexOf(place.segment.phase);
  let at = place;
  for (const phase of first < 0 ? [] : phases.slice(first)) {
    const isLast = phase === phases.at(-1);
    const parts =
      phase === 'titles'
        ? [{ facets: titleFacets, ...listAfter(phase, titles, at?.key ?? null) }]
        : phase === 'files' && search.needles.some(isPhrase)
          ? [await readListed(ctx, search, at?.key ?? null)]
          : readStretches(ctx, search, phase, titles, wanted, at);
    at = null;
    for await (const part of parts) {
      const isMore = part.segment.from > 0 || !isLast;
      yield { hasTitles, isEnough: false, ...part, isCut: isCut || part.isCut === true, isMore };
    }
  }
}

const isInNames = ({ needles }: Search) => needles.every(({ names }) => names > 0);

const hasTitlesFirst = (search: Search) =>
  search.order === 'relevance' &&
  search.title !== '' &&
  isInNames(search) &&
  isCommon(search, 'names');

function phasesOf(search: Search, hasTitles: boolean, place: Place | null): Segment['phase'][] {
  if (search.order === 'newest' || place?.segment.phase === 'all') return ['all'];
  const isInFiles = search.needles.some(({ files }) => files > 0);
  const isInBoth = isInNames(search) && isInFiles && !search.needles.some(isPhrase);
  // Few are ranked as one: what has the words in files comes after the others.
  if (place === null && isInBoth && !isCommon(search, 'all')) return ['all'];
  const phases: [Segment['phase'], boolean][] = [
    ['titles', hasTitles],
    ['names', isInNames(search)],
    ['files', isInFiles],
  ];
  return phases.filter(([, isWorthIt]) => isWorthIt).map(([phase]) => phase);
}

function readTitles(ctx: Context, search: Search, limit: number): Promise<Matches> {
  const ask = askOf(search, 'names', [], limit, null);
  return rankTitles(ctx.db, ask, search.top + 1);
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
  return { facets: counted.flatMap(countsOf), isCut, ...listAfter('files', matches, key) };
}

/** Torrents whose files are read at a time, and names of files that are read for one search. */
const FILES_READ = { torrents: 20, names: 10_000 } as const;

/**
 * What has the phrases in files, of the first that have their words: the index does not tell how
 * words of files lie to each other, so that their names are read.
 */
async function readPhrasesInFiles(
  ctx: Context,
  search: Search,
): Promise<Pick<ReadSegment, 'matches' | 'isCut'>> {
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
      if (match.row && hasPhrases(match.row, own, search.needles)) matches.push(match);
    }
  }
  return { matches, isCut: part.segment.from > 0 || read < part.count };
}
