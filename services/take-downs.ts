import { parseInfoHash } from '@/bittorrent/info-hash';
import type { BlockBody, BlockPage, BlockReport } from '@/contracts/take-downs';
import { deleteBlock, insertBlocks, listBlocks } from '@/db/repositories/take-downs';
import { cursorFormat, type PageRequest, readByTime, timeAndId } from '@/lib/cursors';
import { audit } from './audit-log';
import { changeCatalogue, notFound, transaction, type UserContext } from './context';
import { removeTorrents } from './torrents';

/**
 * Takes torrents down: removes them, with their files and what people watched of them, and keeps
 * ingest from taking them again. Of a hybrid, the other hash is blocked as well.
 */
export function blockInfoHashes(ctx: UserContext, request: BlockBody): Promise<BlockReport> {
  const asked = request.infoHashes.map((infoHash) => parseInfoHash(infoHash) ?? infoHash);
  const { reason, reference = null } = request;
  const work = async (ctx: UserContext) => {
    const removed = await removeTorrents(ctx, { infoHashes: asked });
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

/**
 * Lets a hash in again; its torrent comes back when somebody sends it, of a hybrid when both of its
 * hashes may. Throws `not_found`.
 */
export async function unblockInfoHash(ctx: UserContext, text: string): Promise<void> {
  const infoHash = parseInfoHash(text) ?? text;
  await transaction(ctx, async (ctx) => {
    if (!(await deleteBlock(ctx.db, infoHash))) throw notFound('block');
    await audit(ctx, 'unblock', { infoHash });
  });
}

const blocksCursor = cursorFormat('blocks', timeAndId);

/** What is blocked, newest first. */
export async function listBlocked(ctx: UserContext, page: PageRequest): Promise<BlockPage> {
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
