import type { FileRow } from '@/db/repositories/torrents';
import type { Needle } from '@/search/tsquery';
import { wordsOf } from '@/search/words';

const piecesOf = (text: string) =>
  wordsOf(text).flatMap(({ pieces, tail }) => (tail === null ? pieces : [...pieces, tail]));

function has(pieces: ReadonlySet<string>, needle: Needle): boolean {
  if (needle.kind === 'phrase') return needle.pieces.every((piece) => pieces.has(piece));
  if (needle.words.some((word) => pieces.has(word))) return true;
  return needle.kind === 'start' && [...pieces].some((piece) => piece.startsWith(needle.start));
}

/** The needles that a torrent's own name has not: a file of it must. */
export function missingInName(name: string, needles: Needle[]): Needle[] {
  const pieces = new Set(piecesOf(name));
  return needles.filter((needle) => !has(pieces, needle));
}

/** The file whose name has the most of the needles; undefined when none has any. */
export function matchingFile(files: FileRow[], needles: Needle[]): FileRow | undefined {
  let best: { file: FileRow; count: number } | undefined;
  for (const file of files) {
    const pieces = new Set(piecesOf(file[1]));
    const count = needles.filter((needle) => has(pieces, needle)).length;
    if (count > (best?.count ?? 0)) best = { file, count };
    if (count === needles.length) break;
  }
  return best?.file;
}
