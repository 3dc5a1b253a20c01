import type { Ledger, Offer } from '../ledger/ledger';
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
 * @returns whether the run has seen all there is
 * @throws {SourceError} when the source cannot be asked; a place it no longer knows is forgotten
 */
export async function discover(
  origin: Origin,
  ledger: Ledger,
  { since, hand }: Discovering,
): Promise<{ isThrough: boolean }> {
  const { position, checkpoint } = await ledger.run();
  try {
    const step = await origin.discover({
      position,
      checkpoint,
      since,
      emit: async (items) => {
        for (const part of partsOf(items)) await hand(await ledger.offer(part));
      },
    });
    const isThrough = step.next === null;
    await ledger.advance({
      position: step.next,
      checkpoint: isThrough ? step.checkpoint : checkpoint,
    });
    return { isThrough };
  } catch (error) {
    if (error instanceof SourceError && !error.retry && position !== null) {
      await ledger.advance({ position: null, checkpoint });
    }
    throw error;
  }
}

/** Without what is too much for a ledger: one such item would keep all the others from it. */
function* partsOf(items: Item[]): Generator<Item[]> {
  let part: Item[] = [];
  let partLength = 0;
  for (const item of items) {
    const { length } = JSON.stringify(item);
    if (length > ITEM_MAX_LENGTH) continue;
    if (partLength + length > PART_MAX_LENGTH) {
      yield part;
      part = [];
      partLength = 0;
    }
    part.push(item);
    partLength += length;
  }
  yield part;
}
