import { desc, eq, or, sql } from 'drizzle-orm';
import { anyOf } from '@/db/any-of';
import type { Database } from '@/db/database';
import { olderThan } from '@/db/keyset';
import { blockedInfoHashes } from '@/db/schema/administration';
import { torrents } from '@/db/schema/torrents';
import { watchHistory } from '@/db/schema/watch-history';
import type { TimeAndId } from '@/lib/cursors';
import { lockWatches } from './watch-history';

export type BlockRow = typeof blockedInfoHashes.$inferSelect;

/** Keeps blocks as they are until the transaction ends: a torrent is let in by what still holds. */
export async function holdBlocks(db: Database): Promise<void> {
  await db.execute(sql`lock table ${blockedInfoHashes} in row share mode`);
}

/** Waits for batches, imports and first reports of watching that are under way, and keeps others out until the transaction ends. */
export async function lockBlocks(db: Database): Promise<void> {
  await db.execute(sql`lock table ${blockedInfoHashes} in exclusive mode`);
}

/** Those of the hashes that are blocked. */
export async function findBlocked(db: Database, infoHashes: string[]): Promise<Set<string>> {
  const rows = await db
    .select({ infoHash: blockedInfoHashes.infoHash })
    .from(blockedInfoHashes)
    .where(anyOf(blockedInfoHashes.infoHash, infoHashes));
  return new Set(rows.map(({ infoHash }) => infoHash));
}

/** How many were not blocked before. */
export async function insertBlocks(
  db: Database,
  infoHashes: string[],
  { reason, reference }: Pick<BlockRow, 'reason' | 'reference'>,
): Promise<number> {
  const rows = await db
    .insert(blockedInfoHashes)
    .values(infoHashes.map((infoHash) => ({ infoHash, reason, reference })))
    .onConflictDoNothing({ target: blockedInfoHashes.infoHash })
    .returning({ id: blockedInfoHashes.id });
  return rows.length;
}

/** False when it was not blocked. */
export async function deleteBlock(db: Database, infoHash: string): Promise<boolean> {
  const rows = await db
    .delete(blockedInfoHashes)
    .where(eq(blockedInfoHashes.infoHash, infoHash))
    .returning({ id: blockedInfoHashes.id });
  return rows.length > 0;
}

/** Newest first. */
export function listBlocks(
  db: Database,
  limit: number,
  after: TimeAndId | null,
): Promise<BlockRow[]> {
  const { createdAt, id } = blockedInfoHashes;
  return db
    .select()
    .from(blockedInfoHashes)
    .where(after ? olderThan(createdAt, id, after) : undefined)
    .orderBy(desc(createdAt), desc(id))
    .limit(limit);
}

/** Which torrents are meant: one, or those that have one of the hashes, of whichever version. */
export type TorrentKeys = { id: string } | { infoHashes: string[] };

export type RemovedTorrent = Pick<
  typeof torrents.$inferSelect,
  'id' | 'infoHash' | 'infoHashV2' | 'name' | 'title'
>;

/** What was removed, with its hashes; with it go its files and what people watched of it. */
export async function deleteTorrents(db: Database, keys: TorrentKeys): Promise<RemovedTorrent[]> {
  const where =
    'id' in keys
      ? eq(torrents.id, keys.id)
      : or(anyOf(torrents.infoHash, keys.infoHashes), anyOf(torrents.infoHashV2, keys.infoHashes));
  const { id, infoHash, infoHashV2, name, title } = torrents;
  const found = await db
    .select({ id, infoHash, infoHashV2, name, title })
    .from(torrents)
    .where(where)
    .orderBy(infoHash)
    .for('update');
  const ids = found.map(({ id }) => id);
  await lockWatches(db, anyOf(watchHistory.torrentId, ids));
  await db.delete(torrents).where(anyOf(id, ids));
  return found;
}
