import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { newRecord } from '../support/api';
import { askServer, testFolder, testServer } from '../support/commands';
import { eventually } from '../support/eventually';
import { freePort } from '../support/ports';
import { type PostgresServer, startPostgres } from '../support/postgres';
import { INGEST_KEY, secrets } from '../support/secrets';
import type { RunningServer } from '../support/server';

const allSecrets = {
  ...secrets,
  CRON_SECRET: 'the-cron-secret-of-tests',
  METRICS_TOKEN: 'the-metrics-token-of-tests',
};

let postgres: PostgresServer;
beforeAll(async () => {
  postgres = await startPostgres();
  return postgres.stop;
});

async function newServer(more: Record<string, string> = {}): Promise<RunningServer> {
  const DATABASE_URL = await postgres.createMigratedDatabase();
  return testServer({ DATABASE_URL, DATA_DIR: testFolder(), ...allSecrets, ...more });
}

// biome-ignore lint/suspicious/noExplicitAny: tests look at what came, whatever it is.
type Line = Record<string, any>;

/** The lines of all that was asked so far, which have come when that of a last request has. */
async function linesOf(server: RunningServer): Promise<Line[]> {
  const last = `last-${Math.random()}`;
  await fetch(`${server.baseUrl}/api/health`, { headers: { 'x-request-id': last } });
  await eventually(() => expect(server.output()).toContain(last));
  return server
    .output()
    .split('\n')
    .filter((line) => line.startsWith('{') && !line.includes(last))
    .map((line) => JSON.parse(line));
}

test('a request is a line', async () => {
  const server = await newServer();
  const json = { email: 'ada@example.org', password: 'correct horse battery' };
  const { user, accessToken } = (await askServer(server, 'POST', '/api/auth/sign-up', { json }))
    .json;
  const response = await fetch(`${server.baseUrl}/api/users/me`, {
    headers: { authorization: `Bearer ${accessToken}` },
  });
  for (let call = 0; call < 2; call++) await askServer(server, 'GET', '/api/torrents/latest');

  const lines = await linesOf(server);
  expect(lines.find(({ route }) => route === '/api/users/me')).toEqual({
    level: 'info',
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    requestId: response.headers.get('x-request-id'),
    method: 'GET',
    route: '/api/users/me',
    status: 200,
    ms: expect.any(Number),
    dbMs: expect.any(Number),
    userId: user.id,
  });
  const [miss, hit] = lines.filter(({ route }) => route === '/api/torrents/latest');
  expect([miss?.cache, hit?.cache]).toEqual(['miss', 'hit']);
  expect(miss?.dbMs).toBeGreaterThan(0);
  expect(hit?.dbMs).toBe(0);
  const signUp = lines.find(({ route }) => route === '/api/auth/sign-up');
  expect(signUp?.dbMs).toBeGreaterThan(0);
  expect(signUp?.dbMs).toBeLessThan(signUp?.ms);
});

test('a function has told of a request when it answers: it is frozen then, and may never go on', async () => {
  const server = await newServer({ VERCEL: '1' });
  const ids: (string | null)[] = [];
  for (let call = 0; call < 5; call++) {
    const { headers } = await fetch(`${server.baseUrl}/api/torrents/latest`);
    ids.push(headers.get('x-request-id'));
  }
  server.process.kill('SIGKILL');
  await once(server.process, 'close');
  for (const id of ids) expect(server.output()).toContain(id);
});

test('an answer of lines is a line when it has ended, with all that it took', async () => {
  const server = await newServer();
  const push = (body: BodyInit, signal: AbortSignal | null = null) =>
    fetch(`${server.baseUrl}/api/ingest`, {
      method: 'POST',
      headers: { 'x-api-key': INGEST_KEY, 'content-type': 'application/x-ndjson' },
      body,
      signal,
      duplex: 'half',
    } as RequestInit);
  const ingests = async () =>
    (await linesOf(server)).filter(({ route }) => route === '/api/ingest');
  const part = () => Array.from({ length: 500 }, () => `${JSON.stringify(newRecord())}\n`).join('');
  const slow = (end: () => Promise<void>) =>
    new ReadableStream<Uint8Array>({
      async start(controller) {
        controller.enqueue(Buffer.from(part()));
        await end();
        controller.enqueue(Buffer.from(part()));
        controller.close();
      },
    });

  const start = performance.now();
  const response = await push(slow(() => sleep(1_500)));
  expect(await ingests()).toEqual([]);
  await response.text();
  const [whole] = await ingests();
  expect(whole).toMatchObject({ requestId: response.headers.get('x-request-id'), status: 200 });
  expect(whole?.ms).toBeGreaterThan(1_400);
  expect(whole?.ms).toBeLessThan(performance.now() - start);
  expect(whole?.dbMs).toBeGreaterThan(0);

  const leaving = new AbortController();
  const broken = await push(
    slow(() => new Promise(() => {})),
    leaving.signal,
  );
  expect(await ingests()).toHaveLength(1);
  leaving.abort();
  await eventually(async () => expect(await ingests()).toHaveLength(2));
  expect((await ingests())[1]).toMatchObject({
    requestId: broken.headers.get('x-request-id'),
    status: 200,
  });
});

test.each(['', '/torrents/none', '/nowhere'])('a page is a line: %s', async (path) => {
  const server = await newServer();
  const response = await fetch(`${server.baseUrl}${path}`, {
    headers: { 'x-request-id': 'of-a-test' },
  });
  await response.text();
  expect(response.headers.get('x-request-id')).toBe('of-a-test');
  const other = await fetch(`${server.baseUrl}${path}`, { headers: { 'x-request-id': 'not fit' } });
  await other.text();
  expect(other.headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/);
  await fetch(`${server.baseUrl}/icon.svg`);
  const pages = (await linesOf(server)).filter(({ route }) => route === 'page');
  expect(pages.map(({ requestId }) => requestId)).toEqual([
    'of-a-test',
    other.headers.get('x-request-id'),
  ]);
  expect(pages[0]).toEqual({
    level: 'info',
    time: expect.any(String),
    requestId: 'of-a-test',
    method: 'GET',
    route: 'page',
    status: path === '' ? 200 : 404,
    ms: expect.any(Number),
    dbMs: expect.any(Number),
  });
});

test('the line of a page tells what its statements took, of pages that are made at once as well', async () => {
  const server = await newServer();
  const paths = ['/', '/?q=sintel', '/docs', '/docs/errors', '/nowhere'];
  const asked = paths.map(async (path, index) => {
    const headers = { 'x-request-id': `page-${index}` };
    await (await fetch(server.baseUrl + path, { headers })).text();
  });
  await Promise.all(asked);
  const lines = await linesOf(server);
  const line = (index: number) => lines.find(({ requestId }) => requestId === `page-${index}`);
  for (const index of [0, 1]) {
    expect(line(index)?.dbMs, paths[index]).toBeGreaterThan(0);
    expect(line(index)?.dbMs, paths[index]).toBeLessThan(line(index)?.ms);
  }
  // They ask the database nothing.
  for (const index of [2, 3, 4]) expect(line(index)?.dbMs, paths[index]).toBe(0);
});

test('nothing secret, and nobody’s address, is in the log, whatever goes wrong', async () => {
  const DATABASE_URL = await postgres.createMigratedDatabase();
  const server = await newServer({
    DATABASE_URL,
    LOG_LEVEL: 'trace',
    RATE_LIMIT: 'off',
    SMTP_URL: `smtp://mailer:the-password-of-mails@127.0.0.1:${await freePort()}`,
  });
  const email = 'augusta.ada@byron.example.org';
  const password = 'a password for nobody else';
  const post = (path: string, json: unknown, authorization?: string) =>
    askServer(server, 'POST', path, { json, ...(authorization && { authorization }) });

  const session = (await post('/api/auth/sign-up', { email, password })).json;
  const bearer = `Bearer ${session.accessToken}`;
  const everything = async () => {
    await post('/api/auth/sign-up', { email, password });
    await post('/api/auth/sign-up', { email: `new.${email}`, password });
    await post('/api/auth/sign-in', { email, password });
    await post('/api/auth/sign-in', { email, password: `${password}!` });
    await post('/api/auth/forgot-password', { email });
    await post('/api/auth/reset-password', { token: session.refreshToken, newPassword: password });
    await post('/api/auth/refresh', { refreshToken: session.refreshToken });
    await post('/api/auth/refresh', { refreshToken: session.refreshToken });
    await post('/api/users/me/import', { preferences: { note: password } }, bearer);
    await askServer(server, 'GET', `/api/users/me?access_token=${session.accessToken}`);
    await askServer(server, 'GET', '/api/users/me', { authorization: bearer });
    await askServer(server, 'GET', '/api/admin/users?q=augusta', { authorization: bearer });
    await post('/api/ingest', { torrents: [newRecord()] }, `Bearer ${INGEST_KEY}`);
    await askServer(server, 'POST', '/api/ingest', { 'x-api-key': INGEST_KEY, json: { email } });
    await askServer(server, 'GET', '/api/metrics', {
      authorization: `Bearer ${allSecrets.METRICS_TOKEN}`,
    }).catch(() => {});
    await askServer(server, 'GET', '/api/cron/maintain', {
      authorization: `Bearer ${allSecrets.CRON_SECRET}`,
    });
  };
  await everything();
  // Faults of ours, whose errors hold the statement with all that was sent.
  const client = new Client({ connectionString: DATABASE_URL });
  await client.connect();
  for (const table of ['sessions', 'mailed_links', 'rate_limits', 'users']) {
    await client.query(`alter table ${table} rename to ${table}_of_old`);
    await everything();
  }
  await client.end();

  const lines = await linesOf(server);
  expect(lines.filter(({ msg }) => msg === 'unexpected error').length).toBeGreaterThan(10);
  const log = server.output();
  for (const secret of [
    ...Object.values(allSecrets),
    'augusta',
    'byron',
    password,
    'the-password-of-mails',
    session.accessToken,
    session.refreshToken,
    session.refreshToken.slice(-43),
    '$argon2',
    new URL(DATABASE_URL).password,
  ]) {
    expect(log).not.toContain(secret);
  }
  // Still of use: what failed, and where.
  const fault = lines.find(({ err }) => err?.cause?.code === '42P01');
  expect(fault?.err.message).toMatch(/^Failed query: /);
  expect(fault?.err.stack).toContain('\n    at ');
});

/** A service that keeps logs, as far as we speak to it. */
async function startLogService(port = 0, refused?: string) {
  const calls: { url: string; headers: IncomingHttpHeaders; lines: Line[] }[] = [];
  let isHanging = false;
  const listener: RequestListener = async (request, response) => {
    if (isHanging) return;
    const lines = JSON.parse(await text(request));
    if (refused !== undefined && lines.some(({ route }: Line) => route === refused)) {
      return void response.writeHead(413).end();
    }
    calls.push({ url: `${request.method} ${request.url}`, headers: request.headers, lines });
    response.writeHead(202).end('{}');
  };
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  onTestFinished(close);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    routes: () => calls.flatMap(({ lines }) => lines.map(({ route }) => route).filter(Boolean)),
    hang: () => {
      isHanging = true;
    },
    close,
  };
}

describe('the log goes as well to', () => {
  test('Better Stack', async () => {
    const service = await startLogService();
    const token = 'the-source-token-of-tests';
    const server = await newServer({ LOGTAIL_SOURCE_TOKEN: token, LOGTAIL_URL: service.url });
    await askServer(server, 'GET', '/api/torrents/latest');
    await eventually(() => expect(service.routes()).toContain('/api/torrents/latest'));
    const [{ url, headers } = { url: '', headers: {} as IncomingHttpHeaders }] = service.calls;
    expect(url).toBe('POST /');
    expect(headers).toMatchObject({
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
    });
    const lines = service.calls.flatMap(({ lines }) => lines);
    expect(lines.find(({ route }) => route === '/api/torrents/latest')).toMatchObject({
      dt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      message: 'request',
      level: 'info',
      status: 200,
    });
    expect(server.output()).not.toContain(token);
  });

  test('Datadog', async () => {
    const service = await startLogService();
    const server = await newServer({
      DD_API_KEY: 'the-key-of-datadog',
      DD_LOGS_URL: service.url,
      DD_ENV: 'staging',
    });
    await askServer(server, 'GET', '/api/torrents/latest');
    await eventually(() => expect(service.routes()).toContain('/api/torrents/latest'));
    const [call] = service.calls;
    expect(call?.url).toBe('POST /api/v2/logs');
    expect(call?.headers['dd-api-key']).toBe('the-key-of-datadog');
    const lines = service.calls.flatMap(({ lines }) => lines);
    expect(lines.find(({ route }) => route === '/api/torrents/latest')).toMatchObject({
      ddsource: 'nodejs',
      ddtags: 'env:staging',
      service: 'torrent-streamer',
      status: 'info',
      http: { status_code: 200 },
      message: 'request',
    });
  });

  test('what is gone for a while, and gets then what it missed', async () => {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const server = await newServer({ LOGTAIL_SOURCE_TOKEN: 'token', LOGTAIL_URL: url });
    for (let call = 0; call < 20; call++) {
      expect(
        (await askServer(server, 'GET', `/api/torrents/latest?limit=${call + 1}`)).status,
      ).toBe(200);
    }
    await eventually(() => expect(server.output()).toContain('logs do not reach'));
    const service = await startLogService(port);
    const latest = () => service.routes().filter((route) => route === '/api/torrents/latest');
    await eventually(() => expect(latest()).toHaveLength(20));
    await eventually(() => expect(server.output()).toContain('again'));
  });

  test('what refuses some lines for good, and gets those that come after them', async () => {
    const service = await startLogService(0, '/api/openapi.json');
    const server = await newServer({ LOGTAIL_SOURCE_TOKEN: 'token', LOGTAIL_URL: service.url });
    await askServer(server, 'GET', '/api/openapi.json');
    await eventually(() => expect(server.output()).toContain('are lost'));
    await askServer(server, 'GET', '/api/torrents/latest');
    await eventually(() => expect(service.routes()).toContain('/api/torrents/latest'));
    const told = (await linesOf(server)).find(({ msg }) => msg?.includes('are lost'));
    expect(told).toMatchObject({ level: 'warn', reason: 'it answers 413' });
    expect(told?.lost).toBeGreaterThan(0);
  });

  test('what never answers, and nobody waits for it', async () => {
    const service = await startLogService();
    service.hang();
    const server = await newServer({ LOGTAIL_SOURCE_TOKEN: 'token', LOGTAIL_URL: service.url });
    for (let call = 0; call < 50; call++) {
      expect((await askServer(server, 'GET', '/api/torrents/latest')).status).toBe(200);
    }
    const start = performance.now();
    await server.stop();
    expect(server.process.exitCode).toBe(0);
    expect(performance.now() - start).toBeLessThan(8_000);
  });

  test('what is there when the server ends, to its last line', async () => {
    const service = await startLogService();
    const server = await newServer({ LOGTAIL_SOURCE_TOKEN: 'token', LOGTAIL_URL: service.url });
    await askServer(server, 'GET', '/api/torrents/latest');
    await server.stop();
    const messages = service.calls.flatMap(({ lines }) => lines.map(({ message }) => message));
    expect(messages).toContain('closing');
    expect(service.routes()).toContain('/api/torrents/latest');
  });
});
