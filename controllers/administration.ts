import { user } from '@/contracts/accounts';
import {
  listUsersQuery,
  userDetail,
  userPage,
  userParams,
  userPatch,
} from '@/contracts/administration';
import { auditPage, listAuditQuery } from '@/contracts/audit-log';
import { correctedTorrent, torrentPatch } from '@/contracts/corrections';
import { statistics } from '@/contracts/statistics';
import { torrentIdParams } from '@/contracts/torrents';
import { endpoint, reply } from '@/middleware/endpoint';
import {
  changeRole,
  endSessionsOf,
  getAccountOf,
  listAccounts,
  removeAccountOf,
} from '@/services/administration';
import { listActs } from '@/services/audit-log';
import { correctTorrent, getCorrected } from '@/services/corrections';
import { readStatistics } from '@/services/statistics';
import { removeTorrent } from '@/services/torrents';

const tag = 'Administration';

export const listUsersEndpoint = endpoint({
  method: 'GET',
  path: '/api/admin/users',
  access: 'admin',
  cache: 'private',
  limit: 'read',
  operationId: 'listUsers',
  tag,
  summary: 'Accounts, newest first',
  query: listUsersQuery,
  responses: { 200: userPage },
  errors: ['invalid_cursor'],
  handle: async ({ ctx, query }) => reply(200, await listAccounts(ctx, query)),
});

export const getUserEndpoint = endpoint({
  method: 'GET',
  path: '/api/admin/users/{id}',
  access: 'admin',
  cache: 'private',
  limit: 'read',
  operationId: 'getUser',
  tag,
  summary: 'One account, and how it is used',
  params: userParams,
  responses: { 200: userDetail },
  errors: ['not_found'],
  handle: async ({ ctx, params }) => reply(200, await getAccountOf(ctx, params.id)),
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
    await removeAccountOf(ctx, params.id);
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

export const getCorrectedEndpoint = endpoint({
  method: 'GET',
  path: '/api/admin/torrents/{id}',
  access: 'admin',
  cache: 'private',
  limit: 'read',
  operationId: 'getCorrectedTorrent',
  tag,
  summary: 'A torrent, and what of it was put right',
  params: torrentIdParams,
  responses: { 200: correctedTorrent },
  errors: ['not_found'],
  handle: async ({ ctx, params }) => reply(200, await getCorrected(ctx, params.id)),
});

export const correctTorrentEndpoint = endpoint({
  method: 'PATCH',
  path: '/api/admin/torrents/{id}',
  access: 'admin',
  cache: 'private',
  limit: 'write',
  operationId: 'correctTorrent',
  tag,
  summary: 'Put a torrent right',
  description:
    'Null removes. What is set stays when the torrent is sent again, until its field is released.',
  params: torrentIdParams,
  body: torrentPatch,
  responses: { 200: correctedTorrent },
  errors: ['not_found'],
  handle: async ({ ctx, params, body }) => reply(200, await correctTorrent(ctx, params.id, body)),
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
    await removeTorrent(ctx, params.id);
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
  handle: async ({ ctx, query }) => reply(200, await listActs(ctx, query)),
});

export const statisticsEndpoint = endpoint({
  method: 'GET',
  path: '/api/admin/statistics',
  access: 'admin',
  cache: 'private',
  limit: 'account',
  operationId: 'getStatistics',
  tag,
  summary: 'How much there is of everything',
  responses: { 200: statistics },
  handle: async ({ ctx }) => reply(200, await readStatistics(ctx)),
});
