import { countAbout, newestTorrentAt } from '@/db/repositories/statistics';
import type { Context } from './context';
import { listJobs } from './jobs';

/** What is counted, as text for Prometheus. It is told as far as it can be had. */
export const readMetrics = (ctx: Context): Promise<string> =>
  ctx.metrics.text(async () => {
    const isUp = await readDatabase(ctx).then(
      () => true,
      () => false,
    );
    ctx.metrics.databaseUp.set(Number(isUp));
    await readScraper(ctx).catch((error: unknown) => ctx.log.warn({ err: error }, 'no figures'));
  });

async function readDatabase(ctx: Context): Promise<void> {
  const { db, metrics } = ctx;
  for (const [of, { value }] of Object.entries(await countAbout(db)))
    metrics.rows.set({ of }, value);
  const newest = await newestTorrentAt(db);
  if (newest !== null) metrics.newestTorrent.set(seconds(newest));
  for (const { name, doneAt } of await listJobs(ctx)) {
    metrics.jobs.set({ name }, doneAt === null ? 0 : seconds(doneAt));
  }
}

async function readScraper({ scraper, metrics, now }: Context): Promise<void> {
  for (const { id, waiting, dead, waitingSince, lastRunAt } of (await scraper?.status()) ?? []) {
    metrics.scraperItems.set({ source: id, state: 'waiting' }, waiting);
    metrics.scraperItems.set({ source: id, state: 'dead' }, dead);
    if (waitingSince !== undefined) {
      const age = waitingSince === null ? 0 : seconds(now()) - seconds(waitingSince);
      // The clocks of two machines differ.
      metrics.scraperAge.set({ source: id }, Math.max(0, age));
    }
    if (lastRunAt !== null) metrics.scraperRun.set({ source: id }, seconds(lastRunAt));
  }
}

const seconds = (time: Date) => time.getTime() / 1000;
