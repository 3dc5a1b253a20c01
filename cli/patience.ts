import { setTimeout as sleep } from 'node:timers/promises';
import type { Entry } from '../client/batches';
import { PushError, pushBatch, type Target } from '../client/push';
import type { IngestReport } from '../contracts/ingest';

const MAX_ATTEMPTS = 5;
const MAX_WAIT_SECONDS = 300;

/**
 * Posts a batch, and again when the server is busy, as its Retry-After says: at once is never meant.
 *
 * @throws {PushError}
 */
export async function pushPatiently(batch: Entry[], target: Target): Promise<IngestReport> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await pushBatch(batch, target);
    } catch (error) {
      if (!(error instanceof PushError) || error.kind !== 'busy') throw error;
      const waitSeconds = error.retryAfterSeconds || 2 ** (attempt - 1);
      if (attempt === MAX_ATTEMPTS || waitSeconds > MAX_WAIT_SECONDS) throw error;
      console.error(`the server is busy: trying again in ${waitSeconds} s`);
      await sleep(waitSeconds * 1000);
    }
  }
}
