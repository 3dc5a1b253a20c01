import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { ask, type Reply } from '../support/calls';
import { testFolder, testServer } from '../support/commands';
import { startPostgres } from '../support/postgres';
import { type RunningServer, runCli } from '../support/server';

/** Two connections: twenty requests are let in. */
const environment = {
  DATABASE_URL: '',
  DATABASE_POOL_MAX: '2',
  DATABASE_STATEMENT_TIMEOUT_MS: '60000',
  JWT_SECRET: 'a secret that is known to tests alone, 32+',
  INGEST_API_KEYS: 'an-ingest-key-of-tests',
};

beforeAll(async () => {
  const postgres = await startPostgres();
  environment.DATABASE_URL = await postgres.createDatabase();
  await runCli('migrate', [], environment);
  return postgres.stop;
});

const server = (settings: Record<string, string> = {}) =>
  testServer({ DATA_DIR: testFolder(), ...environment, ...settings });

/** Nobody reads a torrent until the answered function is called. */
async function lockTorrents(): Promise<() => Promise<void>> {
  const client = new Client(environment.DATABASE_URL);
  await client.connect();
  onTestFinished(() => client.end());
  await client.query('begin; lock table torrents in access exclusive mode');
  return async () => void (await client.query('rollback'));
}

/** Sends `count` calls at once, each of them its own question. Its replies come one by one. */
function askAtOnce(server: RunningServer, count: number, from: string): Reply[] {
  const replies: Reply[] = [];
  for (let limit = 1; limit <= count; limit++) {
    const path = `/api/torrents/latest?limit=${limit}`;
    void ask(server, { path, from }).then((reply) => replies.push(reply));
  }
  return replies;
}

const statuses = (replies: Reply[]) => {
  const counts: Record<number, number> = {};
  for (const { status } of replies) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
};

test('many at once are all answered', async () => {
  const running = await server({ RATE_LIMIT: 'off' });
  const replies = askAtOnce(running, 100, '127.0.0.1');
  await vi.waitFor(() => expect(replies).toHaveLength(100), 10_000);
  expect(statuses(replies)).toEqual({ 200: 100 });
});

test('what is more than can be done is refused soon, and what was taken is answered', async () => {
  const running = await server({ RATE_LIMIT: 'off' });
  const unlock = await lockTorrents();
  const replies = askAtOnce(running, 60, '127.0.0.1');
  await vi.waitFor(() => expect(replies).toHaveLength(40), 4_000);
  for (const { status, code, headers } of replies) {
    expect({ status, code }).toEqual({ status: 503, code: 'overloaded' });
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    expect(headers['cache-control']).toBe('no-store');
  }
  await unlock();
  await vi.waitFor(() => expect(replies).toHaveLength(60), 10_000);
  expect(statuses(replies)).toEqual({ 200: 20, 503: 40 });

  const later = askAtOnce(running, 20, '127.0.0.1');
  await vi.waitFor(() => expect(later).toHaveLength(20), 10_000);
  expect(statuses(later)).toEqual({ 200: 20 });
});

test('in a lasting crowd nobody waits long to be refused', async () => {
  const running = await server({ RATE_LIMIT: 'off' });
  const unlock = await lockTorrents();
  askAtOnce(running, 20, '127.0.0.1');
  const waits: Promise<number>[] = [];
  for (let call = 0; call < 100; call++) {
    const start = performance.now();
    const path = `/api/torrents/latest?limit=${call + 1}`;
    waits.push(ask(running, { path }).then(() => performance.now() - start));
    await sleep(20);
  }
  const ms = await Promise.all(waits);
  const median = (part: number[]) => part.sort((a, b) => a - b)[part.length / 2] ?? 0;
  expect(median(ms.slice(-20))).toBeLessThan(median(ms.slice(0, 20)) / 2);
  await unlock();
});

test('one client takes half of it at most', async () => {
  const running = await server();
  const unlock = await lockTorrents();
  const greedy = askAtOnce(running, 30, '127.0.0.1');
  await vi.waitFor(() => expect(greedy).toHaveLength(20), 4_000);
  for (const { status, code, headers } of greedy) {
    expect({ status, code }).toEqual({ status: 429, code: 'rate_limited' });
    expect(headers['retry-after']).toBe('1');
  }
  const other = askAtOnce(running, 10, '127.0.0.2');
  await sleep(1_500);
  expect(other).toEqual([]);

  await unlock();
  await vi.waitFor(() => expect([...greedy, ...other]).toHaveLength(40), 10_000);
  expect(statuses(greedy)).toEqual({ 200: 10, 429: 20 });
  expect(statuses(other)).toEqual({ 200: 10 });
});
