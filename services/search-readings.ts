import { listTitlesAmong } from '@/db/repositories/titles';
import type { Context } from './context';

// A reading of a query is what its words may have been meant to be, some of them perhaps left out.

/** How many times as frequent as a known word another must be, to be meant in its place. */
const MORE_FREQUENT = 5;

/** A word that is so many times as frequent as the rarest one of its query says little beside it. */
const COMMON = 50;
/** Words that people type beside the name of a work, to say in which form they want it. */
const asides = new Set(
  'audiobook book download ebook epub film free full hd movie mp3 online pdf stream streaming torrent watch'.split(
    ' ',
  ),
);

/** A word, or several with spaces between, that may have been meant. */
export interface Option {
  word: string;
  /** About how many have it. */
  torrents: number;
  /** About how many typing mistakes lie between it and what was typed. */
  slips: number;
}

/** A word as it was typed, and what may have been meant by it. */
export interface Typed extends Option {
  /** As the index has the word: more than one where its script has no spaces. */
  pieces: string[];
  /** Whether it may not have been typed to its end. */
  isStart: boolean;
  /** What else may have been meant, the likeliest first. */
  options: Option[];
}

/** Words side by side, from a place on and before another, written as one. */
export interface Run {
  from: number;
  to: number;
  one: string;
}

/** Every run of two words or more, the longest first. */
export const runsOf = (words: Pick<Typed, 'word'>[]): Run[] =>
  words
    .flatMap((_, from) =>
      words.slice(from + 1).map((_, more) => {
        const to = from + 2 + more;
        return { from, to, one: wordsIn(words.slice(from, to)).join('') };
      }),
    )
    .sort((a, b) => b.to - b.from - (a.to - a.from));

/** Readings with a run of words joined, where the catalogue has them as one, and all the others. */
export const joinedReadings = (words: Typed[], runs: Run[], isKnown: (one: string) => boolean) =>
  runs
    .filter(({ from, to, one }) => {
      const others = words.toSpliced(from, to - from);
      return isKnown(one) && !others.some(isUnknown);
    })
    .map(({ from, to, one }) => wordsIn(words).toSpliced(from, to - from, one));

const isUnknown = ({ torrents }: Typed) => torrents === 0;

const mend = (typed: Typed): Option | null =>
  isUnknown(typed) ? (typed.options[0] ?? null) : typed;

/** One or two letters or digits: as the last word of a query, they begin too many words to say anything. */
const shortWord = /^[\0-\u04ff]{1,2}$/;

/**
 * Whether a reading that leaves words out still says enough to be searched for.
 * @param littleFrom words that more torrents have than this say too little by themselves
 */
const saysMuch = (reading: Option[], littleFrom: number) =>
  reading.some(({ word, torrents }) => torrents <= littleFrom && !shortWord.test(word));

const isOption = (option: Option | null) => option !== null;
const wordsIn = (reading: Pick<Option, 'word'>[]) => reading.map(({ word }) => word);
const slipsIn = (reading: Option[]) => reading.reduce((sum, { slips }) => sum + slips, 0);

/** A mended word is sure when it has so many letters for each mistake that was mended. */
const LETTERS_A_SLIP = 5;

/** Each word as it was most likely meant; null where that is not sure. */
const sureWords = (words: Typed[]) =>
  words.map(mend).map((option) => {
    const isSure = option !== null && option.slips * LETTERS_A_SLIP <= [...option.word].length;
    return isSure ? option : null;
  });

/** The first word, the first two and so on, up to the first that is not sure. */
export const beginningReadings = (words: Typed[], littleFrom: number) =>
  growing(sureWords(words), 0, 1)
    .filter((reading) => saysMuch(reading, littleFrom))
    .map(wordsIn);

/** The last two words, the last three and so on: what is typed before a title is one word too many, or a few. */
export const endReadings = (words: Typed[], littleFrom: number) =>
  growing(sureWords(words).reverse(), 0, 2)
    .filter((reading) => saysMuch(reading, littleFrom))
    .map((reading) => wordsIn(reading).reverse());

/** Words from one place on: first `least` of them, then one more each time, up to the first that is not sure. */
function growing(words: (Option | null)[], from: number, least: number): Option[][] {
  const unsure = words.indexOf(null, from);
  const sure = words.slice(from, unsure < 0 ? words.length : unsure).filter(isOption);
  return sure.slice(least - 1).map((_, more) => sure.slice(0, least + more));
}

/** Articles that people leave out before a title; the first is none. */
const ARTICLES = ['', 'the ', 'a '];
/** As `LETTERS_A_SLIP`, of a title among other words: a short title is similar to too many words. */
const TITLE_LETTERS_A_SLIP = 8;

/**
 * The neighbouring words that are a title of the catalogue, then these with one more of the words after
 * them each time. Of several titles the one with the rarest words counts; without a title, nothing.
 */
export async function titleReadings(
  ctx: Context,
  words: Typed[],
  { littleFrom, lastNumber }: { littleFrom: number; lastNumber: number },
): Promise<string[][]> {
  const sure = sureWords(words);
  const runs = sure
    .flatMap((_, from) => growing(sure, from, 1).map((reading) => ({ from, reading })))
    .filter(({ reading }) => reading.length < words.length && saysMuch(reading, littleFrom))
    .map((run) => ({ title: wordsIn(run.reading).join(' '), ...run }))
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

export interface Readings {
  /** With a meaning for every word. */
  whole: string[][];
  /** With some of the words left out. */
  less: string[][];
}

/** Readings in which unknown words are mended, known ones exchanged for far more frequent ones, or some left out. */
export function mendedReadings(words: Typed[], littleFrom: number): Readings {
  const mended = words.map(mend);
  const byRarity = words
    .map((typed, place) => ({ place, ...typed }))
    .sort((a, b) => a.torrents - b.torrents);
  const otherwise = byRarity.flatMap((typed) => {
    const { place, torrents, options } = typed;
    const option = isUnknown(typed)
      ? options[1]
      : options.find((option) => option.torrents >= torrents * MORE_FREQUENT);
    return option === undefined ? [] : [mended.with(place, option)];
  });
  // Left out are first the asides, then what is frequent, then one word each: the unknown ones before
  // the others, and the last before the first.
  const rarest = byRarity.find((typed) => !isUnknown(typed))?.torrents ?? 0;
  const withoutCommon = words.map(({ torrents }, place) =>
    torrents >= rarest * COMMON || torrents > littleFrom ? null : (mended[place] ?? null),
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
