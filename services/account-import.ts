import { parseInfoHash } from '@/bittorrent/info-hash';
import type { ImportBody, ImportedWatch, ImportReport } from '@/contracts/account-export';
import { RECORD_FILES_MAX } from '@/contracts/ingest';
import { findIdsByInfoHash } from '@/db/repositories/torrents';
import { findUnknownFiles, upsertWatches } from '@/db/repositories/watch-history';
import { transaction, type UserContext } from './context';
import { patchPreferences } from './profile';
import { expectRoom, holdWatched } from './watch-history';

/**
 * Takes in preferences and watch history of an export, all or nothing: preferences are merged, and
 * of an entry the newest counts, so that a second time changes nothing. Throws
 * `too_many_preferences`, `too_many_watch_entries`.
 */
export function importAccount(
  ctx: UserContext,
  { profile, watchHistory = [] }: ImportBody,
): Promise<ImportReport> {
  return transaction(ctx, async (ctx) => {
    const { preferences = {} } = profile ?? {};
    await patchPreferences(ctx, preferences);
    return {
      preferences: Object.keys(preferences).length,
      watchHistory: await importWatches(ctx, watchHistory),
    };
  });
}

type WatchReport = ImportReport['watchHistory'];

/** An entry of the import whose torrent, and file, the catalogue has. */
interface Known {
  torrentId: string;
  fileIndex: number | null;
  progressPercent: number;
  positionSeconds: number | null;
  durationSeconds: number | null;
  watchedAt: Date;
}

const keyOf = ({ torrentId, fileIndex }: Pick<Known, 'torrentId' | 'fileIndex'>) =>
  `${torrentId} ${fileIndex}`;

async function importWatches(ctx: UserContext, given: ImportedWatch[]): Promise<WatchReport> {
  const { known, skipped } = await holdKnown(ctx, given);
  const written = await upsertWatches(ctx.db, ctx.actor.userId, newestOfEach(known), ctx.now());
  const created = written.filter(({ inserted }) => inserted).length;
  if (created > 0) await expectRoom(ctx);
  const updated = written.length - created;
  const unchanged = given.length - skipped.length - written.length;
  return { received: given.length, created, updated, unchanged, skipped };
}

/** Parts the entries that the catalogue has from the others, and keeps their torrents as they are. */
async function holdKnown(
  ctx: UserContext,
  given: ImportedWatch[],
): Promise<{ known: Known[]; skipped: WatchReport['skipped'] }> {
  const hashes = given.map(({ infoHash }) => parseInfoHash(infoHash) ?? infoHash);
  const ids = await findIdsByInfoHash(ctx.db, [...new Set(hashes)]);
  const held = await holdWatched(ctx, [...new Set(ids.values())]);
  const skipped: WatchReport['skipped'] = [];
  const found: (Known & { index: number; infoHash: string })[] = [];
  for (const [index, entry] of given.entries()) {
    const { infoHash } = entry;
    const torrentId = ids.get(hashes[index] ?? '');
    if (torrentId === undefined || !held.has(torrentId)) {
      skipped.push({ index, infoHash, reason: 'there is no such torrent' });
      continue;
    }
    found.push({
      index,
      infoHash,
      torrentId,
      fileIndex: entry.fileIndex ?? null,
      progressPercent: entry.progressPercent,
      positionSeconds: entry.positionSeconds ?? null,
      durationSeconds: entry.durationSeconds ?? null,
      watchedAt: new Date(entry.watchedAt),
    });
  }
  const keys = found.map(({ torrentId, fileIndex }) => ({ torrentId, fileIndex }));
  const unknownFiles = new Set((await findUnknownFiles(ctx.db, keys, RECORD_FILES_MAX)).map(keyOf));
  const isFileKnown = (entry: Known) => !unknownFiles.has(keyOf(entry));
  for (const { index, infoHash } of found.filter((entry) => !isFileKnown(entry))) {
    skipped.push({ index, infoHash, reason: 'the torrent has no such file' });
  }
  return {
    known: found.filter(isFileKnown),
    skipped: skipped.sort((one, other) => one.index - other.index),
  };
}

/** Of several entries of one file the newest; of equally new ones the last. */
function newestOfEach(entries: Known[]): Known[] {
  const newest = new Map<string, Known>();
  for (const entry of entries) {
    const other = newest.get(keyOf(entry));
    if (!other || other.watchedAt <= entry.watchedAt) newest.set(keyOf(entry), entry);
  }
  return [...newest.values()];
}
