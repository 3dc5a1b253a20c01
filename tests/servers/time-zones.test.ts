import { expect, test } from 'vitest';
import { newRecord } from '../support/api';
import { askServer, testServer } from '../support/commands';
import { newDatabase } from '../support/outages';
import { INGEST_KEY } from '../support/secrets';

test('times before zones were of whole hours are read, wherever PostgreSQL is', async () => {
  const { environment } = await newDatabase({ timezone: 'Europe/Moscow' });
  const server = await testServer(environment);
  const record = newRecord({ publishedAt: '1902-09-01T00:00:00.000Z' });
  const push = async () => {
    const json = { torrents: [record] };
    return (await askServer(server, 'POST', '/api/ingest', { 'x-api-key': INGEST_KEY, json })).json;
  };
  expect(await push()).toMatchObject({ created: 1 });
  const { json } = await askServer(server, 'GET', '/api/torrents/latest');
  expect(json.items[0]).toMatchObject({ publishedAt: record.publishedAt });
  expect(await push()).toMatchObject({ unchanged: 1 });
});
