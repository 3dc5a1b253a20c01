import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { sql } from 'drizzle-orm';
import { type Database, MIGRATIONS_FOLDER } from './database';

/** A state of the schema: the one that this migration made. */
export interface Migration {
  tag: string;
  /** By which the database remembers it. */
  millis: number;
}

interface Journal {
  entries: { tag: string; when: number }[];
}

const journalIn = (folder: string) => join(folder, 'meta', '_journal.json');

const readJournal = (): Journal => JSON.parse(readFileSync(journalIn(MIGRATIONS_FOLDER), 'utf8'));

/** The migrations that this version knows, from the first. */
export const listMigrations = (): Migration[] =>
  readJournal().entries.map(({ tag, when }) => ({ tag, millis: when }));

/** The names of the tables that there are at this migration. */
export function tablesAt({ tag }: Migration): string[] {
  const [number] = tag.split('_');
  const path = join(MIGRATIONS_FOLDER, 'meta', `${number}_snapshot.json`);
  const { tables }: { tables: Record<string, { name: string }> } = JSON.parse(
    readFileSync(path, 'utf8'),
  );
  return Object.values(tables).map(({ name }) => name);
}

/** Makes `folder` a folder of migrations that ends with this one. */
export function copyMigrations(folder: string, { millis }: Migration): void {
  const { entries, ...rest } = readJournal();
  const known = entries.filter(({ when }) => when <= millis);
  // File by file: a copy of a folder that can only be read could only be read as well.
  mkdirSync(dirname(journalIn(folder)), { recursive: true });
  writeFileSync(journalIn(folder), JSON.stringify({ ...rest, entries: known }));
  for (const { tag } of known) {
    copyFileSync(join(MIGRATIONS_FOLDER, `${tag}.sql`), join(folder, `${tag}.sql`));
  }
}

/** Where a database stands: null before the first migration, `newer` after one that this version does not know. */
export async function findMigration(db: Database): Promise<Migration | null | 'newer'> {
  const found = await db
    .select({ name: sql<string | null>`name::text` })
    .from(sql`to_regclass('drizzle.__drizzle_migrations') as name`);
  if (!found[0]?.name) return null;
  const last = await lastMillis(db);
  const known = listMigrations();
  if (last > (known.at(-1)?.millis ?? 0)) return 'newer';
  return known.findLast(({ millis }) => millis <= last) ?? null;
}

/** By which a database remembers the last migration that it has seen; 0 before the first. */
export async function lastMillis(db: Database): Promise<number> {
  const done = await db
    .select({ millis: sql<number | null>`max(created_at)`.mapWith(Number) })
    .from(sql`drizzle.__drizzle_migrations`);
  return done[0]?.millis ?? 0;
}
