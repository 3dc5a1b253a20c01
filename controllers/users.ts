import {
  accountExport,
  IMPORT_MAX,
  importBody,
  importReport,
  watchTable,
  watchTableText,
} from '@/contracts/account-export';
import {
  changePasswordBody,
  deleteAccountBody,
  deviceSessionPage,
  listSessionsQuery,
  preferences,
  preferencesPatch,
  profile,
  sessionParams,
} from '@/contracts/accounts';
import { endpoint, reply } from '@/middleware/endpoint';
import { jsonInPieces } from '@/middleware/pieces';
import { exportAccount, exportWatchTable } from '@/services/account-export';
import { importAccount } from '@/services/account-import';
import { changePassword, removeAccount } from '@/services/accounts';
import { getProfile, patchPreferences } from '@/services/profile';
import { endOtherSessions, endSession, listDeviceSessions } from '@/services/sessions';

const tag = 'Users';

export const getProfileEndpoint = endpoint({
  method: 'GET',
  path: '/api/users/me',
  access: 'user',
  cache: 'private',
  limit: 'read',
  operationId: 'getProfile',
  tag,
  summary: 'The profile and preferences of who is signed in',
  responses: { 200: profile },
  handle: async ({ ctx }) => reply(200, await getProfile(ctx)),
});

export const deleteAccountEndpoint = endpoint({
  method: 'DELETE',
  path: '/api/users/me',
  access: 'user',
  cache: 'private',
  limit: 'account',
  operationId: 'deleteAccount',
  tag,
  summary: 'Delete the account and everything of theirs',
  body: deleteAccountBody,
  responses: { 204: null },
  errors: ['wrong_password', 'last_administrator'],
  handle: async ({ ctx, body }) => {
    await removeAccount(ctx, body.currentPassword);
    return reply(204);
  },
});

export const patchPreferencesEndpoint = endpoint({
  method: 'PATCH',
  path: '/api/users/me/preferences',
  access: 'user',
  cache: 'private',
  limit: 'write',
  operationId: 'patchPreferences',
  tag,
  summary: 'Merge settings into the preferences',
  description: 'A value of null removes its key. Answers all preferences.',
  body: preferencesPatch,
  bodyLimit: 1024 * 1024,
  responses: { 200: preferences },
  errors: ['too_many_preferences'],
  handle: async ({ ctx, body }) => reply(200, await patchPreferences(ctx, body)),
});

export const changePasswordEndpoint = endpoint({
  method: 'PATCH',
  path: '/api/users/me/password',
  access: 'user',
  cache: 'private',
  limit: 'account',
  operationId: 'changePassword',
  tag,
  summary: 'Change the password',
  description: 'Ends every other session of the account.',
  body: changePasswordBody,
  responses: { 204: null },
  errors: ['wrong_password'],
  handle: async ({ ctx, body }) => {
    await changePassword(ctx, body);
    return reply(204);
  },
});

export const exportAccountEndpoint = endpoint({
  method: 'GET',
  path: '/api/users/me/export',
  access: 'user',
  cache: 'private',
  limit: 'account',
  operationId: 'exportAccount',
  tag,
  summary: 'Everything that is kept of the account',
  responses: { 200: accountExport },
  handle: async ({ ctx }) => {
    const { head, watchHistory } = await exportAccount(ctx);
    return reply(200, jsonInPieces(head, 'watchHistory', watchHistory));
  },
});

/** Bytes of one import; on Vercel 4.5 MB are all that comes through. */
const IMPORT_MAX_BYTES = 8 * 1024 * 1024;

export const importAccountEndpoint = endpoint({
  method: 'POST',
  path: '/api/users/me/import',
  access: 'user',
  cache: 'private',
  limit: 'import',
  operationId: 'importAccount',
  tag,
  summary: 'Take in preferences and watch history of an export',
  description:
    'Merges: of an entry the newest counts, so that a second time changes nothing. A longer history, or an export of more than 8 MiB, may come in several parts.',
  body: importBody,
  bodyLimit: IMPORT_MAX_BYTES,
  responses: { 200: importReport },
  errors: ['too_many_preferences', 'too_many_watch_entries'],
  handle: async ({ ctx, body }) => reply(200, await importAccount(ctx, body)),
});

export const exportWatchTableEndpoint = endpoint({
  method: 'GET',
  path: '/api/users/me/watch-history.csv',
  access: 'user',
  cache: 'private',
  limit: 'account',
  operationId: 'exportWatchTable',
  tag,
  summary: 'What was watched, as a table',
  responses: { 200: watchTableText },
  answerType: 'csv',
  handle: async ({ ctx }) => reply(200, await exportWatchTable(ctx)),
});

export const importWatchTableEndpoint = endpoint({
  method: 'POST',
  path: '/api/users/me/watch-history.csv',
  access: 'user',
  cache: 'private',
  limit: 'import',
  operationId: 'importWatchTable',
  tag,
  summary: 'Take in such a table',
  description:
    'Merges as an import does. The columns `infoHash`, `progressPercent` and `watchedAt` have to be there; `name` is not looked at. `errors` and `skipped` count rows from 0, without the line of names.',
  body: watchTable,
  documentedBody: watchTableText,
  bodyType: 'csv',
  bodyLimit: IMPORT_MAX_BYTES,
  rowLimit: IMPORT_MAX,
  responses: { 200: importReport },
  errors: ['too_many_watch_entries'],
  handle: async ({ ctx, body }) => reply(200, await importAccount(ctx, { watchHistory: body })),
});

export const listSessionsEndpoint = endpoint({
  method: 'GET',
  path: '/api/users/me/sessions',
  access: 'user',
  cache: 'private',
  limit: 'read',
  operationId: 'listSessions',
  tag,
  summary: 'Where the account is signed in, the newest first',
  query: listSessionsQuery,
  responses: { 200: deviceSessionPage },
  errors: ['invalid_cursor'],
  handle: async ({ ctx, query }) => reply(200, await listDeviceSessions(ctx, query)),
});

export const endOtherSessionsEndpoint = endpoint({
  method: 'DELETE',
  path: '/api/users/me/sessions',
  access: 'user',
  cache: 'private',
  limit: 'write',
  operationId: 'endOtherSessions',
  tag,
  summary: 'Sign out every other device',
  responses: { 204: null },
  handle: async ({ ctx }) => {
    await endOtherSessions(ctx);
    return reply(204);
  },
});

export const endSessionEndpoint = endpoint({
  method: 'DELETE',
  path: '/api/users/me/sessions/{id}',
  access: 'user',
  cache: 'private',
  limit: 'write',
  operationId: 'endSession',
  tag,
  summary: 'Sign one device out',
  params: sessionParams,
  responses: { 204: null },
  errors: ['not_found'],
  handle: async ({ ctx, params }) => {
    await endSession(ctx, params.id);
    return reply(204);
  },
});
