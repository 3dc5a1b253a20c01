import { and, desc, eq, gt, inArray, lte, ne, sql } from 'drizzle-orm';
import type { Database } from '@/db/database';
import { olderThan } from '@/db/keyset';
import { prepared } from '@/db/prepared';
import { sessions, users } from '@/db/schema/users';
import type { TimeAndId } from '@/lib/cursors';

export type SessionRow = typeof sessions.$inferSelect;

/** Whose session it is, when it lives; one read on every call that needs a person. */
export async function findLiveSession(
  db: Database,
  id: string,
  userId: string,
  now: Date,
): Promise<{ role: 'user' | 'admin' } | undefined> {
  const query = prepared(db, 'live_session', (db) =>
    db
      .select({ role: users.role })
      .from(sessions)
      .innerJoin(users, eq(users.id, sessions.userId))
      .where(
        and(
          eq(sessions.id, sql.placeholder('id')),
          eq(sessions.userId, sql.placeholder('userId')),
          gt(sessions.expiresAt, sql.placeholder('now')),
        ),
      ),
  );
  return (await query.execute({ id, userId, now }))[0];
}

/** In a transaction that holds the user. */
export async function insertSession(
  db: Database,
  session: Omit<SessionRow, 'createdAt' | 'lastUsedAt'>,
): Promise<void> {
  await db.insert(sessions).values(session);
}

/** Puts a new token in the place of `oldHash`, in one step; undefined when that is not the live one. */
export async function rotateSession(
  db: Database,
  id: string,
  oldHash: string,
  next: { tokenHash: string; lastUsedAt: Date; expiresAt: Date },
): Promise<{ userId: string } | undefined> {
  const rows = await db
    .update(sessions)
    .set(next)
    .where(
      and(
        eq(sessions.id, id),
        eq(sessions.tokenHash, oldHash),
        gt(sessions.expiresAt, next.lastUsedAt),
      ),
    )
    .returning({ userId: sessions.userId });
  return rows[0];
}

/** The session as it was; undefined when there was none. */
export async function deleteSession(db: Database, id: string): Promise<SessionRow | undefined> {
  return (await db.delete(sessions).where(eq(sessions.id, id)).returning())[0];
}

/** The session whose refresh token that is. */
export async function deleteSessionByToken(
  db: Database,
  id: string,
  tokenHash: string,
): Promise<void> {
  await db.delete(sessions).where(and(eq(sessions.id, id), eq(sessions.tokenHash, tokenHash)));
}

/** True when there was one, and it was theirs. */
export async function deleteSessionOf(db: Database, userId: string, id: string): Promise<boolean> {
  const rows = await db
    .delete(sessions)
    .where(and(eq(sessions.id, id), eq(sessions.userId, userId)))
    .returning({ id: sessions.id });
  return rows.length > 0;
}

/** Those that live, the newest sign-in first; all of them without a limit. */
export function listSessions(
  db: Database,
  userId: string,
  now: Date,
  limit: number | null,
  after: TimeAndId | null,
): Promise<SessionRow[]> {
  const { createdAt, id, expiresAt } = sessions;
  const query = db
    .select()
    .from(sessions)
    .where(
      and(
        eq(sessions.userId, userId),
        gt(expiresAt, now),
        after ? olderThan(createdAt, id, after) : undefined,
      ),
    )
    .orderBy(desc(createdAt), desc(id));
  return limit === null ? query : query.limit(limit);
}

export async function deleteAllSessions(db: Database, userId: string): Promise<void> {
  await db.delete(sessions).where(eq(sessions.userId, userId));
}

export async function deleteOtherSessions(
  db: Database,
  userId: string,
  keptId: string,
): Promise<void> {
  await db.delete(sessions).where(and(eq(sessions.userId, userId), ne(sessions.id, keptId)));
}

/** All but the `kept` that were used last. */
export async function deleteLeastUsedSessions(
  db: Database,
  userId: string,
  kept: number,
): Promise<void> {
  const { id, lastUsedAt } = sessions;
  const others = db
    .select({ id })
    .from(sessions)
    .where(eq(sessions.userId, userId))
    .orderBy(desc(lastUsedAt), desc(id))
    .offset(kept);
  await db.delete(sessions).where(inArray(id, others));
}

export async function deleteExpiredSessions(
  db: Database,
  userId: string,
  now: Date,
): Promise<void> {
  await db.delete(sessions).where(and(eq(sessions.userId, userId), lte(sessions.expiresAt, now)));
}
