import { parseInfoHash } from '@/bittorrent/info-hash';
import type { User } from '@/contracts/accounts';
import type {
  AuditPage,
  BlockBody,
  BlockPage,
  BlockReport,
  UserPatch,
} from '@/contracts/administration';
import {
  type AuditRow,
  deleteBlock,
  deleteTorrents,
  insertAudit,
  insertBlocks,
  listAudit,
  listBlocks,
  lockBlocks,
} from '@/db/repositories/administration';
import { deleteAllSessions } from '@/db/repositories/sessions';
import { forgetTitles } from '@/db/repositories/titles';
import { deleteUser, findUser, lockUser, updateUser } from '@/db/repositories/users';
import { cursorFormat, type PageRequest, readByTime, timeAndId } from '@/lib/cursors';
import { keepLastAdministrator } from './administrators';
import { changeCatalogue, notFound, transaction, type UserContext } from './context';
import { toUser } from './sessions';

/**
 * Takes torrents down: removes them, with their files and what people watched of them, and keeps
 * ingest from taking them again. Of a hybrid, the other hash is blocked as well.
 */
export function blockInfoHashes(ctx: UserContext, request: BlockBody): Promise<BlockReport> {
  const asked = request.infoHashes.map((infoHash) => parseInfoHash(infoHash) ?? infoHash);
  const { reason, reference = null } = request;
  const work = async (ctx: UserContext) => {
    await lockBlocks(ctx.db);
    const removed = await deleteTorrents(ctx.db, { infoHashes: asked });
    await forgetTitles(
      ctx.db,
      removed.map(({ title }) => title),
    );
    const theirs = removed.flatMap(({ infoHash, infoHashV2 }) => [
      infoHash,
      infoHashV2 ?? infoHash,
    ]);
    const infoHashes = [...new Set([...asked, ...theirs])];
    const blocked = await insertBlocks(ctx.db, infoHashes, { reason, reference });
    const report = {
      blocked,
      alreadyBlocked: infoHashes.length - blocked,
      removedTorrents: removed.length,
    };
    await audit(ctx, 'block', { infoHashes, reason, reference, ...report });
    return report;
  };
  return changeCatalogue(ctx, work, ({ removedTorrents }) => removedTorrents > 0);
}

/** Lets a torrent in again; it comes back when somebody sends it. Throws `not_found`. */
export async function unblockInfoHash(ctx: UserContext, text: string): Promise<void> {
  const infoHash = parseInfoHash(text) ?? text;
  await transaction(ctx, async (ctx) => {
    if (!(await deleteBlock(ctx.db, infoHash))) throw notFound('block');
    await audit(ctx, 'unblock', { infoHash });
  });
}

/** Removes a torrent, with its files and what people watched of it. Throws `not_found`. */
export async function deleteTorrent(ctx: UserContext, text: string): Promise<void> {
  const infoHash = parseInfoHash(text);
  await changeCatalogue(ctx, async (ctx) => {
    const key = infoHash === null ? { id: text } : { infoHashes: [infoHash] };
    const [removed] = await deleteTorrents(ctx.db, key);
    if (removed === undefined) throw notFound('torrent');
    const { title, ...told } = removed;
    await forgetTitles(ctx.db, [title]);
    await audit(ctx, 'delete-torrent', told);
  });
}

/** Gives somebody a role. Throws `not_found`, `last_administrator`. */
export function changeRole(ctx: UserContext, userId: string, { role }: UserPatch): Promise<User> {
  return transaction(ctx, async (ctx) => {
    if (role !== 'admin') await keepLastAdministrator(ctx, userId);
    await updateUser(ctx.db, userId, { role });
    const user = await findUser(ctx.db, userId);
    if (user === undefined) throw notFound('account');
    await audit(ctx, 'change-role', { userId, role });
    return toUser(user);
  });
}

/** Signs somebody out everywhere. Throws `not_found`. */
export function endSessionsOf(ctx: UserContext, userId: string): Promise<void> {
  return transaction(ctx, async (ctx) => {
    if (!(await lockUser(ctx.db, userId))) throw notFound('account');
    await deleteAllSessions(ctx.db, userId);
    await audit(ctx, 'end-sessions', { userId });
  });
}

/** Deletes an account and everything of theirs. Throws `not_found`, `last_administrator`. */
export function deleteAccountOf(ctx: UserContext, userId: string): Promise<void> {
  return transaction(ctx, async (ctx) => {
    await keepLastAdministrator(ctx, userId);
    if (!(await lockUser(ctx.db, userId))) throw notFound('account');
    await deleteUser(ctx.db, userId);
    await audit(ctx, 'delete-user', { userId });
  });
}

const blocksCursor = cursorFormat('blocks', timeAndId);

/** What is blocked, newest first. */
export async function readBlocks(ctx: UserContext, page: PageRequest): Promise<BlockPage> {
  const { rows, nextCursor } = await readByTime(
    blocksCursor,
    page,
    (limit, after) => listBlocks(ctx.db, limit, after),
    ({ createdAt, id }) => ({ time: createdAt, id }),
  );
  const items = rows.map(({ infoHash, reason, reference, createdAt }) => ({
    infoHash,
    reason,
    reference,
    createdAt: createdAt.toISOString(),
  }));
  return { items, nextCursor };
}

const auditCursor = cursorFormat('audit', timeAndId);

/** What administrators did, newest first. */
export async function readAudit(ctx: UserContext, page: PageRequest): Promise<AuditPage> {
  const { rows, nextCursor } = await readByTime(
    auditCursor,
    page,
    (limit, after) => listAudit(ctx.db, limit, after),
    ({ createdAt, id }) => ({ time: createdAt, id }),
  );
  const items = rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
  return { items, nextCursor };
}

/** In the transaction of the act itself: neither is there without the other. */
const audit = (ctx: UserContext, action: AuditRow['action'], details: AuditRow['details']) =>
  insertAudit(ctx.db, { actorId: ctx.actor.userId, action, details });
