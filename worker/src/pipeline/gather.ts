import { pMapIterable } from 'p-map';
import { type Entry, inBatches, makeEntry } from '../../../client/batches';
import { PushError } from '../../../client/push';
import { type IngestResult, ingestRecord } from '../../../contracts/ingest';
import { sentencesOf } from '../../../contracts/messages';
import type { Offer, Outcome } from '../ledger/ledger';
import { type Decision, decideLicence } from '../licences/policy';
import type { Find } from '../sources/source';
import { Paused, SourceError } from '../web/web';
import type { Origin } from './origin';

/** What could not be had now, and may be later: the offer is still open. */
export interface Delay {
  offer: Offer;
  reason: string;
  retryAfterSeconds: number | null;
  /** False where nobody was asked for it. */
  isTried: boolean;
}

export interface Gathered {
  outcomes: Outcome[];
  delays: Delay[];
}

/** A record that may leave, and the offer it answers. */
export interface Ready extends Entry {
  offer: Offer;
}

/** Items fetched together, where their host lets so many in: each may have megabytes in memory. */
const AT_ONCE = 4;

type Judged = { ready: Ready } | { outcome: Outcome } | { delay: Delay };

/** What may not leave by what its source said before its details, which are not fetched then. */
export function heldBackUnfetched({ policy }: Origin, offer: Offer): Outcome | null {
  if (offer.licenceHints === undefined) return null;
  const decision = decideLicence(offer.licenceHints, policy);
  return decision.decision === 'held-back' ? heldBack(offer, decision) : null;
}

/** Fetches an item and decides on it; a fault of the source is an answer, not an exception. */
async function judge(origin: Origin, offer: Offer): Promise<Judged> {
  try {
    const outcome = heldBackUnfetched(origin, offer);
    if (outcome !== null) return { outcome };
    const find = await origin.resolve(offer);
    if (find === null) return { outcome: settled(offer, 'gone') };
    const decision = decideLicence(find.licenceHints, origin.policy);
    if (decision.decision === 'held-back') return { outcome: heldBack(offer, decision) };
    return readyOf(offer, {
      ...find.record,
      source: origin.name,
      license: decision.licence ?? undefined,
    });
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    if (!error.retry) return { outcome: settled(offer, 'rejected', error.message) };
    const { message: reason, retryAfterSeconds } = error;
    const isTried = !(error instanceof Paused);
    return { delay: { offer, reason, retryAfterSeconds, isTried } };
  }
}

function readyOf(offer: Offer, found: Find['record'] & Record<string, unknown>): Judged {
  const isAnew = offer.infoHash !== null && offer.infoHash !== found.infoHash;
  const record = isAnew ? { ...found, replaces: offer.infoHash } : found;
  const { data, error } = ingestRecord.safeParse(JSON.parse(JSON.stringify(record)));
  if (data === undefined) {
    return { outcome: settled(offer, 'rejected', sentencesOf(error).join('; ')) };
  }
  try {
    return { ready: { offer, ...makeEntry(data) } };
  } catch (error) {
    return { outcome: settled(offer, 'rejected', (error as Error).message) };
  }
}

const settled = (
  { key, turn }: Offer,
  outcome: Outcome['outcome'],
  reason: string | null = null,
  infoHash: string | null = null,
): Outcome => ({ key, turn, outcome, reason, infoHash });

const heldBack = (offer: Offer, decision: Extract<Decision, { decision: 'held-back' }>) =>
  settled(
    offer,
    'held-back',
    decision.reason === 'unknown'
      ? 'its licence is unknown'
      : `its licence is not allowed: ${decision.licence}`,
  );

/**
 * The way of items from source to catalogue. Each part is handed on as soon as it is decided; a
 * batch that is not taken leaves its offers open. What `push` throws beside `PushError` goes through.
 */
export async function* gather(
  origin: Origin,
  offers: Iterable<Offer> | AsyncIterable<Offer>,
  push: (batch: Ready[]) => Promise<IngestResult[]>,
): AsyncGenerator<Gathered> {
  const aside: Gathered = { outcomes: [], delays: [] };
  async function* readies(): AsyncGenerator<Ready> {
    const judging = pMapIterable(offers, (offer) => judge(origin, offer), {
      concurrency: AT_ONCE,
      backpressure: AT_ONCE,
    });
    for await (const judged of judging) {
      if ('ready' in judged) yield judged.ready;
      else if ('outcome' in judged) aside.outcomes.push(judged.outcome);
      else aside.delays.push(judged.delay);
    }
  }
  const takeAside = () => ({
    outcomes: aside.outcomes.splice(0),
    delays: aside.delays.splice(0),
  });
  for await (const batch of inBatches(readies())) {
    const { outcomes, delays } = takeAside();
    const pushed = await pushAll(batch, push);
    yield {
      outcomes: [...outcomes, ...pushed.outcomes],
      delays: [...delays, ...pushed.delays],
    };
  }
  yield takeAside();
}

async function pushAll(
  batch: Ready[],
  push: (batch: Ready[]) => Promise<IngestResult[]>,
): Promise<Gathered> {
  try {
    const results = await push(batch);
    const outcomes = results.flatMap((result) => {
      const ready = batch[result.index];
      if (ready === undefined) return [];
      const infoHash = result.status === 'rejected' ? null : result.infoHash;
      return [settled(ready.offer, result.status, reasonsOf(result), infoHash)];
    });
    return { outcomes, delays: [] };
  } catch (error) {
    if (!(error instanceof PushError)) throw error;
    const { message: reason, retryAfterSeconds } = error;
    return {
      outcomes: [],
      delays: batch.map(({ offer }) => ({ offer, reason, retryAfterSeconds, isTried: true })),
    };
  }
}

const reasonsOf = ({ errors }: IngestResult) =>
  errors?.map(({ path, message }) => `${path} ${message}`).join('; ') ?? null;
