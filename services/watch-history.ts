import { RECORD_FILES_MAX } from '@/contracts/ingest';
import type {
  ListWatchHistoryQuery,
  RecordWatchBody,
  WatchEntry,
  WatchHistoryPage,
  WatchStatus,
} from '@/contracts/watch-history';
import { holdBlocks } from '@/db/repositories/take-downs';
import { holdTorrents } from '@/db/repositories/torrents';
import {
  countWatches,
  deleteAllWatches,
  deleteWatch,
  findUnknownFiles,
  findWatch,
  insertWatch,
  listWatches,
  updateWatch,
  type WatchRow,
} from '@/db/repositories/watch-history';
import { cursorFormat, readByTime, timeAndId } from '@/lib/cursors';
import { AppError, fieldError } from '@/lib/errors';
import { notFound, transaction, type UserContext } from './context';
import { toFile, toTorrent } from './torrents';
import { holdAccount } from './users';

const historyCursor = cursorFormat('watch-history', timeAndId);

/** Percent watched that each status stands for. */
const percentOf: Record<WatchStatus, { min: number; max: number } | null> = {
  all: null,
  'in-progress': { min: 1, max: 89 },
  completed: { min: 90, max: 100 },
};

/** A row as the API shows it. */
export function toEntry(row: WatchRow): WatchEntry {
  return {
    id: row.id,
    torrentId: row.torrentId,
    fileIndex: row.fileIndex,
    progressPercent: row.progressPercent,
    positionSeconds: row.positionSeconds,
    durationSeconds: row.durationSeconds,
    watchedAt: row.watchedAt.toISOString(),
  };
}

/**
 * Records how far somebody has watched a torrent, or one file of it. What a device reports late
 * does not undo what is newer, by its own clock. Throws `not_found` for the torrent,
 * `validation_failed` for a file it does not have, `too_many_watch_entries`.
 */
export async function recordWatch(
  ctx: UserContext,
  body: RecordWatchBody,
): Promise<{ created: boolean; entry: WatchEntry }> {
  // As the device tells it: moved to now, what it sends late would look newer than it is.
  const watchedAt = body.watchedAt === undefined ? ctx.now() : new Date(body.watchedAt);
  const given = {
    userId: ctx.actor.userId,
    torrentId: body.torrentId,
    fileIndex: body.fileIndex ?? null,
    watchedAt,
    progressPercent: body.progressPercent,
    positionSeconds: body.positionSeconds ?? null,
    durationSeconds: body.durationSeconds ?? null,
  };
  const row = await recordAgain(ctx, given);
  if (row !== undefined) return { created: false, entry: toEntry(row) };
  return recordFirst(ctx, given);
}

type NewEntry = Omit<WatchRow, 'id'>;

/** The entry as it is now; undefined when there was none, or another device is about to make it. */
async function recordAgain(ctx: UserContext, given: NewEntry): Promise<WatchRow | undefined> {
  const updated = await updateWatch(ctx.db, given, ctx.now());
  if (updated !== undefined) return updated;
  const found = await findWatch(ctx.db, given);
  return found && found.watchedAt > given.watchedAt ? found : undefined;
}

function recordFirst(ctx: UserContext, given: NewEntry) {
  return transaction(ctx, async (ctx) => {
    await holdAccount(ctx);
    const { size } = await holdWatched(ctx, [given.torrentId]);
    if (size === 0) throw notFound('torrent');
    await expectFile(ctx, given);
    const inserted = await insertWatch(ctx.db, given);
    if (inserted !== undefined) await expectRoom(ctx);
    // Another device was faster.
    const row = inserted ?? (await recordAgain(ctx, given));
    if (row === undefined) throw notFound('entry');
    return { created: inserted !== undefined, entry: toEntry(row) };
  });
}

/**
 * Those of the torrents that are there, and stay until the transaction ends. Who takes torrents down keeps out who comes
 * later: by the rows alone they would be passed by all who watch, and wait for as long as somebody does.
 */
export async function holdWatched(ctx: UserContext, torrentIds: string[]): Promise<Set<string>> {
  await holdBlocks(ctx.db);
  return holdTorrents(ctx.db, torrentIds);
}

/** In the transaction that holds the torrent: its list of files stays as it is. */
async function expectFile(ctx: UserContext, { torrentId, fileIndex }: NewEntry): Promise<void> {
  if (fileIndex === null) return;
  const unknown = await findUnknownFiles(ctx.db, [{ torrentId, fileIndex }], RECORD_FILES_MAX);
  if (unknown.length === 0) return;
  throw fieldError('body', 'fileIndex', 'is not the index of a file of this torrent');
}

/** Entries that one person may keep. */
const ENTRIES_MAX = 50_000;

/**
 * To be called in the transaction that holds the account, when entries of it were made. Throws
 * `too_many_watch_entries`.
 */
export async function expectRoom(ctx: UserContext): Promise<void> {
  if ((await countWatches(ctx.db, ctx.actor.userId)) <= ENTRIES_MAX) return;
  throw new AppError(
    'too_many_watch_entries',
    `The watch history of an account keeps at most ${ENTRIES_MAX} entries.`,
  );
}

/** Newest first, each with its file and torrent. */
export async function listWatchHistory(
  ctx: UserContext,
  { status, torrentId, ...page }: ListWatchHistoryQuery,
): Promise<WatchHistoryPage> {
  const filter = { userId: ctx.actor.userId, torrentId, percent: percentOf[status] };
  const { rows, nextCursor } = await readByTime(
    historyCursor,
    page,
    (limit, after) => listWatches(ctx.db, filter, limit, after),
    ({ entry }) => ({ time: entry.watchedAt, id: entry.id }),
  );
  const items = rows.map(({ entry, file, torrent }) => ({
    ...toEntry(entry),
    file: file && toFile(file),
    torrent: toTorrent(torrent),
  }));
  return { items, nextCursor };
}

/** Throws `not_found`, for somebody else's entry as well. */
export async function removeWatch(ctx: UserContext, id: string): Promise<void> {
  await transaction(ctx, async (ctx) => {
    await holdAccount(ctx);
    if (!(await deleteWatch(ctx.db, ctx.actor.userId, id))) throw notFound('entry');
  });
}

export async function clearWatchHistory(ctx: UserContext): Promise<void> {
  await transaction(ctx, async (ctx) => {
    await holdAccount(ctx);
    await deleteAllWatches(ctx.db, ctx.actor.userId);
  });
}
