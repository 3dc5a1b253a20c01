import type { AuditPage } from '@/contracts/audit-log';
import { type AuditRow, insertAudit, listAudit } from '@/db/repositories/audit-log';
import { findUser } from '@/db/repositories/users';
import { cursorFormat, type PageRequest, readByTime, timeAndId } from '@/lib/cursors';
import { notAdministrator } from './administrators';
import type { Context, UserContext } from './context';

/**
 * To be called in the transaction of the act itself, once it waits for nobody: neither is there without the other. What
 * nobody who is signed in does, the operator does. Throws `forbidden` when who does it has lost the role meanwhile.
 */
export async function audit(
  ctx: Context,
  action: AuditRow['action'],
  details: AuditRow['details'],
): Promise<void> {
  const actorId = ctx.actor.kind === 'user' ? ctx.actor.userId : null;
  if (actorId !== null && (await findUser(ctx.db, actorId))?.role !== 'admin') {
    throw notAdministrator();
  }
  await insertAudit(ctx.db, { actorId, action, details });
}

const auditCursor = cursorFormat('audit', timeAndId);

/** What administrators did, newest first. */
export async function listActs(ctx: UserContext, page: PageRequest): Promise<AuditPage> {
  const { rows, nextCursor } = await readByTime(
    auditCursor,
    page,
    (limit, after) => listAudit(ctx.db, limit, after),
    ({ createdAt, id }) => ({ time: createdAt, id }),
  );
  const items = rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
  return { items, nextCursor };
}
