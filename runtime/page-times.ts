import { AsyncLocalStorage } from 'node:async_hooks';
import type { Database } from '@/db/database';
import { timed } from '@/db/timed';
import type { Metrics } from '@/lib/metrics';

/** How long the statements of pages take, for who serves them: Next stands between the two. */
export interface PageTimes {
  /** Calls `serve`; what it answers tells the milliseconds of the page's statements so far. */
  follow(serve: () => void): () => number;
  /** The database for the page that is being made; where nobody follows it, for the figures alone. */
  timed(db: Database): Database;
}

/** By asynchronous local storage, which the API does without: Next has it on already, for each page. */
export function createPageTimes({ statements }: Metrics): PageTimes {
  const pages = new AsyncLocalStorage<{ dbMs: number }>();
  return {
    follow(serve) {
      const page = { dbMs: 0 };
      pages.run(page, serve);
      return () => page.dbMs;
    },
    timed(db) {
      const page = pages.getStore();
      return timed(db, (milliseconds) => {
        if (page !== undefined) page.dbMs += milliseconds;
        statements.observe(milliseconds / 1000);
      });
    },
  };
}
