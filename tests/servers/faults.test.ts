import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { IngestReport } from '@/contracts/ingest';
import { newRecord } from '../support/api';
import { testFolder } from '../support/commands';
import { type PostgresServer, startPostgres } from '../support/postgres';
import { type RunningServer, runCli, startServer } from '../support/server';

const key = 'an-ingest-key-of-tests';

/** A PostgreSQL with its schema, and the environment of a server on it. */
async function database(): Promise<{
  postgres: PostgresServer;
  environment: Record<'DATABASE_URL', string> & Record<string, string>;
}> {
  const postgres = await startPostgres();
  onTestFinished(postgres.stop);
  const environment = {
    DATABASE_URL: await postgres.createDatabase(),
    DATA_DIR: testFolder(),
    JWT_SECRET: 'a secret that is known to tests alone, 32+',
    INGEST_API_KEYS: key,
    RATE_LIMIT: 'off',
  };
  await runCli('migrate', [], environment);
  return { postgres, environment };
}

async function nodeServer(environment: Record<string, string>): Promise<RunningServer> {
  const server = await startServer('node', environment);
  onTestFinished(server.stop);
  return server;
}

const latest = ({ baseUrl }: RunningServer, query = '') =>
  fetch(`${baseUrl}/api/torrents/latest${query}`);

async function timed(asked: Promise<Response>) {
  const start = performance.now();
  const response = await asked;
  await response.arrayBuffer();
  const { status, headers } = response;
  return { status, retryAfter: headers.get('retry-after'), ms: performance.now() - start };
}

const OUTAGE_MS = 20_000;

test('a database that goes and comes back costs 503s meanwhile, and no restart', async () => {
  const { postgres, environment } = await database();
  const server = await nodeServer(environment);
  expect((await latest(server)).status).toBe(200);

  await postgres.halt();
  for (const end = Date.now() + OUTAGE_MS; Date.now() < end; ) {
    const answers = await Promise.all(Array.from({ length: 20 }, () => timed(latest(server))));
    for (const { status, retryAfter, ms } of answers) {
      expect(status).toBe(503);
      expect(Number(retryAfter)).toBeGreaterThan(0);
      expect(ms).toBeLessThan(3_000);
    }
    const health = await fetch(`${server.baseUrl}/api/health`);
    expect(health.status).toBe(503);
    await sleep(200);
  }

  await postgres.resume();
  await vi.waitFor(async () => expect((await latest(server)).status).toBe(200), 10_000);
  for (let call = 0; call < 20; call++) expect((await latest(server)).status).toBe(200);
});

test('a statement that takes too long is ended, and those that wait for one are not kept', async () => {
  const { environment } = await database();
  const server = await nodeServer({
    ...environment,
    DATABASE_STATEMENT_TIMEOUT_MS: '500',
    DATABASE_POOL_MAX: '2',
  });
  const blocker = new Client(environment.DATABASE_URL);
  await blocker.connect();
  await blocker.query('begin; lock table torrents in access exclusive mode');

  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, place) => timed(latest(server, `?limit=${place + 1}`))),
  );
  for (const { status, retryAfter, ms } of answers) {
    expect(status).toBe(503);
    expect(Number(retryAfter)).toBeGreaterThan(0);
    // Four turns of two, half a second each.
    expect(ms).toBeLessThan(8_000);
  }

  await blocker.query('rollback');
  await blocker.end();
  expect((await latest(server)).status).toBe(200);
});

/** Each of the fifty rounds starts a server. */
const KILLS_TIMEOUT_MS = 300_000;

test(
  'a process killed in the middle of ingest leaves each batch whole or not at all',
  async () => {
    const { environment } = await database();
    const client = new Client(environment.DATABASE_URL);
    await client.connect();
    const batches: { hashes: string[]; acknowledged: boolean }[] = [];

    for (let round = 0; round < 50; round++) {
      const server = await startServer('node', environment);
      const records = Array.from({ length: 200 }, () =>
        newRecord({ seeders: 1, files: [{ index: 0, name: 'a.mp4', sizeBytes: 1 }] }),
      );
      const batch = { hashes: records.map(({ infoHash }) => infoHash), acknowledged: false };
      batches.push(batch);
      const pushed = push(server, records).then(
        (report) => {
          batch.acknowledged = report.created === 200;
        },
        () => {},
      );
      await sleep(randomInt(300));
      server.process.kill('SIGKILL');
      await Promise.all([pushed, once(server.process, 'exit')]);
    }

    let kept = 0;
    for (const { hashes, acknowledged } of batches) {
      const { rows } = await client.query<{ torrents: number; files: number; swarms: number }>(
        `select count(*)::int as torrents, count(f.id)::int as files, count(s.torrent_id)::int as swarms
       from torrents t left join files f on f.torrent_id = t.id
       left join swarms s on s.torrent_id = t.id where info_hash = any($1)`,
        [hashes],
      );
      const count = rows[0]?.torrents ?? 0;
      expect(rows).toEqual([{ torrents: count, files: count, swarms: count }]);
      expect(acknowledged ? [200] : [0, 200]).toContain(count);
      kept += count > 0 ? 1 : 0;
    }
    await client.end();
    expect(kept).toBeGreaterThan(0);
    expect(kept).toBeLessThan(50);
  },
  KILLS_TIMEOUT_MS,
);

async function push({ baseUrl }: RunningServer, torrents: unknown[]): Promise<IngestReport> {
  const response = await fetch(`${baseUrl}/api/ingest`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': key },
    body: JSON.stringify({ torrents }),
  });
  return (await response.json()) as IngestReport;
}

test('SIGTERM under load drops nothing that was taken', async () => {
  const { environment } = await database();
  const server = await startServer('node', environment);
  const records = Array.from({ length: 500 }, () => newRecord());
  const pushes = Array.from({ length: 5 }, (_, part) =>
    push(server, records.slice(part * 100, (part + 1) * 100)),
  );
  await sleep(30);
  const [reports] = await Promise.all([Promise.all(pushes), server.stop()]);
  expect(reports.map(({ created }) => created)).toEqual([100, 100, 100, 100, 100]);
  expect(server.process.exitCode).toBe(0);
  await expect(latest(server)).rejects.toThrow();
});
