import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@redis/client';
import { Client } from 'pg';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { IngestRecord } from '@/contracts/ingest';
import { newRecord } from '../support/api';
import { newWord } from '../support/catalogue';
import { testFolder } from '../support/commands';
import { eventually } from '../support/eventually';
import { type PostgresServer, startPostgres } from '../support/postgres';
import { type RedisServer, startRedis } from '../support/redis';
import { INGEST_KEY, secrets } from '../support/secrets';
import { type RunningServer, startServer } from '../support/server';

type Environment = Record<'DATABASE_URL', string> & Record<string, string>;

let postgres: PostgresServer;
/** Two servers of one database, for tests that leave them as they were. */
let shared: { environment: Environment; one: RunningServer; two: RunningServer };
beforeAll(async () => {
  postgres = await startPostgres();
  const dataDir = mkdtempSync(join(tmpdir(), 'torrent-streamer-caching-'));
  const environment = await newEnvironment(dataDir);
  const [one, two] = [
    await startServer('node', environment),
    await startServer('node', environment),
  ];
  shared = { environment, one, two };
  return async () => {
    for (const { stop } of [one, two, postgres]) await stop();
    rmSync(dataDir, { recursive: true });
  };
});

/** A database with its schema, and what servers on it are started with. */
async function newEnvironment(dataDir = testFolder()): Promise<Environment> {
  const environment = {
    DATABASE_URL: await postgres.createMigratedDatabase(),
    DATA_DIR: dataDir,
    ...secrets,
    RATE_LIMIT: 'off',
    DATABASE_STATEMENT_TIMEOUT_MS: '3000',
  };
  return environment;
}

async function newServer(environment: Record<string, string>): Promise<RunningServer> {
  const server = await startServer('node', environment);
  onTestFinished(server.stop);
  return server;
}

async function newRedis(): Promise<RedisServer> {
  const redis = await startRedis();
  onTestFinished(redis.kill);
  return redis;
}

/** Until each of the keys is forgotten; of one that is kept for ever, -1. */
async function secondsLeft({ url }: RedisServer): Promise<number[]> {
  const client = createClient({ url });
  await client.connect();
  const keys = await client.keys('*');
  const seconds = await Promise.all(keys.map((key) => client.ttl(key)));
  await client.close();
  return seconds;
}

async function ingest({ baseUrl }: RunningServer, ...torrents: IngestRecord[]): Promise<void> {
  const response = await fetch(`${baseUrl}/api/ingest`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': INGEST_KEY },
    body: JSON.stringify({ torrents }),
  });
  expect(await response.json()).toMatchObject({ received: torrents.length, rejected: 0 });
}

const ask = ({ baseUrl }: RunningServer, path: string, headers: Record<string, string> = {}) =>
  fetch(`${baseUrl}/api/torrents/${path}`, { headers });

async function firstName(server: RunningServer, path = 'latest'): Promise<string | undefined> {
  const response = await ask(server, path);
  expect(response.status).toBe(200);
  return ((await response.json()) as { items: { name: string }[] }).items[0]?.name;
}

/** Runs `work` while no statement can read a torrent. */
async function withoutTorrents(databaseUrl: string, work: (client: Client) => Promise<void>) {
  const blocker = new Client(databaseUrl);
  await blocker.connect();
  try {
    await blocker.query('begin; lock table torrents in access exclusive mode');
    await work(blocker);
  } finally {
    await blocker.end();
  }
}

/** A session that holds a lock until it is ended. */
async function holdLock(databaseUrl: string, high: number, low: number): Promise<Client> {
  const client = new Client(databaseUrl);
  client.on('error', () => {});
  await client.connect();
  onTestFinished(() => client.end());
  await client.query('select pg_advisory_lock_shared($1, $2)', [high, low]);
  return client;
}

/** Ingests at one server and asks the other, over and over; each answer must have the newest. */
async function expectFresh(writer: RunningServer, reader: RunningServer, rounds: number) {
  for (let round = 0; round < rounds; round++) {
    const record = newRecord({ name: newWord() });
    await ingest(writer, record);
    expect(await firstName(reader)).toBe(record.name);
    expect(await firstName(reader)).toBe(record.name);
  }
}

/** What one server made the other answers without the database. A Redis that a busy machine makes slow is done without. */
const expectShared = (one: RunningServer, two: RunningServer, environment: Environment) =>
  eventually(async () => {
    const name = newWord();
    await ingest(one, newRecord({ name }));
    expect(await firstName(one)).toBe(name);
    await withoutTorrents(environment.DATABASE_URL, async () => {
      expect(await firstName(two)).toBe(name);
    });
  });

/** The URL of the same database by way of a proxy, where `join` passes on what either says. */
async function throughProxy(
  databaseUrl: string,
  join: (caller: Socket, database: Socket) => void,
): Promise<string> {
  const { hostname, port } = new URL(databaseUrl);
  const proxy = createServer((caller) => {
    const database = connect(Number(port), hostname);
    for (const socket of [caller, database]) socket.on('error', () => {});
    caller.on('close', () => database.destroy());
    join(caller, database);
  });
  await once(proxy.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => void proxy.close());
  return Object.assign(new URL(databaseUrl), {
    port: `${(proxy.address() as AddressInfo).port}`,
  }).href;
}

/** The URL of the same database, whose answers arrive some milliseconds later. */
const answersLate = (databaseUrl: string, milliseconds: number) =>
  throughProxy(databaseUrl, (caller, database) => {
    caller.pipe(database);
    database.on('data', (chunk) => setTimeout(() => caller.write(chunk), milliseconds));
    database.on('close', () => caller.destroy());
  });

/** Connections of servers that rely on what they know of the catalogue, by the halves of their locks. */
async function listWhoRelies(client: Client): Promise<{ high: number; low: number }[]> {
  const { rows } = await client.query(`
    select classid::int as high, objid::int as low from pg_stat_activity join pg_locks using (pid)
    where datname = current_database() and application_name like '%watch' and locktype = 'advisory'`);
  return rows;
}

describe('an answer that is kept', () => {
  test('does without the database, and so does a 304', async () => {
    const { environment, one: server } = shared;
    const record = newRecord({ name: newWord() });
    await ingest(server, record);
    const paths = [
      'latest',
      `search?q=${record.name}`,
      record.infoHash,
      `suggest?q=${record.name}`,
    ];
    const before = await Promise.all(paths.map(async (path) => (await ask(server, path)).text()));
    await withoutTorrents(environment.DATABASE_URL, async () => {
      for (const [place, path] of paths.entries()) {
        const answer = await ask(server, path);
        expect(answer.status).toBe(200);
        expect(await answer.text()).toBe(before[place]);
        const etag = answer.headers.get('etag') ?? '';
        expect((await ask(server, path, { 'if-none-match': etag })).status).toBe(304);
      }
      expect((await ask(server, 'latest?limit=7')).status).toBe(503);
    });
    expect((await ask(server, 'latest?limit=7')).status).toBe(200);
  });

  test('is made once for all who wait for it', async () => {
    const { environment, one: server } = shared;
    await ingest(server, newRecord());
    await withoutTorrents(environment.DATABASE_URL, async (blocker) => {
      // As many as are worked on at a time: the others might be refused on a busy machine.
      const answers = Array.from({ length: 20 }, () => ask(server, 'latest?limit=9'));
      const waiting = async () => {
        const { rows } = await blocker.query(
          "select from pg_stat_activity where wait_event_type = 'Lock'",
        );
        return rows.length;
      };
      await eventually(async () => expect(await waiting()).toBe(1));
      await blocker.query('rollback');
      for (const { status } of await Promise.all(answers)) expect(status).toBe(200);
    });
  });

  test('holds no longer than the catalogue stays as it is, whichever server changed it', async () => {
    const { one, two } = shared;
    await expectFresh(one, one, 20);
    await expectFresh(one, two, 50);
    await expectFresh(two, one, 50);
  });

  test('is not used where nothing is heard of changes', async () => {
    const { environment, one, two } = shared;
    await expectFresh(one, two, 3);
    await expectFresh(two, one, 3);
    const client = new Client(environment.DATABASE_URL);
    await client.connect();
    onTestFinished(() => client.end());
    const end = () =>
      client.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name like '%watch'",
      );
    for (let round = 0; round < 5; round++) {
      expect((await end()).rowCount).toBe(2);
      await expectFresh(one, two, 3);
      await eventually(async () => {
        await Promise.all([one, two].map((server) => firstName(server)));
        expect(await listWhoRelies(client)).toHaveLength(2);
      });
      await expectFresh(two, one, 3);
    }
  });

  test('is not used by a server that hears of changes late', async () => {
    const { environment, one } = shared;
    const DATABASE_URL = await answersLate(environment.DATABASE_URL, 50);
    const two = await newServer({ ...environment, DATABASE_URL });
    await expectFresh(one, two, 20);
  });

  test('is not used by a server that was stopped, which holds others up once', async () => {
    const environment = await newEnvironment();
    const [one, two] = [await newServer(environment), await newServer(environment)];
    const client = new Client(environment.DATABASE_URL);
    await client.connect();
    onTestFinished(() => client.end());
    await expectFresh(one, two, 3);
    const relying = await listWhoRelies(client);
    expect(relying).toHaveLength(1);
    const [{ high, low } = { high: 0, low: 0 }] = relying;
    const ofOthers = await Promise.all([
      holdLock(await postgres.createDatabase(), high, low),
      holdLock(environment.DATABASE_URL, high + 1, low),
      // Who is ahead already.
      holdLock(environment.DATABASE_URL, high, (low + 10_000_000) % 2 ** 31),
    ]);
    two.process.kill('SIGSTOP');
    const records = [newRecord({ name: newWord() }), newRecord({ name: newWord() })];
    for (const record of records) await ingest(one, record);
    expect(await listWhoRelies(client)).toHaveLength(0);
    for (const session of ofOthers) await session.query('select');
    two.process.kill('SIGCONT');
    expect(await firstName(two)).toBe(records[1]?.name);
    await eventually(() => expect(one.output().split('its session is ended')).toHaveLength(2));
    await eventually(async () => {
      await firstName(two);
      expect(await listWhoRelies(client)).toHaveLength(1);
    });
    await expectFresh(one, two, 3);
  });

  test('is not used by a server that hears of nothing any more and is not told so', async () => {
    const { environment, one } = shared;
    let isCut = false;
    const DATABASE_URL = await throughProxy(environment.DATABASE_URL, (caller, database) => {
      let isOfWatch = false;
      const isLost = () => isCut && isOfWatch;
      caller.on('data', (chunk) => {
        isOfWatch ||= chunk.includes('torrent-streamer watch');
        if (!isLost()) database.write(chunk);
      });
      database.on('data', (chunk) => isLost() || caller.write(chunk));
      database.on('close', () => isLost() || caller.destroy());
    });
    const two = await newServer({ ...environment, DATABASE_URL });
    await expectFresh(one, two, 3);
    isCut = true;
    await expectFresh(one, two, 3);
  });

  test('holds nobody up where one question for what is newest failed', async () => {
    const { environment, one } = shared;
    const seen = { lock: false, fault: false };
    const DATABASE_URL = await throughProxy(environment.DATABASE_URL, (caller, database) => {
      caller.on('data', (chunk) => {
        const text = chunk.toString('latin1');
        const isSpoilt = seen.lock && !seen.fault && text.includes('generation');
        seen.lock ||= text.includes('pg_try_advisory_lock_shared');
        seen.fault ||= isSpoilt;
        // Of a table that is not there.
        database.write(isSpoilt ? text.replaceAll('generation', 'generatiox') : text, 'latin1');
      });
      database.pipe(caller);
    });
    const two = await newServer({ ...environment, DATABASE_URL });
    await expectFresh(one, two, 5);
    expect(seen).toEqual({ lock: true, fault: true });
    expect(one.output()).not.toContain('its session is ended');
  });

  test('is fresh in a function that comes and goes as well', async () => {
    const environment = { ...(await newEnvironment()), VERCEL: '1' };
    const [one, two] = [await newServer(environment), await newServer(environment)];
    await expectFresh(one, two, 30);
  });
});

describe('with Redis', () => {
  test('what one server made the other has', async () => {
    const redis = await newRedis();
    const environment = { ...(await newEnvironment()), REDIS_URL: redis.url };
    const [one, two] = [await newServer(environment), await newServer(environment)];
    await expectShared(one, two, environment);
    expect(Math.min(...(await secondsLeft(redis)))).toBeGreaterThan(0);
    await expectFresh(one, two, 20);
  });

  test('catalogues that share it do not take each other’s answers', async () => {
    const redis = await newRedis();
    const names = [];
    for (let place = 0; place < 2; place++) {
      const environment = { ...(await newEnvironment()), REDIS_URL: redis.url };
      const server = await newServer(environment);
      const record = newRecord({ name: newWord() });
      await ingest(server, record);
      names.push(record.name, await firstName(server));
    }
    expect(new Set(names).size).toBe(2);
  });

  test('that goes, hangs and comes back no answer is lost', async () => {
    const redis = await newRedis();
    const environment = { ...(await newEnvironment()), REDIS_URL: redis.url };
    const [one, two] = [await newServer(environment), await newServer(environment)];
    await expectFresh(one, two, 3);

    await redis.kill();
    await expectFresh(one, two, 10);

    await redis.start();
    await ingest(one, newRecord());
    await eventually(() => {
      expect(one.output().split('Redis is there').length).toBe(3);
      expect(two.output().split('Redis is there').length).toBe(3);
    });
    await expectShared(one, two, environment);

    redis.hang();
    const start = performance.now();
    await expectFresh(one, two, 10);
    expect(performance.now() - start).toBeLessThan(5_000);
    redis.goOn();
    await expectFresh(two, one, 3);
  });

  test('that was never there a server serves as without', async () => {
    const environment = { ...(await newEnvironment()), REDIS_URL: 'redis://127.0.0.1:9' };
    const server = await newServer(environment);
    await expectFresh(server, server, 3);
    // Then all of its log is written.
    await server.stop();
    expect(server.output().split('Redis is not there')).toHaveLength(2);
  });
});
