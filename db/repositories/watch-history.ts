import {
  and,
  between,
  desc,
  eq,
  getTableColumns,
  isNull,
  lte,
  or,
  type SQL,
  type SQLWrapper,
  sql,
} from 'drizzle-orm';
import { anyOf } from '@/db/any-of';
import type { Database } from '@/db/database';
import { olderThan } from '@/db/keyset';
import { files, swarms, torrents } from '@/db/schema/torrents';
import { watchHistory } from '@/db/schema/watch-history';
import type { TimeAndId } from '@/lib/cursors';
import { type FileRow, isFileThere, type TorrentRow, torrentColumns } from './torrents';

export type WatchRow = typeof watchHistory.$inferSelect;
type NewWatch = Omit<WatchRow, 'id'>;
type WatchKey = Pick<WatchRow, 'userId' | 'torrentId' | 'fileIndex'>;

/**
 * Records progress of what has an entry, in one step, so that devices that report at once cannot
 * undo each other. A position or duration left out keeps what is stored. Undefined: there is no
 * entry, or what is stored is newer.
 */
export async function updateWatch(
  db: Database,
  entry: NewWatch,
  now: Date,
): Promise<WatchRow | undefined> {
  const { positionSeconds, durationSeconds, watchedAt } = watchHistory;
  const rows = await db
    .update(watchHistory)
    .set({
      watchedAt: entry.watchedAt,
      progressPercent: entry.progressPercent,
      positionSeconds: entry.positionSeconds ?? sql`${positionSeconds}`,
      durationSeconds: entry.durationSeconds ?? sql`${durationSeconds}`,
    })
    .where(
      and(
        isEntry(entry),
        or(lte(watchedAt, entry.watchedAt), isAhead(watchedAt, entry.watchedAt, now)),
      ),
    )
    .returning();
  return rows[0];
}

/** Of a report that comes as it is watched, and not late; and how far a clock that is about right may be off. */
const RECENT = sql`interval '5 minutes'`;
/** How far a clock is ahead that is wrong for certain: its own reports seldom come as late. */
const FAR = sql`interval '1 hour'`;

/**
 * Whether what is stored is of a clock that runs ahead, and what comes is of now: nothing shuts that
 * out. What comes may be ahead a little as well, where what is stored is so far ahead of it that it
 * is no late report of the same device.
 */
function isAhead(stored: SQLWrapper, given: Date | SQL, now: Date): SQL {
  const at = (time: Date | SQL) =>
    sql`${time instanceof Date ? time.toISOString() : time}::timestamptz`;
  const isClear = sql`${at(given)} <= ${at(now)} + ${RECENT} and ${at(given)} < ${stored} - ${FAR}`;
  return sql`(${stored} > ${at(now)} and ${at(given)} > ${at(now)} - ${RECENT} and (${at(given)} <= ${at(now)} or ${isClear}))`;
}

/** Undefined: there is an entry already. In a transaction that holds the torrent, and the user. */
export async function insertWatch(db: Database, entry: NewWatch): Promise<WatchRow | undefined> {
  return (await db.insert(watchHistory).values(entry).onConflictDoNothing().returning())[0];
}

export async function findWatch(db: Database, key: WatchKey): Promise<WatchRow | undefined> {
  const rows = await db.select().from(watchHistory).where(isEntry(key));
  return rows[0];
}

const isEntry = ({ userId, torrentId, fileIndex }: WatchKey) =>
  and(
    eq(watchHistory.userId, userId),
    eq(watchHistory.torrentId, torrentId),
    // `is not distinct from` would miss the index of all three.
    fileIndex === null ? isNull(watchHistory.fileIndex) : eq(watchHistory.fileIndex, fileIndex),
  );

export interface WatchFilter {
  userId: string;
  torrentId?: string | undefined;
  /** Inclusive bounds of the progress. */
  percent: { min: number; max: number } | null;
}

/** Newest first, each with its file and torrent. */
export function listWatches(
  db: Database,
  { userId, torrentId, percent }: WatchFilter,
  limit: number,
  after: TimeAndId | null,
): Promise<{ entry: WatchRow; file: FileRow | null; torrent: TorrentRow }[]> {
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
      // Looked up for each row of the page alone, by the order of its index.
      file: sql<FileRow | null>`(
        select json_build_array(${files.fileIndex}, ${files.fileName}, ${files.fileSize}) from ${files}
        where ${files.torrentId} = ${watchHistory.torrentId} and ${files.fileIndex} = ${watchHistory.fileIndex}
        order by ${files.torrentId}, ${files.fileIndex} limit 1
      )`,
      torrent: torrentColumns,
    })
    .from(watchHistory)
    .innerJoin(torrents, eq(torrents.id, watchHistory.torrentId))
    .leftJoin(swarms, eq(swarms.torrentId, torrents.id))
    .where(
      and(
        eq(watchHistory.userId, userId),
        torrentId === undefined ? undefined : eq(watchHistory.torrentId, torrentId),
        percent ? between(watchHistory.progressPercent, percent.min, percent.max) : undefined,
        after ? olderThan(watchHistory.watchedAt, watchHistory.id, after) : undefined,
      ),
    )
    .orderBy(desc(watchHistory.watchedAt), desc(watchHistory.id))
    .limit(limit);
}

/** The ids of all of them, newest first. */
export async function listWatchIds(db: Database, userId: string): Promise<string[]> {
  const { id, watchedAt } = watchHistory;
  const rows = await db
    .select({ id })
    .from(watchHistory)
    .where(eq(watchHistory.userId, userId))
    .orderBy(desc(watchedAt), desc(id));
  return rows.map(({ id }) => id);
}

/** Theirs of these ids, in the same order, each with what names its torrent wherever it is. */
export async function listWatchesByIds(
  db: Database,
  userId: string,
  ids: string[],
): Promise<{ entry: WatchRow; infoHash: string; name: string }[]> {
  const rows = await db
    .select({
      entry: getTableColumns(watchHistory),
      infoHash: torrents.infoHash,
      name: torrents.name,
    })
    .from(watchHistory)
    .innerJoin(torrents, eq(torrents.id, watchHistory.torrentId))
    .where(and(anyOf(watchHistory.id, ids), eq(watchHistory.userId, userId)));
  const found = new Map(rows.map((row) => [row.entry.id, row]));
  return ids.flatMap((id) => found.get(id) ?? []);
}

export const countWatches = (db: Database, userId: string): Promise<number> =>
  db.$count(watchHistory, eq(watchHistory.userId, userId));

/** What tells entries of one person apart. */
type EntryKey = Pick<WatchRow, 'torrentId' | 'fileIndex'>;

/**
 * Those of the keys whose file the torrent does not have; where its files are not known, it may have
 * those with an index below `filesMax`.
 */
export async function findUnknownFiles(
  db: Database,
  keys: EntryKey[],
  filesMax: number,
): Promise<EntryKey[]> {
  const ofTorrent = sql`${files.torrentId} = given."torrentId"`;
  const found = await db.execute(sql`
    select given.* from json_to_recordset(${JSON.stringify(keys)}::json)
      as given("torrentId" uuid, "fileIndex" int)
    where "fileIndex" is not null
      and not ${isFileThere(sql`${ofTorrent} and ${files.fileIndex} = given."fileIndex"`)}
      and ("fileIndex" >= ${filesMax} or ${isFileThere(ofTorrent)})
  `);
  return (found as unknown as { rows: EntryKey[] }).rows;
}

/**
 * Records many entries of one person, each once, where nothing as new is kept of them; answers those
 * that were written. In a transaction that holds their torrents, and the user.
 */
export async function upsertWatches(
  db: Database,
  userId: string,
  entries: Omit<NewWatch, 'userId'>[],
  now: Date,
): Promise<{ inserted: boolean }[]> {
  const written = await db.execute(sql`
    insert into ${watchHistory} as kept
      (user_id, torrent_id, file_index, watched_at, progress_percent, position_seconds, duration_seconds)
    select ${userId}::uuid, given."torrentId", given."fileIndex", given."watchedAt",
      given."progressPercent", given."positionSeconds", given."durationSeconds"
    from json_to_recordset(${JSON.stringify(entries)}::json) as given(
      "torrentId" uuid, "fileIndex" int, "watchedAt" timestamptz,
      "progressPercent" int, "positionSeconds" float8, "durationSeconds" float8
    )
    on conflict (user_id, torrent_id, file_index) do update set
      watched_at = excluded.watched_at,
      progress_percent = excluded.progress_percent,
      position_seconds = coalesce(excluded.position_seconds, kept.position_seconds),
      duration_seconds = coalesce(excluded.duration_seconds, kept.duration_seconds)
    where kept.watched_at < excluded.watched_at
      or ${isAhead(sql`kept.watched_at`, sql`excluded.watched_at`, now)}
    returning kept.xmax = 0 as inserted
  `);
  return (written as unknown as { rows: { inserted: boolean }[] }).rows;
}

/** Keeps entries from other writers until the transaction ends, always in the order of their ids. */
export async function lockWatches(db: Database, which: SQL): Promise<void> {
  const { id } = watchHistory;
  const locked = db.select({ id }).from(watchHistory).where(which).orderBy(id).for('update');
  // Counted, as there may be very many.
  await db.execute(sql`select count(*) from (${locked}) as locked`);
}

/**
 * Takes entries of torrents along to where their files are now; null, and where a torrent has no such
 * file: to the torrent as a whole. Then those of torrents that are joined go to others with the same
 * files. Of two that come to the same file the newer one stays. In a transaction that holds the torrents.
 */
export async function moveWatches(
  db: Database,
  torrentIds: string[],
  moves: { torrentId: string; from: number; to: number | null }[],
  joins: { from: string; to: string }[],
): Promise<void> {
  const ids = [...torrentIds, ...joins.flatMap(({ from, to }) => [from, to])];
  if (ids.length === 0) return;
  await lockWatches(db, anyOf(watchHistory.torrentId, ids));
  const isThere = isFileThere(
    sql`${files.torrentId} = entry.torrent_id and ${files.fileIndex} = entry.file_index`,
  );
  // All leave before the first comes in, as they are sorted: files may change places.
  await putWatches(
    db,
    sql`with move as materialized (
      select * from json_to_recordset(${JSON.stringify(moves)}::json)
        as move("torrentId" uuid, "from" int, "to" int)
    ), lost as (
      select entry.id, move."to" from ${watchHistory} as entry
      left join move on move."torrentId" = entry.torrent_id and move."from" = entry.file_index
      where entry.torrent_id = any(${sql.param(torrentIds)}::uuid[]) and entry.file_index is not null
        and (move."from" is not null or not ${isThere})
    ), moved as (
      delete from ${watchHistory} as entry using lost where entry.id = lost.id
      returning entry.*, entry.torrent_id as to_torrent, lost."to" as to_file
    )`,
  );
  if (joins.length === 0) return;
  await putWatches(
    db,
    sql`with joined as (
      select * from json_to_recordset(${JSON.stringify(joins)}::json) as joined("from" uuid, "to" uuid)
    ), moved as (
      delete from ${watchHistory} as entry using joined where entry.torrent_id = joined."from"
      returning entry.*, joined."to" as to_torrent, entry.file_index as to_file
    )`,
  );
}

/** @param moved a `with` whose last part, `moved`, has entries and where they go */
async function putWatches(db: Database, moved: SQL): Promise<void> {
  await db.execute(sql`
    ${moved}
    insert into ${watchHistory} as kept
      (id, user_id, torrent_id, file_index, watched_at, progress_percent, position_seconds, duration_seconds)
    select distinct on (user_id, to_torrent, to_file)
      id, user_id, to_torrent, to_file, watched_at, progress_percent, position_seconds, duration_seconds
    from moved order by user_id, to_torrent, to_file, watched_at desc
    on conflict (user_id, torrent_id, file_index) do update set
      watched_at = excluded.watched_at,
      progress_percent = excluded.progress_percent,
      position_seconds = excluded.position_seconds,
      duration_seconds = excluded.duration_seconds
    where kept.watched_at < excluded.watched_at
  `);
}

/**
 * False when there is none, or it is somebody else's. In a transaction: who takes it to another file
 * deletes it, and puts it back.
 */
export async function deleteWatch(db: Database, userId: string, id: string): Promise<boolean> {
  const which = sql`${watchHistory.id} = ${id} and ${watchHistory.userId} = ${userId}`;
  await lockWatches(db, which);
  const rows = await db.delete(watchHistory).where(which).returning({ id: watchHistory.id });
  return rows.length > 0;
}

/** In a transaction. */
export async function deleteAllWatches(db: Database, userId: string): Promise<void> {
  await lockWatches(db, eq(watchHistory.userId, userId));
  await db.delete(watchHistory).where(eq(watchHistory.userId, userId));
}
