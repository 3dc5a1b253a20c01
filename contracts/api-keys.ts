import * as z from 'zod';
import { page, pageQuery, utcTime, uuid, visibleText } from './common';

const name = visibleText(100).meta({
  description: 'Who or what uses it.',
  example: 'scraper of the Internet Archive',
});

export const createApiKeyBody = z.strictObject({ name }).meta({ id: 'ApiKeyRequest' });
export type CreateApiKeyBody = z.infer<typeof createApiKeyBody>;

const fields = {
  id: uuid,
  name,
  createdAt: utcTime,
  lastUsedAt: utcTime.nullable().meta({ description: 'To the minute; null when never.' }),
};

const apiKey = z.strictObject(fields).meta({ id: 'ApiKey' });

export const newApiKey = z
  .strictObject({
    ...fields,
    key: z.string().meta({
      description: 'For `X-API-Key`. It is answered once, and kept as a hash alone.',
      example: 'ingest_q1Zc0oWk3m5J0e8rjP2y3i6cT4g7uXvB9nLsDhAaEfI',
    }),
  })
  .meta({ id: 'NewApiKey' });
export type NewApiKey = z.infer<typeof newApiKey>;

export const apiKeyPage = z.strictObject(page(apiKey)).meta({ id: 'ApiKeyPage' });
export type ApiKeyPage = z.infer<typeof apiKeyPage>;

export const listApiKeysQuery = z.strictObject(pageQuery);

export const apiKeyParams = z.strictObject({ id: uuid });
