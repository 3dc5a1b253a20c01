import { and, desc, eq, getTableColumns, gt, inArray, like, sql } from 'drizzle-orm';
import type { Database } from '@/db/database';
import { olderThan } from '@/db/keyset';
import { preferences, sessions, users } from '@/db/schema/users';
import { watchHistory } from '@/db/schema/watch-history';
import type { TimeAndId } from '@/lib/cursors';
import { lockWatches } from './watch-history';

export type UserRow = typeof users.$inferSelect;

/** The new user, or undefined when the address has one already. */
export async function insertUser(
  db: Database,
  user: { email: string; passwordHash: string },
): Promise<UserRow | undefined> {
  const rows = await db
    .insert(users)
    .values(user)
    .onConflictDoNothing({ target: users.email })
    .returning();
  return rows[0];
}

export async function findUser(db: Database, id: string): Promise<UserRow | undefined> {
  return (await db.select().from(users).where(eq(users.id, id)))[0];
}

export async function findUserByEmail(db: Database, email: string): Promise<UserRow | undefined> {
  return (await db.select().from(users).where(eq(users.email, email)))[0];
}

export interface UserFilter {
  /** A part of the address, in lower case. */
  q?: string | undefined;
  role?: UserRow['role'] | undefined;
}

/** Newest first. */
export function listUsers(
  db: Database,
  { q, role }: UserFilter,
  limit: number,
  after: TimeAndId | null,
): Promise<UserRow[]> {
  return db
    .select()
    .from(users)
    .where(
      and(
        q === undefined ? undefined : like(users.email, `%${escapeLike(q)}%`),
        role === undefined ? undefined : eq(users.role, role),
        after ? olderThan(users.createdAt, users.id, after) : undefined,
      ),
    )
    .orderBy(desc(users.createdAt), desc(users.id))
    .limit(limit);
}

const escapeLike = (text: string) => text.replace(/[\\%_]/g, '\\$&');

/** A user, with their living sessions and how long their history is. */
export async function findUserWithCounts(db: Database, userId: string, now: Date) {
  const living = and(eq(sessions.userId, users.id), gt(sessions.expiresAt, now));
  const rows = await db
    .select({
      user: getTableColumns(users),
      sessions: sql`(select count(*) from ${sessions} where ${living})`.mapWith(Number),
      lastSeenAt:
        sql`(select max(${sessions.lastUsedAt}) from ${sessions} where ${living})`.mapWith(
          sessions.lastUsedAt,
        ),
      watchEntries: db.$count(watchHistory, eq(watchHistory.userId, users.id)),
    })
    .from(users)
    .where(eq(users.id, userId));
  return rows[0];
}

/** The user as they are now; undefined when there is none. */
export async function updateUser(
  db: Database,
  id: string,
  change: Partial<Pick<UserRow, 'passwordHash' | 'role' | 'emailConfirmedAt'>>,
): Promise<UserRow | undefined> {
  const rows = await db
    .update(users)
    .set({ ...change, updatedAt: sql`now()` })
    .where(eq(users.id, id))
    .returning();
  return rows[0];
}

/** Takes everything of theirs with it: sessions, preferences, watch history. In a transaction. */
export async function deleteUser(db: Database, id: string): Promise<void> {
  await lockUser(db, id);
  await lockWatches(db, eq(watchHistory.userId, id));
  await db.delete(users).where(eq(users.id, id));
}

/** Keeps other writers of this person's rows waiting until the transaction ends. */
export async function lockUser(db: Database, id: string): Promise<UserRow | undefined> {
  return (await db.select().from(users).where(eq(users.id, id)).for('no key update'))[0];
}

/** The ids of all administrators, who stay what they are until the transaction ends. */
export async function lockAdministrators(db: Database): Promise<string[]> {
  const rows = await db
    .select({ id: users.id })
    .from(users)
    .where(eq(users.role, 'admin'))
    .orderBy(users.id)
    .for('no key update');
  return rows.map(({ id }) => id);
}

export function listPreferences(
  db: Database,
  userId: string,
): Promise<{ key: string; value: string }[]> {
  return db
    .select({ key: preferences.key, value: preferences.value })
    .from(preferences)
    .where(eq(preferences.userId, userId))
    .orderBy(preferences.key);
}

export async function upsertPreferences(
  db: Database,
  userId: string,
  entries: { key: string; value: string }[],
): Promise<void> {
  if (entries.length === 0) return;
  await db
    .insert(preferences)
    .values(entries.map((entry) => ({ userId, ...entry })))
    .onConflictDoUpdate({
      target: [preferences.userId, preferences.key],
      set: { value: sql`excluded.value` },
    });
}

export async function deletePreferences(
  db: Database,
  userId: string,
  keys: string[],
): Promise<void> {
  if (keys.length === 0) return;
  await db
    .delete(preferences)
    .where(and(eq(preferences.userId, userId), inArray(preferences.key, keys)));
}
