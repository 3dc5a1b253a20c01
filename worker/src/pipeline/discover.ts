import type { Ledger, Offer } from '../ledger/ledger';
import { SourceError } from '../web/web';
import type { Origin } from './origin';

interface Discovering {
  /** Only what is newer is asked for, where the source can tell. */
  since: Date | null;
  /** Takes what was found new or changed, in parts, before the step is kept: an end loses none. */
  hand(offers: Offer[]): Promise<void>;
}

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
      emit: async (items) => hand(await ledger.offer(items)),
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
