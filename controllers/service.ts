import { z } from 'zod';
import { health } from '@/contracts/health';
import { endpoint, reply } from '@/middleware/endpoint';
import document from '@/openapi/openapi.json' with { type: 'json' };
import { checkHealth } from '@/services/health';

const tag = 'Service';

export const healthEndpoint = endpoint({
  method: 'GET',
  path: '/api/health',
  access: 'public',
  cache: 'none',
  limit: 'unlimited',
  operationId: 'checkHealth',
  tag,
  summary: 'Whether the service and its database answer',
  responses: { 200: health, 503: health },
  handle: async ({ ctx }) => {
    const body = await checkHealth(ctx);
    return reply(body.status === 'ok' ? 200 : 503, body);
  },
});

export const openApiEndpoint = endpoint({
  method: 'GET',
  path: '/api/openapi.json',
  access: 'public',
  cache: 'document',
  limit: 'read',
  operationId: 'getOpenApiDocument',
  tag,
  summary: 'This document',
  responses: { 200: z.record(z.string(), z.unknown()).meta({ description: 'OpenAPI 3.1' }) },
  handle: async () => reply(200, document),
});
