import { once } from 'node:events';
import { chownSync, closeSync, openSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { describe, expect, onTestFinished, test } from 'vitest';
import { newEmail, newRecord, PASSWORD } from '../support/api';
import { ask, type Reply } from '../support/calls';
import { testFolder, testServer } from '../support/commands';
import { limitFiles, mayMount, smallDisk } from '../support/disks';
import { eventually } from '../support/eventually';
import { type PostgresServer, startPostgres } from '../support/postgres';
import { INGEST_KEY, secrets } from '../support/secrets';
import { type RunningServer, runCli } from '../support/server';

const environment = { INGEST_API_KEYS: INGEST_KEY, RATE_LIMIT: 'off', ANSWER_CACHE: 'off' };
const credentials = { email: newEmail(), password: PASSWORD };

const signUp = (server: RunningServer) =>
  ask(server, { method: 'POST', path: '/api/auth/sign-up', json: credentials });
const signIn = (server: RunningServer) =>
  ask(server, { method: 'POST', path: '/api/auth/sign-in', json: credentials });

/** Pushes a batch, whose first info hash is kept with those that were taken when this one was. */
async function push(server: RunningServer, taken: string[], files = 0): Promise<Reply> {
  const torrents = Array.from({ length: 100 }, () =>
    newRecord({
      files: Array.from({ length: files }, (_, index) => {
        return { index, name: `${newRecord().name}.mp4`, sizeBytes: 1 };
      }),
    }),
  );
  const headers = { 'x-api-key': INGEST_KEY };
  const path = '/api/ingest';
  const reply = await ask(server, { method: 'POST', path, headers, json: { torrents } });
  if (reply.status === 200) taken.push(torrents[0]?.infoHash ?? '');
  return reply;
}

function expectNoRoom({ status, code, headers }: Reply): void {
  expect({ status, code }).toEqual({ status: 503, code: 'unavailable' });
  expect(Number(headers['retry-after'])).toBeGreaterThan(0);
}

async function expectReads(server: RunningServer, taken: string[]): Promise<void> {
  const paths = [
    ...['/api/health', '/api/torrents/latest', '/api/torrents/search?q=nobody'],
    ...taken.map((infoHash) => `/api/torrents/${infoHash}`),
  ];
  for (const path of paths) expect((await ask(server, { path })).status, path).toBe(200);
}

async function restarted(server: RunningServer, DATA_DIR: string): Promise<RunningServer> {
  const ended = once(server.process, 'exit');
  server.process.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
  return testServer({ ...environment, DATA_DIR });
}

test('with less room than is to be kept free everything is read and nothing written', async () => {
  const folder = testFolder();
  const taken: string[] = [];
  const first = await testServer({ ...environment, DATA_DIR: folder });
  const { json: session } = await signUp(first);
  await push(first, taken);
  await first.stop();

  const full = await testServer({
    ...environment,
    DATA_DIR: folder,
    DATA_DIR_RESERVE_MB: '1000000000',
  });
  expectNoRoom(await push(full, taken));
  expectNoRoom(await signIn(full));
  const headers = { authorization: `Bearer ${session.accessToken}` };
  expect((await ask(full, { path: '/api/users/me', headers })).status).toBe(200);
  await expectReads(full, taken);

  const again = await restarted(full, folder);
  expect((await signIn(again)).status).toBe(200);
  expect((await push(again, taken)).status).toBe(200);
  await expectReads(again, taken);
});

test.runIf(mayMount)('a log without room costs lines, and no answers', async () => {
  const disk = smallDisk(1);
  const log = join(disk.folder, 'log');
  const stdout = openSync(log, 'w');
  onTestFinished(() => closeSync(stdout));
  const server = await testServer({ ...environment, DATA_DIR: testFolder() }, { stdout });
  const answers = (path = '/api/health') =>
    fetch(server.baseUrl + path, { signal: AbortSignal.timeout(5_000) });
  disk.fill(1);
  for (let asked = 0; asked < 500; asked++) {
    await expect(answers(`/api/torrents/latest?limit=${(asked % 99) + 1}`)).resolves.toMatchObject({
      status: 200,
    });
  }
  disk.free();
  const last = (await answers()).headers.get('x-request-id') ?? '';
  await eventually(() => expect(readFileSync(log, 'utf8')).toContain(last));
  const ended = once(server.process, 'exit');
  server.process.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
});

test('a database whose files cannot grow any more serves again once they can', async () => {
  const folder = testFolder();
  const taken: string[] = [];
  const server = await testServer({ ...environment, DATA_DIR: folder });
  await signUp(server);
  await push(server, taken);

  limitFiles(server.process.pid, 2 ** 20);
  for (let attempt = 0; attempt < 3; attempt++) expectNoRoom(await push(server, taken));
  expectNoRoom(await signIn(server));
  expect([200, 503]).toContain((await ask(server, { path: '/api/health' })).status);

  limitFiles(server.process.pid, 'unlimited');
  await eventually(async () => expect((await push(server, taken)).status).toBe(200));
  expect((await signIn(server)).status).toBe(200);
  await expectReads(server, taken);
  await expectReads(await restarted(server, folder), taken);
});

test.runIf(mayMount)(
  'a disk that fills up costs 503s for what writes, and no restart',
  async () => {
    const { folder, fill, free } = smallDisk(400);
    const taken: string[] = [];
    const server = await testServer({ ...environment, DATA_DIR: folder });
    await signUp(server);
    await push(server, taken, 20);
    fill(250);
    let reply: Reply;
    do reply = await push(server, taken, 20);
    while (reply.status === 200);
    expect(taken.length).toBeGreaterThan(1);
    for (let attempt = 0; attempt < 3; attempt++) expectNoRoom(await push(server, taken));
    expectNoRoom(await signIn(server));
    await expectReads(server, taken);

    // The rest of it as well, by somebody else.
    free();
    fill(400);
    expectNoRoom(await push(server, taken));
    await expectReads(server, taken);

    free();
    expect((await push(server, taken)).status).toBe(200);
    expect((await signIn(server)).status).toBe(200);
    await expectReads(server, taken);
    await expectReads(await restarted(server, folder), taken);
  },
);

describe.runIf(mayMount)('a PostgreSQL whose disk fills up', () => {
  async function serverOn(postgres: PostgresServer, DATABASE_URL: string) {
    onTestFinished(postgres.stop);
    const whole = { ...environment, ...secrets, DATABASE_URL, DATA_DIR: testFolder() };
    await runCli('migrate', [], whole);
    return testServer(whole);
  }

  async function pushUntilFull(server: RunningServer, taken: string[]): Promise<void> {
    let reply: Reply;
    do reply = await push(server, taken, 20);
    while (reply.status === 200);
    expect(taken.length).toBeGreaterThan(1);
    expectNoRoom(reply);
    for (let attempt = 0; attempt < 3; attempt++) expectNoRoom(await push(server, taken, 20));
  }

  test('with its tables is read, takes nothing, and goes on when there is room', async () => {
    const { folder, fill, free } = smallDisk(120);
    const postgres = await startPostgres();
    const url = await postgres.createDatabase();
    chownSync(folder, statSync(postgres.dataDir).uid, -1);
    const client = new Client(url);
    await client.connect();
    await client.query(`create tablespace small location '${folder}'`);
    await client.query('alter database test_1 set default_tablespace = small');
    await client.end();
    const server = await serverOn(postgres, url);
    const taken: string[] = [];
    await signUp(server);
    await push(server, taken, 20);
    fill(95);
    await pushUntilFull(server, taken);
    await eventually(() => expect(server.output()).toContain('"code":"53100"'));
    await expectReads(server, taken);

    free();
    expect((await push(server, taken, 20)).status).toBe(200);
    expect((await signIn(server)).status).toBe(200);
    await expectReads(server, taken);
  });

  test('with its journal ends, and costs no restart but its own', async () => {
    const { folder, fill, free } = smallDisk(400);
    const postgres = await startPostgres({}, folder);
    const server = await serverOn(postgres, await postgres.createDatabase());
    const taken: string[] = [];
    await signUp(server);
    await push(server, taken, 20);
    fill(300);
    await pushUntilFull(server, taken);
    expectNoRoom(await signIn(server));
    expect((await ask(server, { path: '/api/health' })).status).toBe(503);

    free();
    await postgres.halt();
    await postgres.resume();
    await eventually(async () => expect((await push(server, taken)).status).toBe(200));
    expect((await signIn(server)).status).toBe(200);
    await expectReads(server, taken);
  });
});
