import { once } from 'node:events';
import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { childrenOf } from '../support/children';
import { beginCommand, testFolder } from '../support/commands';
import { eventually } from '../support/eventually';
import { freePort } from '../support/ports';
import { type PostgresServer, startPostgres } from '../support/postgres';
import { INGEST_KEY, secrets } from '../support/secrets';
import { type RunningServer, startServer } from '../support/server';

let postgres: PostgresServer;
beforeAll(async () => {
  postgres = await startPostgres();
  return postgres.stop;
});

const environmentOfThree = async () => ({
  DATABASE_URL: await postgres.createDatabase(),
  DATA_DIR: testFolder(),
  ...secrets,
  WEB_CONCURRENCY: '3',
  RATE_LIMIT: 'off',
});

async function startThree(more: Record<string, string> = {}): Promise<RunningServer> {
  const server = await startServer('node', { ...(await environmentOfThree()), ...more });
  onTestFinished(server.stop);
  return server;
}

async function newServer(more: Record<string, string> = {}): Promise<RunningServer> {
  const server = await startThree(more);
  await eventually(() => expect(server.output()).toContain('Torrent Streamer is up'));
  return server;
}

const LATEST = '/api/torrents/latest';

/** One request on a connection of its own: the processes take connections in turn. */
const ask = ({ baseUrl }: RunningServer, path = LATEST, patienceMs = 30_000) =>
  fetch(baseUrl + path, {
    headers: { connection: 'close' },
    signal: AbortSignal.timeout(patienceMs),
  });

/** The processes that have said something in the log. */
async function pidsOf(server: RunningServer): Promise<number[]> {
  await sleep(400);
  const pids = server.output().matchAll(/"pid":(\d+),.*"route"/g);
  return [...new Set([...pids].map(([, pid]) => Number(pid)))];
}

const isRunning = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

test('several processes answer on one port, and are replaced when they end', async () => {
  const server = await newServer();
  for (let call = 0; call < 12; call++) expect((await ask(server)).status).toBe(200);
  const before = await pidsOf(server);
  expect(before).toHaveLength(3);

  process.kill(before[0] as number, 'SIGKILL');
  const statuses = [];
  for (let call = 0; call < 30; call++) {
    statuses.push((await ask(server, LATEST, 5_000).catch(() => ({ status: 0 }))).status);
    await sleep(50);
  }
  // A connection that was just given to the one that was killed is lost with it: one that it had not
  // taken yet Node never closes.
  expect(statuses.filter((status) => status !== 200).length).toBeLessThanOrEqual(1);
  await eventually(async () => {
    for (let call = 0; call < 6; call++) await ask(server);
    expect(await pidsOf(server)).toHaveLength(4);
  });
  expect(server.output()).toContain('a process ended');
});

test('all of them end on SIGTERM, after what they are answering', async () => {
  const server = await newServer();
  for (let call = 0; call < 6; call++) await ask(server);
  const pids = await pidsOf(server);
  const { hostname, port } = new URL(server.baseUrl);
  const slow = request({
    hostname,
    port,
    method: 'POST',
    path: '/api/auth/sign-in',
    headers: { 'content-type': 'application/json', 'content-length': 2 },
  });
  slow.write('{');
  await sleep(200);
  // As npm does, which hands on what the terminal has told both of them.
  for (const signal of ['SIGTERM', 'SIGINT'] as const) server.process.kill(signal);
  const ended = once(server.process, 'exit');
  await sleep(300);
  slow.end('}');
  const [answer] = await once(slow, 'response');
  expect(answer.statusCode).toBe(400);
  answer.resume();
  const [code] = await ended;
  expect(code).toBe(0);
  expect(pids.filter(isRunning)).toEqual([]);
});

test('none is left when the first of them is killed', async () => {
  const server = await newServer();
  for (let call = 0; call < 6; call++) await ask(server);
  const pids = await pidsOf(server);
  expect(pids).toHaveLength(3);
  server.process.kill('SIGKILL');
  await eventually(() => expect(pids.filter(isRunning)).toEqual([]));
});

test('a quota is one for all of them', async () => {
  const server = await newServer({ RATE_LIMIT: 'on' });
  const statuses: number[] = [];
  for (let round = 0; round < 32; round++) {
    const calls = Array.from({ length: 10 }, () => ask(server, '/api/torrents/search?q=a'));
    statuses.push(...(await Promise.all(calls)).map(({ status }) => status));
  }
  expect(statuses.filter((status) => status === 200)).toHaveLength(300);
  expect(statuses.filter((status) => status === 429)).toHaveLength(20);
});

test('what one of them takes in the others show at once', async () => {
  const server = await newServer();
  for (let round = 0; round < 60; round++) {
    const infoHash = round.toString(16).padStart(40, '0');
    const response = await fetch(`${server.baseUrl}/api/ingest`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-api-key': INGEST_KEY,
        connection: 'close',
      },
      body: JSON.stringify({ torrents: [{ infoHash, name: 'a work', sizeBytes: 1 }] }),
    });
    expect(response.status).toBe(200);
    const { items } = (await (await ask(server)).json()) as { items: { infoHash: string }[] };
    expect(items[0]?.infoHash).toBe(infoHash);
  }
});

test('one that ends before it serves is replaced, and all are waited for', async () => {
  const server = await startThree();
  // The first one serves, as something was answered; the others have just begun.
  const { pid = 0 } = server.process;
  await vi.waitFor(() => expect(childrenOf(pid)).toHaveLength(3), { timeout: 5_000, interval: 5 });
  process.kill(Math.max(...childrenOf(pid)), 'SIGKILL');
  await eventually(() => expect(server.output()).toContain('Torrent Streamer is up'));
  for (let call = 0; call < 12; call++) expect((await ask(server)).status).toBe(200);
  expect(await pidsOf(server)).toHaveLength(3);
});

/** Puts the clock of a program forward by a minute on SIGUSR2. */
const LATER = `data:text/javascript,${encodeURIComponent(`
  const { now } = performance;
  let ahead = 0;
  performance.now = () => now.call(performance) + ahead;
  process.on('SIGUSR2', () => { ahead += 60_000; });
`)}`;

test('those that end after a while are replaced for ever, and those that end as they start are not', async () => {
  const server = await newServer({ NODE_OPTIONS: `--import=${LATER}` });
  const { pid = 0 } = server.process;
  const children = () => childrenOf(pid).filter(isRunning);
  const ended = once(server.process, 'exit');
  let [youngest = 0] = children();
  const endYoungest = async () => {
    const before = children();
    process.kill(youngest, 'SIGKILL');
    const findAdded = () => {
      const [added = 0] = children().filter((child) => !before.includes(child));
      expect(added).not.toBe(0);
      return added;
    };
    youngest = await vi.waitFor(findAdded, { timeout: 5_000, interval: 5 });
  };
  server.process.kill('SIGUSR2');
  for (let end = 0; end < 5; end++) await endYoungest();
  server.process.kill('SIGUSR2');
  for (let end = 0; end < 2; end++) await endYoungest();
  expect((await ask(server)).status).toBe(200);

  const killing = setInterval(() => {
    for (const child of children()) process.kill(child, 'SIGKILL');
  }, 100);
  onTestFinished(() => clearInterval(killing));
  expect(await ended).toEqual([1, null]);
  const why = 'The processes of WEB_CONCURRENCY end as soon as they start.';
  expect(server.output().split(why)).toHaveLength(2);
});

test('SIGTERM while the first of them starts ends it all in good order', async () => {
  const environment = { ...(await environmentOfThree()), PORT: String(await freePort()) };
  const hasForked = (pid: number) => childrenOf(pid).length > 0;
  const { child, ended } = await beginCommand('main', [], environment, hasForked);
  child.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
});

test('each tells of errors by the lines of the sources', async () => {
  const DATABASE_URL = await postgres.createMigratedDatabase();
  const server = await newServer({ DATABASE_URL });
  const client = new Client({ connectionString: DATABASE_URL });
  await client.connect();
  await client.query('alter table torrents rename to torrents_of_old');
  await client.end();
  expect((await ask(server)).status).toBe(500);
  await eventually(() => expect(server.output()).toContain('unexpected error'));
  expect(server.output()).toMatch(/\/services\/[\w-]+\.ts:\d+/);
});

test('a port that is taken is said once', async () => {
  const taken = await newServer();
  const PORT = new URL(taken.baseUrl).port;
  const late = await startThree({ PORT });
  await eventually(() => expect(late.process.exitCode).toBe(1));
  expect(late.output().split(`Port ${PORT} is taken: set PORT to another one.`)).toHaveLength(2);
});

test('the embedded database takes one process', async () => {
  const starting = startServer('node', {
    WEB_CONCURRENCY: '2',
    DATA_DIR: testFolder(),
    PORT: String(await freePort()),
  });
  await expect(starting).rejects.toThrow('WEB_CONCURRENCY needs DATABASE_URL');
});
