import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { type MigrationMeta, readMigrationFiles } from 'drizzle-orm/migrator';
import { Refusal } from '@/lib/refusal';
import type { Database } from './database';
import { isConflict } from './errors';
import { lastMillis } from './journal';

/** Milliseconds to stand in line for a table: whoever comes after a migration stands behind it. */
const LOCK_TIMEOUT_MS = 1_000;
/** Milliseconds that the line is left to others, before the migration joins it again. */
const PAUSE_MS = 2_000;
const PATIENCE_MS = 300_000;

/**
 * Brings a schema to where a folder of migrations ends. Each is committed by itself: whole, or, when
 * it builds or drops indexes concurrently, statement by statement. Drizzle's own migrator makes one
 * transaction of them all, which keeps its locks from the first to the last and cannot do the latter.
 * @throws Refusal when a table was not to be had for five minutes
 */
export async function runMigrations(db: Database, migrationsFolder: string): Promise<void> {
  await db.execute(sql`create schema if not exists drizzle`);
  await db.execute(
    sql`create table if not exists drizzle.__drizzle_migrations
      (id serial primary key, hash text not null, created_at bigint)`,
  );
  const last = await lastMillis(db);
  for (const migration of readMigrationFiles({ migrationsFolder })) {
    if (migration.folderMillis <= last) continue;
    if (migration.sql.some((statement) => /\bconcurrently\b/i.test(statement))) {
      await run(db, migration);
    } else {
      await runWhole(db, migration);
    }
  }
}

async function run(db: Database, { sql: statements, hash, folderMillis }: MigrationMeta) {
  for (const statement of statements) await db.execute(sql.raw(statement));
  await db.execute(
    sql`insert into drizzle.__drizzle_migrations (hash, created_at) values (${hash}, ${folderMillis})`,
  );
}

async function runWhole(db: Database, migration: MigrationMeta) {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await db.transaction(async (transaction) => {
        await transaction.execute(sql.raw(`set local lock_timeout = ${LOCK_TIMEOUT_MS}`));
        await run(transaction, migration);
      });
    } catch (error) {
      if (!isConflict(error)) throw error;
      if (Date.now() > deadline) {
        throw new Refusal(
          'The schema is not up to date: for five minutes somebody held a table that is to be changed. End that transaction, and try again.',
        );
      }
      await sleep(PAUSE_MS);
    }
  }
}
