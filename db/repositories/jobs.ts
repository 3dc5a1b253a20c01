import { eq, sql } from 'drizzle-orm';
import type { Database } from '@/db/database';
import { jobRuns } from '@/db/schema/administration';

export type JobRunRow = typeof jobRuns.$inferSelect;

/** By the clock of the database: those of several machines differ. */
const ago = (seconds: number) => sql`now() - make_interval(secs => ${seconds})`;

/**
 * Takes the next run of a job for the caller, unless one was begun in the last `seconds`; in the
 * last `retrySeconds` where that one was never done. Of callers at the same moment one gets it.
 */
export async function takeJobRun(
  db: Database,
  job: string,
  seconds: number,
  retrySeconds: number,
): Promise<boolean> {
  const { startedAt, finishedAt } = jobRuns;
  const isDone = sql`coalesce(${finishedAt} >= ${startedAt}, false)`;
  const rows = await db
    .insert(jobRuns)
    .values({ job, startedAt: sql`now()` })
    .onConflictDoUpdate({
      target: jobRuns.job,
      set: { startedAt: sql`now()` },
      setWhere: sql`${startedAt} <= ${ago(seconds)} or (${startedAt} <= ${ago(retrySeconds)} and not ${isDone})`,
    })
    .returning({ job: jobRuns.job });
  return rows.length > 0;
}

export async function finishJobRun(db: Database, job: string): Promise<void> {
  await db.update(jobRuns).set({ finishedAt: sql`now()` }).where(eq(jobRuns.job, job));
}

export const listJobRuns = (db: Database): Promise<JobRunRow[]> =>
  db.select().from(jobRuns).orderBy(jobRuns.job);
