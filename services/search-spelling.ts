import { isDeepStrictEqual } from 'node:util';
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
import {
  beginningReadings,
  endReadings,
  joinedReadings,
  mendedReadings,
  type Option,
  type Run,
  runsOf,
  type Typed,
  titleReadings,
} from './search-readings';
import { type Known, learn, type Vocabulary } from './search-words';

/** Words of a query that are looked at; the rest of a longer one is left out. */
const WORDS_MAX = 12;
/** Similar words, by trigrams, that are looked at for each unknown word. */
const LIKE_MAX = 40;
const MEANINGS_MAX = 3;

/** A word that more torrents have than these, and than one in so many of all, says little by itself. */
const SAYING_LITTLE = { torrents: 100, oneIn: 50 } as const;

/**
 * Queries by which something may be found for what was meant. Of the ways of it the one counts by which most
 * words are found. The queries of one way each ask for more than the one before: after one that finds
 * nothing, none finds anything.
 */
export type Meaning = string[][];

/**
 * What somebody may have meant by what nothing matches, the likeliest first; the others are thought of when
 * they are asked for.
 * @param lengthMax characters of a query
 */
export async function* likelyMeanings(
  ctx: Context,
  vocabulary: Vocabulary,
  { wanted, unwanted }: SearchQuery,
  { unknown, lastNumber }: Known,
  lengthMax: number,
): AsyncGenerator<Meaning, void> {
  const written = wanted.flatMap(toWritten).slice(0, WORDS_MAX);
  const runs = runsOf(written);
  const words = await weigh(ctx, vocabulary, written, runs, unknown);
  const exclusions = unwanted.map((unit) => `-"${wordsOfPieces(piecesOf(unit)).join(' ')}"`);
  const littleFrom = Math.max(SAYING_LITTLE.torrents, lastNumber / SAYING_LITTLE.oneIn);
  const isOther = (query: string) => !isDeepStrictEqual(parseSearchQuery(query).wanted, wanted);
  const toQueries = (readings: string[][]) => {
    const queries = readings
      .filter((reading) => reading.length > 0)
      .map((reading) => [...reading, ...exclusions].join(' '))
      .filter(({ length }) => length <= lengthMax);
    return [...new Set(queries)].filter(isOther);
  };
  const toMeaning = (ways: string[][][]) =>
    ways.map(toQueries).filter((queries) => queries.length > 0);
  const isKnown = (one: string) =>
    vocabulary.known.has(one) || (vocabulary.from.get(one) ?? []).length > 0;
  const inEpisodeWords = withEpisodeWords(words.map(({ word }) => word));
  const { whole, less } = mendedReadings(words, littleFrom);
  const likely = toQueries([
    ...(inEpisodeWords === null ? [] : [inEpisodeWords]),
    ...joinedReadings(words, runs, isKnown),
    ...whole,
  ]).slice(0, MEANINGS_MAX);
  for (const query of likely) yield [[query]];
  yield toMeaning([await titleReadings(ctx, words, { littleFrom, lastNumber })]);
  const lesser = toQueries(less).filter((query) => !likely.includes(query));
  for (const query of lesser.slice(0, MEANINGS_MAX - likely.length)) yield [[query]];
  yield toMeaning([beginningReadings(words, littleFrom), endReadings(words, littleFrom)]);
}

/** A word as it was typed, before it is known what may have been meant by it. */
type Written = Pick<Typed, 'word' | 'pieces' | 'isStart'>;

/** Looks up how many torrents have each word, and what else may have been meant by it. */
async function weigh(
  ctx: Context,
  vocabulary: Vocabulary,
  written: Written[],
  runs: Run[],
  unknown: Known['unknown'],
): Promise<Typed[]> {
  // Unknown words are the reason that nothing was found, where there are any: the others are meant as typed.
  const mistyped = written.filter(({ pieces }) => pieces.some((piece) => unknown.has(piece)));
  const doubtful = mistyped.length > 0 ? mistyped : written;
  const near = new Map(
    doubtful
      .filter(({ pieces }) => pieces.length === 1)
      .map(({ word }) => [word, new Set([...oneSlipAway(word), ...transliterated(word)])] as const),
  );
  const lookedUp = new Set([
    ...written.flatMap(({ pieces }) => pieces),
    ...doubtful.flatMap(splits).flat(),
    ...runs.map(({ one }) => one),
  ]);
  for (const others of near.values()) for (const other of others) lookedUp.add(other);
  // All of it as one may not have been typed to its end: `TillTheCloudsRollBy1946`.
  const [whole] = runs;
  await learn(ctx, vocabulary, lookedUp, whole && written.at(-1)?.isStart ? [whole.one] : []);
  const torrentsByWord = new Map(
    [...vocabulary.known].map(([word, counts]) => [word, torrentsOf(counts)] as const),
  );
  const nearAndKnown = (word: string) =>
    [...torrentsByWord]
      .filter(([other]) => near.get(word)?.has(other))
      .map(([word, torrents]) => ({ word, torrents }));
  const unlike = [...near.keys()].filter(
    (word) => !torrentsByWord.has(word) && nearAndKnown(word).length === 0,
  );
  const like = await listWordsLike(ctx.db, unlike, LIKE_MAX);
  return written.map((typed): Typed => {
    // A word that is known only as the beginning of others stays as it is, and says little.
    const beginning = doubtful.includes(typed) ? 0 : Number.POSITIVE_INFINITY;
    const alike = [
      ...nearAndKnown(typed.word),
      ...like
        .filter(({ given }) => given === typed.word)
        .map((other) => ({ word: other.word, torrents: torrentsOf(other) })),
    ];
    const guesses = [...guessesOf(typed, alike), ...splitsAmong(torrentsByWord, typed)];
    return {
      torrents: Math.min(...typed.pieces.map((piece) => torrentsByWord.get(piece) ?? beginning)),
      slips: 0,
      options: ranked(typed, guesses),
      ...typed,
    };
  });
}

const torrentsOf = ({ names, files }: { names: number; files: number }) => names + files;

const toWritten = (unit: Unit): Written[] =>
  wordsOfPieces(piecesOf(unit)).map((word) => ({
    word,
    pieces: wordsOf(word).flatMap(({ pieces }) => pieces),
    isStart: unit.kind === 'prefix',
  }));

/** Letters that a part of a word has at least: too many words contain a shorter one. */
const PART_LEAST = 4;
/** Whether a word contains another, in a script in which people type parts of words. */
const isPart = (part: string, word: string) =>
  word.includes(part) && [...part].length >= PART_LEAST && !/^[\0-\u024f]*$/.test(part);

function guessesOf({ word, isStart }: Written, alike: Omit<Option, 'slips'>[]): Option[] {
  const length = [...word].length;
  const slips = (other: string) => {
    // Between one mistake and two.
    if (isPart(word, other)) return 1.5;
    const whole = slipsBetween(word, other);
    const start = [...other].slice(0, length).join('');
    // Half a mistake more than a whole word as similar.
    return isStart ? Math.min(whole, slipsBetween(word, start) + 0.5) : whole;
  };
  return alike
    .map((option) => ({ slips: slips(option.word), ...option }))
    .filter(({ slips }) => slips <= slipsMax(word));
}

/** Fewest slips first, then those that begin alike, then those that are not shorter, then the most frequent. */
function ranked({ word }: Written, guesses: Option[]): Option[] {
  const isShorter = (other: string) => [...other].length < [...word].length;
  const beginsElse = (other: string) => [...other][0] !== [...word][0];
  return guesses.sort(
    (a, b) =>
      a.slips - b.slips ||
      // The first letter is the one that is seldom mistyped.
      Number(beginsElse(a.word)) - Number(beginsElse(b.word)) ||
      // Letters are left out more often than put in.
      Number(isShorter(a.word)) - Number(isShorter(b.word)) ||
      b.torrents - a.torrents,
  );
}

/** Not of a long word in a script without spaces: the vocabulary has only its pairs of letters. */
const splits = ({ word, pieces }: Written) => (pieces.length <= 3 ? splitsOf(word) : []);

/**
 * A space before a number is left out on purpose. Another is more likely forgotten than two mistakes are
 * made. Two spaces are hardly ever forgotten.
 */
const slipsOfSplit = (parts: string[]) =>
  parts.length > 2 ? Number.POSITIVE_INFINITY : isAtNumber(parts) ? 0.5 : 1.75;

/** The best of the ways in which a word is two known words written as one, or three; none where it is not. */
function splitsAmong(known: Map<string, number>, typed: Written): Option[] {
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
