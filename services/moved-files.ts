import type { FileRow } from '@/db/repositories/torrents';

/** Where a file of a torrent is after its list changed; null: nowhere. */
export interface MovedFile {
  torrentId: string;
  from: number;
  to: number | null;
}

/**
 * Files of which something else is kept under their index, as a torrent has another list: found again
 * by name, or else by a size that no other has.
 */
export function movedFiles(torrentId: string, before: FileRow[], after: FileRow[]): MovedFile[] {
  const byName = new Map(after.map(([index, name]) => [name, index]));
  const names = new Set(before.map(([, name]) => name));
  const renamedTo = indexBySize(after.filter(([, name]) => !names.has(name)));
  const renamed = indexBySize(before.filter(([, name]) => !byName.has(name)));
  return before.flatMap(([from, name, size]) => {
    const isAlone = renamed.get(size) === from;
    const to = byName.get(name) ?? (isAlone ? renamedTo.get(size) : undefined) ?? null;
    return to === from ? [] : { torrentId, from, to };
  });
}

/** Of sizes that one file alone has. */
function indexBySize(files: FileRow[]): Map<number, number> {
  const indexes = new Map<number, number>();
  const shared = new Set<number>();
  for (const [index, , size] of files) {
    if (indexes.has(size)) shared.add(size);
    indexes.set(size, index);
  }
  return new Map([...indexes].filter(([size]) => !shared.has(size)));
}
