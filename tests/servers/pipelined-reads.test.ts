import { Client } from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { newEmail, PASSWORD } from '../support/api';
import { askServer, testServer } from '../support/commands';
import { infoHashes, recordOf } from '../support/contended';
import { newDatabase } from '../support/outages';
import { INGEST_KEY } from '../support/secrets';

/** A server that keeps no answer, some torrents of it, and a way to its database. */
async function start(more: Record<string, string> = {}) {
  const { environment } = await newDatabase();
  const server = await testServer({ ...environment, ANSWER_CACHE: 'off', ...more });
  const request = { 'x-api-key': INGEST_KEY, json: { torrents: infoHashes.map(recordOf) } };
  expect((await askServer(server, 'POST', '/api/ingest', request)).status).toBe(200);
  const client = new Client(environment.DATABASE_URL);
  await client.connect();
  onTestFinished(() => client.end());
  /** Of each torrent at once, what is answered to whoever asks for it. */
  const readAll = () =>
    Promise.all(infoHashes.map((hash) => askServer(server, 'GET', `/api/torrents/${hash}`)));
  return { server, readAll, rows: async (query: string) => (await client.query(query)).rows };
}

const allFound = infoHashes.map((infoHash) => ({ status: 200, json: { infoHash } }));

test('reads share connections, of which they leave two to others, and each gets its own answer', async () => {
  const { readAll, rows } = await start({ DATABASE_POOL_MAX: '8' });
  await rows(`select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'torrent-streamer'`);
  await expect.poll(async () => (await readAll()).map(({ status }) => status)).not.toContain(503);
  for (let round = 0; round < 20; round++) expect(await readAll()).toMatchObject(allFound);
  const [{ connections }] = await rows(`select count(*)::int as connections from pg_stat_activity
    where application_name = 'torrent-streamer'`);
  expect(connections).toBeLessThanOrEqual(6);
});

test('a read that fails takes those behind it with it into no fault of ours', async () => {
  const { readAll, rows } = await start({ DATABASE_STATEMENT_TIMEOUT_MS: '300' });
  await rows('begin');
  await rows('lock table files in access exclusive mode');
  for (const { status, json } of await readAll()) {
    expect([status, json.code]).toEqual([503, 'unavailable']);
  }
  await rows('rollback');
  expect(await readAll()).toMatchObject(allFound);
});

test('reads leave a connection to who waits for one, though it be the only one', async () => {
  const { server, readAll } = await start({ DATABASE_POOL_MAX: '1' });
  let isOver = false;
  const reader = async () => {
    while (!isOver) expect(await readAll()).toMatchObject(allFound);
  };
  const reading = reader();
  for (let count = 0; count < 5; count++) {
    const json = { email: newEmail(), password: PASSWORD };
    expect((await askServer(server, 'POST', '/api/auth/sign-up', { json })).status).toBe(201);
  }
  isOver = true;
  await reading;
});

test('connections that are ended cost the reads on them, and none after', async () => {
  const { readAll, rows } = await start();
  for (let round = 0; round < 10; round++) {
    const reading = readAll();
    await rows(`select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'torrent-streamer'`);
    for (const { status } of await reading) expect([200, 503]).toContain(status);
    expect(await readAll()).toMatchObject(allFound);
  }
});
