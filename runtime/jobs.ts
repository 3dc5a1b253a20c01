import { isUnavailable } from '@/db/errors';
import { newContext } from '@/services/context';
import { jobNames, runJobWhenDue } from '@/services/jobs';
import type { OpenRuntime } from './runtime';

/** Milliseconds between two looks at whether the time of a job has come. */
const LOOK_EVERY_MS = 60_000;

/** Runs jobs as their time comes, for as long as the process lives; once for all that share the database. */
export function runJobsInTime(runtime: OpenRuntime): void {
  const look = () => {
    for (const name of jobNames) {
      const ctx = newContext(runtime, 'operator');
      runtime.background.run(ctx.log, `job ${name}`, async (ending) => {
        try {
          await runJobWhenDue(ctx, name, ending);
        } catch (error) {
          // Who answers requests says so already; there is another look soon.
          if (!isUnavailable(error)) throw error;
        }
      });
    }
  };
  look();
  setInterval(look, LOOK_EVERY_MS).unref();
}
