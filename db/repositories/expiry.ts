import { inArray, lte, sql } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import type { Database } from '@/db/database';
import { rateLimits } from '@/db/schema/rate-limits';
import { mailedLinks, sessions } from '@/db/schema/users';

/** What dies by itself: its rows are of no more use from then on. */
export type Mortal = 'sessions' | 'mailedLinks' | 'counters';

const tables: Record<Mortal, { table: PgTable; key: PgColumn; expiry: PgColumn }> = {
  sessions: { table: sessions, key: sessions.id, expiry: sessions.expiresAt },
  mailedLinks: { table: mailedLinks, key: mailedLinks.tokenHash, expiry: mailedLinks.expiresAt },
  counters: { table: rateLimits, key: rateLimits.key, expiry: rateLimits.expire },
};

/** Deletes rows that died before `now`, `limit` at most. Answers how many. */
export async function deleteExpired(
  db: Database,
  what: Mortal,
  now: Date,
  limit: number,
): Promise<number> {
  const { table, key, expiry } = tables[what];
  const expired = db
    .select({ key })
    .from(table)
    .where(lte(expiry, what === 'counters' ? now.getTime() : now))
    .orderBy(expiry)
    .limit(limit)
    // Two who do this at once take different rows, rather than wait for each other.
    .for('update', { skipLocked: true });
  const rows = await db.delete(table).where(inArray(key, expired)).returning({ one: sql`1` });
  return rows.length;
}
