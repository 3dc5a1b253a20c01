import { and, between, desc, eq, getTableColumns, isNull, sql } from 'drizzle-orm';
import type { Database } from '@/db/database';
import { violates } from '@/db/errors';
import { olderThan } from '@/db/keyset';
import { files, swarms, torrents } from '@/db/schema/torrents';
import { watchHistory } from '@/db/schema/watch-history';
import type { TimeAndId } from '@/lib/cursors';
import { type TorrentRow, torrentColumns } from './torrents';

export type WatchRow = typeof watchHistory.$inferSelect;
type WatchKey = Pick<WatchRow, 'userId' | 'torrentId' | 'fileIndex'>;

/**
 * Records progress in one step, so that devices that report at once cannot undo each other.
 * A position or duration left out keeps what is stored. Undefined: what is stored is newer.
 * Throws what `isGone` tells when the user or the torrent has gone.
 */
export async function upsertWatch(
  db: Database,
  entry: Omit<WatchRow, 'id'>,
): Promise<(WatchRow & { inserted: boolean }) | undefined> {
  const { positionSeconds, durationSeconds, watchedAt } = watchHistory;
  const rows = await db
    .insert(watchHistory)
    .values(entry)
    .onConflictDoUpdate({
      target: [watchHistory.userId, watchHistory.torrentId, watchHistory.fileIndex],
      set: {
        watchedAt: sql`excluded.watched_at`,
        progressPercent: sql`excluded.progress_percent`,
        positionSeconds: sql`coalesce(excluded.position_seconds, ${positionSeconds})`,
        durationSeconds: sql`coalesce(excluded.duration_seconds, ${durationSeconds})`,
      },
      setWhere: sql`${watchedAt} <= excluded.watched_at`,
    })
    .returning({
      id: watchHistory.id,
      userId: watchHistory.userId,
      torrentId: watchHistory.torrentId,
      fileIndex: watchHistory.fileIndex,
      watchedAt,
      progressPercent: watchHistory.progressPercent,
      positionSeconds,
      durationSeconds,
      inserted: sql<boolean>`${watchHistory}.xmax = 0`,
    });
  return rows[0];
}

/** Whether `upsertWatch` failed because the user or the torrent is no longer there. */
export const isGone = (error: unknown) =>
  violates(error, 'watch_history_user_id_users_id_fk') ||
  violates(error, 'watch_history_torrent_id_torrents_id_fk');

export async function findWatch(db: Database, key: WatchKey): Promise<WatchRow | undefined> {
  const rows = await db
    .select()
    .from(watchHistory)
    .where(
      and(
        eq(watchHistory.userId, key.userId),
        eq(watchHistory.torrentId, key.torrentId),
        // `is not distinct from` would miss the index of all three.
        key.fileIndex === null
          ? isNull(watchHistory.fileIndex)
          : eq(watchHistory.fileIndex, key.fileIndex),
      ),
    );
  return rows[0];
}

export interface WatchFilter {
  userId: string;
  /** Inclusive bounds of the progress. */
  percent: { min: number; max: number } | null;
}

/** Newest first, each with its torrent. */
export function listWatches(
  db: Database,
  { userId, percent }: WatchFilter,
  limit: number,
  after: TimeAndId | null,
): Promise<{ entry: WatchRow; torrent: TorrentRow }[]> {
  return db
    .select({
      entry: {
        id: watchHistory.id,
        userId: watchHistory.userId,
        torrentId: watchHistory.torrentId,
        fileIndex: watchHistory.fileIndex,
        watchedAt: watchHistory.watchedAt,
        progressPercent: watchHistory.progressPercent,
        positionSeconds: watchHistory.positionSeconds,
        durationSeconds: watchHistory.durationSeconds,
      },
      torrent: torrentColumns,
    })
    .from(watchHistory)
    .innerJoin(torrents, eq(torrents.id, watchHistory.torrentId))
    .leftJoin(swarms, eq(swarms.torrentId, torrents.id))
    .where(
      and(
        eq(watchHistory.userId, userId),
        percent ? between(watchHistory.progressPercent, percent.min, percent.max) : undefined,
        after ? olderThan(watchHistory.watchedAt, watchHistory.id, after) : undefined,
      ),
    )
    .orderBy(desc(watchHistory.watchedAt), desc(watchHistory.id))
    .limit(limit);
}

/** All of them, newest first, each with what names its torrent wherever it is. */
export function listAllWatches(
  db: Database,
  userId: string,
): Promise<{ entry: WatchRow; infoHash: string; name: string }[]> {
  return db
    .select({
      entry: getTableColumns(watchHistory),
      infoHash: torrents.infoHash,
      name: torrents.name,
    })
    .from(watchHistory)
    .innerJoin(torrents, eq(torrents.id, watchHistory.torrentId))
    .where(eq(watchHistory.userId, userId))
    .orderBy(desc(watchHistory.watchedAt), desc(watchHistory.id));
}

/** What tells entries of one person apart. */
type EntryKey = Pick<WatchRow, 'torrentId' | 'fileIndex'>;

/** Those of the keys whose file the torrent does not have, as far as its files are known. */
export async function findUnknownFiles(db: Database, keys: EntryKey[]): Promise<EntryKey[]> {
  const ofTorrent = sql`${files.torrentId} = given."torrentId"`;
  const found = await db.execute(sql`
    select given.* from json_to_recordset(${JSON.stringify(keys)}::json)
      as given("torrentId" uuid, "fileIndex" int)
    where "fileIndex" is not null
      and exists (select from ${files} where ${ofTorrent})
      and not exists (select from ${files} where ${ofTorrent} and ${files.fileIndex} = "fileIndex")
  `);
  return (found as unknown as { rows: EntryKey[] }).rows;
}

/**
 * Records many entries of one person, each once, where nothing as new is kept of them. Answers
 * those that were written; a torrent that has gone meanwhile has none.
 */
export async function upsertWatches(
  db: Database,
  userId: string,
  entries: Omit<WatchRow, 'id' | 'userId'>[],
): Promise<{ inserted: boolean }[]> {
  const written = await db.execute(sql`
    insert into ${watchHistory} as kept
      (user_id, torrent_id, file_index, watched_at, progress_percent, position_seconds, duration_seconds)
    select ${userId}::uuid, there.id, given."fileIndex", given."watchedAt",
      given."progressPercent", given."positionSeconds", given."durationSeconds"
    from json_to_recordset(${JSON.stringify(entries)}::json) as given(
      "torrentId" uuid, "fileIndex" int, "watchedAt" timestamptz,
      "progressPercent" int, "positionSeconds" float8, "durationSeconds" float8
    )
    join ${torrents} as there on there.id = given."torrentId"
    order by there.id
    for key share of there
    on conflict (user_id, torrent_id, file_index) do update set
      watched_at = excluded.watched_at,
      progress_percent = excluded.progress_percent,
      position_seconds = coalesce(excluded.position_seconds, kept.position_seconds),
      duration_seconds = coalesce(excluded.duration_seconds, kept.duration_seconds)
    where kept.watched_at < excluded.watched_at
    returning kept.xmax = 0 as inserted
  `);
  return (written as unknown as { rows: { inserted: boolean }[] }).rows;
}

/** False when there is none, or it is somebody else's. */
export async function deleteWatch(db: Database, userId: string, id: string): Promise<boolean> {
  const rows = await db
    .delete(watchHistory)
    .where(and(eq(watchHistory.id, id), eq(watchHistory.userId, userId)))
    .returning({ id: watchHistory.id });
  return rows.length > 0;
}

export async function deleteAllWatches(db: Database, userId: string): Promise<void> {
  await db.delete(watchHistory).where(eq(watchHistory.userId, userId));
}
