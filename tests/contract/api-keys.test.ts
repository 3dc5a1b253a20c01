import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { beforeAll, expect, test } from 'vitest';
import { apiKeyPage, type NewApiKey, newApiKey } from '@/contracts/api-keys';
import { auditPage } from '@/contracts/audit-log';
import type { IngestRecord } from '@/contracts/ingest';
import { operations } from '@/fuzz/document';
import { judge } from '@/fuzz/judge';
import { call, host, newRecord, signInAdmin } from '../support/api';
import { pagesOf } from '../support/lists';
import { expectNoContent, expectProblem, expectShape } from '../support/shapes';

let token: string;
beforeAll(async () => {
  token = (await signInAdmin()).accessToken;
});

const create = async (name = 'a scraper'): Promise<NewApiKey> =>
  expectShape(await call('POST', '/api/admin/api-keys', { token, json: { name } }), 201, newApiKey);
const revoke = (id: string) => call('DELETE', `/api/admin/api-keys/${id}`, { token });
const push = (key: string) =>
  call('POST', '/api/ingest', { key, json: { torrents: [newRecord()] } });

async function find(id: string) {
  for await (const { items } of pagesOf('/api/admin/api-keys?limit=5', apiKeyPage, { token })) {
    const key = items.find((item) => item.id === id);
    if (key) return key;
  }
}

/** What the document does not say of such an answer to lines. */
function judgeLines(text: string, { status, headers }: Response): string | null {
  const operation = operations.find(({ path }) => path === '/api/ingest');
  if (operation === undefined) throw new Error('the document has no ingest');
  const { method, path: target } = operation;
  const request = {
    operation,
    method,
    target,
    caller: 'key',
    contentType: null,
    body: null,
  } as const;
  return judge(request, { status, headers: Object.fromEntries(headers), text });
}

test('a key that was made lets torrents in until it is revoked', async () => {
  const { id, key } = await create();
  expect((await push(key)).json).toMatchObject({ created: 1 });
  expectNoContent(await revoke(id));
  expectProblem(await push(key), 401, 'invalid_api_key');
  expectProblem(await revoke(id), 404, 'not_found');
  expect(await find(id)).toBeUndefined();
});

test('a key that is revoked lets in nothing more of what it has begun to send', async () => {
  const { id, key } = await create();
  const [before, after] = [newRecord(), newRecord()];
  const lineOf = (record: IngestRecord) => Buffer.from(`${JSON.stringify(record)}\n`);
  // Lines are taken so many at a time: these are answered while others are on their way.
  const filling = Array.from({ length: 499 }, () => lineOf(before));
  let send: (chunk: Buffer | null) => void = () => {};
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      send = (chunk) => (chunk ? controller.enqueue(chunk) : controller.close());
    },
  });
  const headers = { 'content-type': 'application/x-ndjson', 'x-api-key': key };
  send(Buffer.concat([lineOf(before), ...filling]));
  const init = { method: 'POST', headers, body, duplex: 'half' } as RequestInit;
  const answer = await fetch(`${host.baseUrl}/api/ingest`, init);
  const lines = createInterface(Readable.fromWeb(answer.body as never))[Symbol.asyncIterator]();
  let text = '';
  const readLine = async () => {
    const line = (await lines.next()).value ?? 'null';
    text += `${line}\n`;
    return JSON.parse(line);
  };
  expect(await readLine()).toMatchObject({ infoHash: before.infoHash, status: 'created' });
  for (const _ of filling) await readLine();

  expectNoContent(await revoke(id));
  send(lineOf(after));
  send(null);
  expect(await readLine()).toMatchObject({ status: 401, code: 'invalid_api_key' });
  expect(judgeLines(text, answer)).toBeNull();
  expect(await readLine()).toBeNull();
  expect((await call('GET', `/api/torrents/${after.infoHash}`)).status).toBe(404);
});

test('its list tells its name and when it was last used, and never the key', async () => {
  const { id, key, name, createdAt } = await create('from the archive');
  expect(await find(id)).toEqual({ id, name, createdAt, lastUsedAt: null });
  await push(key);
  const { lastUsedAt } = (await find(id)) ?? {};
  expect(Math.abs(Date.parse(lastUsedAt ?? '') - Date.now())).toBeLessThan(60_000);
  await push(key);
  expect((await find(id))?.lastUsedAt).toBe(lastUsedAt);
  const { text } = await call('GET', '/api/admin/api-keys', { token });
  expect(text).not.toContain(key.slice('ingest_'.length));
});

test('keys are told apart: one that is revoked leaves the others', async () => {
  const [one, other] = [await create(), await create()];
  expect(one.key).not.toBe(other.key);
  await revoke(one.id);
  expect((await push(other.key)).status).toBe(200);
});

test.each([
  ['its end cut off', (key: string) => key.slice(0, -1)],
  ['more at its end', (key: string) => `${key}x`],
  ['another case', (key: string) => key.toUpperCase()],
  ['nothing but what all begin with', () => 'ingest_'],
  ['its hash in its place', () => 'a'.repeat(64)],
])('a key with %s lets nobody in', async (_what, forge) => {
  const { key } = await create();
  expectProblem(await push(forge(key)), 401, 'invalid_api_key');
});

test('making and revoking are in the audit log, without the key', async () => {
  const { id, key, name } = await create('for the log');
  await revoke(id);
  const answer = await call('GET', '/api/admin/audit?limit=100', { token });
  const acts = expectShape(answer, 200, auditPage).items.filter(({ details }) => details.id === id);
  expect(acts).toMatchObject([
    { action: 'revoke-api-key', details: { id, name } },
    { action: 'create-api-key', details: { id, name } },
  ]);
  expect(answer.text).not.toContain(key);
});

test.each(['  ', 'x'.repeat(101), 7])('the name %j is refused', async (name) => {
  const answer = await call('POST', '/api/admin/api-keys', { token, json: { name } });
  const { errors } = expectProblem(answer, 400, 'validation_failed');
  expect(errors).toMatchObject([{ in: 'body', path: 'name' }]);
});
