import { isDeepStrictEqual } from 'node:util';
import { toldUrl } from '@/contracts/common';
import {
  lockNotIndexed,
  type NotIndexed,
  type StoredEntry,
  type StoredRecord,
  updateEntries,
  updateTorrents,
} from '@/db/repositories/ingest';
import {
  countTitles,
  forgetTitles,
  type KnownTitle,
  listFolded,
  lockTitles,
  updateWritings,
  type Writing,
} from '@/db/repositories/titles';
import { type FileRow, listFilesOf } from '@/db/repositories/torrents';
import { countWords, type KnownWord } from '@/db/repositories/words';
import { FILES_MAX, type IndexEntry, indexEntry } from '@/search/index-entry';
import { INDEX_VERSION } from '@/search/index-version';
import { label } from '@/search/labels';
import { type Context, changeCatalogue } from './context';

/** Torrents that get their entries anew in one transaction. */
const BATCH = 200;

/** What search is to know of a torrent, and the words of it, which the vocabulary takes. */
export interface NewEntry {
  entry: StoredEntry;
  titleWritten: string;
  words: IndexEntry['words'];
}

/** @param files all that it has, or those with an index below `FILES_MAX`: it is the same */
export function toEntry(torrent: StoredRecord, files: FileRow[]): NewEntry {
  const { name, sizeBytes, source, license } = torrent;
  const lookedAt = files.filter(([index]) => index < FILES_MAX);
  const { words, titleWritten, ...entry } = indexEntry({
    name,
    sizeBytes,
    source,
    license,
    files: lookedAt.map(([, name, sizeBytes]) => ({ name, sizeBytes })),
  });
  return { entry: { indexVersion: INDEX_VERSION, ...entry }, titleWritten, words };
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

/** What becomes of titles as torrents come, go and are renamed. */
export interface TitleChanges {
  /** Titles that torrents have now, with how many of them. */
  brought: KnownTitle[];
  /** Titles that torrents have no more, once for each of them. */
  left: string[];
  writings: Writing[];
}

/** Counts titles, and forgets those that nothing is called any more. In a transaction. */
export async function changeTitles(
  ctx: Context,
  { brought, left, writings }: TitleChanges,
): Promise<void> {
  // All are locked before the first is changed; those that are only counted are so in the same order.
  if (left.length + writings.length > 0) {
    await lockTitles(ctx.db, [...left, ...[...brought, ...writings].map(({ title }) => title)]);
  }
  await countTitles(ctx.db, brought);
  await forgetTitles(ctx.db, left);
  await updateWritings(ctx.db, writings);
}

/**
 * Makes the entries anew that an older version made, until none is left or all ends; other processes
 * may do the same meanwhile. Answers how many it made.
 */
export async function renewEntries(ctx: Context, ending?: AbortSignal): Promise<number> {
  let renewed = 0;
  for (let count = BATCH; count > 0 && !ending?.aborted; renewed += count) {
    count = await renewSomeEntries(ctx);
  }
  return renewed;
}

/** The same for a few of them. */
export const renewSomeEntries = (ctx: Context): Promise<number> =>
  changeCatalogue(ctx, renewSome, (count) => count > 0);

async function renewSome(ctx: Context): Promise<number> {
  const old = await lockNotIndexed(ctx.db, BATCH);
  const files = await listFilesOf(
    ctx.db,
    old.map(({ torrent }) => torrent.id),
    FILES_MAX,
  );
  const renewed = old.map((before) => {
    const torrent = withUris(before.torrent);
    const after = toEntry(torrent, files.get(torrent.id) ?? []);
    return { torrent, before, after };
  });
  await updateEntries(
    ctx.db,
    renewed.map(({ torrent, after }) => ({ ...after.entry, id: torrent.id })),
  );
  await updateTorrents(
    ctx.db,
    renewed
      .filter(({ torrent, before }) => torrent !== before.torrent)
      .map(({ torrent, after }) => ({ ...torrent, ...after.entry })),
  );
  const renamed = renewed.filter(({ before, after }) => before.title !== after.entry.title);
  await changeTitles(ctx, {
    brought: titlesOf(renamed.map(({ after }) => after)),
    left: renamed.flatMap(({ before }) => before.title ?? []),
    writings: await unfolded(
      ctx,
      renewed.map(({ after }) => after),
    ),
  });
  await countWords(
    ctx.db,
    countsOf(renewed.map(({ before, after }) => withoutCounted(after, before))),
    [],
  );
  return old.length;
}

/** The torrent itself, or with its addresses as answers tell them: the version before kept them as they came. */
function withUris(torrent: StoredRecord): StoredRecord {
  const toUri = (url: string | null) => url && (toldUrl.safeParse(url).data ?? url);
  const { posterUrl, sourceUrl, torrentUrl } = torrent;
  const told = {
    ...torrent,
    posterUrl: toUri(posterUrl),
    sourceUrl: toUri(sourceUrl),
    torrentUrl: toUri(torrentUrl),
  };
  return isDeepStrictEqual(told, torrent) ? torrent : told;
}

/** How the titles are written that the version before knew folded alone. */
async function unfolded(ctx: Context, entries: NewEntry[]): Promise<Writing[]> {
  const written = new Map(
    entries
      .filter(({ entry, titleWritten }) => titleWritten !== entry.title)
      .map(({ entry, titleWritten }) => [entry.title, titleWritten]),
  );
  const folded = await listFolded(ctx.db, [...written.keys()]);
  return folded.map((title) => ({ title, written: written.get(title) ?? title, isSure: true }));
}

/** With the words alone that the entry before had not: the others are counted already. */
function withoutCounted(entry: NewEntry, { lexemes }: NotIndexed): NewEntry {
  const counted = new Set(lexemes);
  const { ofName, ofFiles } = entry.words;
  return {
    ...entry,
    words: {
      ofName: ofName.filter((word) => !counted.has(word)),
      ofFiles: ofFiles.filter((word) => !counted.has(label.fileWord(word))),
    },
  };
}
