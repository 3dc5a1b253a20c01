import cluster from 'node:cluster';
import {
  AggregatorRegistry,
  Counter,
  collectDefaultMetrics,
  Gauge,
  type GaugeConfiguration,
  Histogram,
  Registry,
} from 'prom-client';
import { AppError } from './errors';

/** What every figure of ours is called first. */
const PREFIX = 'torrent_streamer_';

/** Milliseconds that the process which forked this one gets to gather the figures of all. */
const PATIENCE_MS = 5_000;

/** Seconds; from an answer that is kept to a search that meets its time-out. */
const DURATIONS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15];

export type Metrics = ReturnType<typeof createMetrics>;

/** What is read anew each time that somebody asks. */
interface State {
  pools(): { pool: string; busy: number; idle: number; waiting: number }[];
  work(): { part: string; underWay: number; waiting: number }[];
  answerBytes(): number;
}

/** What this process counts, as Prometheus has it. */
export function createMetrics({ pools, work, answerBytes }: State) {
  const registry = new Registry();
  const registers = [registry];
  const readGauges: Gauge[] = [];
  /** Of what one process reads for all that share a port, when it is asked; the others are summed. */
  function readGauge<Label extends string>(options: GaugeConfiguration<Label>): Gauge<Label> {
    const gauge = new Gauge({ ...options, registers, aggregator: 'max' });
    readGauges.push(gauge as Gauge);
    return gauge;
  }
  /** There with every value from the start: to Prometheus what a counter begins with is no increase. */
  function counter<Label extends string>(
    name: string,
    help: string,
    label: Label,
    values: string[],
  ): Counter<Label> {
    const made = new Counter({ name: PREFIX + name, help, labelNames: [label], registers });
    for (const value of values) made.inc({ [label]: value } as Record<Label, string>, 0);
    return made;
  }
  async function tell(read: () => Promise<void>): Promise<string> {
    try {
      await read();
      return await (cluster.isWorker ? askPrimary() : registry.metrics());
    } finally {
      // Another process may be asked next: what this one has read would stand beside it.
      for (const gauge of readGauges) gauge.reset();
    }
  }
  let telling: Promise<string> | null = null;
  collectDefaultMetrics({ register: registry });
  if (cluster.isWorker) {
    new AggregatorRegistry();
    AggregatorRegistry.setRegistries(registry);
  }
  new Gauge({
    name: `${PREFIX}database_connections`,
    help: 'Connections of each pool, to the primary and to replicas, and requests that wait for one.',
    labelNames: ['pool', 'state'],
    registers,
    collect() {
      for (const { pool, ...states } of pools()) {
        for (const [state, count] of Object.entries(states)) this.set({ pool, state }, count);
      }
    },
  });
  new Gauge({
    name: `${PREFIX}requests_under_way`,
    help: 'Requests that are worked on, and that wait for their turn.',
    labelNames: ['part', 'state'],
    registers,
    collect() {
      for (const { part, underWay, waiting } of work()) {
        this.set({ part, state: 'working' }, underWay);
        this.set({ part, state: 'waiting' }, waiting);
      }
    },
  });
  new Gauge({
    name: `${PREFIX}answer_cache_bytes`,
    help: 'Bytes of the answers that are kept.',
    registers,
    collect() {
      this.set(answerBytes());
    },
  });
  return {
    requests: new Histogram({
      name: `${PREFIX}request_duration_seconds`,
      help: 'Requests to the API, and for pages, by how long they took to be answered.',
      labelNames: ['method', 'route', 'status'],
      buckets: DURATIONS,
      registers,
    }),
    statements: new Histogram({
      name: `${PREFIX}database_statement_duration_seconds`,
      help: 'Statements of requests, the wait for a connection included.',
      buckets: DURATIONS,
      registers,
    }),
    answers: counter(
      'answer_cache_total',
      'Answers on the catalogue: kept in the process (hit), by another (shared), or made (miss).',
      'outcome',
      ['hit', 'shared', 'miss'],
    ),
    records: counter(
      'ingest_records_total',
      'Records that were pushed, by what became of them.',
      'status',
      ['created', 'updated', 'unchanged', 'rejected'],
    ),
    refusals: new Counter({
      name: `${PREFIX}refusals_total`,
      help: 'Calls that were refused: too many of one caller, or more than can be done.',
      labelNames: ['limit', 'reason'],
      registers,
    }),
    signIns: counter('sign_ins_total', 'Attempts to sign in, by their outcome.', 'outcome', [
      'success',
      'failure',
    ]),
    databaseUp: readGauge({
      name: `${PREFIX}database_up`,
      help: 'Whether the database answered when it was asked for what follows.',
    }),
    rows: readGauge({
      name: `${PREFIX}rows`,
      help: 'How much there is, about.',
      labelNames: ['of'],
    }),
    newestTorrent: readGauge({
      name: `${PREFIX}newest_torrent_timestamp_seconds`,
      help: 'When a torrent last came into the catalogue.',
    }),
    jobs: readGauge({
      name: `${PREFIX}job_last_success_timestamp_seconds`,
      help: 'When each job that this server is to do was last done; 0: never yet.',
      // Not `job`, by which Prometheus calls whatever it asks.
      labelNames: ['name'],
    }),
    scraperItems: readGauge({
      name: `${PREFIX}scraper_items`,
      help: 'Items that the Worker has still to fetch (waiting), or has given up (dead).',
      labelNames: ['source', 'state'],
    }),
    scraperAge: readGauge({
      name: `${PREFIX}scraper_oldest_item_age_seconds`,
      help: 'How long the oldest item of each source has been waiting to be fetched; 0 when none is.',
      labelNames: ['source'],
    }),
    scraperRun: readGauge({
      name: `${PREFIX}scraper_last_run_timestamp_seconds`,
      help: 'When the Worker last began to look through each source.',
      labelNames: ['source'],
    }),
    /**
     * The text for Prometheus, of all processes that share the port, with what `read` has just set.
     * Who asks meanwhile is told the same.
     */
    text(read: () => Promise<void>): Promise<string> {
      telling ??= tell(read).finally(() => {
        telling = null;
      });
      return telling;
    },
  };
}

const ASK = 'torrent-streamer:metrics';

interface Question {
  type: typeof ASK;
  id: number;
  /** In the answer. */
  text?: string | null;
}

const isQuestion = (message: unknown): message is Question =>
  (message as Question | null)?.type === ASK;

/** Answers processes that this one has forked and that ask for the figures of all. */
export function serveMetrics(): void {
  const all = new AggregatorRegistry();
  cluster.on('message', async (worker, message) => {
    if (!isQuestion(message)) return;
    const text = await all.clusterMetrics().catch(() => null);
    if (worker.isConnected()) worker.send({ ...message, text } satisfies Question);
  });
}

let asked = 0;

function askPrimary(): Promise<string> {
  const id = ++asked;
  return new Promise((resolve, reject) => {
    const end = (text?: string | null) => {
      clearTimeout(timer);
      process.off('message', listen);
      if (text) resolve(text);
      // One that is starting, or stuck: its figures left out would look like counters begun anew.
      else reject(new AppError('unavailable', 'Not all of the processes tell their figures now.'));
    };
    const listen = (message: unknown) => {
      if (isQuestion(message) && message.id === id) end(message.text);
    };
    const timer = setTimeout(end, PATIENCE_MS);
    process.on('message', listen);
    process.send?.({ type: ASK, id } satisfies Question);
  });
}
