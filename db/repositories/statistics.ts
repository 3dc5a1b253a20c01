import { desc, getTableName, gt, type SQL, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { Database } from '@/db/database';
import { apiKeys, blockedInfoHashes } from '@/db/schema/administration';
import { files, torrents } from '@/db/schema/torrents';
import { sessions, users } from '@/db/schema/users';
import { watchHistory } from '@/db/schema/watch-history';

/** Rows that are counted one by one; ten million files would take seconds. */
const COUNTED_MAX = 100_000;

/** How many there are: exactly, or about. */
export interface Count {
  value: number;
  relation: 'eq' | 'about';
}

/** Counts of everything that grows. */
export async function countAll(db: Database, now: Date, dayAgo: Date) {
  const people = db
    .select({
      total: number(sql`count(*)`),
      confirmed: number(sql`count(${users.emailConfirmedAt})`),
      administrators: number(sql`count(*) filter (where ${users.role} = 'admin')`),
      newInADay: number(sql`count(*) filter (where ${gt(users.createdAt, dayAgo)})`),
    })
    .from(users);
  const devices = db
    .select({
      total: number(sql`count(*)`),
      usersInADay: number(
        sql`count(distinct ${sessions.userId}) filter (where ${gt(sessions.lastUsedAt, dayAgo)})`,
      ),
    })
    .from(sessions)
    .where(gt(sessions.expiresAt, now));
  const size = db
    .select({ bytes: number(sql`pg_database_size(current_database())`) })
    .from(sql`(select) as one`);
  return {
    users: await only(people),
    sessions: await only(devices),
    torrents: await about(db, torrents),
    newTorrents: await about(db, torrents, gt(torrents.createdAt, dayAgo)),
    files: await about(db, files),
    watchEntries: await about(db, watchHistory),
    blocks: await about(db, blockedInfoHashes),
    apiKeys: await db.$count(apiKeys),
    databaseBytes: (await only(size)).bytes,
  };
}

/** About how much there is of what grows, at little cost. */
export const countAbout = async (db: Database) => ({
  torrents: await about(db, torrents),
  files: await about(db, files),
  users: await about(db, users),
  sessions: await about(db, sessions),
  watch_entries: await about(db, watchHistory),
});

/** Null while there is none. */
export async function newestTorrentAt(db: Database): Promise<Date | null> {
  const { createdAt, id } = torrents;
  const rows = await db
    .select({ createdAt })
    .from(torrents)
    .orderBy(desc(createdAt), desc(id))
    .limit(1);
  return rows[0]?.createdAt ?? null;
}

/** The row of a query that answers one, whatever there is. */
async function only<Row>(query: PromiseLike<Row[]>): Promise<Row> {
  const [row] = await query;
  if (row === undefined) throw new Error('a count answered no row');
  return row;
}

const number = (expression: SQL) => expression.mapWith(Number);

/** Counts up to a bound; beyond it, of all rows there is what the table's statistics say. */
async function about(db: Database, table: PgTable, condition?: SQL): Promise<Count> {
  const some = db
    .select({ one: sql`1`.as('one') })
    .from(table)
    .where(condition)
    .limit(COUNTED_MAX + 1)
    .as('some');
  const { value } = await only(db.select({ value: number(sql`count(*)`) }).from(some));
  if (value <= COUNTED_MAX) return { value, relation: 'eq' };
  if (condition !== undefined) return { value: COUNTED_MAX, relation: 'about' };
  const known = db
    .select({ rows: number(sql`reltuples`) })
    .from(sql`pg_class`)
    .where(sql`oid = ${getTableName(table)}::regclass`);
  const { rows } = await only(known);
  return { value: Math.max(COUNTED_MAX, Math.round(rows)), relation: 'about' };
}
