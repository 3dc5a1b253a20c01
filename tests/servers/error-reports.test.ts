import { once } from 'node:events';
import { Client } from 'pg';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { askServer, testFolder } from '../support/commands';
import { eventually } from '../support/eventually';
import { FAULTS_ON_SIGNAL } from '../support/faults';
import { type PostgresServer, startPostgres } from '../support/postgres';
import { secrets } from '../support/secrets';
import { startSentry } from '../support/sentry';
import { type Host, startServer } from '../support/server';

let postgres: PostgresServer;
beforeAll(async () => {
  postgres = await startPostgres();
  return postgres.stop;
});

/** A host whose database lacks a table, so that it meets a fault of ours. */
async function startBroken(host: Host, table: string, more: Record<string, string> = {}) {
  const sentry = await startSentry();
  const environment = {
    DATABASE_URL: await postgres.createMigratedDatabase(),
    DATA_DIR: testFolder(),
    ...secrets,
    SENTRY_DSN: sentry.dsn,
    SENTRY_RELEASE: 'of-tests',
    SENTRY_ENVIRONMENT: 'staging',
    // As `npm start` does it.
    NODE_OPTIONS: '--enable-source-maps',
    ...more,
  };
  const server = await startServer(host, environment);
  onTestFinished(server.stop);
  const client = new Client({ connectionString: environment.DATABASE_URL });
  await client.connect();
  await client.query(`alter table ${table} rename to ${table}_of_old`);
  await client.end();
  return { sentry, server };
}

const arrived = (events: unknown[]) => eventually(() => expect(events).not.toEqual([]));

test.each(['node', 'next'] as const)('a fault of the API on %s is reported', async (host) => {
  const { sentry, server } = await startBroken(host, 'users');
  // Next is loaded for it, and would have all errors of the process told by the lines of bundles.
  await (await fetch(server.baseUrl)).text();
  const json = { email: 'ada@byron.example.org', password: 'a password for nobody else' };
  const answer = await askServer(server, 'POST', '/api/auth/sign-in', { json });
  expect(answer.status).toBe(500);
  await arrived(sentry.events);

  const [event] = sentry.events;
  expect(event).toMatchObject({
    release: 'torrent-streamer@of-tests',
    environment: 'staging',
    level: 'error',
    tags: { what: 'unexpected error', requestId: answer.json.requestId },
  });
  const { values } = event?.exception ?? {};
  expect(values.map(({ value }: { value: string }) => value)).toEqual([
    expect.stringMatching(/relation "users" does not exist/),
    expect.stringMatching(/^Failed query: /),
  ]);
  const frames = values
    .at(-1)
    .stacktrace.frames.map(({ filename }: { filename: string }) => filename);
  if (host === 'node')
    expect(frames).toContainEqual(expect.stringMatching(/services\/accounts\.ts$/));
  for (const personal of ['ada@', 'byron', json.password, '127.0.0.1"', '"user"', '"request"']) {
    expect(sentry.received()).not.toContain(personal);
  }
});

test.each(['node', 'next'] as const)('a fault of a page on %s is reported', async (host) => {
  const { sentry, server } = await startBroken(host, 'torrents');
  const response = await fetch(server.baseUrl);
  const requestId = response.headers.get('x-request-id');
  expect(requestId).toMatch(/^[\da-f-]{36}$/);
  await response.text();
  const tags = { what: 'a page could not be made', requestId };
  const reported = () => sentry.events.filter((event) => event.tags.what === tags.what);
  await eventually(() => expect(reported()).not.toEqual([]));
  // Once, though both of its parts fail, the second for the first.
  expect(reported()).toMatchObject([{ tags }]);
  expect(reported()[0]?.exception.values.at(-1).value).toMatch(/^Failed query: /);
  const line = new RegExp(`"requestId":"${requestId}".*"msg":"a page could not be made"`);
  await eventually(() => expect(server.output()).toMatch(line));
});

test('what is only a caller’s is not reported', async () => {
  const { sentry, server } = await startBroken('node', 'users');
  for (const path of ['/api/nothing', '/api/users/me', '/api/torrents/search']) {
    expect((await askServer(server, 'GET', path)).status).toBeLessThan(500);
  }
  await server.stop();
  expect(sentry.events).toEqual([]);
});

test('nor is a header of the router that cannot be read, where Next fails on it', async () => {
  const { sentry, server } = await startBroken('next', 'users');
  const headers = { rsc: '1', 'next-router-state-tree': 'x' };
  const { status } = await fetch(`${server.baseUrl}/docs`, { headers });
  expect(status).toBe(500);
  await eventually(() => expect(server.output()).toMatch(/"level":"\w+".*router state/));
  await server.stop();
  expect(server.output()).not.toContain('"level":"error"');
  expect(sentry.events).toEqual([]);
});

test('a process that was killed is reported, though nothing was thrown', async () => {
  const { sentry, server } = await startBroken('node', 'users', { WEB_CONCURRENCY: '2' });
  await eventually(() => expect(server.output()).toContain('Torrent Streamer is up'));
  await eventually(() => expect(server.output()).toMatch(/"pid":\d+,.*"route"/));
  process.kill(Number(/"pid":(\d+),.*"route"/.exec(server.output())?.[1]), 'SIGKILL');
  await arrived(sentry.events);
  const [event] = sentry.events;
  expect(event).toMatchObject({ level: 'error', tags: { what: 'a process ended' } });
  expect(event?.exception.values[0].value).toBe('a process ended');
  const frames = event?.exception.values[0].stacktrace.frames;
  expect(frames.at(-1).filename).toMatch(/server\/processes\.ts$/);
});

test('what nobody caught ends the process, and is told and reported once', async () => {
  const { sentry, server } = await startBroken('node', 'users', { NODE_OPTIONS: FAULTS_ON_SIGNAL });
  const ended = once(server.process, 'exit');
  server.process.kill('SIGUSR2');
  expect(await ended).toEqual([1, null]);
  const what = 'the process ends: nobody caught an error';
  expect(sentry.events).toMatchObject([{ level: 'error', tags: { what } }]);
  expect(sentry.events[0]?.exception.values[0].value).toBe('the first');
  expect(server.output().match(/"level":"fatal".*/g)).toEqual([expect.stringContaining(what)]);
});
