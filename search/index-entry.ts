import type { Kind } from '@/contracts/torrents';
import { foldText } from '@/lib/fold';
import { episodeWord, seasonWord } from './episodes';
import { kindOf } from './kind';
import { beginningOf, decadeOf, label, sizeOctave } from './labels';
import { parseRelease, type Release } from './release';
import { unplacedWordsOf, wordsOf } from './words';

/** PostgreSQL keeps no more places of a lexeme. */
const PLACES_MAX = 255;
/** Words of its files' names that a torrent is found by, besides those of its own. */
const FILE_WORDS_MAX = 1_000;
/** Files of one torrent that are looked at: those with an index below this. */
export const FILES_MAX = 2_000;
/** Initials side by side that are one word: a name of nothing but letters is none. */
const INITIALS_MAX = 8;
/** Characters of a file's word: longer ones are sums and serial numbers, which nobody types. */
const FILE_WORD_MAX = 32;

export interface IndexedTorrent {
  name: string;
  sizeBytes: number;
  source: string | null;
  license: string | null;
  /** Those with an index below `FILES_MAX`. */
  files: { name: string; sizeBytes: number }[];
}

/** All that search knows of a torrent. */
export interface IndexEntry extends Release {
  nameFolded: string;
  kind: Kind | null;
  /** A `tsvector`: the words of the name at their places, and labels without. */
  search: string;
  /** What the vocabulary is to know: words of the name, each once, and those of files alone. */
  words: { ofName: string[]; ofFiles: string[] };
}

export function indexEntry(torrent: IndexedTorrent): IndexEntry {
  const { name, files } = torrent;
  const kind = kindOf(name, files);
  const release = parseRelease(name, kind);
  const places = placesOfWords(name);
  const fileWords = wordsOfFiles(files, places);
  const episodes = episodeWordsOf(release).filter((word) => !places.has(word));
  const labels = [
    ...fileWords.map(label.fileWord),
    ...beginnings([...places.keys(), ...episodes]).map(label.beginning),
    ...labelsOf(torrent, release, kind),
    ...episodes,
  ];
  const placed = Array.from(places, ([word, at]) => `'${word}':${at.join()}`);
  return {
    nameFolded: foldText(name),
    kind,
    search: [...placed, ...labels.map(quote)].join(' '),
    words: { ofName: [...places.keys(), ...episodes], ofFiles: fileWords },
    ...release,
  };
}

/** As a lexeme is written in a `tsvector` and a `tsquery`. */
export const quote = (lexeme: string) =>
  lexeme.includes("'") || lexeme.includes('\\')
    ? `'${lexeme.replace(/['\\]/g, '$&$&')}'`
    : `'${lexeme}'`;

/** Words that a torrent has by its name, each with its places. */
export function placesOfWords(name: string): Map<string, number[]> {
  const places = new Map<string, number[]>();
  let place = 0;
  let initials = '';
  const add = (piece: string, at: number) => {
    const known = places.get(piece);
    if (known === undefined) places.set(piece, [at]);
    else if (known.length < PLACES_MAX && known.at(-1) !== at) known.push(at);
  };
  /** As the word that people write of them, from the first of them to the last. */
  const addInitials = () => {
    const { length } = initials;
    if (length > 1 && length <= INITIALS_MAX) {
      for (const at of [place - length + 1, place]) add(initials, at);
    }
    initials = '';
  };
  for (const { text, pieces, tail, stem } of wordsOf(name)) {
    if (isInitial(text)) initials += text;
    else addInitials();
    for (const piece of pieces) {
      place += 1;
      add(piece, place);
    }
    for (const part of partsOf(text)) add(part, place);
    if (tail !== null) add(tail, place);
    if (stem !== null) add(stem, place);
  }
  addInitials();
  return places;
}

/** Of a distribution that is written as one word: `linuxmint` is Linux Mint, and Mint; `archlinux` is Arch. */
function partsOf(word: string): string[] {
  const [, before, after] = /^(?:(\w{3,})linux|linux(\w{3,}))$/.exec(word) ?? [];
  const part = before ?? after;
  return part === undefined ? [] : ['linux', part];
}

/** Of `D.O.A.`, which is typed as `doa` as well. */
const isInitial = (word: string) => word.length === 1 && /\p{Ll}/u.test(word);

function wordsOfFiles(files: { name: string }[], known: ReadonlyMap<string, unknown>): string[] {
  const words = new Set<string>();
  for (const { name } of files) {
    for (const word of unplacedWordsOf(name)) {
      if (word.length <= FILE_WORD_MAX && !known.has(word)) words.add(word);
    }
    if (words.size >= FILE_WORDS_MAX) break;
  }
  return [...words].slice(0, FILE_WORDS_MAX);
}

/** By them a word that is only begun is found without reading all that it may become. */
function beginnings(words: string[]): string[] {
  const found = new Set<string>();
  for (const word of words) {
    let beginning = '';
    for (const letter of beginningOf(word)) {
      beginning += letter;
      found.add(beginning);
    }
  }
  return [...found];
}

function labelsOf(
  { source, license, sizeBytes }: IndexedTorrent,
  { year, resolution }: Release,
  kind: Kind | null,
): string[] {
  return [
    kind && label.kind(kind),
    year && label.year(year),
    year && label.decade(decadeOf(year)),
    resolution && label.resolution(resolution),
    license && label.license(license),
    source && label.source(source),
    label.size(sizeOctave(sizeBytes)),
  ].filter((found): found is string => typeof found === 'string');
}

/** `s01` and `e02` of what is written `S01E02`, `1x02` or in words. */
export function episodeWordsOf({ season, episode }: Pick<Release, 'season' | 'episode'>): string[] {
  return [
    season === null ? [] : seasonWord(season),
    episode === null ? [] : episodeWord(episode),
    season === null || episode === null ? [] : seasonWord(season) + episodeWord(episode),
  ].flat();
}
