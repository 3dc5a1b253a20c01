import {
  changePasswordBody,
  deleteAccountBody,
  preferences,
  preferencesPatch,
  profile,
} from '@/contracts/accounts';
import { endpoint, reply } from '@/middleware/endpoint';
import { changePassword, deleteAccount } from '@/services/accounts';
import { getProfile, patchPreferences } from '@/services/profile';

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
  errors: ['wrong_password', 'overloaded'],
  handle: async ({ ctx, body }) => {
    await deleteAccount(ctx, body.currentPassword);
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
  errors: ['wrong_password', 'overloaded'],
  handle: async ({ ctx, body }) => {
    await changePassword(ctx, body);
    return reply(204);
  },
});
