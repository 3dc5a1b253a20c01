import { drizzle } from 'drizzle-orm/node-postgres';
import { Client } from 'pg';
import type { Database } from '@/db/database';
import { insertTorrents, replaceFiles, upsertSwarms } from '@/db/repositories/ingest';
import { foldText } from '@/lib/fold';
import { newId } from '@/lib/ids';
import { type BenchRecord, makeRecords } from './catalogue';

const CHUNK = 5_000;

/** Indexes that are made faster at the end than kept up to date on the way. */
const LATE_INDEXES = ['torrents_search', 'torrents_name_trigrams'];

/** Fills an empty catalogue as ingest would, without its checks. */
export async function fillCatalogue(url: string, count: number): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const db = drizzle(client, { casing: 'snake_case' }) as unknown as Database;
  await client.query("set maintenance_work_mem = '1GB'; set synchronous_commit = off");
  const { rows } = await client.query<{ indexdef: string }>(
    'select indexdef from pg_indexes where indexname = any($1)',
    [LATE_INDEXES],
  );
  await client.query(`drop index ${LATE_INDEXES.join(', ')}`);
  for (let start = 0; start < count; start += CHUNK) {
    await fill(db, makeRecords(Math.min(CHUNK, count - start), start));
  }
  for (const { indexdef } of rows) await client.query(indexdef);
  await client.query('vacuum analyze');
  await client.end();
}

async function fill(db: Database, records: BenchRecord[]): Promise<void> {
  const rows = records.map((record) => ({ ...record, id: newId() }));
  await insertTorrents(
    db,
    rows.map(({ id, infoHash, name, publishedAt, ...row }) => ({
      id,
      infoHash,
      infoHashV2: null,
      name,
      nameFolded: foldText(name),
      sizeBytes: row.sizeBytes,
      posterUrl: null,
      publishedAt: new Date(publishedAt),
      source: row.source,
      sourceUrl: row.sourceUrl ?? null,
      license: row.license ?? null,
      torrentUrl: null,
      trackers: row.trackers,
      webSeeds: row.webSeeds,
    })),
  );
  await replaceFiles(
    db,
    rows.map(({ id, files }) => ({
      torrentId: id,
      isNew: true,
      files: files.map(({ index, name, sizeBytes }) => [index, name, sizeBytes]),
    })),
  );
  await upsertSwarms(
    db,
    rows.map(({ id, seeders, leechers }) => ({
      torrentId: id,
      seeders: seeders ?? null,
      leechers: leechers ?? null,
      checkedAt: new Date(),
    })),
  );
}

/** For every ten torrents a person, with two sessions, a preference, and those ten watched. */
export async function fillPeople(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(`
    insert into users (email, password_hash, created_at)
      select 'person' || n || '@example.org', 'x', now() - n * interval '1 minute'
      from generate_series(1, (select count(*) / 10 from torrents)) n;
    insert into sessions (user_id, token_hash, expires_at)
      select id, repeat('0', 64), now() + n * interval '10 days'
      from users, generate_series(0, 1) n;
    insert into preferences (user_id, key, value) select id, 'theme', 'dark' from users;
    insert into watch_history (user_id, torrent_id, progress_percent, watched_at)
      select u.id, t.id, random() * 100, now() - random() * interval '300 days'
      from (select id, row_number() over () - 1 as n from users) u
      join (select id, row_number() over () - 1 as n from torrents) t on t.n / 10 = u.n`);
  await client.query('vacuum analyze');
  await client.end();
}
