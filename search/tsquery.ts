import { quote } from './index-entry';
import { beginningOf, decadeOf, label, sizeOctave } from './labels';

/** What a torrent must have, in words of the catalogue. */
export type Needle = (
  | {
      /** One of these words. */
      kind: 'any';
      words: string[];
    }
  | {
      /** Pieces one after the other, in its name. */
      kind: 'phrase';
      pieces: string[];
      /** About how many would have all pieces, if those went together by chance. */
      byChance: number;
    }
  | {
      /** A word of the name that begins so: too many for each to be named. */
      kind: 'start';
      start: string;
      /** Or one of these. */
      also: string[];
      /** The most frequent of them all, which stand for all where files are looked through. */
      words: string[];
    }
) & {
  /** About how many torrents have it in their name, and in files only; 0 is exact. */
  names: number;
  files: number;
};

/** Where words are looked for: in names; in names and files; in files where the name does not do. */
export type Scope = 'names' | 'all' | 'files';

export interface TextQuery {
  /** For the text index, that all must hold, the rarest first; there is at least one. */
  parts: string[];
  /** What each match is held against besides; null when the index alone decides. */
  recheck: string | null;
}

/** Conditions that the index is given one by one; the others go with the last of them. */
const PARTS_MAX = 4;
/** Needles that the index is asked for, the rarest; the others are for the recheck. */
const INDEXED_MAX = 8;

/** Torrents of the rarest needle that are all looked at, for beginnings that the index has not of files. */
const LOOKED_AT_MAX = 2_000;

const frequency = ({ names, files }: Needle) => names + files;

/** Too many words begin so for the index to be asked for each of files. */
const isOpenInFiles = ({ kind, files }: Needle) => kind === 'start' && files > 0;

const hasRare = (needles: Needle[]) =>
  needles.some((needle) => needle.kind !== 'start' && frequency(needle) <= LOOKED_AT_MAX);

/** Whether what has a beginning in files is found by the most frequent words alone. */
export const isCutInFiles = (needles: Needle[]) => needles.some(isOpenInFiles) && !hasRare(needles);

const or = (parts: string[]) => `(${parts.join(' | ')})`;
const and = (parts: string[]) => parts.join(' & ');

/** Files have no places: a phrase to be left out is one of the name, a word is one of either. */
function exclusion(pieces: string[]): string {
  const [word, ...others] = pieces;
  if (word === undefined || others.length > 0) return `!(${pieces.map(quote).join(' <-> ')})`;
  return `!${anywhere(word)}`;
}

/** A piece in the name, or in a file. */
export const anywhere = (piece: string) => or([piece, label.fileWord(piece)].map(quote));

/**
 * What the index can tell: not where words are, nor more than the beginning of a beginning.
 * @param isApart whether pieces of a phrase may be in different places
 */
function indexClause(needle: Needle, withFiles: boolean, isApart: boolean): string {
  if (needle.kind === 'phrase') return and(needle.pieces.map(isApart ? anywhere : quote));
  const ofFiles = withFiles && needle.files > 0 ? needle.words.map(label.fileWord) : [];
  if (needle.kind === 'any') return or([...needle.words, ...ofFiles].map(quote));
  return or([label.beginning(beginningOf(needle.start)), ...needle.also, ...ofFiles].map(quote));
}

/** The same to the letter, for a torrent that the index has found. */
function wholeClause(needle: Needle, withFiles: boolean, isApart: boolean): string {
  if (needle.kind === 'any' || (needle.kind === 'phrase' && isApart)) {
    return indexClause(needle, withFiles, isApart);
  }
  if (needle.kind === 'phrase') return `(${needle.pieces.map(quote).join(' <-> ')})`;
  const inFiles = (words: string[]) =>
    withFiles ? [...words, ...words.map(label.fileWord)] : words;
  const starts = inFiles([needle.start]).map((start) => `${quote(start)}:*`);
  return or([...starts, ...inFiles(needle.also).map(quote)]);
}

/** What every torrent matches: a word that none has is not there. No clause at all would match nothing. */
const ANYTHING = "!'#'";

/**
 * The words of a query for PostgreSQL. Files have no places: what is found in them has the pieces of
 * a phrase anywhere, and must be looked at.
 * @param labels clauses that must hold besides
 * @param isApart whether pieces of a phrase may be apart in the index, as some are known to be in files
 */
export function textQuery(
  needles: Needle[],
  unwanted: string[][],
  labels: string[],
  scope: Scope,
  isApart: boolean,
): TextQuery {
  const withFiles = scope !== 'names';
  // What has a rare one is looked at for beginnings, and found by any word of its files.
  const sought =
    withFiles && hasRare(needles) ? needles.filter((needle) => !isOpenInFiles(needle)) : needles;
  const indexed = sought.toSorted((a, b) => frequency(a) - frequency(b)).slice(0, INDEXED_MAX);
  const isDecided =
    scope !== 'files' &&
    indexed.length === needles.length &&
    needles.every(({ kind }) => kind === 'any');
  const exclusions = unwanted.map(exclusion);
  const whole = (withFiles: boolean, isApart = false) =>
    and(needles.map((needle) => wholeClause(needle, withFiles, isApart)));
  const [rarest, ...others] = [
    ...indexed.map((needle) => indexClause(needle, withFiles, isApart || scope === 'files')),
    ...labels,
  ];
  // What must not be there says nothing by itself: it goes with what is.
  const first = and([...(rarest === undefined ? [] : [rarest]), ...exclusions]) || ANYTHING;
  const last = and(others.slice(PARTS_MAX - 2));
  return {
    parts: [first, ...others.slice(0, PARTS_MAX - 2), last].filter(Boolean),
    recheck: isDecided
      ? null
      : scope === 'files'
        ? `${whole(true, true)} & !(${whole(false)})`
        : whole(withFiles),
  };
}

/** That all needles are in the name. */
export const inNameQuery = (needles: Needle[]) =>
  and(needles.map((needle) => wholeClause(needle, false, false)));

function placesOf(needle: Needle): string[] {
  if (needle.kind === 'phrase') return needle.pieces.map(quote);
  if (needle.kind === 'any') return [or(needle.words.map(quote))];
  return [or([`${quote(needle.start)}:*`, ...needle.also.map(quote)])];
}

/** The needles in their order, one right after the other; null when there is but one word. */
export function inOrderQuery(needles: Needle[]): string | null {
  const places = needles.flatMap(placesOf);
  return places.length < 2 ? null : places.join(' <-> ');
}

/** Words that may stand between two that are near each other. */
const BETWEEN_MAX = 2;
/** Words beyond these are not held to be near. */
const NEAR_MAX = 8;

/**
 * The needles in their order, each near the one before; null when there is but one, or many. Two by two: of words
 * at several distances, one after the other, PostgreSQL adds the longest to each.
 */
export function nearQuery(needles: Needle[]): string | null {
  if (needles.length < 2 || needles.length > NEAR_MAX) return null;
  const places = needles.map((needle) => `(${placesOf(needle).join(' <-> ')})`);
  const near = (place: string, before: string) =>
    or(range(1, BETWEEN_MAX + 1).map((distance) => `${before} <${distance}> ${place}`));
  return and(places.slice(1).map((place, at) => near(place, places[at] as string)));
}

/** Filters whose value is one of a few words. */
export interface Filters {
  kind?: string | undefined;
  resolution?: string | undefined;
  license?: string | undefined;
  source?: string | undefined;
  year?: number | undefined;
  yearFrom?: number | undefined;
  yearTo?: number | undefined;
  minSize?: number | undefined;
  maxSize?: number | undefined;
}

/** The first and the last year that a torrent may be from. */
const YEARS = { first: 1500, last: 2049 } as const;
const MAX_SIZE = Number.MAX_SAFE_INTEGER;

const range = (from: number, to: number) =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, place) => from + place);

/** Filters as clauses on labels; of a range, they may let through a little more than it holds. */
export function filterClauses(filters: Filters): string[] {
  const { kind, resolution, license, source, year, yearFrom, yearTo, minSize, maxSize } = filters;
  const clauses = [
    kind && [label.kind(kind)],
    resolution && [label.resolution(resolution)],
    license && [label.license(license)],
    source && [label.source(source)],
    year !== undefined && [label.year(year)],
    (yearFrom ?? yearTo) !== undefined &&
      range(
        decadeOf(Math.max(YEARS.first, yearFrom ?? 0)),
        decadeOf(Math.min(YEARS.last, yearTo ?? YEARS.last)),
      ).map(label.decade),
    (minSize ?? maxSize) !== undefined &&
      range(sizeOctave(minSize ?? 0), sizeOctave(maxSize ?? MAX_SIZE)).map(label.size),
  ];
  return clauses
    .filter((labels) => Array.isArray(labels))
    .map((labels) => (labels.length === 0 ? NOTHING : or(labels.map(quote))));
}

/** What no torrent has: the years from 2010 to 2000, say. */
const NOTHING = `('#' & '##')`;

/** That a torrent has one of these labels. */
export const withinClause = (labels: string[]) => or(labels.map(quote));
