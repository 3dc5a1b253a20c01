import { isDeepStrictEqual } from 'node:util';
import { listTitlesAmong } from '@/db/repositories/titles';
import { listWordsLike } from '@/db/repositories/words';
import { withEpisodeWords } from '@/search/episodes';
import { parseSearchQuery, piecesOf, type SearchQuery, type Unit } from '@/search/query';
import {
  isAtNumber,
  oneSlipAway,
  slipsBetween,
  slipsMax,
  splitsOf,
  transliterated,
} from '@/search/spelling';
import { wordsOf, wordsOfPieces } from '@/search/words';
import type { Context } from './context';
import { type Known, learn, type Vocabulary } from './search-words';

/** Words of a query that are looked at: one with more wrong than these is beyond mending. */
const WORDS_MAX = 12;
/** Words that share trigrams with one that nobody knows. */
const LIKE_MAX = 40;
const MEANINGS_MAX = 3;
/** How much more frequent than a word that is known another must be, to be meant instead. */
const MORE_FREQUENT = 5;

/** How much more frequent than the rarest one a word is that says little beside it. */
const COMMON = 50;
/** A word that more torrents have, and one in so many of all, says little by itself. */
const SAYING_LITTLE = { torrents: 100, oneIn: 50 } as const;

/** What people type beside a work, of how they want to have it. */
const asides = new Set(
  'audiobook book download ebook epub film free full hd movie mp3 online pdf stream streaming torrent watch'.split(
    ' ',
  ),
);

/** A word, or two, and about how many torrents have them. */
interface Option {
  word: string;
  torrents: number;
  /** About how many slips of the hand make what was typed of it. */
  slips: number;
}

/** A word as it was typed, and what may have been meant by it. */
interface Typed extends Option {
  /** What the index has of it: several of a script without spaces. */
  pieces: string[];
  /** Perhaps not typed to its end. */
  isStart: boolean;
  /** The likeliest first; a word that fell apart has a space in it. */
  options: Option[];
}

/**
 * What somebody may have meant by what nothing matches, as queries, the likeliest first. Of those that go together
 * each asks for more than the one before, so that what finds nothing has none after it that does.
 */
export type Meanings = string[][];

/** @param lengthMax characters of a query */
export async function likelyMeanings(
  ctx: Context,
  vocabulary: Vocabulary,
  { wanted, unwanted }: SearchQuery,
  { unknown, lastNumber }: Known,
  lengthMax: number,
): Promise<Meanings> {
  const words = wanted.flatMap(toTyped).slice(0, WORDS_MAX);
  // Where some are unknown it is for them that nothing was found: the others are meant as typed.
  const mistyped = words.filter(({ pieces }) => pieces.some((piece) => unknown.has(piece)));
  const doubtful = mistyped.length > 0 ? mistyped : words;
  const near = new Map(
    doubtful
      .filter(({ pieces }) => isOne(pieces))
      .map(({ word }) => [word, new Set([...oneSlipAway(word), ...transliterated(word)])] as const),
  );
  const lookedUp = new Set([
    ...words.flatMap(({ pieces }) => pieces),
    ...doubtful.flatMap(splits).flat(),
    ...words.map((_, place) => joinedAt(words, place)),
  ]);
  for (const others of near.values()) for (const other of others) lookedUp.add(other);
  await learn(ctx, vocabulary, lookedUp, []);
  const known = new Map(
    [...vocabulary.known].map(([word, counts]) => [word, torrentsOf(counts)] as const),
  );
  const nearAndKnown = (word: string) =>
    [...known]
      .filter(([other]) => near.get(word)?.has(other))
      .map(([word, torrents]) => ({ word, torrents }));
  const unlike = [...near.keys()].filter(
    (word) => !known.has(word) && nearAndKnown(word).length === 0,
  );
  const like = await listWordsLike(ctx.db, unlike, LIKE_MAX);
  for (const typed of words) {
    // What is known as a beginning alone stays, and says little.
    const beginning = doubtful.includes(typed) ? 0 : Number.POSITIVE_INFINITY;
    typed.torrents = Math.min(...typed.pieces.map((piece) => known.get(piece) ?? beginning));
    const alike = [
      ...nearAndKnown(typed.word),
      ...like
        .filter(({ given }) => given === typed.word)
        .map((other) => ({ word: other.word, torrents: torrentsOf(other) })),
    ];
    typed.options = ranked(typed, [...guessesOf(typed, alike), ...splitsAmong(known, typed)]);
  }
  const exclusions = unwanted.map((unit) => `-"${wordsOfPieces(piecesOf(unit)).join(' ')}"`);
  const littleFrom = Math.max(SAYING_LITTLE.torrents, lastNumber / SAYING_LITTLE.oneIn);
  const inEpisodeWords = withEpisodeWords(words.map(({ word }) => word));
  const { whole, less } = mendedReadings(words, littleFrom);
  const isOther = (query: string) => !isDeepStrictEqual(parseSearchQuery(query).wanted, wanted);
  const toQueries = (readings: string[][]) => {
    const queries = readings
      .filter((reading) => reading.length > 0)
      .map((reading) => [...reading, ...exclusions].join(' '))
      .filter(({ length }) => length <= lengthMax);
    return [...new Set(queries)].filter(isOther);
  };
  const titled = await titleReadings(ctx, words, { littleFrom, lastNumber });
  const likely = toQueries([
    ...(inEpisodeWords === null ? [] : [inEpisodeWords]),
    ...joinedReadings(words, known),
    ...whole,
  ]).slice(0, MEANINGS_MAX);
  return [
    ...likely.map((query) => [query]),
    toQueries(titled),
    ...toQueries(less)
      .filter((query) => !likely.includes(query))
      .slice(0, MEANINGS_MAX - likely.length)
      .map((query) => [query]),
    toQueries(beginningReadings(words, littleFrom)),
  ].filter(({ length }) => length > 0);
}

const torrentsOf = ({ names, files }: { names: number; files: number }) => names + files;

const isOne = (pieces: string[]) => pieces.length === 1;

const toTyped = (unit: Unit): Typed[] =>
  wordsOfPieces(piecesOf(unit)).map((word) => ({
    word,
    pieces: wordsOf(word).flatMap(({ pieces }) => pieces),
    isStart: unit.kind === 'prefix',
    torrents: 0,
    slips: 0,
    options: [],
  }));

/** The word at a place and the one after it, as one. */
const joinedAt = (words: Typed[], place: number) =>
  `${words[place]?.word}${words[place + 1]?.word ?? ''}`;

/** Letters of a word that many another may hold, if it has less. */
const PART_LEAST = 4;
/** Whether one word holds another, in a script whose words people type parts of. */
const isPart = (part: string, word: string) =>
  word.includes(part) && [...part].length >= PART_LEAST && !/^[\0-\u024f]*$/.test(part);

function guessesOf({ word, isStart }: Typed, alike: Omit<Option, 'slips'>[]): Option[] {
  const length = [...word].length;
  const slips = (other: string) => {
    // A little worse than a word that is one slip away.
    if (isPart(word, other)) return 1.5;
    const whole = slipsBetween(word, other);
    const start = [...other].slice(0, length).join('');
    // A little worse than a whole word that is as near.
    return isStart ? Math.min(whole, slipsBetween(word, start) + 0.5) : whole;
  };
  return alike
    .map((option) => ({ ...option, slips: slips(option.word) }))
    .filter(({ slips }) => slips <= slipsMax(word));
}

/** Fewest slips first, then those that are not shorter, then the most frequent. */
function ranked({ word }: Typed, guesses: Option[]): Option[] {
  const isShorter = (other: string) => [...other].length < [...word].length;
  return guesses.sort(
    (a, b) =>
      a.slips - b.slips ||
      // Letters are left out more often than put in.
      Number(isShorter(a.word)) - Number(isShorter(b.word)) ||
      b.torrents - a.torrents,
  );
}

/** Of a script without spaces no word is known that has more than two letters. */
const splits = ({ word, pieces }: Typed) => (pieces.length <= 3 ? splitsOf(word) : []);

/** A space before a number is left out on purpose; another is likelier forgotten than two slips made; two hardly are. */
const slipsOfSplit = (parts: string[]) =>
  parts.length > 2 ? Number.POSITIVE_INFINITY : isAtNumber(parts) ? 0.5 : 1.75;

/** The best of the ways in which a word is two that are known, or three. */
function splitsAmong(known: Map<string, number>, typed: Typed): Option[] {
  return splits(typed)
    .map((parts) => ({
      word: parts.join(' '),
      slips: slipsOfSplit(parts),
      torrents: Math.min(...parts.map((part) => known.get(part) ?? 0)),
    }))
    .filter(({ torrents }) => torrents > 0)
    .sort((a, b) => (a.slips === b.slips ? b.torrents - a.torrents : a.slips - b.slips))
    .slice(0, 1);
}

/** Two words that are one in the catalogue. */
function joinedReadings(words: Typed[], known: Map<string, number>): string[][] {
  return words.slice(0, -1).flatMap((_, place) => {
    const one = joinedAt(words, place);
    const rest = words.map(({ word }) => word);
    const isKnown =
      known.has(one) &&
      words.every(({ torrents }, at) => torrents > 0 || at === place || at === place + 1);
    return isKnown ? [rest.toSpliced(place, 2, one)] : [];
  });
}

const isUnknown = ({ torrents }: Typed) => torrents === 0;

const mend = (typed: Typed): Option | null =>
  isUnknown(typed) ? (typed.options[0] ?? null) : typed;

/** Letters or digits that many a word begins with, as the last one of a query may. */
const shortWord = /^[\0-\u04ff]{1,2}$/;

/** @param littleFrom torrents from which on a word says too little to be what is left of others */
const saysMuch = (reading: Option[], littleFrom: number) =>
  reading.some(({ word, torrents }) => torrents <= littleFrom && !shortWord.test(word));

const isOption = (option: Option | null) => option !== null;
const wordsIn = (reading: Option[]) => reading.map(({ word }) => word);
const slipsIn = (reading: Option[]) => reading.reduce((sum, { slips }) => sum + slips, 0);

/** Letters for each slip of a word that is told well enough for others to be left out beside it. */
const LETTERS_A_SLIP = 5;

/** Each word as it is likeliest meant; null where it is not sure what that is. */
const sureWords = (words: Typed[]) =>
  words.map(mend).map((option) => {
    const isSure = option !== null && option.slips * LETTERS_A_SLIP <= [...option.word].length;
    return isSure ? option : null;
  });

/** The first word, the first two and so on, up to one of which it is not sure what it is. */
const beginningReadings = (words: Typed[], littleFrom: number) =>
  growing(sureWords(words), 0, 1)
    .filter((reading) => saysMuch(reading, littleFrom))
    .map(wordsIn);

/** Of the words from one place on, as many as are asked for, then one more and so on, up to one that is not sure. */
function growing(words: (Option | null)[], from: number, least: number): Option[][] {
  const unsure = words.indexOf(null, from);
  const sure = words.slice(from, unsure < 0 ? words.length : unsure).filter(isOption);
  return sure.slice(least - 1).map((_, more) => sure.slice(0, least + more));
}

/** Articles that are left out before a title. */
const ARTICLES = ['', 'the ', 'a '];
/** Letters for each slip of a title that is meant among other words: a short one is like too many a word. */
const TITLE_LETTERS_A_SLIP = 8;

/**
 * The words side by side that are a title, if there are any: of several titles, the one whose words say most.
 * Then these with what was typed after them.
 */
async function titleReadings(
  ctx: Context,
  words: Typed[],
  { littleFrom, lastNumber }: { littleFrom: number; lastNumber: number },
): Promise<string[][]> {
  const sure = sureWords(words);
  const runs = sure
    .flatMap((_, from) => growing(sure, from, 1).map((reading) => ({ from, reading })))
    .filter(({ reading }) => reading.length < words.length && saysMuch(reading, littleFrom))
    .map((run) => ({ ...run, title: wordsIn(run.reading).join(' ') }))
    .filter(({ reading, title }) => slipsIn(reading) * TITLE_LETTERS_A_SLIP <= title.length);
  const titles = await listTitlesAmong(
    ctx.db,
    runs.flatMap(({ title }) => ARTICLES.map((article) => article + title)),
  );
  const says = (reading: Option[]) =>
    reading.reduce((sum, { torrents }) => sum + Math.log(lastNumber / torrents + 1), 0);
  const [first] = runs
    .filter(({ title }) => ARTICLES.some((article) => titles.has(article + title)))
    .sort((a, b) => says(b.reading) - says(a.reading));
  return first === undefined
    ? []
    : growing(sure, first.from, first.reading.length).map((reading) => wordsIn(reading));
}

interface Readings {
  /** Of all words that somebody knows or may have meant. */
  whole: string[][];
  /** Of fewer. */
  less: string[][];
}

function mendedReadings(words: Typed[], littleFrom: number): Readings {
  const mended = words.map(mend);
  const byRarity = words
    .map((typed, place) => ({ ...typed, place }))
    .sort((a, b) => a.torrents - b.torrents);
  const otherwise = byRarity.flatMap(({ place, torrents, options, ...typed }) => {
    const option = isUnknown({ ...typed, torrents, options })
      ? options[1]
      : options.find((option) => option.torrents >= torrents * MORE_FREQUENT);
    return option === undefined ? [] : [mended.with(place, option)];
  });
  // Words that many have say little; of the others, those that are known, and then those that people type first.
  const rarest = byRarity.find((typed) => !isUnknown(typed))?.torrents ?? 0;
  const withoutCommon = words.map(({ torrents }, place) =>
    torrents >= rarest * COMMON ? null : (mended[place] ?? null),
  );
  const withoutAsides = mended.map((option, place) =>
    asides.has(words[place]?.word ?? '') ? null : option,
  );
  const without = words
    .map((typed, place) => ({ typed, reading: mended.with(place, null) }))
    .reverse()
    .sort((a, b) => Number(isUnknown(b.typed)) - Number(isUnknown(a.typed)))
    .map(({ reading }) => reading);
  const isWhole = (reading: Option[]) => reading.length === words.length;
  const toReadings = (readings: (Option | null)[][]) =>
    readings
      .map((reading) => reading.filter(isOption))
      .filter((reading) => isWhole(reading) || saysMuch(reading, littleFrom))
      .map(wordsIn);
  return {
    whole: toReadings([...(words.some(isUnknown) ? [mended] : []), ...otherwise]),
    less: toReadings([withoutAsides, withoutCommon, ...without]),
  };
}
