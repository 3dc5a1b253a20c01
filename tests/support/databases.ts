import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { drizzle } from 'drizzle-orm/node-postgres';
import { Client } from 'pg';
import type { Database } from '@/db/database';
import { copyMigrations, listMigrations } from '@/db/journal';
import { runMigrations } from '@/db/migrate';

/** Asks a database; the rows as they come. */
export type Ask = <Row = Record<string, unknown>>(
  text: string,
  values?: unknown[],
) => Promise<Row[]>;

/** Speaks to the database that an environment names, past the program; of the embedded kind while nothing runs on it. */
export async function withDatabase<Result>(
  { DATABASE_URL, DATA_DIR = '' }: Record<string, string>,
  work: (ask: Ask) => Promise<Result>,
): Promise<Result> {
  if (DATABASE_URL === undefined) {
    const client = await PGlite.create(join(DATA_DIR, 'postgres'), { extensions: { pg_trgm } });
    const ask: Ask = async (text, values) => (await client.query(text, values)).rows as never[];
    return work(ask).finally(() => client.close());
  }
  const client = new Client({ connectionString: DATABASE_URL });
  await client.connect();
  const ask: Ask = async (text, values) => (await client.query(text, values)).rows as never[];
  return work(ask).finally(() => client.end());
}

/** What is of one moment, or of one database alone. */
const NOT_CARRIED = ['rate_limits', 'generations'];

/** Every row of every table that a backup carries, as text and in one order; the migrations done, and the indexes. */
export const allRows = (environment: Record<string, string>): Promise<Record<string, string[]>> =>
  withDatabase(environment, async (ask) => {
    await ask("set timezone = 'UTC'");
    const tables = await ask<{ name: string }>(
      `select relname as name from pg_class
       where relnamespace = 'public'::regnamespace and relkind = 'r' order by relname`,
    );
    const found: Record<string, string[]> = {};
    const list = async (name: string, from: string) => {
      const rows = await ask<{ row: string }>(`select t::text as row from ${from} as t`);
      found[name] = rows.map(({ row }) => row).sort();
    };
    for (const { name } of tables) {
      if (!NOT_CARRIED.includes(name)) await list(name, `public.${name}`);
    }
    await list('migrations', '(select hash, created_at from drizzle.__drizzle_migrations)');
    await list('indexes', "(select indexdef from pg_indexes where schemaname = 'public')");
    return found;
  });

/** Brings a PostgreSQL database to the schema that an older version left. */
export async function migrateUpTo(url: string, tag: string): Promise<void> {
  const last = listMigrations().find((migration) => migration.tag === tag);
  if (last === undefined) throw new Error(`there is no migration ${tag}`);
  const folder = mkdtempSync(join(tmpdir(), 'torrent-streamer-migrations-'));
  const client = new Client({ connectionString: url });
  try {
    copyMigrations(folder, last);
    await client.connect();
    await runMigrations(drizzle(client) as unknown as Database, folder);
  } finally {
    await client.end();
    rmSync(folder, { recursive: true });
  }
}
