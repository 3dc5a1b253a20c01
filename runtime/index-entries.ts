import { newContext } from '@/services/context';
import { renewEntries } from '@/services/index-entries';
import type { OpenRuntime } from './runtime';

/**
 * Makes the search entries anew that an older version of the program made; a catalogue of millions
 * takes a while. Answers how many. What is not done when the process ends is done at the next start.
 */
export async function renewIndex(runtime: OpenRuntime, ending?: AbortSignal): Promise<number> {
  const renewed = await renewEntries(newContext(runtime, 'operator'), ending);
  if (renewed > 0) runtime.log.info({ renewed }, 'search entries were made anew');
  return renewed;
}

/** The same beside the serving of requests; a fault is logged, and costs no more than the entries. */
export function renewIndexMeanwhile(runtime: OpenRuntime): void {
  runtime.background.run(runtime.log, 'the renewal of search entries', async (ending) => {
    await renewIndex(runtime, ending);
  });
}
