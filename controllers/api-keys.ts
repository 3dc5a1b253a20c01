import {
  apiKeyPage,
  apiKeyParams,
  createApiKeyBody,
  listApiKeysQuery,
  newApiKey,
} from '@/contracts/api-keys';
import { endpoint, reply } from '@/middleware/endpoint';
import { createApiKey, listKeys, revokeApiKey } from '@/services/api-keys';

const tag = 'Administration';

export const createApiKeyEndpoint = endpoint({
  method: 'POST',
  path: '/api/admin/api-keys',
  access: 'admin',
  cache: 'private',
  limit: 'write',
  operationId: 'createApiKey',
  tag,
  summary: 'Make a key for ingest',
  body: createApiKeyBody,
  responses: { 201: newApiKey },
  handle: async ({ ctx, body }) => reply(201, await createApiKey(ctx, body)),
});

export const listApiKeysEndpoint = endpoint({
  method: 'GET',
  path: '/api/admin/api-keys',
  access: 'admin',
  cache: 'private',
  limit: 'read',
  operationId: 'listApiKeys',
  tag,
  summary: 'Keys for ingest that were made here, newest first',
  query: listApiKeysQuery,
  responses: { 200: apiKeyPage },
  errors: ['invalid_cursor'],
  handle: async ({ ctx, query }) => reply(200, await listKeys(ctx, query)),
});

export const revokeApiKeyEndpoint = endpoint({
  method: 'DELETE',
  path: '/api/admin/api-keys/{id}',
  access: 'admin',
  cache: 'private',
  limit: 'write',
  operationId: 'revokeApiKey',
  tag,
  summary: 'Let nobody in with a key any more',
  params: apiKeyParams,
  responses: { 204: null },
  errors: ['not_found'],
  handle: async ({ ctx, params }) => {
    await revokeApiKey(ctx, params.id);
    return reply(204);
  },
});
