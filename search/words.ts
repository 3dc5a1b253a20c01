import { foldText } from '@/lib/fold';

/** Characters of a word that count: PostgreSQL takes 2,046 bytes, and nobody types as many. */
const WORD_MAX = 64;

/** Scripts that put no space between words. */
const unspacedRuns =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}ー々〆]+/gu;

/** "And", "with", "to", "the": written as one with the word, of which two letters or more are left. */
const arabicArticle = /^(?:[وفبك]?ال|لل)(?=\p{Script=Arabic}{2})/u;

const ascii = /^[\0-\x7f]*$/;

/** Each with its marks; those beyond 64 are letters of their own, as PostgreSQL takes no longer words. */
export const lettersOf = (text: string): string[] => text.match(/.\p{M}{0,64}/gsu) ?? [];
const isUnspaced = (text: string) => text.search(unspacedRuns) === 0;

/** A word as the index has it. */
export interface Word {
  text: string;
  /** One; or, of a script without spaces, every two letters side by side: any part finds it. */
  pieces: string[];
  /** The last letter of several pieces, which begins none of them. */
  tail: string | null;
  /** What is left of an Arabic word without the article, and what is written before it as one. */
  stem: string | null;
  /** Of a script with spaces between words. */
  isSpaced: boolean;
}

/** The words of any text, folded. Text and query must be taken apart by this same function. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  for (const part of foldText(text).split(' ')) {
    if (part === '') continue;
    if (ascii.test(part)) words.push(spacedWord(part));
    else for (const word of splitScripts(part)) words.push(word);
  }
  return words;
}

/** All by which the index has the words of a text, in no places; for texts of which there are many. */
export function unplacedWordsOf(text: string): string[] {
  const folded = foldText(text);
  if (folded === '') return [];
  if (ascii.test(folded)) return folded.split(' ').map(cutWord);
  return wordsOf(text).flatMap(({ pieces, tail, stem }) => [...pieces, tail ?? stem ?? []].flat());
}

/** Pieces as somebody would write them: those that lie over each other are one word again. */
export function wordsOfPieces(pieces: string[]): string[] {
  const words: string[] = [];
  let end: string | undefined;
  for (const piece of pieces) {
    const [first, second] = isUnspaced(piece) ? lettersOf(piece) : [];
    if (first !== undefined && first === end) words.push(`${words.pop()}${second ?? ''}`);
    else words.push(piece);
    end = second;
  }
  return words;
}

const chineseRuns = /\p{Script=Han}+/gu;

/** What has folded words of `typed`, with its Chinese in the characters that it was typed in: traditional ones are folded. */
export function inCharactersOf(typed: string, text: string): string {
  const runs = typed.match(chineseRuns) ?? [];
  const written = new Map(runs.map((run) => [foldText(run), run]));
  return text.replace(chineseRuns, (run) => written.get(run) ?? run);
}

/** `東京tower` is two words; so is what an index of spaces would take for one. */
function splitScripts(text: string): Word[] {
  const words: Word[] = [];
  let end = 0;
  for (const { 0: run, index } of text.matchAll(unspacedRuns)) {
    if (index > end) words.push(spacedWord(text.slice(end, index)));
    words.push(unspacedWord(run));
    end = index + run.length;
  }
  if (end < text.length) words.push(spacedWord(text.slice(end)));
  return words;
}

const cutWord = (text: string) =>
  text.length <= WORD_MAX ? text : [...text].slice(0, WORD_MAX).join('');

function spacedWord(text: string): Word {
  const cut = cutWord(text);
  const stem = ascii.test(cut) ? null : cut.replace(arabicArticle, '');
  return { text: cut, pieces: [cut], tail: null, stem: stem === cut ? null : stem, isSpaced: true };
}

function unspacedWord(text: string): Word {
  const letters = lettersOf(text);
  if (letters.length <= 1) return { text, pieces: [text], tail: null, stem: null, isSpaced: false };
  const pieces = letters.slice(1).map((letter, place) => `${letters[place]}${letter}`);
  return { text, pieces, tail: letters.at(-1) ?? null, stem: null, isSpaced: false };
}
