import { Client } from 'pg';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { newEmail, newInfoHash, newRecord, PASSWORD } from '../support/api';
import { askServer, testFolder, testServer } from '../support/commands';
import { withDatabase } from '../support/databases';
import { eventually } from '../support/eventually';
import { type PostgresServer, startPostgres } from '../support/postgres';
import { INGEST_KEY, secrets } from '../support/secrets';
import { type RunningServer, startServer } from '../support/server';
import { startWorkerStandIn } from '../support/worker-stand-in';

const secret = 'the-cron-secret-of-tests';

let postgres: PostgresServer;
beforeAll(async () => {
  postgres = await startPostgres();
  return postgres.stop;
});

async function newEnvironment() {
  const environment = {
    DATABASE_URL: await postgres.createMigratedDatabase(),
    DATA_DIR: testFolder(),
    ...secrets,
    CRON_SECRET: secret,
  };
  return environment;
}

async function connect(url: string): Promise<Client> {
  const client = new Client({ connectionString: url });
  await client.connect();
  onTestFinished(() => client.end());
  return client;
}

const run = (server: RunningServer, job: string) =>
  askServer(server, 'GET', `/api/cron/${job}`, { authorization: `Bearer ${secret}` });

/** As if the last run had been long ago. */
const forgetRuns = (client: Client) =>
  client.query("update job_runs set started_at = started_at - interval '2 days'");

test('what has expired goes, and what lives stays', async () => {
  const environment = await newEnvironment();
  const client = await connect(environment.DATABASE_URL);
  // Not our own server, which would do it at its start.
  const server = await startServer('next', environment);
  onTestFinished(server.stop);
  const json = { email: newEmail(), password: PASSWORD };
  const { user, refreshToken } = (await askServer(server, 'POST', '/api/auth/sign-up', { json }))
    .json;
  await client.query(
    `insert into sessions (user_id, token_hash, expires_at)
      select $1, repeat('a', 64), now() - interval '1 second' from generate_series(1, 2500)`,
    [user.id],
  );
  await client.query(
    `insert into mailed_links (user_id, purpose, token_hash, expires_at)
      values ($1, 'reset-password', repeat('b', 64), now() - interval '1 second')`,
    [user.id],
  );
  await client.query("insert into rate_limits (key, points, expire) values ('old', 1, 1)");
  await client.query('update torrents set index_version = 0');

  const { status, json: report } = await run(server, 'maintain');
  expect(status).toBe(200);
  expect(report).toMatchObject({
    job: 'maintain',
    outcome: 'done',
    removed: { sessions: 2500, mailedLinks: 1, counters: 1 },
  });
  const again = await askServer(server, 'POST', '/api/auth/refresh', { json: { refreshToken } });
  expect(again.status).toBe(200);
  const { rows } = await client.query('select count(*)::int as count from sessions');
  expect(rows).toEqual([{ count: 1 }]);
});

test('no machine is let in whose secret is not set', async () => {
  const server = await testServer({ DATA_DIR: testFolder() });
  for (const path of ['/api/cron/maintain', '/api/metrics']) {
    for (const token of [secret, 'null', 'undefined']) {
      const headers = { authorization: `Bearer ${token}` };
      expect((await askServer(server, 'GET', path, headers)).status, path).toBe(401);
    }
  }
});

test('of calls at the same time one does it, and no other within a minute', async () => {
  const environment = await newEnvironment();
  const client = await connect(environment.DATABASE_URL);
  const server = await startServer('next', environment);
  onTestFinished(server.stop);
  const outcomes = async () =>
    (await Promise.all(Array.from({ length: 8 }, () => run(server, 'maintain'))))
      .map(({ json }) => json.outcome)
      .sort();
  const once = ['done', ...Array(7).fill('skipped')];
  expect(await outcomes()).toEqual(once);
  expect(await outcomes()).toEqual(Array(8).fill('skipped'));
  await forgetRuns(client);
  expect(await outcomes()).toEqual(once);
});

test('servers do it by themselves, one for all that share the database', async () => {
  const environment = await newEnvironment();
  const servers = await Promise.all([testServer(environment), testServer(environment)]);
  const runs = () =>
    servers.flatMap(({ output }) => output().match(/"job":"maintain"/g) ?? []).length;
  await eventually(() => expect(runs()).toBe(1));
  // PostgreSQL does that by itself.
  expect(servers.map(({ output }) => output()).join('')).toContain('"vacuumed":[]');
  expect((await run(servers[0], 'maintain')).json.outcome).toBe('skipped');
});

/** Has what comes round each minute come round each second. */
const HURRY = `data:text/javascript,${encodeURIComponent(`
  const { setInterval } = globalThis;
  globalThis.setInterval = (what, ms, ...rest) => setInterval(what, ms === 60_000 ? 1_000 : ms, ...rest);
`)}`;

test('a server that stays does it again when its time has come', async () => {
  const environment = await newEnvironment();
  const client = await connect(environment.DATABASE_URL);
  const server = await testServer({ ...environment, NODE_OPTIONS: `--import=${HURRY}` });
  const runs = () => server.output().match(/"job":"maintain"/g)?.length ?? 0;
  for (const count of [1, 2, 3]) {
    await eventually(() => expect(runs()).toBe(count));
    await forgetRuns(client);
  }
});

test('the Worker is told to run', async () => {
  const worker = await startWorkerStandIn();
  const environment = {
    ...(await newEnvironment()),
    WORKER_URL: worker.url,
    RUN_KEY: 'the-key-to-run',
  };
  const server = await startServer('next', environment);
  onTestFinished(server.stop);
  const { status, json } = await run(server, 'scrape');
  expect([status, json]).toEqual([
    200,
    { job: 'scrape', outcome: 'done', sources: ['films', 'music'] },
  ]);
  expect(worker.calls).toEqual(['POST /run the-key-to-run']);
  expect((await run(server, 'scrape')).json.outcome).toBe('skipped');
});

test('a Worker that is gone, and none at all, are told apart', async () => {
  const environment = await newEnvironment();
  const gone = { ...environment, WORKER_URL: 'http://127.0.0.1:9', RUN_KEY: 'the-key-to-run' };
  const without = await startServer('next', environment);
  onTestFinished(without.stop);
  expect((await run(without, 'scrape')).json).toMatchObject({
    outcome: 'skipped',
    reason: 'WORKER_URL is not set.',
  });
  const client = await connect(environment.DATABASE_URL);
  const { rows } = await client.query("select * from job_runs where job = 'scrape'");
  expect(rows).toEqual([]);
  const server = await startServer('next', gone);
  onTestFinished(server.stop);
  const { status, json } = await run(server, 'scrape');
  expect([status, json.code]).toEqual([503, 'unavailable']);
  expect(json.detail).not.toContain('the-key-to-run');
});

test('a job that failed is tried again in some minutes, by one of the servers, until it is done', async () => {
  const worker = await startWorkerStandIn();
  const environment = {
    ...(await newEnvironment()),
    WORKER_URL: worker.url,
    RUN_KEY: 'the-key-to-run',
  };
  const client = await connect(environment.DATABASE_URL);
  const pass = (minutes: number) =>
    client.query(
      'update job_runs set started_at = started_at - $1::interval, finished_at = finished_at - $1::interval',
      [`${minutes} minutes`],
    );
  /** Servers look whether a job's time has come as they start. */
  const startTwo = async () => {
    const servers = await Promise.all([testServer(environment), testServer(environment)]);
    await Promise.all(servers.map(({ stop }) => stop()));
    return servers.map(({ output }) => output()).join('');
  };
  worker.isBroken = true;
  expect(await startTwo()).toContain('job scrape failed');
  await startTwo();
  expect(worker.calls).toHaveLength(1);
  await pass(10);
  worker.isBroken = false;
  await startTwo();
  expect(worker.calls).toHaveLength(2);
  await pass(10);
  await startTwo();
  expect(worker.calls).toHaveLength(2);
});

test('the embedded database is vacuumed where enough has changed', async () => {
  const environment = { DATA_DIR: testFolder(), INGEST_API_KEYS: INGEST_KEY };
  const records = Array.from({ length: 500 }, () => newRecord());
  const ingest = async (server: RunningServer, rounds: number[]) => {
    for (const seeders of rounds) {
      const json = { torrents: records.map((record) => ({ ...record, seeders })) };
      const key = environment.INGEST_API_KEYS;
      const { status } = await askServer(server, 'POST', '/api/ingest', { 'x-api-key': key, json });
      expect(status).toBe(200);
    }
  };
  const swarms = () =>
    withDatabase(environment, async (ask) => {
      await ask("update job_runs set started_at = started_at - interval '2 hours'");
      const [found] = await ask<{ estimated: number; counted: number; bytes: number }>(
        `select (select reltuples from pg_class where oid = 'swarms'::regclass)::int as estimated,
          (select count(*) from swarms)::int as counted, pg_relation_size('swarms')::int as bytes`,
      );
      if (found === undefined) throw new Error('there is no answer');
      return found;
    });
  const first = await testServer(environment);
  await ingest(first, [1, 2, 3, 4, 5, 6]);
  await first.stop();
  const before = await swarms();
  const second = await testServer(environment);
  const line = /\{.*"job":"maintain".*\}/;
  await eventually(() => expect(second.output()).toMatch(line));
  const report = JSON.parse(line.exec(second.output())?.[0] ?? '');
  expect(report).toMatchObject({ outcome: 'done', vacuumed: expect.arrayContaining(['swarms']) });
  // What is free is written to again.
  await ingest(second, [7, 8, 9, 10, 11, 12]);
  await second.stop();
  const after = await swarms();
  expect(after.estimated).toBe(after.counted);
  expect(after.bytes).toBeLessThan(1.5 * before.bytes);
});

test('a server that ends while it makes search entries anew leaves the rest to the next start', async () => {
  const environment = await newEnvironment();
  const client = await connect(environment.DATABASE_URL);
  const first = await testServer(environment);
  const json = { torrents: Array.from({ length: 500 }, () => newRecord()) };
  const key = { 'x-api-key': environment.INGEST_API_KEYS };
  for (let batch = 0; batch < 3; batch++) {
    expect((await askServer(first, 'POST', '/api/ingest', { ...key, json })).status).toBe(200);
    for (const record of json.torrents) record.infoHash = newInfoHash();
  }
  await first.stop();
  await client.query('update torrents set index_version = 0');
  await client.query(
    `create function wait() returns trigger language plpgsql
      as $$ begin perform pg_sleep(0.5); return null; end $$`,
  );
  await client.query(
    'create trigger wait before update on torrents for each statement execute function wait()',
  );

  const second = await testServer(environment);
  await second.stop();
  expect(second.process.exitCode).toBe(0);
  expect(second.output()).not.toContain('"level":"error"');
  const { rows } = await client.query('select from torrents where index_version = 0');
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.length).toBeLessThan(1_500);
});

test('a server that ends while it removes what has expired leaves the rest to the next one', async () => {
  const environment = await newEnvironment();
  const client = await connect(environment.DATABASE_URL);
  await client.query(
    `insert into rate_limits (key, points, expire)
      select n::text, 1, 1 from generate_series(1, 20000) as n`,
  );
  await client.query(
    `create function wait() returns trigger language plpgsql
      as $$ begin perform pg_sleep(0.5); return null; end $$`,
  );
  await client.query(
    'create trigger wait before delete on rate_limits for each statement execute function wait()',
  );
  const left = async () => {
    const { rows } = await client.query('select from rate_limits where expire = 1');
    return rows.length;
  };
  const server = await testServer(environment);
  await expect.poll(left).toBeLessThan(20_000);
  const before = await left();
  await server.stop();
  expect(server.process.exitCode).toBe(0);
  // Of the batch that was under way, and one that was about to begin.
  expect(await left()).toBeGreaterThanOrEqual(before - 2_000);
  const { rows } = await client.query("select finished_at from job_runs where job = 'maintain'");
  expect(rows).toEqual([{ finished_at: null }]);
});
