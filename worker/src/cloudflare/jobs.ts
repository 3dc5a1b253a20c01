import * as z from 'zod';
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

/** What names an offer. */
export type Turn = Pick<Offer, 'key' | 'turn'>;

export const itemJob = (source: string, { key, turn }: Turn): ItemJob => ({
  kind: 'item',
  source,
  key,
  turn,
});

/** What one call may send: Cloudflare takes 256 KB, and counts what it adds to each message. */
const SEND_MAX = 100;
const SEND_MAX_BYTES = 200_000;

export async function sendAll(
  queue: Queue<unknown>,
  bodies: unknown[],
  delaySeconds = 0,
): Promise<void> {
  for (const part of partsOf(bodies)) {
    await queue.sendBatch(
      part.map((body) => ({ body })),
      { delaySeconds },
    );
  }
}

function* partsOf(bodies: unknown[]): Generator<unknown[]> {
  let part: unknown[] = [];
  let partBytes = 0;
  for (const body of bodies) {
    const bytes = new TextEncoder().encode(JSON.stringify(body)).length;
    if (part.length === SEND_MAX || (part.length > 0 && partBytes + bytes > SEND_MAX_BYTES)) {
      yield part;
      part = [];
      partBytes = 0;
    }
    part.push(body);
    partBytes += bytes;
  }
  if (part.length > 0) yield part;
}
