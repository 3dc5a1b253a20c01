import { listUsersQuery, user, userPage } from '@/contracts/accounts';
import {
  auditPage,
  blockBody,
  blockPage,
  blockParams,
  blockReport,
  listAuditQuery,
  listBlocksQuery,
  userParams,
  userPatch,
} from '@/contracts/administration';
import { torrentIdParams } from '@/contracts/torrents';
import { endpoint, reply } from '@/middleware/endpoint';
import { listAccounts } from '@/services/accounts';
import {
  blockInfoHashes,
  changeRole,
  deleteAccountOf,
  deleteTorrent,
  endSessionsOf,
  readAudit,
  readBlocks,
  unblockInfoHash,
} from '@/services/administration';

const tag = 'Administration';

export const listUsersEndpoint = endpoint({
  method: 'GET',
  path: '/api/admin/users',
  access: 'admin',
  cache: 'private',
  limit: 'read',
  operationId: 'listUsers',
  tag,
  summary: 'All accounts, newest first',
  query: listUsersQuery,
  responses: { 200: userPage },
  errors: ['invalid_cursor'],
  handle: async ({ ctx, query }) => reply(200, await listAccounts(ctx, query)),
});

export const patchUserEndpoint = endpoint({
  method: 'PATCH',
  path: '/api/admin/users/{id}',
  access: 'admin',
  cache: 'private',
  limit: 'write',
  operationId: 'patchUser',
  tag,
  summary: 'Give somebody a role',
  params: userParams,
  body: userPatch,
  responses: { 200: user },
  errors: ['not_found', 'last_administrator'],
  handle: async ({ ctx, params, body }) => reply(200, await changeRole(ctx, params.id, body)),
});

export const deleteUserEndpoint = endpoint({
  method: 'DELETE',
  path: '/api/admin/users/{id}',
  access: 'admin',
  cache: 'private',
  limit: 'write',
  operationId: 'deleteUser',
  tag,
  summary: 'Delete an account and everything of theirs',
  params: userParams,
  responses: { 204: null },
  errors: ['not_found', 'last_administrator'],
  handle: async ({ ctx, params }) => {
    await deleteAccountOf(ctx, params.id);
    return reply(204);
  },
});

export const endUserSessionsEndpoint = endpoint({
  method: 'DELETE',
  path: '/api/admin/users/{id}/sessions',
  access: 'admin',
  cache: 'private',
  limit: 'write',
  operationId: 'endUserSessions',
  tag,
  summary: 'Sign somebody out everywhere',
  params: userParams,
  responses: { 204: null },
  errors: ['not_found'],
  handle: async ({ ctx, params }) => {
    await endSessionsOf(ctx, params.id);
    return reply(204);
  },
});

export const deleteTorrentEndpoint = endpoint({
  method: 'DELETE',
  path: '/api/admin/torrents/{id}',
  access: 'admin',
  cache: 'private',
  limit: 'write',
  operationId: 'deleteTorrent',
  tag,
  summary: 'Remove a torrent',
  description:
    'Its files and what people watched of it go with it. It comes back when it is sent again: to keep it out, block its info hash.',
  params: torrentIdParams,
  responses: { 204: null },
  errors: ['not_found'],
  handle: async ({ ctx, params }) => {
    await deleteTorrent(ctx, params.id);
    return reply(204);
  },
});

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
  handle: async ({ ctx, query }) => reply(200, await readBlocks(ctx, query)),
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
  params: blockParams,
  responses: { 204: null },
  errors: ['not_found'],
  handle: async ({ ctx, params }) => {
    await unblockInfoHash(ctx, params.infoHash);
    return reply(204);
  },
});

export const listAuditEndpoint = endpoint({
  method: 'GET',
  path: '/api/admin/audit',
  access: 'admin',
  cache: 'private',
  limit: 'read',
  operationId: 'listAudit',
  tag,
  summary: 'What administrators did, newest first',
  query: listAuditQuery,
  responses: { 200: auditPage },
  errors: ['invalid_cursor'],
  handle: async ({ ctx, query }) => reply(200, await readAudit(ctx, query)),
});
