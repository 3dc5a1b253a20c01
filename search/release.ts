import { parseTorrentTitle } from '@viren070/parse-torrent-title';
import type { Kind } from '@/contracts/torrents';
import { foldText } from '@/lib/fold';

/** What the name of a release says of it. What it does not say is null. */
export interface Release {
  /** Folded; the whole name when nothing else is in it. */
  title: string;
  /** The title before it was folded. */
  titleWritten: string;
  year: number | null;
  season: number | null;
  episode: number | null;
  resolution: string | null;
  /** Where it was taken from: `bluray`, `web-dl`, `dvdrip` and the like. */
  quality: string | null;
  codec: string | null;
  /** ISO 639-1, as far as the name tells. */
  languages: string[];
}

/** Characters of a name that are looked at: some of the patterns take time that grows faster. */
const NAME_MAX = 200;
const TITLE_MAX = 200;
/** No work is from later than this. */
const YEAR_MAX = 2049;

const resolutions = new Map([
  ['4k', '2160p'],
  ['2k', '1440p'],
  ['8k', '4320p'],
]);

/** A resolution as release names have it, `2160p`, of what people call it: `4K`, `2160`. */
export function toResolution(written: string): string {
  const resolution = written.toLowerCase();
  return resolutions.get(resolution) ?? resolution.replace(/^\d{3,4}$/, '$&p');
}

/** A year by itself, the last one of the name: what comes before is the title. */
const standingYear = /^(.*[^\s._([{-])[\s._([{-]+((?:1[5-9]|20)\d\d)(?![\w-])/s;
const fileEnding = /\.[a-z]\w{1,4}$/i;
/** What stands for spaces in a name without any; the dots of a version stay. */
const separators = /_|\.(?!\d)|(?<!\d)\./g;
const trailingBrackets = /[\s._-]*[[({][^[\](){}]*[\])}]\s*$/;

/** Reads a release name: by the ways of film and series names, or of works of other kinds. */
export function parseRelease(name: string, kind: Kind | null): Release {
  // Ligatures, fractions and circled numbers are letters and digits, which the parser would leave out.
  const start = name.normalize('NFKC').slice(0, NAME_MAX);
  return kind === null || kind === 'video' ? parseVideo(start, name) : parseOther(start, name);
}

function parseVideo(start: string, name: string): Release {
  const { plain, withAccents } = withoutAccents(start);
  const parsed = parseWithoutSite(plain);
  const year = toYear(parsed.year);
  return {
    year,
    season: toNumber(parsed.seasons?.[0]),
    episode: toNumber(parsed.episodes?.[0]),
    resolution: toFact(parsed.resolution && toResolution(parsed.resolution)),
    quality: toFact(parsed.quality),
    codec: toFact(parsed.codec),
    languages: (parsed.languages ?? []).filter((language) => /^[a-z]{2}$/.test(language)),
    ...toTitle(withFirstLetters(withAccents(parsed.title ?? ''), start), name, year),
  };
}

/** The parser takes a site in brackets off the end of the title before it: of `Title (1962) [archive.org]`. */
function parseWithoutSite(name: string) {
  const parsed = parseTorrentTitle(name);
  return parsed.site === undefined ? parsed : parseTorrentTitle(name.replace(parsed.site, ''));
}

const ascii = /^[\0-\x7f]*$/;
const letters = String.raw`\p{L}\p{N}\p{M}`;
const firstWord = new RegExp(`^[${letters}]+`, 'u');
const startsInWord = new RegExp(`^[${letters}]`, 'u');
/** Letters that the parser takes for signs where a title begins, and leaves out: those with accents, and of most scripts. */
const takenForSigns = String.raw`(?:[^\P{L}A-Za-z\u0400-\u04ff\u3040-\u30ff\u4e00-\u9fff][\p{M}\s._'’-]*)+`;
const leftOut = new RegExp(`(?<![${letters}])(${takenForSigns})?$`, 'u');

const longWord = /[\p{L}\p{M}]{3,}/gu;

/**
 * A name without accents of Latin letters, where the parser takes words to begin and to end: of `Thérèse`
 * it has `Thérè`, in Swedish, and of `Café 2` the second episode. And what gives a title its own again.
 */
function withoutAccents(name: string) {
  if (ascii.test(name)) return { plain: name, withAccents: (title: string) => title };
  const written = new Map<string, string>();
  const plain = name.replace(longWord, (word) => {
    const bare = word.normalize('NFD').replace(/\p{M}/gu, '');
    if (bare === word || !ascii.test(bare)) return word;
    written.set(bare, word);
    return bare;
  });
  const withAccents = (title: string) =>
    title.replace(longWord, (word) => written.get(word) ?? word);
  return { plain, withAccents };
}

/** The title with what the parser left out of it: of `À l'École` it has `l'École`, and of `École` `cole`. */
function withFirstLetters(title: string, name: string): string {
  const [word] = ascii.test(name) ? [] : (firstWord.exec(title) ?? []);
  if (word === undefined) return title;
  // Not by an expression with the word in it: to make one for each name takes most of a millisecond.
  for (let at = name.indexOf(word); at >= 0; at = name.indexOf(word, at + 1)) {
    const before = leftOut.exec(name.slice(0, at));
    if (before === null || startsInWord.test(name.slice(at + word.length))) continue;
    return (before[1] ?? '').replace(/[\s._]+/g, ' ') + title;
  }
  return title;
}

function parseOther(start: string, name: string): Release {
  const [, before, year] = standingYear.exec(start) ?? [];
  const title = before ?? start.replace(fileEnding, '').replace(trailingBrackets, '');
  return {
    year: toYear(year),
    season: null,
    episode: null,
    resolution: null,
    quality: null,
    codec: null,
    languages: [],
    ...toTitle(title, name, null),
  };
}

/** Half a character is left where one is cut, by the parser as well: no database takes it. */
const halves = /\p{Cs}/gu;

const cutTitle = (title: string) => title.slice(0, TITLE_MAX).replace(halves, '').trim();

function toTitle(read: string, name: string, year: number | null) {
  const folded = foldText(read);
  const whole = folded === '' ? name : read;
  const title = beforeYear(cutTitle(folded || foldText(name)), year);
  const spaced = whole.includes(' ') ? whole : whole.replace(separators, ' ');
  const beforeIt = year === null ? [] : spaced.replace(yearAndAfter(year), '');
  const written = [spaced, beforeIt].flat().map((text) => cutTitle(text.replace(/\s+/g, ' ')));
  // Where something else was cut off, or folding makes it longer, only the folded title is right.
  return { title, titleWritten: written.find((text) => foldText(text) === title) ?? title };
}

const yearPatterns = new Map<number, RegExp>();

/** There are a few hundred years, and to make such a pattern takes as long as to read a name. */
function yearAndAfter(year: number): RegExp {
  let pattern = yearPatterns.get(year);
  if (pattern === undefined) {
    pattern = new RegExp(`[\\s([{]+${year}.*`, 's');
    yearPatterns.set(year, pattern);
  }
  return pattern;
}

/** In some scripts the parser leaves in the title what comes after it. */
function beforeYear(title: string, year: number | null): string {
  const end = year === null ? -1 : `${title} `.indexOf(` ${year} `, 1);
  return end < 0 ? title : title.slice(0, end);
}

const toFact = (value: string | undefined) => value?.toLowerCase().slice(0, 40) || null;

function toYear(value: string | undefined): number | null {
  const year = Number(value);
  return year >= 1500 && year <= YEAR_MAX ? year : null;
}

/** A small number, or null: a name may say anything. */
const toNumber = (value: number | undefined) =>
  value !== undefined && Number.isInteger(value) && value >= 0 && value <= 9999 ? value : null;
