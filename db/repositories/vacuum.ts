import { sql } from 'drizzle-orm';
import type { Database } from '@/db/database';

/**
 * Tables whose dead rows and statistics are due, by the rule of PostgreSQL's own autovacuum for
 * statistics. What is counted ends with the process, so each is due once in its life.
 */
export async function listTablesToVacuum(db: Database): Promise<string[]> {
  const tables = await db
    .select({ name: sql<string>`pg_class.relname` })
    .from(sql`pg_stat_user_tables join pg_class on pg_class.oid = relid`)
    .where(
      sql`schemaname = 'public' and pg_relation_size(relid) > 0
        and (vacuum_count = 0 or n_mod_since_analyze > 50 + 0.1 * reltuples)`,
    )
    .orderBy(sql`pg_class.relname`);
  return tables.map(({ name }) => name);
}

/** Frees what dead rows of a table take, for new ones, and renews its statistics. In no transaction. */
export async function vacuumTable(db: Database, name: string): Promise<void> {
  await db.execute(sql`vacuum (analyze) ${sql.identifier(name)}`);
}
