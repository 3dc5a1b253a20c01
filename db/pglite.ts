import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { drizzle } from 'drizzle-orm/pglite';
import { lockFolder } from '@/lib/folder-lock';
import { makeFolder } from '@/lib/make-folder';
import { Refusal } from '@/lib/refusal';
import {
  type CatalogueWatch,
  type Database,
  MIGRATIONS_FOLDER,
  type OpenDatabase,
  type ReadGeneration,
} from './database';
import { findMigration } from './journal';
import { runMigrations } from './migrate';
import { type Client, keepingRoom, openLasting } from './pglite-client';
import { transferPglite } from './transfer/pglite';

/**
 * Real PostgreSQL in this very process, on disk in `dataDir/postgres`. One process at a time.
 * @param mayMake whether one is made where there is none
 * @param reserveBytes that stay free on its disk
 */
export async function openPglite(
  dataDir: string,
  mayMake = true,
  reserveBytes = 0,
): Promise<OpenDatabase> {
  // One that this user may not see is there all the same, unlike for `existsSync`.
  if (!mayMake && !statSync(join(dataDir, 'postgres'), { throwIfNoEntry: false })) {
    throw new Refusal(`There is no database in ${dataDir}.`);
  }
  makeFolder(dataDir, 'set DATA_DIR to another folder');
  const unlock = lockFolder(dataDir);
  try {
    const client = await openOrMake(dataDir);
    const over = (client: Client) =>
      drizzle(client as PGlite, { casing: 'snake_case' }) as unknown as Database;
    const wholeDisk = over(client);
    const db = over(keepingRoom(client, dataDir, reserveBytes));
    return {
      kind: 'pglite',
      db,
      replicas: [],
      pools: () => [],
      counterStore: null,
      watch: (read) => watchAlone(db, read),
      settle: async () => {},
      async migrate(folder = MIGRATIONS_FOLDER) {
        await expectNotNewer(wholeDisk, dataDir);
        await runMigrations(wholeDisk, folder);
      },
      transfer: (mode, work) => transferPglite(client, wholeDisk, mode, work),
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

/** There is no other process, and this one knows what it does. */
function watchAlone(db: Database, read: ReadGeneration): CatalogueWatch {
  let generation: string | null = null;
  let changes = 0;
  return {
    known: () => generation,
    async learn() {
      const before = changes;
      const newest = await read(db);
      if (before === changes) generation = newest;
      return newest;
    },
    forget() {
      generation = null;
      changes += 1;
    },
  };
}

/** What the build made (`new-database.ts`): initdb and all migrations take seconds. */
const NEW_DATABASE = 'dist/new-database';

/**
 * Made beside its place, so that what a full disk or the end of the process cuts off is not there; for this
 * user alone, as `dataDir` may be open to others.
 */
async function openOrMake(dataDir: string): Promise<Client> {
  const folder = join(dataDir, 'postgres');
  const draft = join(dataDir, 'postgres.unfinished');
  try {
    if (!existsSync(folder)) {
      rmSync(draft, { recursive: true, force: true });
      mkdirSync(draft, { mode: 0o700 });
      if (existsSync(NEW_DATABASE)) copyContents(NEW_DATABASE, draft);
      else await (await open(draft)).close();
      renameSync(draft, folder);
    }
    return await openLasting(() => open(folder));
  } catch (error) {
    // Of a full disk, or files that are somebody else's, PGlite says no more than that it was aborted.
    const cause = error instanceof Error ? error.message.split('\n', 1)[0] : error;
    throw new Refusal(
      `The database in ${dataDir} does not start (${cause}): see whether its disk is full, and whether all of its files are this user's; what is damaged is restored from a backup.`,
    );
  }
}

// Node 20 has compiled well what hardly ran by the time the database is up, which takes a third of a start; the engines
// of later versions wait about as long.
setFlagsFromString('--wasm-tiering-budget=13000000');

const open = (folder: string) => PGlite.create(folder, { extensions: { pg_trgm } });

/** Contents alone: a copy of files that can only be read could only be read as well. */
function copyContents(from: string, to: string): void {
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) {
      mkdirSync(target);
      copyContents(source, target);
    } else writeFileSync(target, readFileSync(source));
  }
}

/** A schema that a later version has changed is left alone: this one would misread it. */
async function expectNotNewer(db: Database, dataDir: string): Promise<void> {
  if ((await findMigration(db)) !== 'newer') return;
  throw new Refusal(
    `${dataDir} was last used by a newer version: start that one, or set DATA_DIR to another folder.`,
  );
}
