import { waitUntil } from '@vercel/functions';
import type { Logger } from './logging';

/** Work that nobody waits for. */
export interface Background {
  /**
   * Begins it; what goes wrong is logged. A function on Vercel stays until it is done.
   * @param log of whatever began it, so that its lines tell of the same request
   * @param work what takes long stops where it can when the signal says that all ends
   */
  run(log: Logger, what: string, work: (ending: AbortSignal) => Promise<void>): void;
  /** Has all that was begun end, and waits for it. */
  settled(): Promise<void>;
}

export function createBackground(): Background {
  const underWay = new Set<Promise<void>>();
  const ending = new AbortController();
  return {
    run(log, what, work) {
      const done = work(ending.signal)
        .catch((error: unknown) => log.error({ err: error }, `${what} failed`))
        .finally(() => underWay.delete(done));
      underWay.add(done);
      waitUntil(done);
    },
    async settled() {
      ending.abort();
      await Promise.all(underWay);
    },
  };
}
