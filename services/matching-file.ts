import type { FileRow, TorrentRow } from '@/db/repositories/torrents';
import { episodeWordsOf, placesOfWords } from '@/search/index-entry';
import type { Needle } from '@/search/tsquery';
import { wordsOf } from '@/search/words';

/** A name, taken apart as the index has it. */
interface Name {
  pieces: ReadonlySet<string>;
  /** The pieces in their order, with a space around each. */
  inOrder: string;
}

/** @param others words that it has besides those that are written */
function readName(text: string, others: string[] = []): Name {
  const words = wordsOf(text);
  const inOrder = words.flatMap(({ pieces }) => pieces);
  const parts = words.flatMap(({ tail, stem }) => tail ?? stem ?? []);
  return { pieces: new Set([...inOrder, ...parts, ...others]), inOrder: ` ${inOrder.join(' ')} ` };
}

function has({ pieces, inOrder }: Name, needle: Needle): boolean {
  if (needle.kind === 'phrase') return inOrder.includes(` ${needle.pieces.join(' ')} `);
  if (needle.words.some((word) => pieces.has(word))) return true;
  if (needle.kind !== 'start') return false;
  return [...pieces].some((piece) => piece.startsWith(needle.start) || needle.also.includes(piece));
}

type Named = Pick<TorrentRow, 'name' | 'season' | 'episode'>;

/** The needles that a torrent's own name has not: a file of it must. */
export function missingInName(torrent: Named, needles: Needle[]): Needle[] {
  const others = [...placesOfWords(torrent.name).keys(), ...episodeWordsOf(torrent)];
  const read = readName(torrent.name, others);
  return needles.filter((needle) => !has(read, needle));
}

/** The file whose name has the most of the needles; undefined when none has any. */
export function matchingFile(files: FileRow[], needles: Needle[]): FileRow | undefined {
  let best: { file: FileRow; count: number } | undefined;
  for (const file of files) {
    const name = readName(file[1]);
    const count = needles.filter((needle) => has(name, needle)).length;
    if (count > (best?.count ?? 0)) best = { file, count };
    if (count === needles.length) break;
  }
  return best?.file;
}

export const isPhrase = ({ kind }: Needle) => kind === 'phrase';

/** Whether each phrase is one of the name, or of a file. */
export function hasPhrases(torrent: Named, files: FileRow[], needles: Needle[]): boolean {
  const missing = missingInName(torrent, needles.filter(isPhrase));
  const names = missing.length === 0 ? [] : files.map((file) => readName(file[1]));
  return missing.every((phrase) => names.some((name) => has(name, phrase)));
}
