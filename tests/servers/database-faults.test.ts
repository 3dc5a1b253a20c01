import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { Client } from 'pg';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '@/db/client';
import { readConfig } from '@/lib/config';
import { testServer } from '../support/commands';
import { eventually } from '../support/eventually';
import { FAULTS_ON_SIGNAL } from '../support/faults';
import { callsOf, latest, newDatabase, OUTAGE_MS, timed } from '../support/outages';

test('a database that goes and comes back costs 503s meanwhile, and no restart', async () => {
  const { postgres, environment } = await newDatabase();
  const server = await testServer(environment);
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
  await eventually(async () => expect((await latest(server)).status).toBe(200));
  for (let round = 0; round < 5; round++) {
    for (const { status } of await askAll()) expect(status).toBeLessThan(300);
  }
});

test('pages say that the catalogue does not answer, which is no error of ours', async () => {
  const { postgres, environment } = await newDatabase();
  const server = await testServer(environment);
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
  await eventually(() => {
    expect(server.output().match(/"level":"warn".*the database does not answer/g)).toHaveLength(3);
  });
  expect(server.output()).not.toContain('"level":"error"');
});

test('a database that hangs is given up soon, and asked again when it goes on', async () => {
  const { postgres, environment } = await newDatabase();
  const server = await testServer(environment);
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
  await eventually(async () => expect((await latest(server)).status).toBe(200));
  for (let round = 0; round < 5; round++) {
    for (const { status } of await askAll()) expect(status).toBeLessThan(300);
  }
});

test('SIGTERM and what nobody caught end servers whose database hangs', async () => {
  const { postgres, environment } = await newDatabase();
  const start = async (signal: NodeJS.Signals, isAsked: boolean) => {
    const server = await testServer({ ...environment, NODE_OPTIONS: FAULTS_ON_SIGNAL });
    expect((await latest(server)).status).toBe(200);
    return async () => {
      const ended = once(server.process, 'exit');
      const asked = isAsked && timed(latest(server, '?limit=7')).catch(() => null);
      await sleep(100);
      server.process.kill(signal);
      await Promise.all([asked, ended]);
    };
  };
  const ends = await Promise.all([
    start('SIGTERM', true),
    start('SIGTERM', false),
    start('SIGUSR2', false),
  ]);
  postgres.hang();
  onTestFinished(postgres.goOn);
  await Promise.all(ends.map((end) => end()));
});

test('connections that open together all have their limit of time', async () => {
  const { environment } = await newDatabase();
  const settings = {
    NODE_ENV: 'test' as const,
    ...environment,
    DATABASE_POOL_MAX: '20',
    DATABASE_STATEMENT_TIMEOUT_MS: '7000',
  };
  const database = await openDatabase(readConfig(settings).database, pino({ level: 'silent' }));
  onTestFinished(() => database.close());
  const readLimit = () =>
    database.db.execute(sql`select current_setting('statement_timeout') as "limit", pg_sleep(0.5)`);
  const answers = await Promise.all(Array.from({ length: 20 }, readLimit));
  const limits = answers.map((answer) => (answer as { rows: { limit: string }[] }).rows[0]?.limit);
  expect(limits).toEqual(limits.map(() => '7s'));
});

test('a statement that takes too long is ended, and those that wait for one are not kept', async () => {
  const { environment } = await newDatabase();
  const server = await testServer({
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
  const { environment } = await newDatabase({ max_connections: '20' });
  const server = await testServer(environment);
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
  await eventually(async () => {
    for (const { status } of await askAll()) expect(status).toBeLessThan(300);
  });
});
