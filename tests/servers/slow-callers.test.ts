import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { problem } from '@/contracts/common';
import { newRecord } from '../support/api';
import { ask } from '../support/calls';
import { askServer, signUpAt, testFolder, testServer } from '../support/commands';
import { eventually } from '../support/eventually';
import { INGEST_KEY } from '../support/secrets';
import type { RunningServer } from '../support/server';

const server = () => testServer({ DATA_DIR: testFolder(), INGEST_API_KEYS: INGEST_KEY });

/** Sooner than a connection on which nothing moves is ended for that alone. */
const soon = (attempt: () => void) => vi.waitFor(attempt, 15_000);

/** A connection that has sent a text, and goes on a byte at a time. */
function open({ baseUrl }: RunningServer, text: string, drip = '') {
  const socket: Socket = connect(Number(new URL(baseUrl).port), '127.0.0.1');
  const state = { socket, received: '', isOpen: true };
  socket.on('data', (data) => {
    state.received += data;
  });
  socket.on('error', () => {});
  socket.on('close', () => {
    state.isOpen = false;
  });
  socket.write(text);
  const timer = setInterval(() => drip !== '' && socket.write(drip), 500);
  onTestFinished(() => {
    clearInterval(timer);
    socket.destroy();
  });
  return state;
}

test('a body that nobody reads is not waited for', async () => {
  const running = await server();
  const length = 'Content-Length: 60000000\r\n\r\n';
  const slow = {
    'a page': open(running, `POST / HTTP/1.1\r\nHost: a\r\n${length}`, 'a'),
    'a page that is asked for': open(running, `GET / HTTP/1.1\r\nHost: a\r\n${length}`, 'a'),
    'a page, in chunks': open(
      running,
      'POST /nothing HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n',
      '1\r\na\r\n',
    ),
    'a page, without a byte of it': open(running, `POST / HTTP/1.1\r\nHost: a\r\n${length}`),
    'a file': open(running, `POST /icon.svg HTTP/1.1\r\nHost: a\r\n${length}`, 'a'),
    'a host that is none': open(running, `POST /api/x HTTP/1.1\r\nHost: a/b\r\n${length}`, 'a'),
    'who is not let in': open(running, `POST /api/ingest HTTP/1.1\r\nHost: a\r\n${length}`, 'a'),
  };
  for (const [name, state] of Object.entries(slow)) {
    await soon(() => expect(state.isOpen, name).toBe(false));
    expect(state.received, name).toMatch(/^HTTP\/1\.1 [24]\d\d /);
  }
});

test('who reads only when all is sent is told that it is not wanted, whether or not the connection then ends', async () => {
  const running = await server();
  const body = Buffer.alloc(1_200_000, 'a');
  const PARTS = 10;
  for (const path of ['/api/ingest', '/nothing']) {
    for (const connection of ['keep-alive', 'close']) {
      const { socket } = open(
        running,
        `POST ${path} HTTP/1.1\r\nHost: a\r\nConnection: ${connection}\r\nContent-Length: ${PARTS * body.length}\r\n\r\n`,
      );
      socket.pause();
      for (let part = 0; part < PARTS; part++) {
        const fault = await new Promise((resolve) => socket.write(body, resolve));
        expect(fault ?? null, `${connection} ${path}, part ${part}`).toBeNull();
        await sleep(300);
      }
      const answer = String(await once(socket.resume(), 'data'));
      expect(answer, `${connection} ${path}`).toMatch(/^HTTP\/1\.1 4\d\d /);
    }
  }
});

test('a request whose head is too long is told so, and by no second answer', async () => {
  const running = await server();
  const long = open(running, `GET /api/torrents/search?q=${'a'.repeat(17_000)} HTTP/1.1\r\n\r\n`);
  await soon(() => expect(long.isOpen).toBe(false));
  const [head = '', body = ''] = long.received.split('\r\n\r\n');
  expect(head).toMatch(/^HTTP\/1\.1 431 Request Header Fields Too Large\r\n/);
  for (const line of ['content-type: application/problem+json', 'access-control-allow-origin: *']) {
    expect(head.toLowerCase()).toContain(line);
  }
  const told = problem.parse(JSON.parse(body));
  expect(told).toMatchObject({ status: 431, code: 'head_too_large' });
  expect(head.toLowerCase()).toContain(`x-request-id: ${told.requestId}`);

  const nothing = open(running, 'no HTTP at all\r\n\r\n');
  await soon(() => expect(nothing.isOpen).toBe(false));
  expect(nothing.received).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);

  const begun = open(running, 'GET /vendor/api-reference.js HTTP/1.1\r\nHost: a\r\n\r\n');
  begun.socket.once('data', () => begun.socket.write('no HTTP at all\r\n\r\n'));
  await soon(() => expect(begun.isOpen).toBe(false));
  expect(begun.received).not.toContain('400 Bad Request');
});

/** Has waits of a minute and more take a sixtieth of it. */
const HURRY = `data:text/javascript,${encodeURIComponent(`
  const { setTimeout } = globalThis;
  const shortened = (ms) => (ms >= 60_000 ? ms / 60 : ms);
  globalThis.setTimeout = (what, ms, ...rest) => setTimeout(what, shortened(ms), ...rest);
`)}`;

test('a body that stops coming is not waited for', async () => {
  const running = await testServer({
    DATA_DIR: testFolder(),
    INGEST_API_KEYS: INGEST_KEY,
    NODE_OPTIONS: `--import=${HURRY}`,
  });
  const sized = 'Content-Type: application/json\r\nContent-Length: 60\r\n\r\n{"email":';
  const lines = `X-API-Key: ${INGEST_KEY}\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n`;
  const many = `${JSON.stringify(newRecord())}\n`.repeat(600);
  const stalled = {
    'a value': [`POST /api/auth/sign-in HTTP/1.1\r\nHost: a\r\n${sized}`, '400'],
    'a line': [`POST /api/ingest HTTP/1.1\r\nHost: a\r\n${lines}1\r\n{\r\n`, '400'],
    'lines of which some are answered': [
      `POST /api/ingest HTTP/1.1\r\nHost: a\r\n${lines}${many.length.toString(16)}\r\n${many}\r\n`,
      '200',
    ],
  };
  const opened = Object.entries(stalled).map(([name, [text = '', status = '']]) => {
    return { name, status, state: open(running, text) };
  });
  for (const { name, status, state } of opened) {
    await soon(() => expect(state.isOpen, name).toBe(false));
    expect(state.received, name).toContain(`HTTP/1.1 ${status} `);
    expect(state.received, name).toContain('The body was cut off.');
  }
});

/** Twice what an answer may stand still for, and half as long again on a busy machine. */
const STALLED_MS = 60_000;

test('who does not read what they asked for, or ends no head, is hung up on, and who sends for long is not', async () => {
  const running = await server();
  const paths = ['/api/openapi.json', '/vendor/api-reference.js'];
  // The first file waits for Next to be loaded, which would count as time in which nobody reads.
  for (const path of paths) await (await fetch(running.baseUrl + path)).text();
  const line = () => {
    const text = `${JSON.stringify(newRecord())}\n`;
    return `${text.length.toString(16)}\r\n${text}\r\n`;
  };
  const head = `X-API-Key: ${INGEST_KEY}\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n`;
  const long = open(running, `POST /api/ingest HTTP/1.1\r\nHost: a\r\n${head}${line()}`);

  const deaf = paths.map((path) => {
    const state = open(running, `GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`.repeat(60));
    state.socket.pause();
    return state;
  });
  const endless = open(running, 'GET /api/health HTTP/1.1\r\nHost: a\r\nX-Endless: ', 'a');
  let sent = 2;
  const start = performance.now();
  while (performance.now() - start < STALLED_MS) {
    await sleep(5_000);
    long.socket.write(line());
    sent += 1;
  }
  expect(endless.isOpen).toBe(false);
  expect(endless.received).toMatch(/^HTTP\/1\.1 408 /);
  for (const { socket } of deaf) socket.resume();
  await eventually(() => expect(deaf.map(({ isOpen }) => isOpen)).toEqual([false, false]));
  // What was in flight came, and no more.
  for (const { received } of deaf) {
    expect(received.match(/HTTP\/1\.1 200/g)?.length).toBeLessThan(60);
  }

  long.socket.write(`${line()}0\r\n\r\n`);
  await eventually(() => expect(long.received.match(/"created"/g)).toHaveLength(sent));
});

/** Somebody whose export is more than the system keeps of an answer for who does not read, and how it is asked for. */
async function withLongHistory(running: RunningServer) {
  const { session } = await signUpAt(running);
  const headers = { authorization: `Bearer ${session.accessToken}` };
  const record = newRecord({ name: 'a'.repeat(1_024) });
  await askServer(running, 'POST', '/api/ingest', {
    'x-api-key': INGEST_KEY,
    json: { torrents: [record] },
  });
  const watchHistory = Array.from({ length: 6_000 }, (_, fileIndex) => ({
    infoHash: record.infoHash,
    fileIndex,
    progressPercent: 1,
    watchedAt: '2026-01-01T00:00:00Z',
  }));
  const json = { watchHistory };
  expect(
    (await askServer(running, 'POST', '/api/users/me/import', { ...headers, json })).status,
  ).toBe(200);
  const path = '/api/users/me/export';
  const text = `GET ${path} HTTP/1.1\r\nHost: a\r\nAuthorization: ${headers.authorization}\r\n\r\n`;
  return { headers, path, text, watched: watchHistory.length };
}

test('who takes long to read all that is kept of them has so many answers at a time, and keeps out nobody else', async () => {
  const running = await server();
  const { headers, path, text } = await withLongHistory(running);
  const slow: Socket[] = [];
  // One after the other: many at once are refused for that.
  for (let reader = 0; reader < 20; reader++) {
    const { socket } = open(running, text);
    const [begin] = await once(socket, 'data');
    socket.pause();
    expect(String(begin)).toContain(' 200 OK');
    slow.push(socket);
  }
  const statusFrom = async (from: string) => (await ask(running, { path, headers, from })).status;
  expect(await statusFrom('127.0.0.1')).toBe(429);
  expect(await statusFrom('127.0.0.2')).toBe(200);
  slow[0]?.destroy();
  await eventually(async () => expect(await statusFrom('127.0.0.1')).toBe(200));
});

test('who is signed out while they read all that is kept of them reads no more', async () => {
  const running = await server();
  const { headers, text, watched } = await withLongHistory(running);
  const reader = open(running, text);
  await once(reader.socket, 'data');
  reader.socket.pause();
  const out = { path: '/api/users/me/sessions', method: 'DELETE', headers };
  const { items } = (await ask(running, { path: out.path, headers })).json;
  expect((await ask(running, { ...out, path: `${out.path}/${items[0].id}` })).status).toBe(204);
  reader.socket.resume();
  await soon(() => expect(reader.isOpen).toBe(false));
  const told = reader.received.match(/"progressPercent"/g) ?? [];
  expect(told.length).toBeLessThan(watched);
  expect(reader.received).not.toContain(']}');
});

test('who sends many long bodies and ends none has so much of them held, and keeps out nobody else', async () => {
  const running = await server();
  const { session } = await signUpAt(running);
  const authorization = `Bearer ${session.accessToken}`;
  const [path, length] = ['/api/users/me/preferences', 1024 * 1024];
  const head = `PATCH ${path} HTTP/1.1\r\nHost: a\r\nAuthorization: ${authorization}\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n\r\n`;
  const begun: ReturnType<typeof open>[] = [];
  const begin = (bytes: number) => begun.push(open(running, head + ' '.repeat(bytes)));
  const call = { method: 'PATCH', path, headers: { authorization } };
  const statusOf = async (json: unknown, from = '127.0.0.1') =>
    (await ask(running, { ...call, json, from })).status;
  const long = { a: 'a'.repeat(length / 2) };
  while ((await statusOf(long)) !== 429) begin(length - 10);
  await eventually(async () => {
    begin(2_000);
    expect(await statusOf({})).toBe(429);
  });
  const empty = { ...call.headers, 'content-type': 'application/json' };
  expect((await ask(running, { ...call, headers: empty })).code).toBe('invalid_json');
  expect(await statusOf({}, '127.0.0.2')).toBe(200);
  for (const { socket } of begun) socket.destroy();
  await eventually(async () => expect(await statusOf({})).toBe(200));
});

/** Has a signal collect garbage, and tell what memory is left in use. */
const WEIGHED = `data:text/javascript,${encodeURIComponent(`
  import v8 from 'node:v8';
  v8.setFlagsFromString('--expose-gc');
  const { runInNewContext } = await import('node:vm');
  const gc = runInNewContext('gc');
  process.on('SIGUSR2', () => {
    gc();
    const { heapUsed, external } = process.memoryUsage();
    console.log('in use: ' + (heapUsed + external));
  });
`)}`;

test('a body takes no more memory than it has bytes, however small the parts are that it comes in', async () => {
  const running = await testServer({
    DATA_DIR: testFolder(),
    INGEST_API_KEYS: INGEST_KEY,
    NODE_OPTIONS: `--import=${WEIGHED}`,
  });
  let told = 0;
  const inUse = async () => {
    running.process.kill('SIGUSR2');
    const lines = () => [...running.output().matchAll(/in use: (\d+)/g)];
    await eventually(() => expect(lines().length).toBeGreaterThan(told));
    told = lines().length;
    return Number(lines().at(-1)?.[1]);
  };
  const json = 'POST /api/auth/sign-in HTTP/1.1\r\nHost: a\r\nContent-Type: application/json';
  const lines = `POST /api/ingest HTTP/1.1\r\nHost: a\r\nX-API-Key: ${INGEST_KEY}\r\nContent-Type: application/x-ndjson`;
  const begun = [json, lines].flatMap((head) =>
    Array.from({ length: 50 }, () => open(running, `${head}\r\nContent-Length: 60000\r\n\r\n`)),
  );
  for (const { socket } of begun) socket.setNoDelay(true).write(' '.repeat(100));
  await sleep(500);
  const before = await inUse();
  for (let round = 0; round < 1_000; round++) {
    for (const { socket } of begun) socket.write(' ');
    await sleep(1);
  }
  expect(begun.map(({ isOpen }) => isOpen)).not.toContain(false);
  expect((await inUse()) - before).toBeLessThan(5 * 1024 * 1024);
});
