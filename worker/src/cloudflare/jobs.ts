import { z } from 'zod';
import type { Offer } from '../ledger/ledger';

/** What the queue carries. It names things only: how they stand is in the ledger of the source. */
export const job = z.discriminatedUnion('kind', [
  /** Begin a run, or take the one under way up again. */
  z.strictObject({ kind: z.literal('run'), source: z.string() }),
  /** Take this step of the run: one that was taken already is left. */
  z.strictObject({ kind: z.literal('step'), source: z.string(), step: z.int() }),
  /** Bring this item to the catalogue, unless it was settled, or there is newer news of it. */
  z.strictObject({ kind: z.literal('item'), source: z.string(), key: z.string(), turn: z.int() }),
]);
export type Job = z.infer<typeof job>;
export type ItemJob = Extract<Job, { kind: 'item' }>;

export const itemJob = (source: string, { key, turn }: Offer): ItemJob => ({
  kind: 'item',
  source,
  key,
  turn,
});

/** As many messages as one call may send. */
const SEND_MAX = 100;

export async function sendAll(queue: Queue<unknown>, bodies: unknown[]): Promise<void> {
  for (let start = 0; start < bodies.length; start += SEND_MAX) {
    await queue.sendBatch(bodies.slice(start, start + SEND_MAX).map((body) => ({ body })));
  }
}
