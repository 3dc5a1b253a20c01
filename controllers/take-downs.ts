import {
  blockBody,
  blockPage,
  blockParams,
  blockReport,
  listBlocksQuery,
} from '@/contracts/take-downs';
import { endpoint, reply } from '@/middleware/endpoint';
import { blockInfoHashes, listBlocked, unblockInfoHash } from '@/services/take-downs';

const tag = 'Administration';

export const blockEndpoint = endpoint({
  method: 'POST',
  path: '/api/admin/blocks',
  access: 'admin',
  cache: 'private',
  limit: 'write',
  operationId: 'blockInfoHashes',
  tag,
  summary: 'Take torrents down',
  description:
    'Removes the torrents of these info hashes, and ingest rejects them from now on. Sent again, it changes nothing.',
  body: blockBody,
  bodyLimit: 256 * 1024,
  responses: { 200: blockReport },
  handle: async ({ ctx, body }) => reply(200, await blockInfoHashes(ctx, body)),
});

export const listBlocksEndpoint = endpoint({
  method: 'GET',
  path: '/api/admin/blocks',
  access: 'admin',
  cache: 'private',
  limit: 'read',
  operationId: 'listBlocks',
  tag,
  summary: 'What is blocked, newest first',
  query: listBlocksQuery,
  responses: { 200: blockPage },
  errors: ['invalid_cursor'],
  handle: async ({ ctx, query }) => reply(200, await listBlocked(ctx, query)),
});

export const unblockEndpoint = endpoint({
  method: 'DELETE',
  path: '/api/admin/blocks/{infoHash}',
  access: 'admin',
  cache: 'private',
  limit: 'write',
  operationId: 'unblockInfoHash',
  tag,
  summary: 'Let a torrent in again',
  description: 'A hybrid comes in again when both of its hashes may.',
  params: blockParams,
  responses: { 204: null },
  errors: ['not_found'],
  handle: async ({ ctx, params }) => {
    await unblockInfoHash(ctx, params.infoHash);
    return reply(204);
  },
});
