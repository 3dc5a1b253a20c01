import type { Ledger, Offer, Outcome } from '../ledger/ledger';
import type { Item } from '../sources/source';
import { SourceError } from '../web/web';
import type { Origin } from './origin';

interface Discovering {
  /** Only what is newer is asked for, where the source can tell. */
  since: Date | null;
  /** Takes what was found new or changed, in parts, before the step is kept: an end loses none. */
  hand(offers: Offer[]): Promise<void>;
}

/** In JSON. A ledger of Cloudflare keeps 2 MB of an item, and a call to it carries 32. */
const ITEM_MAX_LENGTH = 100_000;
const PART_MAX_LENGTH = 4_000_000;

/**
 * One step of a run, from where the ledger says.
 *
 * @returns whether the run has seen all there is, and what no ledger can keep, which is settled
 * @throws {SourceError} when the source cannot be asked; a place it no longer knows is forgotten
 */
export async function discover(
  origin: Origin,
  ledger: Ledger,
  { since, hand }: Discovering,
): Promise<{ isThrough: boolean; rejected: Outcome[] }> {
  const { position, checkpoint } = await ledger.run();
  const rejected: Outcome[] = [];
  try {
    const step = await origin.discover({
      position,
      checkpoint,
      since,
      emit: async (items) => {
        const { parts, tooLarge } = partsOf(items);
        for (const part of parts) await hand(await ledger.offer(part));
        rejected.push(...(await reject(tooLarge, ledger)));
      },
    });
    const isThrough = step.next === null;
    await ledger.advance({
      position: step.next,
      checkpoint: isThrough ? step.checkpoint : checkpoint,
    });
    return { isThrough, rejected };
  } catch (error) {
    if (error instanceof SourceError && !error.retry && position !== null) {
      await ledger.advance({ position: null, checkpoint });
    }
    throw error;
  }
}

/** Keeps of each only that there is one. */
async function reject(items: Item[], ledger: Ledger): Promise<Outcome[]> {
  if (items.length === 0) return [];
  const offers = await ledger.offer(
    items.map(({ key, version }) => ({ key, version, hint: null })),
  );
  const reason = `its source says more than ${ITEM_MAX_LENGTH} characters of it`;
  const outcomes = offers.map(
    ({ key, turn }): Outcome => ({ key, turn, outcome: 'rejected', reason, infoHash: null }),
  );
  await ledger.settle(outcomes);
  return outcomes;
}

/** Parts that a ledger takes in one call, without what is too much for one: such an item would keep all the others from it. */
function partsOf(items: Item[]): { parts: Item[][]; tooLarge: Item[] } {
  let part: Item[] = [];
  let partLength = 0;
  const parts = [part];
  const tooLarge: Item[] = [];
  for (const item of items) {
    const { length } = JSON.stringify(item);
    if (length > ITEM_MAX_LENGTH) {
      tooLarge.push(item);
      continue;
    }
    if (partLength + length > PART_MAX_LENGTH) {
      part = [];
      parts.push(part);
      partLength = 0;
    }
    part.push(item);
    partLength += length;
  }
  return { parts, tooLarge };
}
