import type { Ledger, Offer } from '../ledger/ledger';
import { SourceError } from '../web/web';
import type { Origin } from './origin';

/**
 * One step of a run, from where the ledger says: what it found new or changed, and whether the run
 * goes on. The offers are kept before the step is, so that an end in between loses none.
 *
 * @throws {SourceError} when the source cannot be asked; a place it no longer knows is forgotten
 */
export async function discover(
  origin: Origin,
  ledger: Ledger,
  since: Date | null,
): Promise<{ offers: Offer[]; isThrough: boolean }> {
  const { position, checkpoint } = await ledger.run();
  const offers: Offer[] = [];
  try {
    const step = await origin.discover({
      position,
      checkpoint,
      since,
      emit: async (items) => {
        for (const offer of await ledger.offer(items)) offers.push(offer);
      },
    });
    const isThrough = step.next === null;
    await ledger.advance({
      position: step.next,
      checkpoint: isThrough ? step.checkpoint : checkpoint,
    });
    return { offers, isThrough };
  } catch (error) {
    if (error instanceof SourceError && !error.retry && position !== null) {
      await ledger.advance({ position: null, checkpoint });
    }
    throw error;
  }
}
