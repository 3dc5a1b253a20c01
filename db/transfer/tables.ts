import { type SQL, sql } from 'drizzle-orm';
import type { Database, Table } from '../database';
import { qualifiedName } from './transfer';

const among = (names: string[]) => sql`any(${sql.param(names)}::text[])`;

const tableOf = (name: string): SQL => sql.raw(qualifiedName(name));

/** The tables of these names, each after those that its foreign keys point to. */
export async function listTables(db: Database, names: string[]): Promise<Table[]> {
  const tables = await db
    .select({
      name: sql<string>`c.relname::text`,
      columns: sql<string[]>`array_agg(a.attname::text order by a.attnum)`,
    })
    .from(sql`pg_class c join pg_attribute a on a.attrelid = c.oid`)
    .where(
      sql`c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
        and c.relname = ${among(names)}
        and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''`,
    )
    .groupBy(sql`c.relname`)
    .orderBy(sql`c.relname`);
  const keys = await db
    .select({ name: sql<string>`c.relname::text`, needs: sql<string>`other.relname::text` })
    .from(
      sql`pg_constraint k join pg_class c on c.oid = k.conrelid
        join pg_class other on other.oid = k.confrelid`,
    )
    .where(sql`k.contype = 'f' and k.conrelid <> k.confrelid and c.relname = ${among(names)}`);
  return inOrder(tables, keys);
}

function inOrder(tables: Table[], keys: { name: string; needs: string }[]): Table[] {
  const ordered: Table[] = [];
  for (let waiting = tables; waiting.length > 0; ) {
    const isWaiting = (name: string) => waiting.some((table) => table.name === name);
    const isFree = (table: Table) =>
      !keys.some(({ name, needs }) => name === table.name && isWaiting(needs));
    const free = waiting.filter(isFree);
    if (free.length === 0) throw new Error('Foreign keys of tables point at each other.');
    ordered.push(...free);
    waiting = waiting.filter((table) => !free.includes(table));
  }
  return ordered;
}

/** How many rows each of the tables has: of millions, that takes seconds. */
export async function countRows(db: Database, tables: Table[]): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const { name } of tables) {
    const [row] = await db.select({ rows: sql<number>`count(*)::float8` }).from(tableOf(name));
    counts.set(name, row?.rows ?? 0);
  }
  return counts;
}

/** The first of the tables that has a row; null when all are empty. */
export async function findFilledTable(db: Database, names: string[]): Promise<string | null> {
  for (const name of names) {
    const rows = await db.select({ one: sql<number>`1` }).from(tableOf(name)).limit(1);
    if (rows.length > 0) return name;
  }
  return null;
}

export async function emptyTables(db: Database, names: string[]): Promise<void> {
  for (const name of names) await db.execute(sql`delete from ${tableOf(name)}`);
}

/** Leaves a database without a table, and as if it had seen no migration. */
export const dropTables = (db: Database): Promise<void> =>
  db.transaction(async (transaction) => {
    await transaction.execute(sql`drop schema drizzle cascade`);
    await transaction.execute(sql`drop schema public cascade`);
    await transaction.execute(sql`create schema public`);
  });

/**
 * Drops the indexes that do no more than help queries, and answers how to make them anew: at the
 * end that takes a fraction of what it takes to keep them up to date on the way.
 */
export async function dropIndexes(db: Database, tables: Table[]): Promise<string[]> {
  const indexes = await db
    .select({
      name: sql<string>`i.indexrelid::regclass::text`,
      definition: sql<string>`pg_get_indexdef(i.indexrelid)`,
    })
    .from(sql`pg_index i join pg_class c on c.oid = i.indrelid`)
    .where(
      sql`c.relnamespace = 'public'::regnamespace and c.relname = ${among(tables.map(({ name }) => name))}
        and not i.indisunique`,
    );
  for (const { name } of indexes) await db.execute(sql`drop index ${sql.raw(name)}`);
  return indexes.map(({ definition }) => definition);
}

export async function createIndexes(db: Database, definitions: string[]): Promise<void> {
  for (const definition of definitions) await db.execute(sql.raw(definition));
}

/** Lets columns that count up go on after the highest number that is there. */
export async function continueSequences(db: Database, tables: Table[]): Promise<void> {
  const names = tables.map(({ name }) => name);
  const sequences = await db
    .select({
      name: sql<string>`c.relname::text`,
      column: sql<string>`a.attname::text`,
      sequence: sql<string>`sequence`,
    })
    .from(
      sql`pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped,
        pg_get_serial_sequence(c.oid::regclass::text, a.attname) as sequence`,
    )
    .where(
      sql`c.relnamespace = 'public'::regnamespace and c.relname = ${among(names)}
        and sequence is not null`,
    );
  for (const { name, column, sequence } of sequences) {
    const last = sql`max(${sql.identifier(column)})`;
    await db.execute(
      sql`select setval(${sequence}::regclass, coalesce(${last}, 1), ${last} is not null) from ${tableOf(name)}`,
    );
  }
}

/** Tells the planner what is in the tables now. */
export async function analyzeTables(db: Database, tables: Table[]): Promise<void> {
  for (const { name } of tables) await db.execute(sql`analyze ${tableOf(name)}`);
}
