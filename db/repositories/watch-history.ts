import { and, between, desc, eq, getTableColumns, isNull, sql } from 'drizzle-orm';
import type { Database } from '@/db/database';
import { violates } from '@/db/errors';
import { olderThan } from '@/db/keyset';
import { swarms, torrents } from '@/db/schema/torrents';
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
