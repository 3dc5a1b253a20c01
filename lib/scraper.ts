import * as z from 'zod';
import { AppError } from './errors';

/** Milliseconds that the Worker gets to answer: it only notes what it is to do. */
const PATIENCE_MS = 5_000;

const runAnswer = z.object({ sources: z.array(z.string()) });

const statusAnswer = z.object({
  sources: z.array(
    z.object({
      id: z.string(),
      lastRun: z.object({ startedAt: z.iso.datetime() }).nullable(),
      total: z.object({ waiting: z.number() }),
      waitingSince: z.iso
        .datetime()
        .transform((time) => new Date(time))
        .nullish(),
      deadLetters: z.number(),
    }),
  ),
});

export interface SourceState {
  id: string;
  /** Items that are still to be fetched, or to be tried again; and those that were given up. */
  waiting: number;
  dead: number;
  /** Of the oldest item that waits; null when none does, undefined when an older Worker does not tell. */
  waitingSince: Date | null | undefined;
  lastRunAt: Date | null;
}

/** The Worker that finds torrents, as far as it can be told what to do. */
export interface Scraper {
  /** Begins a run of all its sources; answers which. Throws `unavailable`. */
  run(): Promise<string[]>;
  /** How each source stands. Throws `unavailable`. */
  status(): Promise<SourceState[]>;
}

export function createScraper({ url, runKey }: { url: string; runKey: string }): Scraper {
  async function ask<Answer>(method: string, path: string, answer: z.ZodType<Answer>) {
    try {
      const response = await fetch(new URL(path, url), {
        method,
        headers: { 'x-api-key': runKey },
        redirect: 'error',
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      if (!response.ok) throw new Error(`it answers ${response.status}`);
      return answer.parse(await response.json());
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new AppError('unavailable', `The Worker cannot be asked: ${reason}.`);
    }
  }
  return {
    run: async () => (await ask('POST', '/run', runAnswer)).sources,
    async status() {
      const { sources } = await ask('GET', '/status', statusAnswer);
      return sources.map(({ id, lastRun, total, waitingSince, deadLetters }) => ({
        id,
        waiting: total.waiting,
        dead: deadLetters,
        waitingSince,
        lastRunAt: lastRun && new Date(lastRun.startedAt),
      }));
    },
  };
}
