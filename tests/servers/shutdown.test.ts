import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { newEmail, newRecord, PASSWORD } from '../support/api';
import { ask } from '../support/calls';
import { testFolder, testServer } from '../support/commands';
import { latest, newDatabase, push, timed } from '../support/outages';
import { INGEST_KEY } from '../support/secrets';
import { type RunningServer, startServer } from '../support/server';

const server = () =>
  testServer({ DATA_DIR: testFolder(), INGEST_API_KEYS: INGEST_KEY, RATE_LIMIT: 'off' });

/** What a caller sends over and over. */
interface Call {
  method: string;
  path: string;
  headers?: Record<string, string>;
  body?: string;
}

const json = (path: string, value: unknown, headers = {}): Call => ({
  method: 'POST',
  path,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(value),
});

/** Sends a call by a connection that is kept; its status once all of the answer is there, or why there is none. */
const send = ({ baseUrl }: RunningServer, agent: Agent, { body, ...call }: Call) =>
  new Promise<number | string>((resolve) => {
    const outgoing = request(baseUrl + call.path, { agent, ...call }, (incoming) => {
      incoming.resume();
      incoming.once('end', () => resolve(incoming.statusCode ?? 0));
      incoming.once('error', () => resolve('cut off'));
    });
    outgoing.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    outgoing.end(body);
  });

const torrent = () => newRecord({ files: [{ index: 0, name: 'a.mp4', sizeBytes: 1 }] });

async function callsOf(server: RunningServer): Promise<Record<string, () => Call>> {
  const record = torrent();
  const credentials = { email: newEmail(), password: PASSWORD };
  const headers = { 'x-api-key': INGEST_KEY };
  const post = { method: 'POST', headers };
  const { json: session } = await ask(server, {
    ...post,
    path: '/api/auth/sign-up',
    json: credentials,
  });
  const { json: report } = await ask(server, {
    ...post,
    path: '/api/ingest',
    json: { torrents: [record] },
  });
  const torrentId = report.results[0].id;
  const authorization = `Bearer ${session.accessToken}`;
  await ask(server, {
    method: 'POST',
    path: '/api/watch-history',
    headers: { authorization },
    json: { torrentId, progressPercent: 1 },
  });
  let asked = 0;
  return {
    search: () => ({ method: 'GET', path: `/api/torrents/search?q=sintel+${asked++}` }),
    latest: () => ({ method: 'GET', path: '/api/torrents/latest' }),
    'sign-in': () => json('/api/auth/sign-in', credentials),
    'watch progress': () =>
      json('/api/watch-history', { torrentId, progressPercent: asked++ % 100 }, { authorization }),
    ingest: () => json('/api/ingest', { torrents: [torrent(), torrent()] }, headers),
    lines: () => ({
      method: 'POST',
      path: '/api/ingest',
      headers: { ...headers, 'content-type': 'application/x-ndjson' },
      body: Array.from({ length: 50 }, () => `${JSON.stringify(torrent())}\n`).join(''),
    }),
  };
}

test('SIGTERM drops nothing of callers who keep their connections, and ends soon', async () => {
  const running = await server();
  const calls = await callsOf(running);
  let isOver = false;
  const outcomes: Record<string, Record<string, number>> = {};
  const lanes = Object.entries(calls).flatMap(([name, newCall]) =>
    Array.from({ length: 3 }, async () => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      outcomes[name] = {};
      while (!isOver) {
        const outcome = await send(running, agent, newCall());
        outcomes[name][outcome] = (outcomes[name][outcome] ?? 0) + 1;
        if (outcome === 'ECONNREFUSED') return;
      }
    }),
  );
  const idle = new Agent({ keepAlive: true });
  expect(await send(running, idle, { method: 'GET', path: '/api/health' })).toBe(200);
  const silent = connect(Number(new URL(running.baseUrl).port), '127.0.0.1');
  onTestFinished(() => void silent.destroy());
  await sleep(1_500);

  const ended = once(running.process, 'exit');
  running.process.kill('SIGTERM');
  const start = performance.now();
  expect(await ended).toEqual([0, null]);
  expect(performance.now() - start).toBeLessThan(5_000);
  isOver = true;
  await Promise.all(lanes);
  for (const [name, { 200: answered, ...others }] of Object.entries(outcomes)) {
    expect(answered, name).toBeGreaterThan(0);
    // Who asked for a new connection was refused, and nobody was cut off.
    expect(others, name).toEqual({ ECONNREFUSED: 3 });
  }
});

/** Lines that are pushed, and how many of them were answered. */
function pushLines({ baseUrl }: RunningServer) {
  const socket = connect(Number(new URL(baseUrl).port), '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  socket.on('error', () => {});
  let received = '';
  socket.on('data', (data) => {
    received += data;
  });
  const chunk = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n`;
  const lines = (length: number) => Array.from({ length }, () => `${JSON.stringify(torrent())}\n`);
  socket.write(
    `POST /api/ingest HTTP/1.1\r\nHost: a\r\nX-API-Key: ${INGEST_KEY}\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n`,
  );
  return {
    closed: once(socket, 'close'),
    send: (count: number) => void socket.write(chunk(lines(count).join(''))),
    end: () => void socket.write('0\r\n\r\n'),
    lastLine: () =>
      received
        .trimEnd()
        .split('\n')
        .findLast((line) => line.startsWith('{')) ?? '',
    created: () => received.match(/"status":"created"/g)?.length ?? 0,
  };
}

test('SIGINT cuts only what is not done when the time for it is over', async () => {
  const running = await server();
  const finite = pushLines(running);
  const endless = Array.from({ length: 12 }, () => pushLines(running));
  const all = [finite, ...endless];
  const ended = once(running.process, 'exit');
  for (const pushed of all) pushed.send(600);
  const sending = setInterval(() => {
    for (const pushed of endless) pushed.send(1);
  }, 500);
  onTestFinished(() => clearInterval(sending));
  while (all.some((pushed) => pushed.created() === 0)) await sleep(20);
  running.process.kill('SIGINT');
  // Well into the time that answers under way have.
  await sleep(4_000);
  finite.send(1);
  finite.end();
  await finite.closed;
  expect(finite.created()).toBe(601);
  expect(running.process.exitCode).toBe(null);
  expect(await ended).toEqual([0, null]);
  // Who would go on is told why it ends.
  for (const pushed of endless) {
    await pushed.closed;
    expect(JSON.parse(pushed.lastLine())).toMatchObject({ status: 503, code: 'unavailable' });
  }
  expect(running.output()).not.toContain('Warning');
});

/** Keeps ingest waiting, until `letGo`. */
async function holdIngest(databaseUrl: string) {
  const client = new Client(databaseUrl);
  await client.connect();
  onTestFinished(() => client.end());
  await client.query('begin');
  await client.query('lock table words in exclusive mode');
  const waiting = `select distinct pid from pg_locks where not granted`;
  return {
    untilWaiting: (count: number) =>
      expect.poll(async () => (await client.query(waiting)).rowCount).toBe(count),
    letGo: () => client.query('commit'),
  };
}

test('SIGTERM under load drops nothing that was taken', async () => {
  const { environment } = await newDatabase();
  const server = await startServer('node', environment);
  // By connections that are there: one that nobody has taken yet ends with the port.
  await Promise.all(Array.from({ length: 5 }, () => timed(latest(server))));
  const ingest = await holdIngest(environment.DATABASE_URL);
  const records = Array.from({ length: 500 }, () => newRecord());
  const pushes = Array.from({ length: 5 }, (_, part) =>
    push(server, records.slice(part * 100, (part + 1) * 100)),
  );
  await ingest.untilWaiting(5);
  const stopped = server.stop();
  await ingest.letGo();
  const [reports] = await Promise.all([Promise.all(pushes), stopped]);
  expect(reports.map(({ created }) => created)).toEqual([100, 100, 100, 100, 100]);
  expect(server.process.exitCode).toBe(0);
  await expect(latest(server)).rejects.toThrow();
});

test('SIGTERM drops nothing that was asked one behind the other on a connection', async () => {
  const { environment } = await newDatabase();
  const server = await startServer('node', environment);
  const ingest = await holdIngest(environment.DATABASE_URL);
  const socket = connect(Number(new URL(server.baseUrl).port), '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  let received = '';
  socket.on('data', (data) => {
    received += data;
  });
  const asked = Array.from({ length: 3 }, () => {
    const body = JSON.stringify({ torrents: [torrent()] });
    return `POST /api/ingest HTTP/1.1\r\nHost: a\r\nX-API-Key: ${INGEST_KEY}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
  });
  socket.write(asked.join(''));
  await ingest.untilWaiting(3);
  server.process.kill('SIGTERM');
  const isClosed = () =>
    latest(server).then(
      () => false,
      () => true,
    );
  await expect.poll(isClosed).toBe(true);
  await ingest.letGo();
  await once(socket, 'close');
  const connections = [...received.matchAll(/HTTP\/1\.1 200.*?^Connection: (\S+)/gms)];
  expect(connections.map(([, told]) => told)).toEqual(['keep-alive', 'keep-alive', 'close']);
  expect(received.match(/"created":1/g)).toHaveLength(3);
});
