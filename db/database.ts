import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import type { DatabaseConfig } from '@/lib/config';
import type { CounterStore } from '@/lib/quota';

/** PGlite or PostgreSQL: a pool, the embedded database, or a transaction of either. */
export type Database = PgDatabase<PgQueryResultHKT, Record<string, never>>;

export interface OpenDatabase {
  kind: DatabaseConfig['kind'];
  db: Database;
  /** Connections of this process, and who waits for one; null where there is but one. */
  connections: (() => { busy: number; idle: number; waiting: number }) | null;
  /** Where processes that share the database count together; null where there is but one. */
  counterStore: CounterStore | null;
  /**
   * Calls `onChange` whenever any process has changed the catalogue. While `isHearing` says no,
   * changes may be missed: `onChange` is called before it says yes again.
   */
  watch(onChange: () => void): { isHearing(): boolean };
  /** Brings the schema up to date, under a lock: callers that start together wait their turn. */
  migrate(): Promise<void>;
  close(): Promise<void>;
}

/** Where changes of the catalogue are told of, as the transaction that made them is committed. */
export const CHANGES_CHANNEL = 'catalogue_changed';

export const MIGRATIONS_FOLDER = 'db/migrations';
