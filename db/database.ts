import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import type { DatabaseConfig } from '@/lib/config';
import type { CounterStore } from '@/lib/quota';

/** PGlite or PostgreSQL: a pool, the embedded database, or a transaction of either. */
export type Database = PgDatabase<PgQueryResultHKT, Record<string, never>>;

/** A table, with the columns that hold what cannot be computed anew. */
export interface Table {
  name: string;
  columns: string[];
}

/** Rows in the text form of PostgreSQL's COPY, cut anywhere. */
export type Rows = AsyncIterable<Uint8Array>;

/** One transaction of one connection, by which whole tables go. */
export interface Transfer {
  db: Database;
  copyOut(table: Table): Rows;
  copyIn(table: Table, rows: Rows): Promise<void>;
}

/** To read everything as it is at one moment, or to write all or nothing. */
export type TransferMode = 'read' | 'write';

/** Reads the newest generation of the catalogue, a number that grows. */
export type ReadGeneration = (db: Database) => Promise<string>;

/** What a process knows of the newest generation of the catalogue. */
export interface CatalogueWatch {
  /** Without a question; null where it is not known. */
  known(): string | null;
  /** Asks, so that it is known until it changes; null where changes are not heard of. */
  learn(): Promise<string | null>;
  /** It is another one now. */
  forget(): void;
}

/** Connections of a pool, and who waits for one. */
export interface PoolState {
  /** `primary`, or `replica-1` and so on, as they are configured. */
  pool: string;
  busy: number;
  idle: number;
  waiting: number;
}

export interface OpenDatabase {
  kind: DatabaseConfig['kind'];
  db: Database;
  /** Databases that follow this one a moment behind, and only answer questions. */
  replicas: Database[];
  /** Of this process; none where there is but one connection. */
  pools(): PoolState[];
  /** Where processes that share the database count together; null where there is but one. */
  counterStore: CounterStore | null;
  /** Begins to hear of changes of the catalogue. */
  watch(read: ReadGeneration): CatalogueWatch;
  /** Resolves when no process relies on a generation from before what was committed by now. */
  settle(read: ReadGeneration): Promise<void>;
  /**
   * Brings the schema up to date, or to where another folder of migrations ends, under a lock:
   * callers that start together wait their turn.
   */
  migrate(folder?: string): Promise<void>;
  /**
   * Does `work` in a transaction that whole tables go by, however long it takes. What it writes is
   * undone when it fails. The embedded database is not to be used for anything else meanwhile.
   */
  transfer<Result>(
    mode: TransferMode,
    work: (transfer: Transfer) => Promise<Result>,
  ): Promise<Result>;
  close(): Promise<void>;
}

/** Where changes of the catalogue are told of, as the transaction that made them is committed. */
export const CHANGES_CHANNEL = 'catalogue_changed';

export const MIGRATIONS_FOLDER = 'db/migrations';
