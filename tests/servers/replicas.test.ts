import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { newEmail, newRecord, PASSWORD } from '../support/api';
import { askServer, testFolder, testServer } from '../support/commands';
import { eventually } from '../support/eventually';
import { latest, newDatabase } from '../support/outages';
import { startPostgres } from '../support/postgres';
import { startReplica } from '../support/replica';
import { INGEST_KEY, secrets } from '../support/secrets';

async function clientOf(connectionString: string): Promise<Client> {
  const client = new Client({ connectionString });
  client.on('error', () => {});
  await client.connect();
  onTestFinished(() => client.end());
  return client;
}

async function scans(client: Client, table: string): Promise<number> {
  const { rows } = await client.query(
    'select (coalesce(seq_scan, 0) + coalesce(idx_scan, 0))::int as scans from pg_stat_user_tables where relname = $1',
    [table],
  );
  return rows[0].scans;
}

test('reads of the catalogue go to a replica, and never see what was before', async () => {
  const postgres = await startPostgres();
  onTestFinished(postgres.stop);
  const DATABASE_URL = await postgres.createMigratedDatabase();
  const environment = {
    DATABASE_URL,
    DATA_DIR: testFolder(),
    ...secrets,
    RATE_LIMIT: 'off',
  };
  const replica = await startReplica(postgres, DATABASE_URL);
  onTestFinished(replica.stop);
  const servers = await Promise.all(
    [1, 2, 3].map(() =>
      testServer({ ...environment, DATABASE_REPLICA_URLS: replica.url, ANSWER_CACHE: 'off' }),
    ),
  );
  const [one, other, third] = servers;
  if (!one || !other || !third) throw new Error('there are no servers');

  const [onPrimary, onReplica] = [await clientOf(DATABASE_URL), await clientOf(replica.url)];
  const push = async () => {
    const record = newRecord();
    const json = { torrents: [record] };
    const { status } = await askServer(one, 'POST', '/api/ingest', {
      'x-api-key': INGEST_KEY,
      json,
    });
    expect(status).toBe(200);
    return record.infoHash;
  };
  const find = (server: typeof one, infoHash: string) =>
    askServer(server, 'GET', `/api/torrents/${infoHash}`);

  // Whoever was told that it is there finds it, on every server, however fast the replica is.
  for (let round = 0; round < 20; round++) {
    const infoHash = await push();
    expect((await find(one, infoHash)).status).toBe(200);
    await sleep(25);
    expect((await find(other, infoHash)).status).toBe(200);
    expect((await find(third, infoHash)).status).toBe(200);
  }

  const infoHash = await push();
  await sleep(300);
  const before = [await scans(onPrimary, 'torrents'), await scans(onReplica, 'torrents')];
  for (let call = 0; call < 300; call++) {
    expect((await find(other, infoHash)).status).toBe(200);
  }
  await eventually(async () => {
    const more = (await scans(onReplica, 'torrents')) - (before[1] ?? 0);
    expect(more).toBeGreaterThan(250);
  });
  // What was read before may be counted late.
  expect((await scans(onPrimary, 'torrents')) - (before[0] ?? 0)).toBeLessThan(150);

  // One that lags behind is passed over.
  await onReplica.query('select pg_wal_replay_pause()');
  const late = await push();
  await sleep(100);
  for (const server of servers) expect((await find(server, late)).status).toBe(200);
  await onReplica.query('select pg_wal_replay_resume()');

  // A person's own is read from where it was written.
  const json = { email: newEmail(), password: PASSWORD };
  const session = (await askServer(one, 'POST', '/api/auth/sign-up', { json })).json;
  const authorization = `Bearer ${session.accessToken}`;
  for (const server of servers) {
    expect((await askServer(server, 'GET', '/api/users/me', { authorization })).status).toBe(200);
  }

  // A replica that is gone costs nobody their answer, nor a process that is killed meanwhile.
  const statuses: number[] = [];
  const asking = (async () => {
    for (let call = 0; call < 60; call++) {
      for (const server of [one, other]) {
        statuses.push((await find(server, infoHash)).status);
      }
      await sleep(20);
    }
  })();
  await sleep(100);
  third.process.kill('SIGKILL');
  await replica.halt();
  await asking;
  expect(new Set(statuses)).toEqual(new Set([200]));
  // It is asked again only after a while.
  const asked = other.output().match(/a replica does not answer/g) ?? [];
  expect(asked.length).toBeGreaterThan(0);
  expect(asked.length).toBeLessThan(statuses.length / 4);
  const after = await push();
  expect((await find(other, after)).status).toBe(200);
});

test('a replica that was away as the server started is read from later, and ends what takes too long', async () => {
  const { postgres, environment } = await newDatabase();
  const replica = await startReplica(postgres, environment.DATABASE_URL);
  onTestFinished(replica.stop);
  await replica.halt();
  const server = await testServer({
    ...environment,
    DATABASE_REPLICA_URLS: `${replica.url},${replica.url}`,
    DATABASE_STATEMENT_TIMEOUT_MS: '500',
    ANSWER_CACHE: 'off',
  });
  await replica.resume();
  const onReplica = await clientOf(replica.url);
  const before = await scans(onReplica, 'torrents');
  await expect
    .poll(async () => {
      expect((await latest(server)).status).toBe(200);
      return scans(onReplica, 'torrents');
    })
    .toBeGreaterThan(before);

  // Each that is named has its turn.
  for (let call = 0; call < 2; call++) expect((await latest(server)).status).toBe(200);
  const { rows } = await onReplica.query(
    "select from pg_stat_activity where application_name = 'torrent-streamer'",
  );
  expect(rows).toHaveLength(2);

  // The replica takes over this lock, and its sessions wait for it as those of the primary do.
  const onPrimary = await clientOf(environment.DATABASE_URL);
  await onPrimary.query('begin; lock table torrents in access exclusive mode');
  await onPrimary.query('select pg_switch_wal()');
  const waits = async (mode: string, isHeld: boolean) => {
    const { rows } = await onReplica.query(
      `select from pg_locks
       where relation = 'torrents'::regclass and mode = $1 and granted = $2`,
      [mode, isHeld],
    );
    return rows.length;
  };
  await expect.poll(() => waits('AccessExclusiveLock', true)).toBe(1);
  expect((await latest(server)).status).toBe(503);
  expect(server.output()).toContain('a replica does not answer');
  expect(await waits('AccessShareLock', false)).toBe(0);
});
