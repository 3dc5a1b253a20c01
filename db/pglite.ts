import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import { lockFolder } from '@/lib/folder-lock';
import { type Database, MIGRATIONS_FOLDER, type OpenDatabase } from './database';

/** Real PostgreSQL in this very process, on disk in `dataDir/postgres`. One process at a time. */
export async function openPglite(dataDir: string): Promise<OpenDatabase> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const unlock = lockFolder(dataDir);
  try {
    const client = await PGlite.create(join(dataDir, 'postgres'), { extensions: { pg_trgm } });
    const db = drizzle(client, { casing: 'snake_case' });
    return {
      kind: 'pglite',
      db: db as unknown as Database,
      counterStore: null,
      // There is no other process, and this one knows what it does.
      watch: () => ({ isHearing: () => true }),
      migrate: () => migrate(db, { migrationsFolder: MIGRATIONS_FOLDER }),
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
