import { randomInt } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { CHANGES_CHANNEL, type Database } from '@/db/database';
import { prepared } from '@/db/prepared';
import { generations } from '@/db/schema/torrents';

const PLACES = 16;
/** A database that was put back counts again from before: it meets no number of the time that is lost. */
const STEP_MAX = 65_536;

/** Which generation of the catalogue transactions that begin now will see; of no other catalogue. */
export async function readGeneration(db: Database): Promise<string> {
  const query = prepared(db, 'generation', (db) =>
    db
      .select({ value: sql<string>`coalesce(sum(${generations.value}), 0)::text` })
      .from(generations),
  );
  return (await query.execute({}))[0]?.value ?? '0';
}

/**
 * Begins a new generation when the transaction is committed. To be called last in it, as others
 * that do the same may wait from here on.
 */
export async function nextGeneration(db: Database): Promise<void> {
  await db.execute(sql`
    with counted as (
      update ${generations} set value = value + ${randomInt(1, STEP_MAX)}
        where place = ${randomInt(PLACES)}
    )
    select pg_notify(${CHANGES_CHANNEL}, '')
  `);
}
