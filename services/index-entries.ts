import {
  listFilesOf,
  lockNotIndexed,
  type StoredEntry,
  type StoredRecord,
  updateEntries,
} from '@/db/repositories/ingest';
import { countTitles, type KnownTitle } from '@/db/repositories/titles';
import type { FileRow } from '@/db/repositories/torrents';
import { countWords, type KnownWord } from '@/db/repositories/words';
import { FILES_MAX, type IndexEntry, indexEntry } from '@/search/index-entry';
import { INDEX_VERSION } from '@/search/index-version';
import { type Context, changeCatalogue } from './context';

/** Torrents that get their entries anew in one transaction. */
const BATCH = 200;

/** What search is to know of a torrent, and the words of it, which the vocabulary takes. */
export interface NewEntry {
  entry: StoredEntry;
  titleWritten: string;
  words: IndexEntry['words'];
}

export function toEntry(torrent: StoredRecord, files: FileRow[]): NewEntry {
  const { name, sizeBytes, source, license } = torrent;
  const named = files.map(([, name, sizeBytes]) => ({ name, sizeBytes }));
  const { words, titleWritten, ...entry } = indexEntry({
    name,
    sizeBytes,
    source,
    license,
    files: named,
  });
  return { entry: { ...entry, indexVersion: INDEX_VERSION }, titleWritten, words };
}

/** How many of the entries have each title. */
export function titlesOf(entries: NewEntry[]): KnownTitle[] {
  const counts = new Map<string, KnownTitle>();
  for (const { entry, titleWritten } of entries) {
    if (entry.title === '') continue;
    const count = counts.get(entry.title);
    if (count) count.torrents += 1;
    else counts.set(entry.title, { title: entry.title, written: titleWritten, torrents: 1 });
  }
  return [...counts.values()];
}

/** How many of the entries have each word. */
export function countsOf(entries: NewEntry[]): KnownWord[] {
  const counts = new Map<string, KnownWord>();
  const add = (word: string, by: 'names' | 'files') => {
    const count = counts.get(word) ?? { word, names: 0, files: 0 };
    count[by] += 1;
    counts.set(word, count);
  };
  for (const { words } of entries) {
    for (const word of words.ofName) add(word, 'names');
    for (const word of words.ofFiles) add(word, 'files');
  }
  return [...counts.values()];
}

/**
 * Makes the entries anew that an older version made, until none is left; other processes may do the
 * same meanwhile. Answers how many it made.
 */
export async function renewEntries(ctx: Context): Promise<number> {
  let renewed = 0;
  for (let count = BATCH; count > 0; renewed += count) count = await renewSomeEntries(ctx);
  return renewed;
}

/** The same for a few of them. */
export const renewSomeEntries = (ctx: Context): Promise<number> =>
  changeCatalogue(ctx, renewSome, (count) => count > 0);

async function renewSome(ctx: Context): Promise<number> {
  const torrents = await lockNotIndexed(ctx.db, BATCH);
  const ids = torrents.map(({ id }) => id);
  const files = await listFilesOf(ctx.db, ids, FILES_MAX);
  const entries = torrents.map((torrent) => toEntry(torrent, files.get(torrent.id) ?? []));
  await updateEntries(
    ctx.db,
    entries.map(({ entry }, place) => ({ ...entry, id: ids[place] ?? '' })),
  );
  await countTitles(ctx.db, titlesOf(entries));
  await countWords(ctx.db, countsOf(entries), []);
  return torrents.length;
}
