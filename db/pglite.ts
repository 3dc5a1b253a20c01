import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import { lockFolder } from '@/lib/folder-lock';
import { Refusal } from '@/lib/refusal';
import { type Database, MIGRATIONS_FOLDER, type OpenDatabase } from './database';

/** Real PostgreSQL in this very process, on disk in `dataDir/postgres`. One process at a time. */
export async function openPglite(dataDir: string): Promise<OpenDatabase> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const unlock = lockFolder(dataDir);
  try {
    const client = await openOrMake(dataDir);
    const db = drizzle(client, { casing: 'snake_case' });
    return {
      kind: 'pglite',
      db: db as unknown as Database,
      counterStore: null,
      // There is no other process, and this one knows what it does.
      watch: () => ({ isHearing: () => true }),
      async migrate() {
        await expectNotNewer(client, dataDir);
        await migrate(db, { migrationsFolder: MIGRATIONS_FOLDER });
      },
      async close() {
        await client.close();
        unlock();
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
}

/** Made beside its place, so that what a full disk or the end of the process cuts off is not there. */
async function openOrMake(dataDir: string): Promise<PGlite> {
  const folder = join(dataDir, 'postgres');
  const draft = join(dataDir, 'postgres.unfinished');
  try {
    if (!existsSync(folder)) {
      rmSync(draft, { recursive: true, force: true });
      await (await open(draft)).close();
      renameSync(draft, folder);
    }
    return await open(folder);
  } catch (error) {
    // Of a full disk PGlite says no more than that it was aborted.
    const cause = error instanceof Error ? error.message.split('\n', 1)[0] : error;
    throw new Refusal(
      `The database in ${dataDir} does not start (${cause}): see whether its disk is full.`,
    );
  }
}

const open = (folder: string) => PGlite.create(folder, { extensions: { pg_trgm } });

/** A schema that a later version has changed is left alone: this one would misread it. */
async function expectNotNewer(client: PGlite, dataDir: string): Promise<void> {
  const { rows } = await client.query<{ found: boolean }>(
    "select to_regclass('drizzle.__drizzle_migrations') is not null as found",
  );
  if (!rows[0]?.found) return;
  const ours = Math.max(
    ...readMigrationFiles({ migrationsFolder: MIGRATIONS_FOLDER }).map(
      ({ folderMillis }) => folderMillis,
    ),
  );
  const newer = await client.query(
    'select from drizzle.__drizzle_migrations where created_at > $1 limit 1',
    [ours],
  );
  if (newer.rows.length === 0) return;
  throw new Refusal(
    `${dataDir} was last used by a newer version: start that one, or set DATA_DIR to another folder.`,
  );
}
