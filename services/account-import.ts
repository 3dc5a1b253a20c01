import { parseInfoHash } from '@/bittorrent/info-hash';
import type { ImportBody, ImportedWatch, ImportReport } from '@/contracts/account-export';
import { RECORD_FILES_MAX } from '@/contracts/ingest';
import { findIdsByInfoHash, holdTorrents } from '@/db/repositories/torrents';
import { findUnknownFiles, upsertWatches } from '@/db/repositories/watch-history';
import { transaction, type UserContext } from './context';
import { patchPreferences } from './profile';
import { expectRoom } from './watch-history';

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

async function importWatches(
  ctx: UserContext,
  given: ImportedWatch[],
): Promise<ImportReport['watchHistory']> {
  const hashes = given.map(({ infoHash }) => parseInfoHash(infoHash) ?? infoHash);
  const ids = await findIdsByInfoHash(ctx.db, [...new Set(hashes)]);
  const held = await holdTorrents(ctx.db, [...new Set(ids.values())]);
  const entries = given.map((entry, index) => ({
    index,
    infoHash: entry.infoHash,
    torrentId: ids.get(hashes[index] ?? ''),
    fileIndex: entry.fileIndex ?? null,
    progressPercent: entry.progressPercent,
    positionSeconds: entry.positionSeconds ?? null,
    durationSeconds: entry.durationSeconds ?? null,
    watchedAt: new Date(entry.watchedAt),
  }));
  type Entry = (typeof entries)[number];
  type Known = Entry & { torrentId: string };
  const keyOf = ({ torrentId, fileIndex }: Pick<Known, 'torrentId' | 'fileIndex'>) =>
    `${torrentId} ${fileIndex}`;

  const isKnown = (entry: Entry): entry is Known => held.has(entry.torrentId ?? '');
  const keys = entries
    .filter(isKnown)
    .map(({ torrentId, fileIndex }) => ({ torrentId, fileIndex }));
  const unknownFiles = new Set((await findUnknownFiles(ctx.db, keys, RECORD_FILES_MAX)).map(keyOf));
  const newest = new Map<string, Known>();
  const skipped: ImportReport['watchHistory']['skipped'] = [];
  for (const entry of entries) {
    const { index, infoHash } = entry;
    if (!isKnown(entry)) {
      skipped.push({ index, infoHash, reason: 'there is no such torrent' });
    } else if (unknownFiles.has(keyOf(entry))) {
      skipped.push({ index, infoHash, reason: 'the torrent has no such file' });
    } else {
      const other = newest.get(keyOf(entry));
      if (!other || other.watchedAt <= entry.watchedAt) newest.set(keyOf(entry), entry);
    }
  }
  const written = await upsertWatches(ctx.db, ctx.actor.userId, [...newest.values()], ctx.now());
  const created = written.filter(({ inserted }) => inserted).length;
  if (created > 0) await expectRoom(ctx);
  const updated = written.length - created;
  const unchanged = given.length - skipped.length - written.length;
  return { received: given.length, created, updated, unchanged, skipped };
}
