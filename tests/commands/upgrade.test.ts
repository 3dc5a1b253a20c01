import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { torrentSearchPage } from '@/contracts/torrents';
import { foldText } from '@/lib/fold';
import { askServer, runCommand, testServer } from '../support/commands';
import { migrateUpTo } from '../support/databases';
import { type PostgresServer, startPostgres } from '../support/postgres';
import { secrets } from '../support/secrets';
import type { RunningServer } from '../support/server';

const COUNT = 450;
let postgres: PostgresServer;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

/** A database as the version before search by words of the catalogue left it, with torrents. */
async function oldCatalogue(): Promise<string> {
  const url = await postgres.createDatabase();
  await migrateUpTo(url, '0005_administrators');
  const client = new Client({ connectionString: url });
  await client.connect();
  for (let place = 0; place < COUNT; place++) {
    const name = `Nosferatu.Part.${place}.1922.1080p`;
    await client.query(
      `insert into torrents (info_hash, name, name_folded, size_bytes, created_at)
       values ($1, $2, $3, $4, now() - $5 * interval '1 hour')`,
      [place.toString(16).padStart(40, '0'), name, foldText(name), place, place],
    );
  }
  await client.query(
    `insert into files (torrent_id, file_name, file_size, file_index)
     select id, 'Orlok.mkv', 5, 0 from torrents where size_bytes = 7`,
  );
  await client.end();
  return url;
}

async function find(server: RunningServer, query: string) {
  const { json } = await askServer(server, 'GET', `/api/torrents/search?limit=100&${query}`);
  return torrentSearchPage.parse(json);
}

async function expectFound(server: RunningServer) {
  const newest = await find(server, 'q=nosferatu&sort=newest&year=1922');
  expect(newest.total).toEqual({ value: COUNT, relation: 'eq' });
  expect(newest.items.slice(0, 2).map(({ name }) => name)).toEqual([
    'Nosferatu.Part.0.1922.1080p',
    'Nosferatu.Part.1.1922.1080p',
  ]);
  expect((await find(server, 'q=orlok')).items).toMatchObject([
    { name: 'Nosferatu.Part.7.1922.1080p', kind: 'video', matchedFile: { name: 'Orlok.mkv' } },
  ]);
  expect(await find(server, 'q=nosfertau')).toMatchObject({ didYouMean: 'nosferatu' });
}

test('an older catalogue is found after the command that migrates', async () => {
  const environment = { ...secrets, DATABASE_URL: await oldCatalogue() };
  const first = await runCommand('migrate', [], environment);
  expect(first).toMatchObject({ code: 0, stderr: '' });
  expect(first.stdout).toContain(`${COUNT} search entries were made anew`);
  const second = await runCommand('migrate', [], environment);
  expect(second.stdout).not.toContain('anew');
  await expectFound(await testServer(environment));
});

test('entries of the version before are made anew, and what they have is counted once', async () => {
  const environment = { ...secrets, DATABASE_URL: await oldCatalogue() };
  await runCommand('migrate', [], environment);
  const client = new Client({ connectionString: environment.DATABASE_URL });
  await client.connect();
  await client.query("update torrents set index_version = 1, search = ts_delete(search, '^n')");
  const again = await runCommand('migrate', [], environment);
  expect(again.stdout).toContain(`${COUNT} search entries were made anew`);
  const { rows } = await client.query(
    "select word, names, files from words where word in ('7', 'orlok') order by word",
  );
  await client.end();
  expect(rows).toEqual([
    { word: '7', names: 1, files: 0 },
    { word: 'orlok', names: 0, files: 1 },
  ]);
  const server = await testServer(environment);
  const suggested = await askServer(
    server,
    'GET',
    '/api/torrents/suggest?q=nosferatu.part.7&limit=1',
  );
  expect(suggested.json.items).toEqual([{ text: 'Nosferatu Part 7', torrents: 1 }]);
  expect((await find(server, 'q=n&year=1922')).total.value).toBeGreaterThan(200);
});

test('titles and addresses that the version before kept in another form are put right', async () => {
  const environment = { ...secrets, DATABASE_URL: await oldCatalogue() };
  await runCommand('migrate', [], environment);
  const client = new Client({ connectionString: environment.DATABASE_URL });
  await client.connect();
  await client.query(`
    update torrents set index_version = 2, name = 'Ο Θίασος 1975 1080p', title = 'ο θιασοσ',
      poster_url = 'https://example.org/a b[1].jpg', source_url = 'https://example.org/a?b',
      torrent_url = 'https://example.org/' || repeat('é', 400)
    where size_bytes < 2`);
  await client.query("insert into titles values ('ο θιασοσ', 'ο θιασοσ', 2)");
  const again = await runCommand('migrate', [], environment);
  expect(again.stdout).toContain('2 search entries were made anew');
  const { rows: titles } = await client.query(
    "select written, torrents from titles where title in ('ο θιασοσ', 'nosferatu part 7') order by 1",
  );
  const { rows: torrents } = await client.query(
    'select distinct poster_url, source_url, length(torrent_url) from torrents where size_bytes < 2',
  );
  await client.end();
  expect(titles).toEqual([
    { written: 'Nosferatu Part 7', torrents: 1 },
    { written: 'Ο Θίασος', torrents: 2 },
  ]);
  expect(torrents).toEqual([
    {
      poster_url: 'https://example.org/a%20b%5B1%5D.jpg',
      source_url: 'https://example.org/a?b',
      length: 420,
    },
  ]);
});

test('an older catalogue is found a moment after the server starts', async () => {
  const environment = { ...secrets, DATABASE_URL: await oldCatalogue() };
  const [server, other] = await Promise.all([testServer(environment), testServer(environment)]);
  await expect
    .poll(async () => (await find(server, 'q=nosferatu&year=1922')).total.value)
    .toBe(COUNT);
  await expectFound(server);
  await expectFound(other);
});
