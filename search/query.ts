import { parseInfoHash, parseInfoHashUrn } from '@/bittorrent/info-hash';
import { parseMagnet } from '@/bittorrent/magnet';
import { foldText } from '@/lib/fold';
import { isEpisodeMark } from './episodes';
import { lettersOf, type Word, wordsOf } from './words';

/** Something that a name must have, or must not. */
export type Unit =
  | { kind: 'word'; word: string }
  /** A word that is perhaps not typed to its end. */
  | { kind: 'prefix'; start: string }
  /** Pieces one after the other. */
  | { kind: 'phrase'; pieces: string[] };

export const piecesOf = (unit: Unit): string[] => {
  if (unit.kind === 'phrase') return unit.pieces;
  return [unit.kind === 'word' ? unit.word : unit.start];
};

/** What somebody typed, understood. */
export interface SearchQuery {
  /** What the whole text is the hash of, if it is one; a magnet link may have two. */
  infoHashes: string[];
  /** All of them must be there; each once. */
  wanted: Unit[];
  /** None of them may be there. */
  unwanted: Unit[];
  /** The words to be found as one folded title, empty when words are only left out. */
  title: string;
}

/** Words beyond these, and phrases, are left … */
const UNITS_MAX = 200;
/** … and so are pieces beyond these … */
const PIECES_MAX = 256;
/** … and these of a phrase: it is looked for piece by piece in each name that has the words of it. */
const PHRASE_MAX = 64;

/** A quoted phrase (the end of the text closes it as well) or a word, either with `-` before it. */
const termPattern = /(-?)(?:["“”„]([^"“”„]*)(?:["“”„]|$)|([^\s"“”„]+))/gu;

/**
 * A text without what stands around it: spaces, quotes, brackets; but a hash to be left out is none to be
 * found. To look for those at its end would begin at each there is.
 */
const inmost = /[\p{L}\p{N}-](?:.*[\p{L}\p{N}])?/su;

/**
 * Understands any text: words that must all be there, the last as a prefix; `"phrases"`; `-words`
 * to leave out; or a whole text that is an info hash or a magnet link.
 */
export function parseSearchQuery(text: string): SearchQuery {
  const wanted: Unit[] = [];
  const unwanted: Unit[] = [];
  const title: string[] = [];
  let last: Word | undefined;
  let left = PIECES_MAX;
  for (const [, minus, phrase, term = ''] of text.replaceAll('\0', ' ').matchAll(termPattern)) {
    const isPhrase = phrase !== undefined || minus === '-';
    const most = isPhrase ? Math.min(left, PHRASE_MAX) : left;
    const words = firstPieces(wordsOf(phrase ?? term), most);
    if (words.length === 0) continue;
    left -= countPieces(words);
    if (minus === '-') {
      unwanted.push(phraseUnit(words));
      continue;
    }
    if (phrase !== undefined) wanted.push(phraseUnit(words));
    else for (const word of words) wanted.push(wordUnit(word));
    title.push(foldText(phrase ?? term));
    last = phrase === undefined ? words.at(-1) : undefined;
  }
  if (last?.isSpaced && !isOfEpisode(last, wanted))
    wanted[wanted.length - 1] = { kind: 'prefix', start: last.text };
  return {
    infoHashes: readInfoHashes(inmost.exec(text)?.[0] ?? ''),
    wanted: distinct(wanted),
    unwanted: distinct(unwanted),
    title: title.join(' '),
  };
}

/** Whether the last word is the number of a season or an episode, as `1` of `season 1`, and no beginning of a year. */
function isOfEpisode({ text }: Word, wanted: Unit[]): boolean {
  const before = wanted.at(-2);
  return /^\d+$/.test(text) && before?.kind === 'word' && isEpisodeMark(before.word);
}

const countPieces = (words: Word[]) => words.reduce((sum, { pieces }) => sum + pieces.length, 0);

function firstPieces(words: Word[], count: number): Word[] {
  let left = count;
  return words.flatMap((word) => {
    const pieces = word.pieces.slice(0, Math.min(left, PHRASE_MAX));
    left -= pieces.length;
    return pieces.length === 0 ? [] : { ...word, pieces };
  });
}

function readInfoHashes(text: string): string[] {
  if (!/^magnet:/i.test(text)) {
    const bare = text.replace(/^xt=/i, '').replace(/\.torrent$/i, '');
    const urn = bare.replace(/^(?=bt[im]h:)/i, 'urn:');
    return [parseInfoHash(bare) ?? parseInfoHashUrn(urn) ?? []].flat();
  }
  try {
    const { infoHash, infoHashV2 } = parseMagnet(text);
    return infoHashV2 === null ? [infoHash] : [infoHash, infoHashV2];
  } catch {
    return [];
  }
}

function toUnit(pieces: string[], isSpaced: boolean): Unit {
  const [first = ''] = pieces;
  if (pieces.length > 1) return { kind: 'phrase', pieces };
  // A single letter of a script without spaces begins the pieces that it is in.
  return isSpaced || lettersOf(first).length > 1
    ? { kind: 'word', word: first }
    : { kind: 'prefix', start: first };
}

const wordUnit = ({ pieces, isSpaced }: Word): Unit => toUnit(pieces, isSpaced);

/** The words of a term next to each other. */
function phraseUnit(words: Word[]): Unit {
  const isSpaced = words.every(({ isSpaced }) => isSpaced);
  return toUnit(
    words.flatMap(({ pieces }) => pieces),
    isSpaced,
  );
}

function distinct(units: Unit[]): Unit[] {
  const seen = new Map(units.map((unit) => [JSON.stringify(unit), unit]));
  return [...seen.values()].slice(0, UNITS_MAX);
}
