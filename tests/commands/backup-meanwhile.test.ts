import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newInfoHash } from '../support/api';
import { backUp, backupsIn, restore } from '../support/backups';
import { beginCommand, linesOf, runCommand, testFolder } from '../support/commands';
import { withDatabase } from '../support/databases';
import { beginBackup, fillForLong } from '../support/long-backup';
import { type PostgresServer, startPostgres } from '../support/postgres';
import { secrets } from '../support/secrets';

let postgres: PostgresServer;
let environment: Record<string, string>;
beforeAll(async () => {
  postgres = await startPostgres();
  environment = await emptyDatabase();
  await fillForLong(environment);
});
afterAll(() => postgres.stop());

const emptyDatabase = async () => ({
  ...secrets,
  DATABASE_URL: await postgres.createDatabase(),
});

test('what is written meanwhile is in a backup whole, or not at all', async () => {
  const into = testFolder();
  let isOver = false;
  let written = 0;
  const writing = withDatabase(environment, async (ask) => {
    while (!isOver) {
      const infoHash = newInfoHash();
      await ask('begin');
      await ask(
        `insert into torrents (info_hash, name, name_folded, size_bytes)
         values ($1, 'Debian live', 'debian live', 2)`,
        [infoHash],
      );
      await ask(
        `insert into files (torrent_id, file_name, file_size, file_index)
         select id, 'part', 1, n from torrents, generate_series(0, 4) as n where info_hash = $1`,
        [infoHash],
      );
      await ask('commit');
      written++;
    }
  });
  const { ended } = await beginBackup(into, environment);
  const before = written;
  expect(await ended).toEqual([0, null]);
  expect(written).toBeGreaterThan(before);
  isOver = true;
  await writing;

  const restored = await emptyDatabase();
  const [backup = ''] = backupsIn(into);
  await restore(join(into, backup), restored);
  const [found] = await withDatabase(restored, (ask) =>
    ask<{ torrents: number; halves: number }>(
      `select count(*)::int as torrents, (count(*) filter (where files <> 5))::int as halves
       from (select count(f.id) as files from torrents t left join files f on f.torrent_id = t.id
             where t.size_bytes = 2 group by t.id) as counted`,
    ),
  );
  expect(found?.halves).toBe(0);
  expect(found?.torrents).toBeGreaterThan(0);
  expect(found?.torrents).toBeLessThan(written);
});

const bytesIn = (folder: string): number =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).reduce(
    (sum, name) => sum + (statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0),
    0,
  );

const isLoadingPostgres = (restored: Record<string, string>) =>
  withDatabase(restored, async (ask) => {
    const found = await ask(
      `select from pg_stat_progress_copy
       where relid = to_regclass('public.files') and tuples_processed > 10000`,
    );
    return found.length > 0;
  });

/** It has some megabytes more than at first. */
const isLoadingPglite = ({ DATA_DIR = '' }: Record<string, string>) =>
  existsSync(join(DATA_DIR, 'postgres')) && bytesIn(join(DATA_DIR, 'postgres', 'base')) > 32 << 20;

const countIn = (environment: Record<string, string>) =>
  withDatabase(environment, async (ask) => [
    ...(await ask('select count(*)::int from torrents')),
    ...(await ask('select count(*)::int from files')),
  ]);

test.each([
  ['PostgreSQL', emptyDatabase, isLoadingPostgres],
  [
    'the embedded database',
    async () => ({ DATA_DIR: join(testFolder(), 'data') }),
    isLoadingPglite,
  ],
])(
  'a restoration into %s that is killed leaves no row, and can be done again',
  async (_kind, emptyOne, isLoading) => {
    const restored: Record<string, string> = await emptyOne();
    const backup = await backUp(environment, testFolder());
    const { child, ended } = await beginCommand('restore', [backup], restored, () =>
      isLoading(restored),
    );
    child.kill('SIGKILL');
    await ended;
    expect(await countIn(restored)).toEqual([{ count: 0 }, { count: 0 }]);
    await restore(backup, restored);
    expect(await countIn(restored)).toEqual(await countIn(environment));
  },
);

test('a schema that changes while a backup waits for it is not copied half', async () => {
  const environment = await emptyDatabase();
  await runCommand('seed', [], environment);
  const into = testFolder();
  const outcome = await withDatabase(environment, async (ask) => {
    await ask('begin');
    await ask('alter table users add column later text');
    await ask(`insert into drizzle.__drizzle_migrations (hash, created_at)
               values ('later', 99999999999999)`);
    const backup = runCommand('backup', [into], environment);
    await expect.poll(() => ask('select from pg_locks where not granted')).toHaveLength(1);
    await ask('commit');
    return backup;
  });
  expect(outcome.code).toBe(1);
  expect(linesOf(outcome.stderr)).toEqual([
    'The database was brought up to date meanwhile: do it again.',
  ]);
  expect(readdirSync(into)).toEqual([]);
});
