import type { Database, OpenDatabase, Rows, Table } from '@/db/database';
import { findMigration, type Migration, tablesAt } from '@/db/journal';
import { countRows, listTables } from '@/db/transfer/tables';
import { settleTransfer } from '@/db/transfer/transfer';
import { Refusal } from '@/lib/refusal';

/** Told of rows as they go by: so many more of this table. */
export type Progress = (table: string, rows: number) => void;

/** How many rows there are, by table. */
export type RowCounts = ReadonlyMap<string, number>;

/** Everything that a database holds, wherever it is read from. */
export interface Source {
  /** That its tables are in the form of. */
  migration: Migration;
  tables: Table[];
  /** To be read at once, and before those of the next table. */
  read(table: Table): Rows;
}

/** Counts that are over soon, and the generation, which is another one wherever rows are put. */
const LEFT_BEHIND = ['rate_limits', 'generations'];

/** The names of the tables that are carried. */
export const carriedAt = (migration: Migration): string[] =>
  tablesAt(migration).filter((name) => !LEFT_BEHIND.includes(name));

/** Where the database stands; null: it has no tables of ours. Throws `Refusal`. */
export async function standingOf({ db }: OpenDatabase): Promise<Migration | null> {
  const migration = await findMigration(db);
  if (migration !== 'newer') return migration;
  throw new Refusal('The database was last used by a newer version of the program: use that one.');
}

/** Throws `Refusal` when the schema was changed before its tables were locked. */
export async function expectStanding(db: Database, { tag }: Migration): Promise<void> {
  const now = await findMigration(db);
  if (now !== null && now !== 'newer' && now.tag === tag) return;
  throw new Refusal('The database was brought up to date meanwhile: do it again.');
}

/** Does `work` with a database as it is at one moment, and with what counts its rows. Throws `Refusal`. */
export async function readDatabase<Result>(
  database: OpenDatabase,
  work: (source: Source, count: () => Promise<RowCounts>) => Promise<Result>,
): Promise<Result> {
  const migration = await standingOf(database);
  if (migration === null) throw new Refusal('The database has no tables of this program yet.');
  return database.transfer('read', async (transfer) => {
    const names = carriedAt(migration);
    await settleTransfer(transfer, 'read', names);
    await expectStanding(transfer.db, migration);
    const tables = await listTables(transfer.db, names);
    const count = () => countRows(transfer.db, tables);
    return work({ migration, tables, read: transfer.copyOut }, count);
  });
}

const END_OF_LINE = 10;

/** The same rows, counted as they go by: an end of line that is not the end of a row is written otherwise. */
export async function* counted(rows: Rows, count: (rows: number) => void): Rows {
  for await (const chunk of rows) {
    let ends = 0;
    for (let at = chunk.indexOf(END_OF_LINE); at >= 0; at = chunk.indexOf(END_OF_LINE, at + 1)) {
      ends++;
    }
    count(ends);
    yield chunk;
  }
}
