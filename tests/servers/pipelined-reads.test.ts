import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Pool } from 'pg';
import { expect, onTestFinished, test, vi } from 'vitest';
import { pipelineReads } from '@/db/pipelined-reads';
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

test('reads share connections, and each gets its own answer', async () => {
  const { readAll } = await start({ DATABASE_POOL_MAX: '8' });
  for (let round = 0; round < 20; round++) expect(await readAll()).toMatchObject(allFound);
});

/** A pool of eight connections that reads share, for which time stands still. */
async function share() {
  const { environment } = await newDatabase();
  const pool = new Pool({ connectionString: environment.DATABASE_URL, max: 8, pipeline: true });
  const now = vi.spyOn(performance, 'now').mockReturnValue(0);
  const reads = pipelineReads(pool);
  onTestFinished(async () => {
    reads.close();
    vi.restoreAllMocks();
    await pool.end();
  });
  const read = (text: string) => pool.query({ name: text, text, values: [] });
  /** By how many connections so many reads at once were served. */
  const countServing = async (reads: number) => {
    const served = Array.from({ length: reads }, () => read('select pg_backend_pid() as process'));
    return new Set((await Promise.all(served)).map(({ rows }) => rows[0].process)).size;
  };
  return { pool, now, read, countServing };
}

const WAITING = "select from pg_locks where locktype = 'advisory' and not granted";

test('reads leave two connections of the pool to others', async () => {
  const { pool, countServing } = await share();
  expect(await countServing(40)).toBe(6);
  expect(pool.totalCount).toBe(6);
});

test('three connections do for reads when Node is busy, with eight under way on each', async () => {
  const busy = { idle: 0, active: 1, utilization: 1 };
  vi.spyOn(performance, 'eventLoopUtilization').mockReturnValue(busy);
  const { countServing } = await share();
  expect(await countServing(40)).toBe(6);
  await sleep(500);
  expect(await countServing(24)).toBe(3);
  expect(await countServing(25)).toBe(4);
});

test('no read is put behind one that has turned out slow', async () => {
  const { pool, now, read, countServing } = await share();
  const holder = await pool.connect();
  await holder.query('select pg_advisory_lock(1)');
  const slow = read('select pg_advisory_xact_lock(1)');
  await expect.poll(async () => (await holder.query(WAITING)).rows).toHaveLength(1);
  now.mockReturnValue(26);
  expect(await countServing(40)).toBe(5);
  await holder.query('select pg_advisory_unlock(1)');
  await slow;
  holder.release();
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
