import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newInfoHash } from '../support/api';
import { backUp, restore } from '../support/backups';
import { askServer, linesOf, runCommand, testFolder, testServer } from '../support/commands';
import { allRows, withDatabase } from '../support/databases';
import { type Library, makeLibrary, ODD_VALUE, records } from '../support/library';
import { type PostgresServer, startPostgres } from '../support/postgres';
import { secrets } from '../support/secrets';

let postgres: PostgresServer;
let library: Library;
let rows: Record<string, string[]>;
/** Of the library, as the command made it. */
let backup: string;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'torrent-streamer-library-'));
  [postgres, library] = await Promise.all([startPostgres(), makeLibrary(join(folder, 'data'))]);
  rows = await allRows(library.environment);
  backup = await backUp(library.environment, join(folder, 'backups'));
});
afterAll(async () => {
  await postgres.stop();
  rmSync(folder, { recursive: true });
});

const kinds = {
  PostgreSQL: async () => ({ ...secrets, DATABASE_URL: await postgres.createDatabase() }),
  'the embedded database': async () => ({ ...secrets, DATA_DIR: join(testFolder(), 'data') }),
};

test('the library has rows in every table', () => {
  for (const [table, found] of Object.entries(rows)) expect(found.length, table).toBeGreaterThan(0);
  expect(rows.preferences?.join()).toContain('電影 🎬');
});

test('the manifest tells of every table, and what is in the files', () => {
  const manifest = JSON.parse(readFileSync(join(backup, 'manifest.json'), 'utf8'));
  expect(manifest).toMatchObject({ format: 1, program: '0.1.0', migration: expect.any(Object) });
  const counts = Object.fromEntries(
    Object.entries(rows)
      .filter(([name]) => name !== 'migrations' && name !== 'indexes')
      .map(([name, found]) => [name, found.length]),
  );
  const told = manifest.tables.map(({ name, rows }: { name: string; rows: number }) => [
    name,
    rows,
  ]);
  expect(Object.fromEntries(told)).toEqual(counts);
});

describe.each(Object.entries(kinds))(
  'a backup of the embedded database, restored into %s',
  (_kind, emptyOne) => {
    test('has every row, and so has a backup of that, restored into either kind', async () => {
      const first = await emptyOne();
      await restore(backup, first);
      expect(await allRows(first)).toEqual(rows);
      const second = await backUp(first, testFolder());
      for (const other of Object.values(kinds)) {
        const environment = await other();
        await restore(second, environment);
        expect(await allRows(environment)).toEqual(rows);
      }
    });

    test('is served as before, and takes what is new', async () => {
      const environment = await emptyOne();
      await restore(backup, environment);
      const server = await testServer(environment);
      const { json: session } = await askServer(server, 'POST', '/api/auth/sign-in', {
        json: library.person,
      });
      const authorization = `Bearer ${session.accessToken}`;
      const { json: me } = await askServer(server, 'GET', '/api/users/me', { authorization });
      expect(me).toMatchObject({ role: 'admin', preferences: { odd: ODD_VALUE, empty: '' } });
      const refreshed = await askServer(server, 'POST', '/api/auth/refresh', {
        json: { refreshToken: library.refreshToken },
      });
      expect(refreshed.status).toBe(200);
      const { json: found } = await askServer(server, 'GET', '/api/torrents/search?q=sintel');
      expect(found.items[0]).toMatchObject({
        infoHash: records[0]?.infoHash,
        license: 'CC-BY-4.0',
      });
      const misspelt = await askServer(server, 'GET', '/api/torrents/search?q=laundormat');
      expect(misspelt.json).toMatchObject({ didYouMean: 'laundromat' });

      const added = { infoHash: newInfoHash(), name: 'Elephants Dream 2006', sizeBytes: 1 };
      const ingest = (torrents: unknown[]) =>
        askServer(server, 'POST', '/api/ingest', {
          'x-api-key': library.madeKey,
          json: { torrents },
        });
      const { json: again } = await ingest(records);
      expect(again).toMatchObject({ created: 0, updated: 0, unchanged: records.length });
      expect((await ingest([added])).json).toMatchObject({ created: 1 });
      expect((await ingest([{ ...added, infoHash: 'a'.repeat(40) }])).json.results).toMatchObject([
        { status: 'rejected' },
      ]);
      await server.stop();
      const numbers = await withDatabase(environment, (ask) =>
        ask<{ name: string; number: string }>(
          'select name, number from torrents order by number desc',
        ),
      );
      expect(numbers[0]?.name).toBe(added.name);
      expect(new Set(numbers.map(({ number }) => number)).size).toBe(numbers.length);
    });
  },
);

test('the secrets beside the embedded database are told of, and not in the backup', async () => {
  const { stdout } = await runCommand('backup', [testFolder()], library.environment);
  expect(linesOf(stdout)[1]).toMatch(
    /^Keep the secrets beside it: jwt-secret and ingest-key in \S+/,
  );
  const everything = readdirSync(backup).map((name) => readFileSync(join(backup, name)));
  for (const name of ['jwt-secret', 'ingest-key']) {
    const secret = readFileSync(join(folder, 'data', name), 'utf8').trim();
    expect(stdout).not.toContain(secret);
    expect(Buffer.concat(everything).includes(secret)).toBe(false);
  }
  const restored = { DATA_DIR: join(testFolder(), 'data') };
  const { stdout: afterwards } = await runCommand('restore', [backup], restored);
  expect(linesOf(afterwards)[1]).toBe(
    `Put the secrets back as well, over jwt-secret and ingest-key in ${restored.DATA_DIR}.`,
  );
});

test('commands on PostgreSQL want none of the secrets of a server, and make none', async () => {
  const DATA_DIR = join(testFolder(), 'data');
  const newEnvironment = async () => ({ DATABASE_URL: await postgres.createDatabase(), DATA_DIR });
  const environment = await newEnvironment();
  for (const command of ['migrate', 'seed']) {
    expect(await runCommand(command, [], environment)).toMatchObject({ code: 0, stderr: '' });
  }
  const made = await backUp(environment, testFolder());
  await restore(made, await newEnvironment());
  const { stderr } = await runCommand('admin', ['grant', 'ada@example.org'], environment);
  expect(linesOf(stderr)).toEqual(['There is no such account.']);
  const told = await runCommand('backup', [testFolder()], environment);
  expect(told.stdout).not.toContain('secrets');
  expect(() => readdirSync(DATA_DIR)).toThrow('ENOENT');
});

test('while a server runs on the embedded database, the command says so in a sentence', async () => {
  const environment = { DATA_DIR: testFolder() };
  cpSync(join(folder, 'data'), environment.DATA_DIR, { recursive: true });
  await testServer(environment);
  for (const command of ['backup', 'restore']) {
    const from = command === 'backup' ? testFolder() : backup;
    const { code, stderr } = await runCommand(command, [from], environment);
    expect(code).toBe(1);
    expect(linesOf(stderr)).toEqual([
      expect.stringMatching(/^Another process is using \S+: stop it first/),
    ]);
  }
});
