import { lookup } from 'node:dns/promises';
import { loadEnvFile } from '@/lib/config';
import { checkHealth, PushError, type Target } from '../client/push';
import type { IngestResult } from '../contracts/ingest';
import { ConfigurationError, mannersAt, readConfiguration } from '../worker/src/config';
import type { Ledger, Offer, Run } from '../worker/src/ledger/ledger';
import { discover } from '../worker/src/pipeline/discover';
import { type Delay, type Gathered, gather, type Ready } from '../worker/src/pipeline/gather';
import type { Origin } from '../worker/src/pipeline/origin';
import { createWeb } from '../worker/src/web/create-web';
import { createLimiter } from '../worker/src/web/limiter';
import { SourceError } from '../worker/src/web/web';
import { pushPatiently } from './patience';
import { openFileLedgers, readOnlyLedgers } from './scrape/file-ledger';
import { readOptions, type ScrapeOptions, USAGE } from './scrape/options';
import { createPauses } from './scrape/pauses';
import { addTo, count, lineOf, newTally, type Tally } from './scrape/progress';
import { contactOf, readSourcesFile } from './sources-file';
import { endWithReader, printableJson, progressLine } from './terminal';
import { UsageError } from './usage';

/** So many items are pushed and written down together: what an end in between would repeat. */
const GROUP_SIZE = 100;

const line = progressLine(process.stderr);
/** Ctrl-C: what is under way is brought to its end. A second one ends at once. */
const stop = new AbortController();
process.once('SIGINT', () => stop.abort());

process.exitCode = await run().catch((error: unknown) => {
  const text = `✗ ${error instanceof Error ? error.message : String(error)}`;
  const isConfiguration = error instanceof ConfigurationError;
  // All that is wrong with it has a line each; of strangers' text one line is told, cut to its length.
  for (const told of isConfiguration ? text.split('\n') : [text]) line.end(told);
  return isConfiguration || error instanceof UsageError ? 2 : 1;
});

async function run(): Promise<number> {
  loadEnvFile();
  endWithReader();
  const { env } = process;
  const options = readOptions(process.argv.slice(2), env);
  if (options === 'help') {
    console.log(USAGE);
    return 0;
  }
  const origins = openOrigins(options, env);
  const { target, dataDir } = options;
  const ledgers = target === null ? readOnlyLedgers(dataDir) : await openFileLedgers(dataDir);
  // Before anything is fetched in vain.
  if (target !== null) await checkHealth(target);
  const total = newTally();
  let faults = 0;
  try {
    for (const origin of origins) {
      if (stop.signal.aborted) break;
      const tally = newTally();
      try {
        const ledger = await ledgers.open(origin.id);
        await scrape(origin, options.since ? await withoutPlace(ledger) : ledger, options, tally);
      } catch (error) {
        if (!(error instanceof SourceError)) throw error;
        faults++;
        line.end(`✗ ${origin.id}: ${error.message}`);
      } finally {
        line.end(lineOf(origin.id, tally));
        addTo(total, tally);
      }
    }
  } finally {
    line.end(lineOf('total', total));
  }
  return faults + total.failed + total.rejected > 0 || stop.signal.aborted ? 1 : 0;
}

/** @throws {UsageError} */
function openOrigins({ config, only }: ScrapeOptions, env: NodeJS.ProcessEnv): Origin[] {
  const configuration = readConfiguration(readSourcesFile(config), (name) => env[name]);
  const { allowedHosts, sources } = configuration;
  const contact = contactOf(configuration, env);
  const unknown = only.filter((id) => !sources.some((source) => source.id === id));
  if (unknown.length > 0) {
    const known = sources.map(({ id }) => id).join(', ');
    throw new UsageError(`no source ${unknown.join(', ')} in ${config}: it has ${known}`);
  }
  const resolve = async (host: string) =>
    (await lookup(host, { all: true })).map(({ address }) => address);
  const limiter = createLimiter(mannersAt(configuration));
  const web = createWeb({ contact, allowedHosts, resolve, limiter });
  return sources
    .filter(({ id }) => only.length === 0 || only.includes(id))
    .map((source) => source.open(web));
}

/** A ledger that does not keep how far a run went: what `--since` leaves out has not been seen. */
async function withoutPlace(ledger: Ledger): Promise<Ledger> {
  const { checkpoint } = await ledger.run();
  let position: Run['position'] = null;
  return {
    ...ledger,
    run: async () => ({ position, checkpoint }),
    advance: async (next) => {
      position = next.position;
    },
  };
}

/** First what an earlier run left open, then what is new; what a pause kept back follows it. */
async function scrape(origin: Origin, ledger: Ledger, options: ScrapeOptions, tally: Tally) {
  const { since, limit, target } = options;
  const pauses = createPauses(stop.signal, (text) => line.end(`${origin.id}: ${text}`));
  /** What failed as it was left open is found again: once a run is enough. */
  const tried = new Set<number>();
  const bring = async (offers: Offer[]) => {
    const fresh = offers.filter(({ turn }) => !tried.has(turn));
    const within = fresh.slice(0, limit - tally.found);
    for (const { turn } of within) tried.add(turn);
    for (let start = 0; start < within.length && !stop.signal.aborted; start += GROUP_SIZE) {
      await bringGroup(told(within.slice(start, start + GROUP_SIZE), origin, tally));
    }
  };
  const bringGroup = async (group: Iterable<Offer>) => {
    const paused: Delay[] = [];
    for await (const { outcomes, delays } of gather(origin, group, pushTo(target))) {
      await ledger.settle(outcomes);
      if (outcomes.length > 0) pauses.end();
      paused.push(...delays.filter(pauses.isWorthIt));
      const gathered = { outcomes, delays: delays.filter((delay) => !paused.includes(delay)) };
      count(tally, gathered);
      reportFaults(origin, gathered);
    }
    if (paused.length === 0) return;
    await pauses.waitOut(paused);
    await bringGroup(untilStopped(paused.map(({ offer }) => offer)));
  };
  /** A step that a pause kept from its answer is taken again. */
  const find = async (hand: (part: Offer[]) => Promise<void>): Promise<boolean> => {
    try {
      const { isThrough, rejected } = await discover(origin, ledger, { since, hand });
      const refused = { outcomes: rejected, delays: [] };
      tally.found += rejected.length;
      count(tally, refused);
      reportFaults(origin, refused);
      return isThrough;
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      const fault = { reason: error.message, retryAfterSeconds: error.retryAfterSeconds };
      if (!pauses.isWorthIt(fault)) throw error;
      await pauses.waitOut([fault]);
      return find(hand);
    }
  };
  await ledger.adopt(JSON.stringify(origin.policy));
  await bring(await ledger.waiting());
  for (let isThrough = false; !isThrough && tally.found < limit && !stop.signal.aborted; ) {
    const offers: Offer[] = [];
    isThrough = await find(async (part) => {
      for (const offer of part) offers.push(offer);
    });
    await bring(offers);
  }
}

/** After Ctrl-C there are no more. */
function* untilStopped(offers: Offer[]): Generator<Offer> {
  for (const offer of offers) {
    if (stop.signal.aborted) return;
    yield offer;
  }
}

/** Shows each as it is begun. */
function* told(offers: Offer[], origin: Origin, tally: Tally): Generator<Offer> {
  for (const offer of untilStopped(offers)) {
    tally.found++;
    line.show(`${lineOf(origin.id, tally)} · ${offer.key}`);
    yield offer;
  }
}

function reportFaults({ id }: Origin, { outcomes, delays }: Gathered) {
  for (const { key, outcome, reason } of outcomes) {
    if (outcome === 'rejected') line.end(`✗ ${id}: ${key}: ${reason}`);
  }
  for (const { offer, reason } of delays) line.end(`✗ ${id}: ${offer.key}: ${reason}`);
}

/** Where records go; a server that does not take them ends the run, as it would fetch in vain. */
function pushTo(target: Target | null): (batch: Ready[]) => Promise<IngestResult[]> {
  if (target === null) return async (batch) => batch.map(print);
  return async (batch) => {
    try {
      return (await pushPatiently(batch, target)).results;
    } catch (error) {
      throw error instanceof PushError ? new Error(error.message, { cause: error }) : error;
    }
  };
}

function print({ record }: Ready, index: number): IngestResult {
  console.log(printableJson(record));
  return { index, infoHash: null, status: 'unchanged' };
}
