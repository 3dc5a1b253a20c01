import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { newEmail, PASSWORD } from '../support/api';
import { ask, type Reply } from '../support/calls';
import { testFolder, testServer } from '../support/commands';
import { eventually } from '../support/eventually';
import { startPostgres } from '../support/postgres';
import { secrets } from '../support/secrets';
import type { RunningServer } from '../support/server';

/** Two connections: twenty requests are let in. */
const environment = {
  DATABASE_URL: '',
  DATABASE_POOL_MAX: '2',
  DATABASE_STATEMENT_TIMEOUT_MS: '60000',
  ...secrets,
};

beforeAll(async () => {
  const postgres = await startPostgres();
  environment.DATABASE_URL = await postgres.createMigratedDatabase();
  return postgres.stop;
});

/** Compiled as where it stays: how many are let in depends on how fast they are served. */
const server = (settings: Record<string, string> = {}) =>
  testServer({ DATA_DIR: testFolder(), ...environment, ...settings }, { forLong: true });

/** Sooner than statements that wait for a lock are given up, which would end what was taken as well. */
const soon = (attempt: () => void) => vi.waitFor(attempt, 30_000);

/** Nobody reads a torrent until the answered function is called. */
async function lockTorrents(): Promise<() => Promise<void>> {
  const client = new Client(environment.DATABASE_URL);
  await client.connect();
  onTestFinished(() => client.end());
  await client.query('begin; lock table torrents in access exclusive mode');
  return async () => void (await client.query('rollback'));
}

/** Sends `count` calls at once, each of them its own question. Its replies come one by one. */
function askAtOnce(
  server: RunningServer,
  count: number,
  from: string,
  pathOf = (place: number) => `/api/torrents/latest?limit=${place}`,
): Reply[] {
  const replies: Reply[] = [];
  for (let place = 1; place <= count; place++) {
    const path = pathOf(place);
    void ask(server, { path, from }).then((reply) => replies.push(reply));
  }
  return replies;
}

async function readMetrics(running: RunningServer, token: string): Promise<string> {
  const headers = { authorization: `Bearer ${token}` };
  return (await fetch(`${running.baseUrl}/api/metrics`, { headers })).text();
}

const statuses = (replies: Reply[]) => {
  const counts: Record<number, number> = {};
  for (const { status } of replies) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
};

test('many at once are all answered', async () => {
  const running = await server({ RATE_LIMIT: 'off' });
  // Not at first: a program's first answers take long, and all of them where the machine is busy.
  await eventually(async () => {
    const replies = askAtOnce(running, 100, '127.0.0.1');
    await eventually(() => expect(replies).toHaveLength(100));
    expect(statuses(replies)).toEqual({ 200: 100 });
  });
});

test('what is more than can be done is refused soon, and what was taken is answered', async () => {
  const running = await server({ RATE_LIMIT: 'off' });
  const unlock = await lockTorrents();
  const replies = askAtOnce(running, 60, '127.0.0.1');
  await soon(() => expect(replies).toHaveLength(40));
  for (const { status, code, headers } of replies) {
    expect({ status, code }).toEqual({ status: 503, code: 'overloaded' });
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    expect(headers['cache-control']).toBe('no-store');
  }
  await unlock();
  await eventually(() => expect(replies).toHaveLength(60));
  expect(statuses(replies)).toEqual({ 200: 20, 503: 40 });
});

test('right after it half as many are taken, and the others are told far sooner', async () => {
  const running = await server({ RATE_LIMIT: 'off' });
  const askForty = async (from: number, refused: number) => {
    const unlock = await lockTorrents();
    const start = performance.now();
    const path = (place: number) => `/api/torrents/latest?limit=${from + place}`;
    const replies = askAtOnce(running, 40, '127.0.0.1', path);
    await vi.waitFor(() => expect(replies).toHaveLength(refused), 4_000);
    const ms = performance.now() - start;
    await unlock();
    await eventually(() => expect(replies).toHaveLength(40));
    expect(statuses(replies)).toEqual({ 200: 40 - refused, 503: refused });
    return ms;
  };
  const first = await askForty(0, 20);
  expect(await askForty(50, 30)).toBeLessThan(first / 2);
});

/** Callers who ask again as soon as they are answered, until the test is over. */
function askOverAndOver(running: RunningServer, callers: number) {
  let replies: Reply[] = [];
  let isOver = false;
  let asked = 0;
  const loops = Array.from({ length: callers }, async () => {
    while (!isOver) {
      asked += 1;
      const path = `/api/torrents/latest?limit=${(asked % 100) + 1}`;
      const reply = await ask(running, { path });
      replies.push(reply);
    }
  });
  onTestFinished(async () => {
    isOver = true;
    await Promise.all(loops);
  });
  /** What was told since it was asked for last. */
  return () => {
    const told = statuses(replies);
    replies = [];
    return told;
  };
}

test('callers that are served soon are never refused, though some always wait', async () => {
  const running = await server({ RATE_LIMIT: 'off', ANSWER_CACHE: 'off' });
  const told = askOverAndOver(running, 30);
  await sleep(2_000);
  expect(told()).toEqual({ 200: expect.any(Number) });
});

test('a crowd is over when its cause is, however soon the refused ask again', async () => {
  const running = await server({ RATE_LIMIT: 'off', ANSWER_CACHE: 'off' });
  const unlock = await lockTorrents();
  const told = askOverAndOver(running, 30);
  await sleep(2_000);
  expect(told()).toEqual({ 503: expect.any(Number) });
  await unlock();
  await eventually(async () => {
    told();
    await sleep(1_000);
    expect(told()).toEqual({ 200: expect.any(Number) });
  });
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
  const first = median(ms.slice(0, 10));
  expect(median(ms.slice(20, 40))).toBeLessThan(first / 2);
  expect(median(ms.slice(-20))).toBeLessThan(first / 2);
  await unlock();
});

test('one client takes half of it at most', async () => {
  const running = await server();
  const unlock = await lockTorrents();
  const greedy = askAtOnce(running, 30, '127.0.0.1');
  await soon(() => expect(greedy).toHaveLength(20));
  for (const { status, code, headers } of greedy) {
    expect({ status, code }).toEqual({ status: 429, code: 'rate_limited' });
    expect(headers['retry-after']).toBe('1');
  }
  const other = askAtOnce(running, 10, '127.0.0.2');
  await sleep(1_500);
  expect(other).toEqual([]);

  await unlock();
  await eventually(() => expect([...greedy, ...other]).toHaveLength(40));
  expect(statuses(greedy)).toEqual({ 200: 10, 429: 20 });
  expect(statuses(other)).toEqual({ 200: 10 });
});

test('in a crowd one client takes half of what is left', async () => {
  const running = await server();
  const from = (start: number) => (place: number) => `/api/torrents/latest?limit=${start + place}`;
  const unlock = await lockTorrents();
  const taken = [
    askAtOnce(running, 10, '127.0.0.1', from(0)),
    askAtOnce(running, 10, '127.0.0.2', from(20)),
  ];
  await sleep(200);
  const crowd = askAtOnce(running, 10, '127.0.0.3', from(40));
  await soon(() => expect(statuses(crowd)).toEqual({ 503: 10 }));
  await unlock();
  await vi.waitFor(() => expect(taken.flat()).toHaveLength(20), 4_000);

  const unlockAgain = await lockTorrents();
  const greedy = askAtOnce(running, 12, '127.0.0.1', from(70));
  await vi.waitFor(() => expect(greedy).toHaveLength(7), 2_000);
  const other = askAtOnce(running, 5, '127.0.0.2', from(85));
  await sleep(200);
  expect(other).toEqual([]);
  await unlockAgain();
  await eventually(() => expect([...greedy, ...other]).toHaveLength(17));
  expect(statuses(greedy)).toEqual({ 200: 5, 429: 7 });
  expect(statuses(other)).toEqual({ 200: 5 });
});

test('in a crowd no more are worked on at a time than get the most done', async () => {
  const token = 'the-metrics-token-of-tests';
  const running = await server({ RATE_LIMIT: 'off', ANSWER_CACHE: 'off', METRICS_TOKEN: token });
  const unlock = await lockTorrents();
  // More than are served in the time that one waits in a crowd, or it would be over soon.
  const told = askOverAndOver(running, 120);
  await eventually(() => expect(told()).toHaveProperty('503'));
  await unlock();
  await vi.waitFor(async () => {
    const text = await readMetrics(running, token);
    const working = /_requests_under_way{part="others",state="working"} (\d+)/.exec(text)?.[1];
    expect(Number(working)).toBeGreaterThan(0);
    expect(Number(working)).toBeLessThan(8);
    expect(told()).toHaveProperty('503');
    // It is found by trying, which others who have the processors lead astray for a while.
  }, 60_000);
});

test('a hundred who sign in at once are all let in, one password after the other', async () => {
  const running = await server({ RATE_LIMIT: 'off' });
  const json = { email: newEmail(), password: PASSWORD };
  const signUp = await ask(running, { method: 'POST', path: '/api/auth/sign-up', json });
  expect(signUp.status).toBe(201);
  const signIn = { method: 'POST', path: '/api/auth/sign-in', json };
  const replies = await Promise.all(Array.from({ length: 100 }, () => ask(running, signIn)));
  expect(statuses(replies)).toEqual({ 200: 100 });
});

test('pages take their place among what is worked on', async () => {
  const running = await server({ RATE_LIMIT: 'off' });
  expect((await ask(running, { path: '/' })).status).toBe(200);
  const unlock = await lockTorrents();
  const pages = askAtOnce(running, 30, '127.0.0.1', () => '/');
  await soon(() => expect(pages).toHaveLength(10));
  for (const { status, headers } of pages) {
    expect(status).toBe(503);
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    expect(headers['content-type']).toBe('text/plain; charset=utf-8');
  }
  await unlock();
  await eventually(() => expect(pages).toHaveLength(30));
  expect(statuses(pages)).toEqual({ 200: 20, 503: 10 });
});

test('however many ask for its health, the database is asked four times a second', async () => {
  const token = 'the-metrics-token-of-tests';
  const running = await server({ METRICS_TOKEN: token });
  const statements = async () => {
    const text = await readMetrics(running, token);
    return Number(/_database_statement_duration_seconds_count (\d+)/m.exec(text)?.[1]);
  };
  const before = await statements();
  const start = performance.now();
  const replies = askAtOnce(running, 200, '127.0.0.1', () => '/api/health');
  await eventually(() => expect(replies).toHaveLength(200));
  expect(statuses(replies)).toEqual({ 200: 200 });
  const seconds = Math.ceil((performance.now() - start) / 1000);
  // Jobs ask as well, a few times.
  expect((await statements()) - before).toBeLessThan(4 * seconds + 20);
});
