import { checkHealth, PushError, pushBatch } from '../../../client/push';
import type { Offer } from '../ledger/ledger';
import { type Delay, gather, type Ready } from '../pipeline/gather';
import type { Origin } from '../pipeline/origin';
import type { Delivery } from './deliveries';
import type { Environment } from './environment';
import { type ItemJob, itemJob, sendAll } from './jobs';
import { logError } from './log';
import type { Scraper } from './scraper';
import { ledgerOf } from './source-ledger';

type ItemDelivery = Delivery<ItemJob>;

/**
 * What failed as often is brought alone, in any order: what ends the Worker each time takes others
 * along only when they come after it, which no item does for ever.
 */
const TRIES_IN_COMPANY = 3;
/** No item is begun after so long, as a Worker has 15 minutes for a batch. */
const BUDGET_MS = 10 * 60_000;

/** Brings items of one source to the catalogue, and says of each delivery what is to come of it. */
export async function bringItems(
  env: Environment,
  scraper: Scraper,
  origin: Origin,
  deliveries: ItemDelivery[],
): Promise<void> {
  const ledger = ledgerOf(env, origin.id);
  const deadline = Date.now() + BUDGET_MS;
  const byTurn = Map.groupBy(deliveries, ({ job }) => job.turn);
  const open = await ledger.find([...byTurn.values()].flatMap(([first]) => first?.job ?? []));
  const wanted = new Set(open.map(({ turn }) => turn));
  for (const [turn, own] of byTurn) if (!wanted.has(turn)) for (const one of own) one.done();

  const fault = await faultOf(scraper);
  const triesOf = ({ turn }: Offer) => Math.max(...deliveriesOf(turn).map((one) => one.attempts));
  const { together = [], alone = [] } = Object.groupBy(open, (offer) =>
    triesOf(offer) <= TRIES_IN_COMPANY ? 'together' : 'alone',
  );
  for (const group of [together, ...shuffled(alone).map((offer) => [offer])]) {
    if (group.length === 0) continue;
    if (fault === null) await bring(group);
    else await postpone(group.map((offer) => ({ offer, ...fault, isTried: true })));
  }

  function deliveriesOf(turn: number): ItemDelivery[] {
    return byTurn.get(turn) ?? [];
  }

  async function bring(group: Offer[]) {
    const left = new Map(group.map((offer) => [offer.turn, offer]));
    try {
      for await (const { outcomes, delays } of gather(origin, inTime(group), push)) {
        await ledger.settle(outcomes);
        for (const { turn } of outcomes) {
          left.delete(turn);
          for (const delivery of deliveriesOf(turn)) delivery.done();
        }
        await postpone(delays);
        for (const { offer } of delays) left.delete(offer.turn);
      }
    } catch (error) {
      logError('items failed', error, { source: origin.id });
      await postpone([...left.values()].map((offer) => delayFor(offer, String(error), true)));
      return;
    }
    const late = 'there was no time left for it';
    await postpone([...left.values()].map((offer) => delayFor(offer, late, false)));
  }

  function* inTime(group: Offer[]) {
    for (const offer of group) {
      if (Date.now() > deadline) return;
      yield offer;
    }
  }

  async function push(batch: Ready[]) {
    try {
      return (await pushBatch(batch, scraper.target)).results;
    } catch (error) {
      const isBusy = error instanceof PushError && error.kind === 'busy';
      if (!isBusy) logError('a batch was not taken', error, { source: origin.id });
      throw error;
    }
  }

  async function postpone(delays: Delay[]) {
    const isNew = ({ offer, isTried }: Delay) => !isTried && triesOf(offer) === 1;
    for (const delay of delays.filter((delay) => !isNew(delay))) {
      const waits = deliveriesOf(delay.offer.turn).map((one) => one.later(delay.retryAfterSeconds));
      await ledger.delayed([delay], Math.max(0, ...waits));
    }
    const untried = Map.groupBy(delays.filter(isNew), (delay) => delay.retryAfterSeconds ?? 0);
    for (const [seconds, alike] of untried) {
      await sendAnew(alike, Math.max(seconds, scraper.retrySeconds));
    }
  }

  /**
   * The queue gives up what came back too often: what was not tried yet comes as a new message. What has
   * failed before does not, as its failures would be forgotten.
   */
  async function sendAnew(delays: Delay[], seconds: number) {
    const jobs = delays.map(({ offer }) => itemJob(origin.id, offer));
    await sendAll(env.JOBS, jobs, seconds);
    await ledger.delayed(delays, seconds);
    for (const { offer } of delays) for (const one of deliveriesOf(offer.turn)) one.done();
  }
}

function shuffled<Thing>(things: Thing[]): Thing[] {
  return things
    .map((thing) => ({ thing, place: Math.random() }))
    .sort((one, other) => one.place - other.place)
    .map(({ thing }) => thing);
}

const delayFor = (offer: Offer, reason: string, isTried: boolean): Delay => ({
  offer,
  reason,
  retryAfterSeconds: null,
  isTried,
});

/** Why nothing is fetched now: there is no catalogue to bring it to. */
async function faultOf({ target }: Scraper) {
  try {
    await checkHealth(target);
    return null;
  } catch (error) {
    if (!(error instanceof PushError)) throw error;
    const { message: reason, retryAfterSeconds } = error;
    return { reason, retryAfterSeconds };
  }
}
