import { type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { TimeAndId } from '@/lib/cursors';

/** The key as a statement takes it. */
export const keyValues = ({ time, id }: TimeAndId) => ({ time: new Date(time).toISOString(), id });

const placeholders = { time: sql.placeholder('time'), id: sql.placeholder('id') };

/**
 * Rows after a key in an order of newest first. A row comparison, which an index on both columns
 * answers by going straight to the place. Without a key: placeholders `time` and `id`.
 */
export function olderThan(
  time: PgColumn | SQL.Aliased,
  id: PgColumn | SQL.Aliased,
  after?: TimeAndId,
): SQL {
  const key = after ? keyValues(after) : placeholders;
  return sql`(${time}, ${id}) < (${key.time}::timestamptz, ${key.id}::uuid)`;
}
