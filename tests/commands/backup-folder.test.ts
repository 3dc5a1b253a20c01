import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { backUp, backupsIn } from '../support/backups';
import { linesOf, runCommand, testFolder } from '../support/commands';
import { beginBackup, fillForLong } from '../support/long-backup';
import { type PostgresServer, startPostgres } from '../support/postgres';
import { secrets } from '../support/secrets';

let postgres: PostgresServer;
let environment: Record<string, string>;
/** A backup in a folder of its own. */
let folder: string;
let whole: string;

beforeAll(async () => {
  postgres = await startPostgres();
  environment = await emptyDatabase();
  await fillForLong(environment);
  folder = mkdtempSync(join(tmpdir(), 'torrent-streamer-backups-'));
  whole = await backUp(environment, folder);
});
afterAll(async () => {
  await postgres.stop();
  rmSync(folder, { recursive: true });
});

const emptyDatabase = async () => ({
  ...secrets,
  DATABASE_URL: await postgres.createDatabase(),
});

/** A folder that has the backup under these names. */
function folderWith(...names: string[]): string {
  const into = testFolder();
  for (const copy of names) cpSync(whole, join(into, copy), { recursive: true });
  return into;
}

test('a backup is for its owner alone', () => {
  expect(statSync(whole).mode & 0o777).toBe(0o700);
  for (const file of readdirSync(whole)) {
    expect(statSync(join(whole, file)).mode & 0o777, file).toBe(0o600);
  }
});

test('one that is killed in the middle leaves no backup, and the next removes what it left', async () => {
  const into = testFolder();
  const { child, ended } = await beginBackup(into, environment);
  child.kill('SIGKILL');
  await ended;
  expect(backupsIn(into)).toEqual([expect.stringMatching(/Z\.unfinished$/)]);
  const { code } = await runCommand('backup', [into], environment);
  expect(code).toBe(0);
  expect(backupsIn(into)).toEqual([expect.stringMatching(/Z$/)]);
});

test('a second one into the same folder ends with a sentence, and spoils nothing', async () => {
  const into = testFolder();
  const { child, ended } = await beginBackup(into, environment);
  child.kill('SIGSTOP');
  const { code, stderr } = await runCommand('backup', [into], environment);
  expect(code).toBe(1);
  expect(linesOf(stderr)).toEqual([
    `Another process is using ${into}: wait until its backup is done.`,
  ]);
  child.kill('SIGCONT');
  expect(await ended).toEqual([0, null]);
  expect(backupsIn(into)).toEqual([expect.stringMatching(/Z$/)]);
});

test('one that finds no room says so in a sentence, and leaves nothing', async () => {
  const into = testFolder();
  // No file of more than 1 MB stands for a disk without room.
  const { code, stderr } = await runCommand('backup', [into], environment, 2_000);
  expect(code).toBe(1);
  expect(linesOf(stderr)).toEqual([
    `The backup in ${into} cannot be written: files may not grow that large.`,
  ]);
  expect(backupsIn(into)).toEqual([]);
});

test('a file in the place of the folder is told of in a sentence', async () => {
  const file = join(testFolder(), 'file');
  writeFileSync(file, 'of somebody');
  const { code, stderr } = await runCommand('backup', [file], environment);
  expect(code).toBe(1);
  expect(linesOf(stderr)).toEqual([
    expect.stringContaining(`The backup in ${file} cannot be written`),
  ]);
  expect(readFileSync(file, 'utf8')).toBe('of somebody');
});

test('a folder that nobody can make is told of in a sentence', async () => {
  const folder = '/proc/nothing/backups';
  const { code, stderr } = await runCommand('backup', [folder], environment);
  expect(code).toBe(1);
  expect(linesOf(stderr)).toEqual([`${folder} cannot be made: name another folder.`]);
});

test('a folder without a name is explained', async () => {
  const { code, stderr } = await runCommand('backup', [''], environment);
  expect(code).toBe(2);
  expect(stderr).toContain('Usage: npm run db:backup');
});

test('--keep removes the oldest backups beyond so many, and nothing else', async () => {
  const old = ['2026-01-01T00-00-00Z', '2026-02-01T00-00-00Z', '2026-03-01T00-00-00Z'];
  const into = folderWith(...old, 'before-the-move');
  const strange = '2025-01-01T00-00-00Z';
  mkdirSync(join(into, strange));
  writeFileSync(join(into, strange, 'manifest.json'), '{"format":1}');
  const unfinished = `${strange}.unfinished`;
  renameSync(join(folderWith(unfinished), unfinished), join(into, unfinished));

  const { code, stdout } = await runCommand('backup', [into, '--keep', '2'], environment);
  expect(code).toBe(0);
  expect(linesOf(stdout).slice(1)).toEqual(
    old.slice(0, 2).map((name) => `Removed ${join(into, name)}.`),
  );
  expect(backupsIn(into).sort()).toEqual(
    [old[2], strange, 'before-the-move', expect.stringMatching(/^20\d\d-/)].sort(),
  );
});

test.each(['0', '-1', 'all'])('--keep %s is explained, and nothing removed', async (keep) => {
  const into = folderWith('2026-01-01T00-00-00Z');
  const { code, stderr } = await runCommand('backup', [into, `--keep=${keep}`], environment);
  expect(code).toBe(2);
  expect(stderr).toContain('Usage: npm run db:backup');
  expect(backupsIn(into)).toEqual(['2026-01-01T00-00-00Z']);
});
