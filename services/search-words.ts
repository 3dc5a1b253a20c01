import { findWords, type KnownWord, listWordsFrom } from '@/db/repositories/words';
import { piecesOf, type Unit } from '@/search/query';
import type { Needle } from '@/search/tsquery';
import type { Context } from './context';

/**
 * Words that stand for a beginning, each by name, when there are no more of them: a few of any
 * frequency, or many that are rare. The index takes time for each, and for each torrent of theirs.
 */
const NAMED = { few: 16, many: 256, torrentsOfMany: 10_000 } as const;
/** Words of a frequent beginning that stand for it in files. */
const WORDS_OF_FILES = 8;

/** Looks the words of a query up. Null: there is one that no torrent has. */
export async function lookUp(ctx: Context, wanted: Unit[]): Promise<Needle[] | null> {
  const known = await findWords(ctx.db, [...new Set(wanted.flatMap(piecesOf))]);
  const needles: Needle[] = [];
  for (const unit of wanted) {
    const needle =
      unit.kind === 'prefix' ? await complete(ctx, unit.start, known) : whole(unit, known);
    if (needle === null) return null;
    needles.push(needle);
  }
  return needles;
}

type Vocabulary = Map<string, KnownWord>;

function whole(unit: Exclude<Unit, { kind: 'prefix' }>, known: Vocabulary): Needle | null {
  const words = piecesOf(unit).map((piece) => known.get(piece));
  if (!words.every((word) => word !== undefined)) return null;
  if (unit.kind === 'word') return toAny(words);
  // Files have no places: a phrase is one of the name.
  const names = Math.min(...words.map(({ names }) => names));
  return names === 0 ? null : { ...unit, names, files: 0 };
}

const toAny = (words: KnownWord[]): Extract<Needle, { kind: 'any' }> => ({
  kind: 'any',
  words: words.map(({ word }) => word),
  names: words.reduce((sum, { names }) => sum + names, 0),
  files: words.reduce((sum, { files }) => sum + files, 0),
});

async function complete(ctx: Context, start: string, known: Vocabulary): Promise<Needle | null> {
  const found = await listWordsFrom(ctx.db, start, NAMED.many + 1);
  // What was typed is meant first, however rare it is.
  const itself = known.get(start);
  const words = itself ? [itself, ...found.filter(({ word }) => word !== start)] : found;
  if (words.length === 0) return null;
  const any = toAny(words);
  const isRare = any.names + any.files <= NAMED.torrentsOfMany;
  if (words.length <= NAMED.few || (words.length <= NAMED.many && isRare)) return any;
  return { ...any, kind: 'start', start, words: any.words.slice(0, WORDS_OF_FILES) };
}
