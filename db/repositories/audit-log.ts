import { desc } from 'drizzle-orm';
import type { Database } from '@/db/database';
import { olderThan } from '@/db/keyset';
import { auditLog } from '@/db/schema/administration';
import type { TimeAndId } from '@/lib/cursors';

export type AuditRow = typeof auditLog.$inferSelect;

export async function insertAudit(
  db: Database,
  entry: Pick<AuditRow, 'actorId' | 'action' | 'details'>,
): Promise<void> {
  await db.insert(auditLog).values(entry);
}

/** Newest first. */
export function listAudit(
  db: Database,
  limit: number,
  after: TimeAndId | null,
): Promise<AuditRow[]> {
  return db
    .select()
    .from(auditLog)
    .where(after ? olderThan(auditLog.createdAt, auditLog.id, after) : undefined)
    .orderBy(desc(auditLog.createdAt), desc(auditLog.id))
    .limit(limit);
}
