import { PushError } from '../../../client/push';
import type { Origin } from '../pipeline/origin';
import { SourceError } from '../web/web';
import { keepDeadLetters } from './dead-letters';
import { type Delivery, deliveryOf } from './deliveries';
import type { Environment } from './environment';
import { bringItems } from './items';
import { type ItemJob, type Job, job } from './jobs';
import { logError } from './log';
import { openScraper, type Scraper } from './scraper';
import { ledgerOf } from './source-ledger';
import { TooEarly, takeStep } from './steps';

/** As wrangler.jsonc names the queues. */
const DEAD_LETTERS = /dead-letters/;

/** A batch of either queue. What it throws makes the queue deliver the batch again. */
export async function consume(batch: MessageBatch<unknown>, env: Environment): Promise<void> {
  if (DEAD_LETTERS.test(batch.queue)) {
    await keepDeadLetters(
      env,
      batch.messages.map(({ body }) => body),
    );
    return;
  }
  const scraper = openScraper(env);
  const deliveries: Delivery<Job>[] = [];
  for (const message of batch.messages) {
    const { data } = job.safeParse(message.body);
    if (data !== undefined && scraper.origins.has(data.source)) {
      deliveries.push(deliveryOf(message, data, scraper.retrySeconds));
    } else {
      await env.DEAD_LETTERS.send(message.body);
      message.ack();
    }
  }
  // Sources are at different hosts, so that none need wait for another, or fail with it.
  const ends = await Promise.allSettled(
    [...Map.groupBy(deliveries, (one) => one.job.source)].map(async ([id, own]) => {
      const origin = scraper.origins.get(id);
      if (origin !== undefined) await consumeOf(env, scraper, origin, own);
    }),
  );
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}

async function consumeOf(
  env: Environment,
  scraper: Scraper,
  origin: Origin,
  deliveries: Delivery<Job>[],
) {
  const items = deliveries.filter((one): one is Delivery<ItemJob> => one.job.kind === 'item');
  if (items.length > 0) await bringItems(env, scraper, origin, items);
  for (const delivery of deliveries) await consumeStep(env, scraper, origin, delivery);
}

async function consumeStep(
  env: Environment,
  scraper: Scraper,
  origin: Origin,
  delivery: Delivery<Job>,
) {
  const { job } = delivery;
  if (job.kind === 'item') return;
  try {
    await takeStep(env, scraper, origin, job);
    delivery.done();
  } catch (error) {
    if (error instanceof TooEarly) {
      delivery.later(null);
      return;
    }
    const isKnown = error instanceof SourceError || error instanceof PushError;
    const reason = isKnown ? error.message : String(error);
    logError('a step failed', error, { source: origin.id });
    await ledgerOf(env, origin.id).fail(reason);
    if (error instanceof SourceError && !error.retry) {
      await env.DEAD_LETTERS.send(job);
      delivery.done();
    } else {
      delivery.later(isKnown ? error.retryAfterSeconds : null);
    }
  }
}
