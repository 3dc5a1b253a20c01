import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '@/db/client';
import type { Database, OpenDatabase, Table } from '@/db/database';
import { copyMigrations, type Migration, tablesAt } from '@/db/journal';
import { nextGeneration } from '@/db/repositories/generations';
import {
  analyzeTables,
  continueSequences,
  createIndexes,
  dropIndexes,
  dropTables,
  emptyTables,
  findFilledTable,
  listTables,
} from '@/db/transfer/tables';
import { settleTransfer } from '@/db/transfer/transfer';
import type { Config } from '@/lib/config';
import { openLog } from '@/lib/logging';
import { Refusal } from '@/lib/refusal';
import { renewIndex } from '../index-entries';
import { openRuntime } from '../runtime';
import {
  carriedAt,
  counted,
  expectStanding,
  type Progress,
  type Source,
  standingOf,
} from './source';

/** Rows of these a server writes by itself: they make no database that is in use. */
const WRITTEN_BY_SERVERS = ['job_runs'];
const isWrittenByServers = (table: string) => WRITTEN_BY_SERVERS.includes(table);

/**
 * Puts everything of the source into the database that the configuration names, which must be
 * empty, and brings it up to date. All rows are there afterwards, or none. Throws `Refusal`.
 */
export async function fillDatabase(
  config: Config,
  source: Source,
  progress: Progress,
): Promise<void> {
  const database = await openDatabase(config.database, openLog(config.logLevel).log);
  try {
    await prepare(database, source.migration);
    await load(database, source, progress);
  } finally {
    await database.close();
  }
  const runtime = await openRuntime(config);
  try {
    await runtime.database.migrate();
    await renewIndex(runtime);
  } finally {
    await runtime.database.close();
  }
}

/** The tables of that migration, where nothing is lost by making them. */
async function prepare(database: OpenDatabase, migration: Migration): Promise<void> {
  const standing = await standingOf(database);
  if (standing !== null) {
    await refuseFilled(database.db, carriedAt(standing));
    if (standing.millis > migration.millis) {
      if (database.kind !== 'pglite') {
        throw new Refusal(
          `The database is empty, but its schema (${standing.tag}) is newer than that of what is to come (${migration.tag}): take a database without tables.`,
        );
      }
      // An embedded one has the tables of today from its beginning, and nobody else's.
      await dropTables(database.db);
    }
  }
  const folder = mkdtempSync(join(tmpdir(), 'torrent-streamer-migrations-'));
  try {
    copyMigrations(folder, migration);
    await database.migrate(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function refuseFilled(db: Database, names: string[]): Promise<void> {
  const telling = names.filter((name) => !isWrittenByServers(name));
  const table = await findFilledTable(db, telling);
  if (table === null) return;
  throw new Refusal(
    `The database is not empty (there are rows in ${table}): only an empty one can be filled.`,
  );
}

async function load(
  database: OpenDatabase,
  { migration, tables: sent, read }: Source,
  progress: Progress,
): Promise<void> {
  await database.transfer('write', async (transfer) => {
    const { db, copyIn } = transfer;
    const names = carriedAt(migration);
    await settleTransfer(transfer, 'write', names);
    // Again: until the tables were locked a server may have changed them.
    await expectStanding(db, migration);
    await refuseFilled(db, names);
    await emptyTables(db, names.filter(isWrittenByServers));
    const tables = await listTables(db, names);
    const indexes = await dropIndexes(db, tables);
    for (const table of tables.map((table) => sentAs(table, sent))) {
      const tell = (rows: number) => progress(table.name, rows);
      await copyIn(table, counted(read(table), tell));
    }
    await createIndexes(db, indexes);
    await continueSequences(db, tables);
    await analyzeTables(db, tables);
    // Answers that servers keep of the empty database are good no more.
    if (tablesAt(migration).includes('generations')) await nextGeneration(db);
  });
}

/** The same table with its columns in the order that its rows come in. */
function sentAs({ name, columns }: Table, sent: Table[]): Table {
  const table = sent.find((table) => table.name === name);
  const same = [...(table?.columns ?? [])].sort().join() === [...columns].sort().join();
  if (table !== undefined && same) return table;
  throw new Refusal(`The columns of the table ${name} are not those that its rows come with.`);
}
