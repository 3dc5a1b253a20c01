import { waitUntil } from '@vercel/functions';
import type { Logger } from './logging';

/** Work that nobody waits for. */
export interface Background {
  /** Begins it; what goes wrong is logged. A function on Vercel stays until it is done. */
  run(what: string, work: () => Promise<void>): void;
  /** Waits for all that was begun. */
  settled(): Promise<void>;
}

export function createBackground(log: Logger): Background {
  const underWay = new Set<Promise<void>>();
  return {
    run(what, work) {
      const done = work()
        .catch((error: unknown) => log.error({ err: error }, `${what} failed`))
        .finally(() => underWay.delete(done));
      underWay.add(done);
      waitUntil(done);
    },
    async settled() {
      await Promise.all(underWay);
    },
  };
}
