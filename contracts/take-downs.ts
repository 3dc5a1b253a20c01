import * as z from 'zod';
import { count, listOf, page, pageQuery, utcTime, visibleText } from './common';
import { anyInfoHash as spelledInfoHash, storedInfoHash } from './torrents';

const EXAMPLE = 'b10c'.repeat(10);

/** Of nothing that others look at. */
const anyInfoHash = spelledInfoHash.meta({ example: EXAMPLE });

const reason = visibleText(500).meta({ example: 'Notice of the rights holder' });
const reference = visibleText(500).meta({
  description: 'Where the notice is filed: a number, an address.',
  example: 'notice 2026-17',
});

export const blockBody = z
  .strictObject({
    infoHashes: listOf(anyInfoHash, 1000).min(1),
    reason,
    reference: reference.optional(),
  })
  .meta({ id: 'BlockRequest' });
export type BlockBody = z.infer<typeof blockBody>;

export const blockReport = z
  .strictObject({
    blocked: count.meta({
      description: 'Newly blocked; the other hash of a hybrid that was removed counts as well.',
    }),
    alreadyBlocked: count,
    removedTorrents: count,
  })
  .meta({ id: 'BlockReport' });
export type BlockReport = z.infer<typeof blockReport>;

const block = z
  .strictObject({
    infoHash: storedInfoHash,
    reason,
    reference: reference.nullable(),
    createdAt: utcTime,
  })
  .meta({ id: 'Block' });

export const blockPage = z.strictObject(page(block)).meta({ id: 'BlockPage' });
export type BlockPage = z.infer<typeof blockPage>;

export const blockParams = z.strictObject({ infoHash: anyInfoHash });

export const listBlocksQuery = z.strictObject(pageQuery);
