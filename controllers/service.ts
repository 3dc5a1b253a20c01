import * as z from 'zod';
import { health } from '@/contracts/health';
import { endpoint, reply } from '@/middleware/endpoint';
import { checkHealth } from '@/services/health';
import { readMetrics } from '@/services/metrics';

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

export const metricsEndpoint = endpoint({
  method: 'GET',
  path: '/api/metrics',
  access: 'metrics',
  cache: 'none',
  limit: 'unlimited',
  operationId: 'readMetrics',
  tag,
  summary: 'Figures for Prometheus',
  description:
    'Of all processes that share the port; where functions come and go, of the one that answers.',
  answerType: 'figures',
  responses: { 200: z.string() },
  handle: async ({ ctx }) => reply(200, await readMetrics(ctx)),
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
  // Half a megabyte, for who asks.
  handle: async () => {
    const { default: document } = await import('@/openapi/openapi.json', {
      with: { type: 'json' },
    });
    return reply(200, document);
  },
});
