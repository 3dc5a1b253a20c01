import { desc, eq, sql } from 'drizzle-orm';
import type { Database } from '@/db/database';
import { olderThan } from '@/db/keyset';
import { apiKeys } from '@/db/schema/administration';
import type { TimeAndId } from '@/lib/cursors';

export type ApiKeyRow = Omit<typeof apiKeys.$inferSelect, 'keyHash'>;

const { id, name, createdAt, lastUsedAt } = apiKeys;
const columns = { id, name, createdAt, lastUsedAt };

export async function insertApiKey(
  db: Database,
  key: { name: string; keyHash: string },
): Promise<ApiKeyRow> {
  const [row] = await db.insert(apiKeys).values(key).returning(columns);
  return row as ApiKeyRow;
}

/** Newest first. */
export function listApiKeys(
  db: Database,
  limit: number,
  after: TimeAndId | null,
): Promise<ApiKeyRow[]> {
  return db
    .select(columns)
    .from(apiKeys)
    .where(after ? olderThan(createdAt, id, after) : undefined)
    .orderBy(desc(createdAt), desc(id))
    .limit(limit);
}

export async function findApiKeyByHash(
  db: Database,
  keyHash: string,
): Promise<ApiKeyRow | undefined> {
  return (await db.select(columns).from(apiKeys).where(eq(apiKeys.keyHash, keyHash)))[0];
}

export async function touchApiKey(db: Database, keyId: string, now: Date): Promise<void> {
  await db.update(apiKeys).set({ lastUsedAt: now }).where(eq(id, keyId));
}

/** False when there is no such key; who would delete it waits until the transaction ends. */
export async function lockApiKey(db: Database, keyId: string): Promise<boolean> {
  const rows = await db.select({ id }).from(apiKeys).where(eq(id, keyId)).for('key share');
  return rows.length > 0;
}

/**
 * Waits for the batches under way, and keeps others out until the transaction ends. Who waits for a row alone is passed by
 * those who share it: a key that is used all the time would never go.
 */
export async function lockApiKeys(db: Database): Promise<void> {
  await db.execute(sql`lock table ${apiKeys} in exclusive mode`);
}

/** The name of the key that went; undefined when there was none. */
export async function deleteApiKey(db: Database, keyId: string): Promise<string | undefined> {
  return (await db.delete(apiKeys).where(eq(id, keyId)).returning({ name }))[0]?.name;
}
