import type { JobReport } from '@/contracts/jobs';
import { deleteExpired, type Mortal } from '@/db/repositories/expiry';
import { finishJobRun, listJobRuns, takeJobRun } from '@/db/repositories/jobs';
import { listTablesToVacuum, vacuumTable } from '@/db/repositories/vacuum';
import type { Context } from './context';
import { renewSomeEntries } from './index-entries';

/** Rows that are deleted by one statement. */
const BATCH = 1_000;
/** Milliseconds that a run takes at most, about; what is left waits for the next one. */
const BUDGET_MS = 8_000;

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** Seconds after which a run that was not done is taken to have failed, or to have been cut off. */
const RETRY = 5 * MINUTE;

export type JobName = JobReport['job'];

interface Job {
  /** Seconds between two runs where a server runs it by itself. */
  every: number;
  /** Why it cannot be done here; null: it can. */
  obstacle?(ctx: Context): string | null;
  /** @param ending says that all ends: what takes long stops where it can */
  run(ctx: Context, ending?: AbortSignal): Promise<Partial<JobReport>>;
}

/** What comes round by itself. Each may be cut off anywhere, and run twice, without harm. */
const jobs: Record<JobName, Job> = {
  maintain: { every: HOUR, run: maintain },
  scrape: {
    every: 24 * HOUR,
    obstacle: ({ scraper }) => (scraper === null ? 'WORKER_URL is not set.' : null),
    run: scrape,
  },
};

export const jobNames = Object.keys(jobs) as JobName[];

/** Jobs that can be done here, and when each was last done; null: never yet. */
export async function listJobs(ctx: Context): Promise<{ name: JobName; doneAt: Date | null }[]> {
  const doneAt = new Map((await listJobRuns(ctx.db)).map((run) => [run.job, run.finishedAt]));
  return jobNames
    .filter((name) => obstacleTo(ctx, name) === null)
    .map((name) => ({ name, doneAt: doneAt.get(name) ?? null }));
}

const obstacleTo = (ctx: Context, name: JobName) => jobs[name].obstacle?.(ctx) ?? null;

/** Runs a job that somebody asks for, unless it was begun within the last minute. */
export const runJob = (ctx: Context, name: JobName): Promise<JobReport> =>
  runUnlessRecent(ctx, name, MINUTE);

/** Runs a job when its time has come, here or on another machine that shares the database. */
export const runJobWhenDue = (
  ctx: Context,
  name: JobName,
  ending: AbortSignal,
): Promise<JobReport> => runUnlessRecent(ctx, name, jobs[name].every, ending);

async function runUnlessRecent(
  ctx: Context,
  name: JobName,
  seconds: number,
  ending?: AbortSignal,
): Promise<JobReport> {
  const skipped = (reason: string): JobReport => ({ job: name, outcome: 'skipped', reason });
  const reason = obstacleTo(ctx, name);
  if (reason !== null) return skipped(reason);
  if (!(await takeJobRun(ctx.db, name, seconds, RETRY))) {
    return skipped('It was begun a short while ago.');
  }
  const report: JobReport = { job: name, outcome: 'done', ...(await jobs[name].run(ctx, ending)) };
  // What the end has cut off is taken up soon, by whoever is there then.
  if (report.outcome === 'done' || !ending?.aborted) await finishJobRun(ctx.db, name);
  ctx.log.info(report, 'a job ran');
  return report;
}

/**
 * Removes what has died, and brings search entries up to date that an older version made. The
 * embedded database is vacuumed, which PostgreSQL does by itself: it answers nobody meanwhile.
 */
async function maintain(ctx: Context, ending?: AbortSignal): Promise<Partial<JobReport>> {
  const end = performance.now() + BUDGET_MS;
  let isDone = true;

  async function repeat(step: () => Promise<number>): Promise<number> {
    let sum = 0;
    for (let count = 1; count > 0; sum += count) {
      if (performance.now() > end || ending?.aborted) {
        isDone = false;
        break;
      }
      count = await step();
    }
    return sum;
  }
  const remove = (what: Mortal) => repeat(() => deleteExpired(ctx.db, what, ctx.now(), BATCH));

  const removed = {
    sessions: await remove('sessions'),
    mailedLinks: await remove('mailedLinks'),
    counters: await remove('counters'),
  };
  const renewedEntries = await repeat(() => renewSomeEntries(ctx));
  const due = ctx.databaseKind === 'pglite' ? await listTablesToVacuum(ctx.db) : [];
  const vacuumed: string[] = [];
  await repeat(async () => {
    const name = due[vacuumed.length];
    if (name === undefined) return 0;
    await vacuumTable(ctx.db, name);
    return vacuumed.push(name);
  });
  return { outcome: isDone ? 'done' : 'unfinished', removed, renewedEntries, vacuumed };
}

/** Tells the Worker to look for torrents. */
async function scrape({ scraper }: Context): Promise<Partial<JobReport>> {
  return { sources: (await scraper?.run()) ?? [] };
}
