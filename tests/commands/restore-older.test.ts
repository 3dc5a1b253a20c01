import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { foldText } from '@/lib/fold';
import { backUp, expectNotRestored, restore } from '../support/backups';
import { askServer, linesOf, runCommand, testFolder, testServer } from '../support/commands';
import { allRows, migrateUpTo, withDatabase } from '../support/databases';
import { type PostgresServer, startPostgres } from '../support/postgres';
import { secrets } from '../support/secrets';

let postgres: PostgresServer;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

const emptyDatabase = async () => ({ ...secrets, DATABASE_URL: await postgres.createDatabase() });

const COUNT = 300;

/** A database that an older version left, with torrents and somebody who watched one. */
async function olderDatabase(tag: string): Promise<Record<string, string>> {
  const environment = await emptyDatabase();
  await migrateUpTo(environment.DATABASE_URL, tag);
  await withDatabase(environment, async (ask) => {
    for (let place = 0; place < COUNT; place++) {
      const name = `Nosferatu.Part.${place}.1922.1080p`;
      await ask(
        `insert into torrents (info_hash, name, name_folded, size_bytes, created_at)
         values ($1, $2, $3, $4, now() - $5 * interval '1 hour')`,
        [place.toString(16).padStart(40, '0'), name, foldText(name), place, place],
      );
    }
    await ask(`insert into files (torrent_id, file_name, file_size, file_index)
               select id, 'Orlok.mkv', 5, 0 from torrents where size_bytes = 7`);
    await ask(`insert into users (email, password_hash) values ('ada@example.org', 'none')`);
    await ask(`insert into watch_history (user_id, torrent_id, progress_percent)
               select u.id, t.id, 50 from users u, torrents t where t.size_bytes = 7`);
    await ask(`insert into audit_log (actor_id, action, details)
               select id, 'block', '{"reason": "asked\\nfor"}' from users`);
  });
  return environment;
}

describe.each(['0005_administrators', '0009_mailed-links'])('a backup made at %s', (tag) => {
  let folder: string;
  let backup: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'torrent-streamer-backup-'));
    backup = await backUp(await olderDatabase(tag), folder);
    const { migration } = JSON.parse(readFileSync(join(backup, 'manifest.json'), 'utf8'));
    expect(migration.tag).toBe(tag);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each([
    ['PostgreSQL', emptyDatabase],
    ['the embedded database', async () => ({ ...secrets, DATA_DIR: join(testFolder(), 'data') })],
  ])('is restored into %s and brought up to date', async (_kind, emptyOne) => {
    const environment = await emptyOne();
    await restore(backup, environment);
    const watched = await withDatabase(environment, (ask) =>
      ask(`select email, name, details->>'reason' as reason from watch_history
           join users u on u.id = user_id join torrents t on t.id = torrent_id, audit_log`),
    );
    expect(watched).toEqual([
      { email: 'ada@example.org', name: 'Nosferatu.Part.7.1922.1080p', reason: 'asked\nfor' },
    ]);
    const numbers = await withDatabase(environment, (ask) =>
      ask('select count(distinct number)::int as count, max(number)::int as last from torrents'),
    );
    expect(numbers).toEqual([{ count: COUNT, last: COUNT }]);

    const server = await testServer(environment);
    const find = async (query: string) =>
      (await askServer(server, 'GET', `/api/torrents/search?${query}`)).json;
    expect((await find('q=nosferatu&year=1922')).total.value).toBe(COUNT);
    expect((await find('q=orlok')).items).toMatchObject([{ name: 'Nosferatu.Part.7.1922.1080p' }]);
    expect(await find('q=nosfertau')).toMatchObject({ didYouMean: 'nosferatu' });
  });

  test('is not put into a database whose schema is newer already', async () => {
    const environment = await emptyDatabase();
    await runCommand('migrate', [], environment);
    const before = await allRows(environment);
    await expectNotRestored(
      backup,
      environment,
      /^The database is empty, but its schema \(\S+\) is newer/,
    );
    expect(await allRows(environment)).toEqual(before);
  });
});

test('a database that a newer version left is neither copied nor filled', async () => {
  const environment = await emptyDatabase();
  await runCommand('seed', [], environment);
  const backup = await backUp(environment, testFolder());
  const newer = await emptyDatabase();
  await runCommand('migrate', [], newer);
  await withDatabase(newer, (ask) =>
    ask(
      "insert into drizzle.__drizzle_migrations (hash, created_at) values ('later', 99999999999999)",
    ),
  );
  await expectNotRestored(backup, newer, /^The database was last used by a newer version/);
  const { code, stderr } = await runCommand('backup', [testFolder()], newer);
  expect(code).toBe(1);
  expect(linesOf(stderr)).toEqual([
    expect.stringMatching(/^The database was last used by a newer/),
  ]);
});
