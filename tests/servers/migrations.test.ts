import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Pool } from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { OpenDatabase } from '@/db/database';
import { copyMigrations, listMigrations } from '@/db/journal';
import { openPglite } from '@/db/pglite';
import { openPostgres } from '@/db/postgres';
import type { PostgresConfig } from '@/lib/config';
import { testFolder } from '../support/commands';
import { migrateUpTo } from '../support/databases';
import { type PostgresServer, startPostgres } from '../support/postgres';

let postgres: PostgresServer;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

const ROWS = 100_000;
/** Text of 40 digits that is another for each number. */
const HASH = `lpad(to_hex(n), 40, '0')`;

/** A catalogue with its people at the first schema, of 100,000 rows in each table of weight. */
async function oldCatalogue(): Promise<string> {
  const url = await postgres.createDatabase();
  await migrateUpTo(url, '0001_base');
  await inOneGo(url, [
    `insert into torrents (info_hash, name, name_folded, size_bytes)
     select ${HASH}, 'Nosferatu ' || n, 'nosferatu ' || n, n from generate_series(1, ${ROWS}) n`,
    `insert into files (torrent_id, file_name, file_size, file_index)
     select id, name || '.mkv', size_bytes, 0 from torrents`,
    `insert into swarms (torrent_id, seeders, leechers, checked_at)
     select id, size_bytes % 100, 0, now() from torrents`,
    `insert into users (email, password_hash)
     select 'person' || n || '@example.org', 'none' from generate_series(1, ${ROWS}) n`,
    `insert into sessions (user_id, token_hash, expires_at)
     select id, repeat(md5(email), 2), now() + interval '1 day' from users`,
    `insert into watch_history (user_id, torrent_id)
     select u.id, t.id from (select id, row_number() over () n from users) u
     join (select id, row_number() over () n from torrents) t using (n)`,
    'analyze',
  ]);
  return url;
}

async function inOneGo(url: string, statements: string[]): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}

/** What people do all day, as every version of the schema takes it. */
const DAILY = {
  newest: 'select id, name from torrents order by created_at desc, id desc limit 20',
  torrent: `select * from torrents where info_hash = (select ${HASH} from (select 7 as n) as seven)`,
  search: `select count(*) from (select 1 from torrents where name_folded like 'nosferatu 77%' limit 50) as found`,
  ingest: `insert into torrents (info_hash, name, name_folded, size_bytes)
           values (left(md5(random()::text) || md5(random()::text), 40), 'Häxan', 'haxan', 1)`,
  'sign-in': `insert into sessions (user_id, token_hash, expires_at)
              select id, md5(random()::text) || md5(random()::text), now() + interval '1 day'
              from users where email = 'person7@example.org'`,
  progress: `update watch_history set progress_percent = 100 - progress_percent where user_id =
             (select id from users where email = 'person8@example.org')`,
};

/** Does all of that at once, over and over, until it is told to end; how often each was done. */
function beginDay(url: string) {
  const pool = new Pool({ connectionString: url, max: Object.keys(DAILY).length });
  const done: Record<string, number> = {};
  let longestMs: Record<string, number> = {};
  let isOver = false;
  const loops = Object.entries(DAILY).map(async ([name, statement]) => {
    for (done[name] = 0; !isOver; done[name]++) {
      const startedAt = performance.now();
      await pool.query(statement);
      longestMs[name] = Math.max(longestMs[name] ?? 0, performance.now() - startedAt);
      await sleep(5);
    }
  });
  const ended = Promise.all(loops).finally(() => pool.end());
  return {
    /** How long each waited at most while `work` was done, whatever was begun meanwhile included. */
    async waitsDuring(work: () => Promise<void>, message: string) {
      longestMs = {};
      await work();
      const before = { ...done };
      const late = () => Object.keys(DAILY).filter((name) => done[name] === before[name]);
      await expect.poll(late, { message }).toEqual([]);
      return longestMs;
    },
    async end() {
      isOver = true;
      await ended;
      return done;
    },
  };
}

const count = async (url: string, table: string) => {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(`select count(*)::integer as count from ${table}`);
  await client.end();
  return rows[0].count;
};

/** A second in line behind a migration, which is as long as one stands there, and a busy machine. */
const LONGEST_WAIT_MS = 4_000;

/** Migrations from before anybody ran them, which keep people waiting. */
const EXEMPT = [...readFileSync('.squawk.toml', 'utf8').matchAll(/"\*\*\/([^"]+)\.sql"/g)].map(
  ([, tag]) => tag,
);

test('every migration goes over 100,000 rows while people are at work', async () => {
  const url = await oldCatalogue();
  const day = beginDay(url);
  onTestFinished(async () => {
    await day.end();
  });
  expect(listMigrations().map(({ tag }) => tag)).toEqual(expect.arrayContaining(EXEMPT));
  for (const { tag } of listMigrations().slice(2)) {
    const waits = await day.waitsDuring(() => migrateUpTo(url, tag), tag);
    if (EXEMPT.includes(tag)) continue;
    for (const [name, wait] of Object.entries(waits)) {
      expect(wait, `${name} during ${tag}`).toBeLessThan(LONGEST_WAIT_MS);
    }
  }
  const done = await day.end();
  expect(await count(url, 'torrents')).toBe(ROWS + (done.ingest ?? 0));
  expect(await count(url, 'sessions')).toBe(ROWS + (done['sign-in'] ?? 0));
});

/** A folder with the migrations there are, and one more. */
function migrationsAnd(statements: string): string {
  const folder = testFolder();
  const last = listMigrations().at(-1);
  if (last === undefined) throw new Error('there are no migrations');
  copyMigrations(folder, last);
  writeFileSync(join(folder, 'new.sql'), statements);
  const path = join(folder, 'meta', '_journal.json');
  const journal = JSON.parse(readFileSync(path, 'utf8'));
  journal.entries.push({ ...journal.entries.at(-1), tag: 'new', when: last.millis + 1 });
  writeFileSync(path, JSON.stringify(journal));
  return folder;
}

async function openDatabase(url: string): Promise<OpenDatabase> {
  const config: PostgresConfig = {
    kind: 'postgresql',
    url,
    replicaUrls: [],
    ca: null,
    poolMax: 2,
    statementTimeoutMs: 15_000,
    isServerless: false,
  };
  const database = await openPostgres(config, pino({ level: 'silent' }));
  onTestFinished(() => database.close());
  return database;
}

const newIndex = `drop index concurrently if exists "torrents_by_source";--> statement-breakpoint
create index concurrently if not exists "torrents_by_source" on "torrents" ("source");`;

const INDEX = `select i.indisvalid as valid from pg_index i join pg_class c on c.oid = i.indexrelid
  where c.relname = 'torrents_by_source'`;

test('an index is built beside the work of others, once, whoever starts it', async () => {
  const url = await postgres.createDatabase();
  const [one, other] = [await openDatabase(url), await openDatabase(url)];
  await one.migrate();
  const writer = new Client({ connectionString: url });
  await writer.connect();
  await writer.query('begin');
  const insert = `insert into torrents (info_hash, name, name_folded, size_bytes)
    values ($1, 'Häxan', 'haxan', 1)`;
  await writer.query(insert, ['a'.repeat(40)]);

  const folder = migrationsAnd(newIndex);
  const migrated = Promise.all([one.migrate(folder), other.migrate(folder)]);
  const second = new Client({ connectionString: url });
  await second.connect();
  await expect.poll(async () => (await second.query(INDEX)).rows).toEqual([{ valid: false }]);
  await second.query(insert, ['b'.repeat(40)]);
  await writer.query('commit');
  await migrated;
  expect((await second.query(INDEX)).rows).toEqual([{ valid: true }]);
  await Promise.all([writer.end(), second.end()]);
  const journal = '(select distinct created_at from drizzle.__drizzle_migrations) as migrations';
  expect(await count(url, journal)).toBe(listMigrations().length + 1);
  expect(await count(url, 'drizzle.__drizzle_migrations')).toBe(listMigrations().length + 1);
});

test('an index is built in the embedded database too', async () => {
  const database = await openPglite(testFolder());
  onTestFinished(() => database.close());
  await database.migrate();
  await database.migrate(migrationsAnd(newIndex));
  const { rows } = (await database.db.execute(INDEX)) as unknown as { rows: unknown[] };
  expect(rows).toEqual([{ valid: true }]);
});

test('a migration that waits for a table lets others by, and is done once it is free', async () => {
  const url = await postgres.createDatabase();
  const database = await openDatabase(url);
  await database.migrate();
  const [reader, report] = [
    new Client({ connectionString: url }),
    new Client({ connectionString: url }),
  ];
  await Promise.all([reader.connect(), report.connect()]);
  await report.query('begin');
  await report.query('select count(*) from torrents');

  let isDone = false;
  const migrated = database
    .migrate(migrationsAnd('alter table "torrents" add column "mood" text;'))
    .then(() => {
      isDone = true;
    });
  const waiting = `select 1 from pg_locks where not granted and relation = 'torrents'::regclass`;
  for (let turn = 0; turn < 2; turn++) {
    await expect.poll(async () => (await report.query(waiting)).rowCount).toBe(1);
    await reader.query('select count(*) from torrents');
    expect(isDone).toBe(false);
  }
  await report.query('commit');
  await migrated;
  expect((await reader.query('select mood from torrents')).rows).toEqual([]);
  await Promise.all([reader.end(), report.end()]);
});
