import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import type { DatabaseConfig } from '@/lib/config';

/** PGlite or PostgreSQL: a pool, the embedded database, or a transaction of either. */
export type Database = PgDatabase<PgQueryResultHKT, Record<string, never>>;

export interface OpenDatabase {
  kind: DatabaseConfig['kind'];
  db: Database;
  /** Brings the schema up to date, under a lock: callers that start together wait their turn. */
  migrate(): Promise<void>;
  close(): Promise<void>;
}

export const MIGRATIONS_FOLDER = 'db/migrations';
