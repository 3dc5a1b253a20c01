import { checkHealth } from '../../../client/push';
import { discover } from '../pipeline/discover';
import { heldBackUnfetched } from '../pipeline/gather';
import type { Origin } from '../pipeline/origin';
import type { Environment } from './environment';
import { itemJob, type Job, sendAll } from './jobs';
import type { Scraper } from './scraper';
import { ledgerOf, type Stand, type WorkerLedger } from './source-ledger';

/**
 * So many items of a source are on their way together, with those that come again later: the queue
 * stays short however much there is to bring, and what cannot be brought now is not all tried in vain.
 */
const ON_THE_WAY = 500;

/** A step that comes before the one that leads to it. */
export class TooEarly extends Error {}

/**
 * One step of a source's run: what the ledger has open is handed out; when there is none, the
 * source is asked for more first. The next step is sent behind all that, until the run is over; or
 * for later, when as much as may be is on its way.
 *
 * @throws {SourceError} when the source cannot be asked
 * @throws {PushError} when there is something to bring, and no catalogue to bring it to
 * @throws {TooEarly}
 */
export async function takeStep(
  env: Environment,
  { target, retrySeconds }: Scraper,
  origin: Origin,
  job: Extract<Job, { kind: 'run' | 'step' }>,
): Promise<void> {
  const ledger = ledgerOf(env, origin.id);
  const stand = await standFor(job, ledger, origin);
  if (stand === null) return;
  let offers = await ledger.next(ON_THE_WAY);
  let { isListed } = stand;
  if (offers?.length === 0 && !isListed) {
    isListed = await list(origin, ledger);
    offers = await ledger.next(ON_THE_WAY);
  }
  if (offers?.length === 0 && isListed) {
    await ledger.end();
    return;
  }
  if (offers !== null && offers.length > 0) {
    await checkHealth(target);
    await sendAll(
      env.JOBS,
      offers.map((offer) => itemJob(origin.id, offer)),
    );
    await ledger.queued(offers);
  }
  const next: Job = { kind: 'step', source: origin.id, step: stand.step + 1 };
  // Sent before it is noted: whichever end comes in between, the next step is taken, and once.
  await env.JOBS.send(next, { delaySeconds: offers === null ? retrySeconds : 0 });
  await ledger.moveOn(stand.step);
}

/** Null for a step that was taken already. */
async function standFor(
  job: Extract<Job, { kind: 'run' | 'step' }>,
  ledger: WorkerLedger,
  origin: Origin,
): Promise<Stand | null> {
  if (job.kind === 'run') {
    await ledger.adopt(JSON.stringify(origin.policy));
    return ledger.begin();
  }
  const stand = await ledger.stand();
  if (job.step > stand.step) throw new TooEarly('a step came before the one that leads to it');
  return job.step < stand.step ? null : stand;
}

/**
 * Asks the source for more; answers whether that was all. What may not leave is settled at once, and
 * takes no turn in the queue.
 */
async function list(origin: Origin, ledger: WorkerLedger): Promise<boolean> {
  const { isThrough } = await discover(origin, ledger, {
    since: null,
    hand: async (offers) => {
      const heldBack = offers.map((offer) => heldBackUnfetched(origin, offer));
      await ledger.settle(heldBack.filter((outcome) => outcome !== null));
      // A long list would let nobody else have a word otherwise: workerd looks for requests in pauses.
      await new Promise((resume) => setTimeout(resume, 1));
    },
  });
  if (isThrough) await ledger.list();
  return isThrough;
}
