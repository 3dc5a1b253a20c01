import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newEmail, newRecord, PASSWORD } from '../support/api';
import { ask } from '../support/calls';
import { linesOf } from '../support/commands';
import { eventually } from '../support/eventually';
import { type LoadBalancer, startNginx } from '../support/nginx';
import { freePort } from '../support/ports';
import { startPostgres } from '../support/postgres';
import { startRedis } from '../support/redis';
import { startReplica } from '../support/replica';
import { INGEST_KEY, secrets } from '../support/secrets';
import { type RunningServer, startServer } from '../support/server';

const cronSecret = 'the-cron-secret-of-tests';
const stops: (() => Promise<unknown>)[] = [];

let nginx: LoadBalancer;
let servers: RunningServer[];

/** Three servers behind nginx, with one PostgreSQL, its streaming replica, and one Redis. */
beforeAll(async () => {
  const postgres = await startPostgres();
  stops.push(postgres.stop);
  const DATABASE_URL = await postgres.createMigratedDatabase();
  const environment = {
    DATABASE_URL,
    ...secrets,
    CRON_SECRET: cronSecret,
    TRUST_PROXY: '1',
  };
  const [replica, redis] = await Promise.all([startReplica(postgres, DATABASE_URL), startRedis()]);
  stops.push(replica.stop, redis.kill);
  const ports: [number, number, number] = [await freePort(), await freePort(), await freePort()];
  servers = await Promise.all(
    ports.map((port) =>
      startServer('node', {
        ...environment,
        PORT: `${port}`,
        DATABASE_REPLICA_URLS: replica.url,
        REDIS_URL: redis.url,
      }),
    ),
  );
  stops.push(...servers.map(({ stop }) => stop));
  nginx = await startNginx(ports);
  stops.push(nginx.stop);
});
afterAll(async () => {
  for (const stop of stops.reverse()) await stop();
});

const newPerson = async (from: string) => {
  const json = { email: newEmail(), password: PASSWORD };
  const { status, json: session } = await ask(nginx, {
    method: 'POST',
    path: '/api/auth/sign-up',
    json,
    from,
  });
  expect(status).toBe(201);
  return session;
};
const push = (records: unknown[]) =>
  ask(nginx, {
    method: 'POST',
    path: '/api/ingest',
    json: { torrents: records },
    headers: { 'x-api-key': INGEST_KEY },
  });
/** Each server wrote a line of it into its log, sooner or later. */
const expectAllToHaveAnswered = (route: string) =>
  eventually(() => {
    for (const { output } of servers) expect(output()).toContain(`"route":"${route}"`);
  });

test('whoever is signed in by one server is by all', async () => {
  const from = '127.0.0.2';
  let session = await newPerson(from);
  for (let turn = 0; turn < 6; turn++) {
    const asked = Array.from({ length: 5 }, () =>
      ask(nginx, {
        path: '/api/users/me',
        headers: { authorization: `Bearer ${session.accessToken}` },
        from,
      }),
    );
    for (const { status } of await Promise.all(asked)) expect(status).toBe(200);
    const json = { refreshToken: session.refreshToken };
    const refreshed = await ask(nginx, { method: 'POST', path: '/api/auth/refresh', json, from });
    expect(refreshed.status).toBe(200);
    session = refreshed.json;
  }
  await expectAllToHaveAnswered('/api/users/me');
});

test('a caller has one quota with all, by the address that nginx tells', async () => {
  const search = { path: '/api/torrents/search?q=sintel', from: '127.0.0.3' };
  for (let left = 299; left > 280; left--) {
    const { headers } = await ask(nginx, search);
    expect(headers.ratelimit).toMatch(new RegExp(`^"search";r=${left};`));
  }
  const { headers } = await ask(nginx, { ...search, from: '127.0.0.4' });
  expect(headers.ratelimit).toMatch(/r=299;/);
  await expectAllToHaveAnswered('/api/torrents/search');
});

test('what somebody pastes into a search has as much room as without nginx, and is refused alike', async () => {
  const search = (letters: number) =>
    ask(nginx, { path: `/api/torrents/search?q=${'a'.repeat(letters)}`, from: '127.0.0.5' });
  expect((await search(15_000)).status).toBe(200);
  const { status, json } = await search(20_000);
  expect({ status, code: json?.code }).toEqual({ status: 431, code: 'head_too_large' });
});

test('what came in by one server is found by all at once', async () => {
  for (let turn = 0; turn < 15; turn++) {
    const record = newRecord();
    expect((await push([record])).status).toBe(200);
    const path = `/api/torrents/search?q=${encodeURIComponent(record.name)}`;
    const found = Array.from({ length: 3 }, () => ask(nginx, { path, from: '127.0.0.5' }));
    for (const { json } of await Promise.all(found)) {
      expect(json.items).toMatchObject([{ infoHash: record.infoHash }]);
    }
  }
});

test('a job that all are told to do is done once', async () => {
  const call = { path: '/api/cron/maintain', headers: { authorization: `Bearer ${cronSecret}` } };
  const reports = await Promise.all(Array.from({ length: 9 }, () => ask(nginx, call)));
  const done = reports.filter(({ json }) => json.outcome !== 'skipped');
  // A server does it on its own timer as well, and may have been first.
  expect(done.length).toBeLessThanOrEqual(1);
  const begun = servers.flatMap((server) =>
    linesOf(server.output()).filter((line) => line.includes('"job":"maintain"')),
  );
  expect(done.length + begun.length).toBeGreaterThan(0);
});

test('a server that is killed costs no reader an answer, and loses nothing that was taken', async () => {
  const from = '127.0.0.6';
  const session = await newPerson(from);
  const authorization = `Bearer ${session.accessToken}`;
  const kept: string[] = [];
  const refused: number[] = [];
  const read: number[] = [];
  let isOver = false;

  async function pushing() {
    while (!isOver) {
      const records = Array.from({ length: 20 }, () => newRecord());
      const { status } = await push(records);
      if (status === 200) kept.push(...records.map(({ infoHash }) => infoHash));
      else refused.push(status);
    }
  }
  async function reading() {
    while (!isOver) {
      read.push((await ask(nginx, { path: '/api/torrents/latest', from })).status);
      const me = { path: '/api/users/me', headers: { authorization }, from };
      read.push((await ask(nginx, me)).status);
      await sleep(20);
    }
  }
  const all = Promise.all([pushing(), pushing(), reading(), reading()]);
  await sleep(1_000);
  servers[1]?.process.kill('SIGKILL');
  await sleep(3_000);
  isOver = true;
  await all;

  expect(new Set(read)).toEqual(new Set([200]));
  // What was on its way to that server; nginx does not send it to another, as it may have been done.
  expect(refused.length).toBeLessThanOrEqual(2);
  expect(refused.every((status) => status === 502)).toBe(true);
  expect(kept.length).toBeGreaterThan(200);
  for (const infoHash of kept.filter((_, place) => place % 10 === 0)) {
    const { status } = await ask(nginx, { path: `/api/torrents/${infoHash}`, from });
    expect(status).toBe(200);
  }
});
