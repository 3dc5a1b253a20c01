import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { Session } from '@/contracts/accounts';
import type { IngestReport } from '@/contracts/ingest';
import { newEmail, newRecord, PASSWORD } from '../support/api';
import { testFolder } from '../support/commands';
import { type PostgresServer, startPostgres } from '../support/postgres';
import { startRedis } from '../support/redis';
import { type RunningServer, runCli, startServer } from '../support/server';

const key = 'an-ingest-key-of-tests';

/** A PostgreSQL with its schema, and the environment of a server on it. */
async function database(settings: Record<string, string> = {}): Promise<{
  postgres: PostgresServer;
  environment: Record<'DATABASE_URL', string> & Record<string, string>;
}> {
  const postgres = await startPostgres(settings);
  onTestFinished(postgres.stop);
  const environment = {
    DATABASE_URL: await postgres.createDatabase(),
    DATA_DIR: testFolder(),
    JWT_SECRET: 'a secret that is known to tests alone, 32+',
    INGEST_API_KEYS: key,
    RATE_LIMIT: 'off',
  };
  await runCli('migrate', [], environment);
  return { postgres, environment };
}

async function nodeServer(environment: Record<string, string>): Promise<RunningServer> {
  const server = await startServer('node', environment);
  onTestFinished(server.stop);
  return server;
}

const latest = ({ baseUrl }: RunningServer, query = '') =>
  fetch(`${baseUrl}/api/torrents/latest${query}`);

async function timed(asked: Promise<Response>) {
  const start = performance.now();
  const response = await asked;
  await response.arrayBuffer();
  const { status, headers } = response;
  return { status, retryAfter: headers.get('retry-after'), ms: performance.now() - start };
}

const credentials = { email: newEmail(), password: PASSWORD };

/**
 * Calls of every kind: what is read, signs in, is written in a transaction, and without one; each
 * from an address of its own, where the server believes it.
 */
async function callsOf({ baseUrl }: RunningServer) {
  let asked = 0;
  const from = () => ({ 'x-forwarded-for': `2001:db8:${(asked++).toString(16)}::` });
  const get = (path: string) => fetch(baseUrl + path, { headers: from() });
  const send = (path: string, json: unknown, headers = {}) =>
    fetch(baseUrl + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...from(), ...headers },
      body: JSON.stringify(json),
    });
  const { accessToken } = (await (await send('/api/auth/sign-up', credentials)).json()) as Session;
  const keyed = { 'x-api-key': key };
  const pushed = await send('/api/ingest', { torrents: [newRecord()] }, keyed);
  const torrentId = ((await pushed.json()) as IngestReport).results[0]?.id;
  const authorization = `Bearer ${accessToken}`;
  return [
    () => get('/api/torrents/latest'),
    () => get(`/api/torrents/search?q=work+${asked}`),
    () => send('/api/auth/sign-in', credentials),
    () => send('/api/ingest', { torrents: [newRecord()] }, keyed),
    () =>
      send('/api/watch-history', { torrentId, progressPercent: asked % 100 }, { authorization }),
  ];
}

const OUTAGE_MS = 20_000;

test('a database that goes and comes back costs 503s meanwhile, and no restart', async () => {
  const { postgres, environment } = await database();
  const server = await nodeServer(environment);
  const calls = await callsOf(server);
  const askAll = () => Promise.all([...calls, ...calls, ...calls].map((call) => timed(call())));
  for (const { status } of await askAll()) expect(status).toBeLessThan(300);

  let isOver = false;
  const lane = async () => {
    while (!isOver) {
      for (const { status } of await askAll()) {
        expect([200, 201, 503]).toContain(status);
      }
    }
  };
  const under = lane();
  await postgres.halt();
  isOver = true;
  await under;
  for (const end = Date.now() + OUTAGE_MS; Date.now() < end; ) {
    for (const { status, retryAfter, ms } of await askAll()) {
      expect(status).toBe(503);
      expect(Number(retryAfter)).toBeGreaterThan(0);
      expect(ms).toBeLessThan(3_000);
    }
    const health = await fetch(`${server.baseUrl}/api/health`);
    expect(health.status).toBe(503);
    await sleep(200);
  }

  await postgres.resume();
  await vi.waitFor(async () => expect((await latest(server)).status).toBe(200), 10_000);
  for (let round = 0; round < 5; round++) {
    for (const { status } of await askAll()) expect(status).toBeLessThan(300);
  }
});

test('pages say that the catalogue does not answer, which is no error of ours', async () => {
  const { postgres, environment } = await database();
  const server = await nodeServer(environment);
  const get = async (path: string) => {
    const response = await fetch(server.baseUrl + path);
    return { status: response.status, text: await response.text() };
  };
  await callsOf(server);
  const { items } = (await (await latest(server)).json()) as { items: { id: string }[] };
  const torrent = `/torrents/${items[0]?.id}`;
  for (const path of ['/', torrent]) expect((await get(path)).status).toBe(200);
  await postgres.halt();
  for (const path of ['/', '/?q=work', torrent]) {
    expect(await get(path)).toEqual({
      status: 200,
      text: expect.stringMatching(/The catalogue does not answer.*Try again in a moment\./),
    });
  }
  await vi.waitFor(() => {
    expect(server.output().match(/"level":"warn".*the database does not answer/g)).toHaveLength(3);
  }, 5_000);
  expect(server.output()).not.toContain('"level":"error"');
});

test('a database that hangs is given up soon, and asked again when it goes on', async () => {
  const { postgres, environment } = await database();
  const server = await nodeServer(environment);
  const calls = await callsOf(server);
  const askAll = () => Promise.all([...calls, ...calls, ...calls].map((call) => timed(call())));
  for (const { status } of await askAll()) expect(status).toBeLessThan(300);

  postgres.hang();
  onTestFinished(postgres.goOn);
  const expectRefused = async (patienceMs: number) => {
    for (const { status, retryAfter, ms } of await askAll()) {
      expect(status).toBe(503);
      expect(Number(retryAfter)).toBeGreaterThan(0);
      expect(ms).toBeLessThan(patienceMs);
    }
  };
  await expectRefused(7_000);
  for (let round = 0; round < 20; round++) {
    await expectRefused(2_000);
    await sleep(200);
  }

  postgres.goOn();
  await vi.waitFor(async () => expect((await latest(server)).status).toBe(200), 10_000);
  for (let round = 0; round < 5; round++) {
    for (const { status } of await askAll()) expect(status).toBeLessThan(300);
  }
});

test('SIGTERM ends a server whose database hangs', async () => {
  const { postgres, environment } = await database();
  const server = await nodeServer(environment);
  expect((await latest(server)).status).toBe(200);
  postgres.hang();
  onTestFinished(postgres.goOn);
  const ended = once(server.process, 'exit');
  const asked = timed(latest(server, '?limit=7')).catch(() => null);
  await sleep(100);
  server.process.kill('SIGTERM');
  await Promise.all([asked, ended]);
});

test('a statement that takes too long is ended, and those that wait for one are not kept', async () => {
  const { environment } = await database();
  const server = await nodeServer({
    ...environment,
    DATABASE_STATEMENT_TIMEOUT_MS: '500',
    DATABASE_POOL_MAX: '2',
  });
  const blocker = new Client(environment.DATABASE_URL);
  await blocker.connect();
  await blocker.query('begin; lock table torrents in access exclusive mode');

  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, place) => timed(latest(server, `?limit=${place + 1}`))),
  );
  for (const { status, retryAfter, ms } of answers) {
    expect(status).toBe(503);
    expect(Number(retryAfter)).toBeGreaterThan(0);
    // Four turns of two, half a second each.
    expect(ms).toBeLessThan(8_000);
  }

  await blocker.query('rollback');
  await blocker.end();
  expect((await latest(server)).status).toBe(200);
});

/** What somebody else takes of a database until it says that there is no more. */
const shortages: [what: string, code: string, take: (url: string) => Promise<Client[]>][] = [
  [
    'connections',
    '53300',
    async (url) => {
      for (const clients: Client[] = []; ; ) {
        const client = new Client(url);
        client.on('error', () => {});
        try {
          await client.connect();
        } catch {
          return clients;
        }
        clients.push(client);
      }
    },
  ],
  [
    'memory for locks',
    '53200',
    async (url) => {
      const client = new Client(url);
      await client.connect();
      await client
        .query('select pg_advisory_lock(place) from generate_series(1, 1000000) place')
        .catch(() => {});
      return [client];
    },
  ],
];

test.each(shortages)('a database without %s costs 503s, and no restart', async (_, code, take) => {
  const { environment } = await database({ max_connections: '20' });
  const server = await nodeServer(environment);
  const calls = await callsOf(server);
  const askAll = () => Promise.all([...calls, ...calls, ...calls].map((call) => timed(call())));

  const taken = await take(environment.DATABASE_URL);
  const isSaid = () => server.output().includes(`"code":"${code}"`);
  for (const end = Date.now() + OUTAGE_MS; Date.now() < end && !isSaid(); ) {
    for (const { status, retryAfter, ms } of await askAll()) {
      expect([200, 201, 503]).toContain(status);
      if (status === 503) expect(Number(retryAfter)).toBeGreaterThan(0);
      expect(ms).toBeLessThan(3_000);
    }
    await sleep(200);
  }
  expect(isSaid()).toBe(true);

  await Promise.all(taken.map((client) => client.end()));
  await vi.waitFor(async () => {
    for (const { status } of await askAll()) expect(status).toBeLessThan(300);
  }, 10_000);
});

test('a Redis that goes, comes back and hangs costs nobody an answer', async () => {
  const redis = await startRedis();
  onTestFinished(redis.kill);
  const { environment } = await database();
  const shared = { ...environment, REDIS_URL: redis.url, RATE_LIMIT: 'on', TRUST_PROXY: '1' };
  const server = await nodeServer({ ...shared, WEB_CONCURRENCY: '2' });
  const calls = await callsOf(server);

  const answers: { status: number; ms: number }[] = [];
  let isOver = false;
  const lane = async (calls: (() => Promise<Response>)[], pauseMs: number) => {
    while (!isOver) {
      for (const call of calls) answers.push(await timed(call()));
      await sleep(pauseMs);
    }
  };
  const reads = Array.from({ length: 8 }, () => lane(calls.slice(0, 2), 0));
  const load = Promise.all([...reads, lane(calls, 100)]);
  onTestFinished(async () => {
    isOver = true;
    await load;
  });
  const expectAnswers = async (milliseconds: number) => {
    answers.length = 0;
    await sleep(milliseconds);
    expect(answers.length).toBeGreaterThan(100);
    for (const { status } of answers) expect(status).toBeLessThan(300);
    const times = answers.map(({ ms }) => ms).sort((a, b) => a - b);
    expect(times[Math.floor(times.length * 0.95)]).toBeLessThan(500);
    expect(times.at(-1)).toBeLessThan(3_000);
  };
  /** Whether each of the two that serve has found it, as far as they have said. */
  const hasRedis = () => {
    const said = new Map<number, boolean>();
    for (const line of server
      .output()
      .split('\n')
      .filter((line) => line.includes('"Redis is '))) {
      const { pid, msg } = JSON.parse(line) as { pid?: number; msg: string };
      if (pid !== undefined) said.set(pid, !msg.startsWith('Redis is not there'));
    }
    return [...said.values()];
  };
  const isBack = async (begin: () => unknown) => {
    expect(hasRedis()).toContain(false);
    await begin();
    await vi.waitFor(() => expect(hasRedis()).not.toContain(false), 10_000);
  };

  await expectAnswers(2_000);
  await redis.kill();
  await expectAnswers(OUTAGE_MS);
  await isBack(redis.start);
  await expectAnswers(2_000);
  redis.hang();
  await expectAnswers(8_000);
  await isBack(redis.goOn);
  await expectAnswers(2_000);

  redis.hang();
  const late = await startServer('node', shared);
  expect((await timed(latest(late))).status).toBe(200);
  await late.stop();
  expect(late.process.exitCode).toBe(0);
}, 120_000);

/** Each of the fifty rounds starts a server. */
const KILLS_TIMEOUT_MS = 300_000;

test(
  'a process killed in the middle of ingest leaves each batch whole or not at all',
  async () => {
    const { environment } = await database();
    const client = new Client(environment.DATABASE_URL);
    await client.connect();
    const batches: { hashes: string[]; acknowledged: boolean }[] = [];
    const newBatch = () =>
      Array.from({ length: 200 }, () =>
        newRecord({ seeders: 1, files: [{ index: 0, name: 'a.mp4', sizeBytes: 1 }] }),
      );
    // How long one takes a server that has just started, on this machine now.
    const first = await startServer('node', environment);
    const start = performance.now();
    await push(first, newBatch());
    const wholeMs = performance.now() - start;
    await first.stop();

    for (let round = 0; round < 50; round++) {
      const server = await startServer('node', environment);
      const records = newBatch();
      const batch = { hashes: records.map(({ infoHash }) => infoHash), acknowledged: false };
      batches.push(batch);
      const pushed = push(server, records).then(
        (report) => {
          batch.acknowledged = report.created === 200;
        },
        () => {},
      );
      await sleep(randomInt(Math.ceil(1.5 * wholeMs)));
      server.process.kill('SIGKILL');
      await Promise.all([pushed, once(server.process, 'exit')]);
    }

    let kept = 0;
    for (const { hashes, acknowledged } of batches) {
      const { rows } = await client.query<{ torrents: number; files: number; swarms: number }>(
        `select count(*)::int as torrents, count(f.id)::int as files, count(s.torrent_id)::int as swarms
       from torrents t left join files f on f.torrent_id = t.id
       left join swarms s on s.torrent_id = t.id where info_hash = any($1)`,
        [hashes],
      );
      const count = rows[0]?.torrents ?? 0;
      expect(rows).toEqual([{ torrents: count, files: count, swarms: count }]);
      expect(acknowledged ? [200] : [0, 200]).toContain(count);
      kept += count > 0 ? 1 : 0;
    }
    await client.end();
    expect(kept).toBeGreaterThan(0);
    expect(kept).toBeLessThan(50);
  },
  KILLS_TIMEOUT_MS,
);

async function push({ baseUrl }: RunningServer, torrents: unknown[]): Promise<IngestReport> {
  const response = await fetch(`${baseUrl}/api/ingest`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': key },
    body: JSON.stringify({ torrents }),
  });
  return (await response.json()) as IngestReport;
}

test('SIGTERM under load drops nothing that was taken', async () => {
  const { environment } = await database();
  const server = await startServer('node', environment);
  const records = Array.from({ length: 500 }, () => newRecord());
  const pushes = Array.from({ length: 5 }, (_, part) =>
    push(server, records.slice(part * 100, (part + 1) * 100)),
  );
  await sleep(30);
  const [reports] = await Promise.all([Promise.all(pushes), server.stop()]);
  expect(reports.map(({ created }) => created)).toEqual([100, 100, 100, 100, 100]);
  expect(server.process.exitCode).toBe(0);
  await expect(latest(server)).rejects.toThrow();
});
