import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  chownSync,
  existsSync,
  mkdtempSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { newRecord } from '../support/api';
import { askServer, runCommand, testServer } from '../support/commands';
import { type Ask, withDatabase } from '../support/databases';
import { eventually } from '../support/eventually';
import { type PostgresServer, startPostgres } from '../support/postgres';
import { INGEST_KEY, secrets } from '../support/secrets';
import type { RunningServer } from '../support/server';

/** A file of the user that the server runs as, who need not be that of the tests. */
function writeAsServer(folder: string, name: string, text: string): void {
  const { uid, gid } = statSync(folder);
  writeFileSync(join(folder, name), text);
  chownSync(join(folder, name), uid, gid);
}

/** A copy of the server's files while it runs, as `pg_basebackup` makes one; where it is. */
async function copyWhileRunning({ dataDir }: PostgresServer, ask: Ask): Promise<string> {
  const copy = `${dataDir}-copy`;
  await ask("select pg_backup_start('copy', true)");
  execFileSync('cp', ['-a', dataDir, copy]);
  const [ended] = await ask<{ labelfile: string }>('select labelfile from pg_backup_stop()');
  writeAsServer(copy, 'backup_label', ended?.labelfile ?? '');
  rmSync(join(copy, 'postmaster.pid'));
  // What is to be done again comes from the archive alone.
  execFileSync('sh', ['-c', 'rm -f "$0"/pg_wal/0*', copy]);
  return copy;
}

/** Waits until all that was written so far is in the archive. */
async function archiveAll(ask: Ask, archive: string): Promise<void> {
  const [last] = await ask<{ name: string }>('select pg_walfile_name(pg_switch_wal()) as name');
  while (!existsSync(join(archive, last?.name ?? ''))) await sleep(50);
}

/** Pushes one torrent into a running server, which then tells of the newest. */
async function pushTo(server: RunningServer, name: string): Promise<string[]> {
  const pushed = await askServer(server, 'POST', '/api/ingest', {
    'x-api-key': INGEST_KEY,
    json: { torrents: [newRecord({ name })] },
  });
  expect(pushed.json).toMatchObject({ created: 1 });
  const latest = await askServer(server, 'GET', '/api/torrents/latest');
  return latest.json.items.map(({ name }: { name: string }) => name);
}

test('a server is put back to a moment before everything was deleted', async () => {
  const archive = mkdtempSync(join(tmpdir(), 'torrent-streamer-archive-'));
  onTestFinished(() => rmSync(archive, { recursive: true, force: true }));
  chmodSync(archive, 0o777);
  const postgres = await startPostgres({
    archive_mode: 'on',
    // Never half a file under its name.
    archive_command: `cp %p ${archive}/%f.part && mv ${archive}/%f.part ${archive}/%f`,
  });
  onTestFinished(postgres.stop);
  const environment = {
    DATABASE_URL: await postgres.createMigratedDatabase(),
    ...secrets,
  };
  const copy = await withDatabase(environment, (ask) => copyWhileRunning(postgres, ask));

  expect((await runCommand('seed', [], environment)).code).toBe(0);
  const count = () =>
    withDatabase(environment, async (ask) => {
      const [found] = await ask<{ torrents: number }>(
        'select count(*)::int as torrents from torrents',
      );
      return found?.torrents;
    });
  expect(await count()).toBe(12);
  const server = await testServer(environment);
  const moment = await withDatabase(environment, async (ask) => {
    const [now] = await ask<{ time: string }>('select clock_timestamp()::text as time');
    await sleep(1_000);
    // Both what it answers and what it keeps is of a time that will not have been.
    expect(await pushTo(server, 'Never was')).toContain('Never was');
    await ask('delete from torrents');
    await archiveAll(ask, archive);
    return now?.time;
  });
  expect(await count()).toBe(0);

  await postgres.halt();
  renameSync(postgres.dataDir, `${postgres.dataDir}-lost`);
  renameSync(copy, postgres.dataDir);
  appendFileSync(
    join(postgres.dataDir, 'postgresql.conf'),
    `restore_command = 'cp ${archive}/%f %p'
     recovery_target_time = '${moment}'
     recovery_target_action = 'promote'`,
  );
  writeAsServer(postgres.dataDir, 'recovery.signal', '');
  await postgres.resume();
  expect(await count()).toBe(12);
  // Who served all the while goes on with what is there, and not with what it kept.
  await eventually(async () => {
    expect((await askServer(server, 'GET', '/api/health')).status).toBe(200);
  });
  const names = await pushTo(server, 'Is there now');
  expect(names).toContain('Is there now');
  expect(names).not.toContain('Never was');
  // It takes what is new again.
  expect((await runCommand('seed', [], environment)).stdout).toContain('0 created');
});
