import { type KnownWord, listGone, lookUpWords } from '@/db/repositories/words';
import { otherWaysToType } from '@/search/arabic';
import { otherWaysToWrite } from '@/search/numbers';
import { piecesOf, type Unit } from '@/search/query';
import { anywhere, type Needle } from '@/search/tsquery';
import type { Context } from './context';

/**
 * Words that stand for a beginning, each by name, when there are no more of them: a few of any
 * frequency, or many that are rare. The index takes time for each, and for each torrent of theirs.
 */
const NAMED = { few: 16, many: 256, torrentsOfMany: 10_000 } as const;
/** A beginning of more words is held to be in at least so many torrents, and one in so many. */
const UNCOUNTED = { torrents: 10_000, oneIn: 100 } as const;
/** Words of a frequent beginning that stand for it in files. */
const WORDS_OF_FILES = 8;
/** Words that are looked for when nothing was found, of those that no more torrents are known to have. */
const DOUBTED = { words: 32, torrents: 100 } as const;
/** Beginnings that one statement completes: there is one, but for single letters of some scripts. */
const STARTS_AT_ONCE = 4;

/** The words of a query in words of the catalogue. */
export interface Known {
  /** Null: there is one that no torrent has. */
  needles: Needle[] | null;
  /** Pieces of the query that no torrent has, not as the beginning of a word either. */
  unknown: ReadonlySet<string>;
  /** The highest number of the catalogue. */
  lastNumber: number;
}

/** What a search has learnt of words, so that it asks for each once, whatever meanings it tries. */
export interface Vocabulary {
  asked: ReadonlySet<string>[];
  known: Map<string, KnownWord>;
  /** By beginnings, the words that begin so. */
  from: Map<string, KnownWord[]>;
  /** The highest number of the catalogue; null: not asked for yet. */
  lastNumber: number | null;
}

export const newVocabulary = (): Vocabulary => ({
  asked: [],
  known: new Map(),
  from: new Map(),
  lastNumber: null,
});

/** Sees to it that the vocabulary has what the catalogue has of these words and beginnings. */
export async function learn(
  ctx: Context,
  vocabulary: Vocabulary,
  words: ReadonlySet<string>,
  starts: string[],
): Promise<void> {
  const { asked, known, from } = vocabulary;
  let given = [...words].filter((word) => !asked.some((others) => others.has(word)));
  const open = starts.filter((start) => !from.has(start));
  asked.push(words);
  while (given.length + open.length > 0 || vocabulary.lastNumber === null) {
    const some = open.splice(0, STARTS_AT_ONCE);
    const looked = await lookUpWords(ctx.db, given, some, NAMED.many + 1);
    for (const [word, count] of looked.known) known.set(word, count);
    for (const [start, words] of looked.from) from.set(start, words);
    vocabulary.lastNumber ??= looked.lastNumber;
    given = [];
  }
}

/**
 * Forgets rare words that no torrent has any more, as they stay in the catalogue's vocabulary when their
 * torrents go: what nothing is found for may be one, and is misspelt then. Answers whether there were any.
 */
export async function forgetGone(ctx: Context, { known, from }: Vocabulary): Promise<boolean> {
  const begun = [...from.values()].filter(({ length }) => length <= NAMED.few).flat();
  const doubted = [...known.values(), ...begun]
    .filter(({ names, files }) => names + files <= DOUBTED.torrents)
    .slice(0, DOUBTED.words);
  const gone = await listGone(ctx.db, new Map(doubted.map(({ word }) => [word, anywhere(word)])));
  for (const word of gone) known.delete(word);
  for (const [start, words] of from) {
    from.set(
      start,
      words.filter(({ word }) => !gone.includes(word)),
    );
  }
  return gone.length > 0;
}

/** Looks the words of a query up. */
export async function lookUp(ctx: Context, vocabulary: Vocabulary, wanted: Unit[]): Promise<Known> {
  const starts = [...new Set(wanted.flatMap((unit) => (unit.kind === 'prefix' ? unit.start : [])))];
  const pieces = [...new Set(wanted.flatMap(piecesOf))];
  // A number by itself is no sequel, symphony or king.
  const waysOf = (piece: string) => [
    ...(wanted.length > 1 ? otherWaysToWrite(piece) : []),
    ...otherWaysToType(piece),
  ];
  const ways = new Map(pieces.map((piece) => [piece, waysOf(piece)]));
  await learn(ctx, vocabulary, new Set([...pieces, ...[...ways.values()].flat()]), starts);
  const { known, from } = vocabulary;
  const lastNumber = vocabulary.lastNumber ?? 0;
  const otherwise = (piece: string) =>
    (ways.get(piece) ?? []).flatMap((way) => known.get(way) ?? []);
  const isKnown = (piece: string) =>
    known.has(piece) || from.get(piece)?.length || otherwise(piece).length;
  const unknown = new Set(pieces.filter((piece) => !isKnown(piece)));
  const needles: Needle[] = [];
  for (const unit of wanted) {
    const needle =
      unit.kind === 'prefix'
        ? complete(unit.start, known, from.get(unit.start) ?? [], otherwise(unit.start), lastNumber)
        : unit.kind === 'word'
          ? anyOf([known.get(unit.word) ?? [], otherwise(unit.word)].flat())
          : phrase(unit, known, lastNumber);
    if (needle === null) return { needles: null, unknown, lastNumber };
    needles.push(needle);
  }
  return { needles, unknown, lastNumber };
}

type KnownWords = ReadonlyMap<string, KnownWord>;

function phrase(
  unit: Extract<Unit, { kind: 'phrase' }>,
  known: KnownWords,
  lastNumber: number,
): Needle | null {
  const words = unit.pieces.flatMap((piece) => known.get(piece) ?? []);
  if (words.length < unit.pieces.length) return null;
  const counts = words.map(({ names, files }) => names + files);
  return {
    ...unit,
    names: Math.min(...words.map(({ names }) => names)),
    files: Math.min(...counts),
    byChance: counts.reduce((product, count) => product * (count / lastNumber), lastNumber),
  };
}

const anyOf = (words: KnownWord[]) => (words.length === 0 ? null : toAny(words));

const toAny = (words: KnownWord[]): Extract<Needle, { kind: 'any' }> => ({
  kind: 'any',
  words: words.map(({ word }) => word),
  names: words.reduce((sum, { names }) => sum + names, 0),
  files: words.reduce((sum, { files }) => sum + files, 0),
});

/** @param ways other ways to write what was typed */
function complete(
  start: string,
  known: KnownWords,
  found: KnownWord[],
  ways: KnownWord[],
  lastNumber: number,
): Needle | null {
  // What was typed is meant first, however rare it is.
  const meant = [known.get(start) ?? [], ways].flat();
  const words = [...new Map([...meant, ...found].map((word) => [word.word, word])).values()];
  if (words.length === 0) return null;
  const any = toAny(words);
  const isRare = any.names + any.files <= NAMED.torrentsOfMany;
  if (words.length <= NAMED.few || (words.length <= NAMED.many && isRare)) return any;
  // Those beyond the most frequent are not counted: were they rare, all would be read at once.
  const uncounted = Math.max(UNCOUNTED.torrents, lastNumber / UNCOUNTED.oneIn);
  const names = found.length > NAMED.many ? Math.max(any.names, uncounted) : any.names;
  const also = ways.map(({ word }) => word);
  return { ...any, kind: 'start', start, also, names, words: any.words.slice(0, WORDS_OF_FILES) };
}
