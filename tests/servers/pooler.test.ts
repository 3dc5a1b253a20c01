import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { newEmail, newRecord, PASSWORD } from '../support/api';
import { ask, type Call } from '../support/calls';
import { runCommand } from '../support/commands';
import { eventually } from '../support/eventually';
import { startPgbouncer } from '../support/pgbouncer';
import { startPostgres } from '../support/postgres';
import { INGEST_KEY, secrets } from '../support/secrets';
import { type RunningServer, startServer } from '../support/server';

/** Of PostgreSQL, which all servers share: far fewer than they ask for. */
const CONNECTIONS = 8;

const environmentOn = (url: string) => ({
  DATABASE_URL: url,
  DATABASE_POOL_MAX: '80',
  ...secrets,
  RATE_LIMIT: 'off',
});

/** The address of the database past PgBouncer, and by way of it. */
let direct: string;
let pooled: string;
let outputOfPooler: () => string;
beforeAll(async () => {
  const postgres = await startPostgres();
  direct = await createOwnDatabase(await postgres.createDatabase());
  const pooler = await startPgbouncer(direct, {
    default_pool_size: CONNECTIONS,
    log_connections: 1,
  });
  pooled = pooler.url;
  outputOfPooler = pooler.output;
  const both = ['first', 'second'].map(() => runCommand('migrate', [], environmentOn(pooled)));
  for (const outcome of await Promise.all(both)) {
    expect(outcome).toMatchObject({ code: 0, stderr: '' });
  }
  const seeded = await runCommand('seed', [], environmentOn(pooled));
  expect(seeded.stdout).toMatch(/ [1-9]\d* created/);
  return async () => {
    await pooler.stop();
    await postgres.stop();
  };
});

/** The database and the role of compose.yaml, which is no superuser. */
async function createOwnDatabase(url: string): Promise<string> {
  const password = 'the-password-of-tests';
  const client = new Client(url);
  await client.connect();
  for (const statement of readFileSync('docker/postgres.sql', 'utf8').split('\n')) {
    if (/^create /.test(statement)) {
      await client.query(statement.replace(":'password'", `'${password}'`));
    }
  }
  await client.end();
  const { host } = new URL(url);
  return `postgresql://torrent_streamer:${password}@${host}/torrent_streamer`;
}

async function newServer(url = pooled, more = {}): Promise<RunningServer> {
  const server = await startServer('node', { ...environmentOn(url), ...more });
  onTestFinished(server.stop);
  return server;
}

const ingest = (...torrents: unknown[]): Call => ({
  method: 'POST',
  path: '/api/ingest',
  headers: { 'x-api-key': INGEST_KEY },
  json: { torrents },
});

async function signUp(server: RunningServer, email = newEmail()) {
  const json = { email, password: PASSWORD };
  const path = '/api/auth/sign-up';
  const { json: session } = await ask(server, { method: 'POST', path, json });
  return { authorization: `Bearer ${session.accessToken}` };
}

/** As a client does that is told to come back: a busy machine may take longer than anybody waits. */
async function askAgain(server: RunningServer, call: Call) {
  for (let attempt = 1; ; attempt++) {
    const reply = await ask(server, call);
    if (reply.status !== 503 || attempt === 5) return reply;
    await sleep(Number(reply.headers['retry-after']) * 1_000);
  }
}

test('300 requests of five kinds at once share a few connections, and each has its own answer', async () => {
  const server = await newServer();
  const [email, headers] = [newEmail(), await signUp(server)];
  await signUp(server, email);
  const { json: found } = await ask(server, { path: '/api/torrents/search?q=sintel' });
  const works = Array.from({ length: 60 }, () => newRecord());
  const { json: report } = await ask(server, ingest(...works));

  const credentials = { email, password: PASSWORD };
  const kinds: ((round: number) => [Call, number, object])[] = [
    (round) => {
      const isNew = round % 2 === 0;
      const json = isNew ? { ...credentials, email: `${round}-${email}` } : credentials;
      const path = isNew ? '/api/auth/sign-up' : '/api/auth/sign-in';
      const call = { method: 'POST', path, json };
      return [call, isNew ? 201 : 200, { user: { email: json.email } }];
    },
    (round) => {
      const limit = (round % 20) + 1;
      const path = `/api/torrents/search?q=sintel&limit=${limit}`;
      return [{ path }, 200, { items: found.items.slice(0, limit) }];
    },
    (round) => [{ path: `/api/torrents/latest?limit=${round + 1}` }, 200, {}],
    () => [ingest(newRecord()), 200, { created: 1 }],
    (round) => {
      const json = { torrentId: report.results[round].id, progressPercent: round };
      return [{ method: 'POST', path: '/api/watch-history', headers, json }, 201, json];
    },
  ];
  const calls = Array.from({ length: 60 }, (_, round) => kinds.map((kind) => kind(round))).flat();
  const replies = await Promise.all(calls.map(([call]) => askAgain(server, call)));
  for (const [place, [call, status, answer]] of calls.entries()) {
    expect(replies[place], `${call.method} ${call.path}`).toMatchObject({ status, json: answer });
  }

  const { json: history } = await ask(server, { path: '/api/watch-history?limit=100', headers });
  expect(history.items).toHaveLength(60);
  const client = new Client(direct);
  await client.connect();
  const { rows } = await client.query(
    "select count(*)::int as count from pg_stat_activity where usename = 'torrent_streamer' and pid <> pg_backend_pid()",
  );
  await client.end();
  expect(rows[0].count).toBeLessThanOrEqual(CONNECTIONS);
  expect(server.output()).not.toMatch(/prepared statement|"level":"error"/);
});

test('a change that one server makes is what another answers, and guesses at both are counted', async () => {
  const limited = { RATE_LIMIT: 'on' };
  const [one, two] = [await newServer(pooled, limited), await newServer(pooled, limited)];
  for (let round = 0; round < 20; round++) {
    const record = newRecord();
    expect(await ask(one, ingest(record))).toMatchObject({ status: 200 });
    const { json } = await ask(two, { path: '/api/torrents/latest' });
    expect(json.items[0].infoHash).toBe(record.infoHash);
  }
  const json = { email: newEmail(), password: 'a guess' };
  const guess: Call = { method: 'POST', path: '/api/auth/sign-in', json };
  const guesses = Array.from({ length: 15 }, (_, round) => askAgain(round % 2 ? one : two, guess));
  const statuses = (await Promise.all(guesses)).map(({ status }) => status);
  expect(statuses.filter((status) => status === 401)).toHaveLength(10);
  expect(statuses.filter((status) => status === 429)).toHaveLength(5);
});

test('a statement that takes too long is ended', async () => {
  const pooler = await startPgbouncer(direct, { statement_timeout: 1500 });
  onTestFinished(pooler.stop);
  const server = await newServer(pooler.url);
  const blocker = new Client(direct);
  await blocker.connect();
  try {
    await blocker.query('begin; lock table torrents in access exclusive mode');
    const start = performance.now();
    expect(await ask(server, { path: '/api/torrents/latest?limit=7' })).toMatchObject({
      status: 503,
      code: 'unavailable',
    });
    expect(performance.now() - start).toBeLessThan(5_000);
  } finally {
    await blocker.end();
  }
  await eventually(async () => {
    expect(await ask(server, { path: '/api/torrents/latest?limit=7' })).toMatchObject({
      status: 200,
    });
  });
});

test('a server with nothing to do leaves the pooler in peace', async () => {
  const server = await newServer();
  await ask(server, { path: '/api/torrents/latest' });
  await sleep(500);
  const logins = () => outputOfPooler().split('login attempt').length - 1;
  const before = logins();
  expect(before).toBeGreaterThan(0);
  await sleep(3_500);
  expect(logins()).toBe(before);
});
