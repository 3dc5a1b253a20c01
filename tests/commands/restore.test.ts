import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { backUp, expectNotRestored, restore } from '../support/backups';
import { askServer, runCommand, testFolder, testServer } from '../support/commands';
import { allRows, withDatabase } from '../support/databases';
import { eventually } from '../support/eventually';
import { type PostgresServer, startPostgres } from '../support/postgres';
import { secrets } from '../support/secrets';

let postgres: PostgresServer;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

const emptyDatabase = async () => ({ ...secrets, DATABASE_URL: await postgres.createDatabase() });

describe('a backup that is not as it was made is refused before anything is written', () => {
  let folder: string;
  let whole: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'torrent-streamer-backup-'));
    const environment = await emptyDatabase();
    await runCommand('seed', [], environment);
    whole = await backUp(environment, folder);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const change = (path: string, from: string, to: string) => {
    const text = readFileSync(path, 'utf8');
    expect(text).toContain(from);
    writeFileSync(path, text.replace(from, to));
  };
  const manifest = 'manifest.json';
  const files = 'files.copy.gz';

  test.each<[string, (backup: string) => void, (backup: string) => string | RegExp]>([
    [
      'a changed byte',
      (backup) => {
        const bytes = readFileSync(join(backup, files));
        bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
        writeFileSync(join(backup, files), bytes);
      },
      (backup) => `${join(backup, files)} is damaged.`,
    ],
    [
      'a file that is cut off',
      (backup) => truncateSync(join(backup, files), statSync(join(backup, files)).size - 9),
      (backup) => `${join(backup, files)} is damaged.`,
    ],
    [
      'other rows, well packed',
      (backup) => {
        const rows = gunzipSync(readFileSync(join(backup, files)));
        writeFileSync(
          join(backup, files),
          gzipSync(rows.subarray(0, rows.lastIndexOf(10, -2) + 1)),
        );
      },
      (backup) => `${join(backup, files)} is damaged.`,
    ],
    [
      'another count of rows',
      (backup) => change(join(backup, manifest), '"rows": 12', '"rows": 13'),
      (backup) => `${join(backup, 'torrents.copy.gz')} is damaged.`,
    ],
    [
      'a missing file',
      (backup) => rmSync(join(backup, files)),
      (backup) => `${join(backup, files)} is missing.`,
    ],
    [
      'a surplus file',
      (backup) => writeFileSync(join(backup, 'more.copy.gz'), ''),
      (backup) => `${join(backup, 'more.copy.gz')} does not belong to the backup.`,
    ],
    [
      'a table that the manifest does not name',
      (backup) => {
        const told = JSON.parse(readFileSync(join(backup, manifest), 'utf8'));
        writeFileSync(
          join(backup, manifest),
          JSON.stringify({ ...told, tables: told.tables.slice(1) }),
        );
      },
      (backup) => `${join(backup, manifest)} is damaged: it does not name every table.`,
    ],
    [
      'half a manifest',
      (backup) => truncateSync(join(backup, manifest), 100),
      (backup) => `${join(backup, manifest)} is damaged.`,
    ],
    [
      'no manifest',
      (backup) => rmSync(join(backup, manifest)),
      (backup) => `${backup} is no backup: it has no manifest.json.`,
    ],
    [
      'another format',
      (backup) => change(join(backup, manifest), '"format": 1', '"format": 2'),
      (backup) =>
        `${backup} has the format 2, which this version of the program does not read: it reads 1.`,
    ],
    [
      'a newer version of the program',
      (backup) => change(join(backup, manifest), '"millis": 17', '"millis": 27'),
      () =>
        /was made by a newer version of the program \(0\.1\.0, at \S+\): restore it with that one\.$/,
    ],
  ])('%s', async (_what, spoil, sentence) => {
    const backup = join(testFolder(), 'backup');
    cpSync(whole, backup, { recursive: true });
    spoil(backup);
    const DATA_DIR = join(testFolder(), 'data');
    await expectNotRestored(backup, { DATA_DIR }, sentence(backup));
    expect(existsSync(DATA_DIR)).toBe(false);
  });

  test('columns that the table does not have, and all that was written is undone', async () => {
    const backup = join(testFolder(), 'backup');
    cpSync(whole, backup, { recursive: true });
    change(join(backup, manifest), '"written"', '"writtten"');
    const environment = await emptyDatabase();
    await expectNotRestored(backup, environment, /the table titles/);
    const { migrations: _done, indexes: _made, ...rows } = await allRows(environment);
    expect(Object.values(rows).flat()).toEqual([]);
  });

  test.each([
    ['PostgreSQL', emptyDatabase],
    ['the embedded database', async () => ({ DATA_DIR: join(testFolder(), 'data') })],
  ])(
    'into %s that is not empty it is not restored either, and that stays as it is',
    async (_kind, emptyOne) => {
      const environment = await emptyOne();
      await runCommand('seed', [], environment);
      const before = await allRows(environment);
      await expectNotRestored(
        whole,
        environment,
        /^The database is not empty \(there are rows in \w+\)/,
      );
      expect(await allRows(environment)).toEqual(before);
    },
  );
});

test('where a server runs that nobody has used yet, it serves what was restored', async () => {
  const source = await emptyDatabase();
  await runCommand('seed', [], source);
  const backup = await backUp(source, testFolder());
  const environment = await emptyDatabase();
  const server = await testServer(environment);
  // What it writes by itself makes no database that is in use.
  await withDatabase(environment, (ask) =>
    eventually(async () => {
      expect(await ask('select 1 from job_runs where finished_at is not null')).toHaveLength(1);
    }),
  );
  const latest = () => askServer(server, 'GET', '/api/torrents/latest');
  expect((await latest()).json.items).toEqual([]);
  await restore(backup, environment);
  expect((await latest()).json.items).toHaveLength(12);
  const { job_runs: _runs, ...rows } = await allRows(environment);
  const { job_runs: _others, ...expected } = await allRows(source);
  expect(rows).toEqual(expected);
});

test.each([
  ['nothing', []],
  ['two folders', ['one', 'two']],
  ['an unknown option', ['one', '--into=two']],
])('told %s, both commands explain themselves', async (_what, args) => {
  for (const command of ['backup', 'restore']) {
    const { code, stdout, stderr } = await runCommand(command, args, {});
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(`Usage: npm run db:${command} -- `);
  }
});
