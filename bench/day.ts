import { writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { recordAt } from './data/rows';
import { environmentOf, INGEST_KEY } from './environment';
import { type BenchServer, startServer } from './processes';
import { randomNumbers, records } from './records';
import { machine } from './report';
import { queryMix } from './search/queries';
import { onStage, type Stage, say } from './stage';

const usage = `npm run bench:load -- [--seconds 300] [--rate N] [--torrents 100000] [--json FILE]
  A day's mix of calls, ingest beside it, first at a rate that the machine can hold (half of what it
  does at most, unless --rate says another), then at three times that. Calls come when they come,
  whether or not those before are answered.`;

const { values: options } = parseArgs({
  options: {
    seconds: { type: 'string', default: '300' },
    rate: { type: 'string' },
    torrents: { type: 'string', default: '100000' },
    json: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

/** Of a hundred calls. */
const shares = { search: 70, latest: 10, detail: 15, progress: 4, signIn: 1 };
type Kind = keyof typeof shares;
const kindNames = Object.keys(shares) as Kind[];

const PEOPLE = 20;
const PASSWORD = 'a password of the bench';
const INGEST_EVERY_MS = 1_000;
const INGEST_RECORDS = 100;
const WARM_UP_SECONDS = 15;
/** Callers that ask again when they are answered, to find out what the machine does at most. */
const CAPACITY_CALLERS = 24;
const OVERLOAD = 3;
/** What one machine can open to one port and still be measured. */
const CONNECTIONS_MAX = 2_000;

interface Call {
  kind: Kind;
  method: string;
  path: string;
  headers: Record<string, string>;
  body?: string;
}

interface Outcome {
  kind: Kind;
  /** 0: the connection broke. */
  status: number;
  /** From when it was to be sent. */
  ms: number;
}

interface Phase {
  name: string;
  offeredPerSecond: number;
  answeredPerSecond: number;
  /** Shares of all calls. */
  ok: number;
  shed: number;
  failed: number;
  okMs: { p50: number; p99: number; p999: number };
  shedMs: { p50: number; p99: number };
  /** Resident memory in MB, in the first and the last tenth. */
  rssMb: { first: number; last: number; peak: number };
  connections: number;
  ingestedPerSecond: number;
  /** Of the answers of each kind. */
  msByKind: Record<Kind, { p50: number; p99: number }>;
}

async function measure(stage: Stage): Promise<void> {
  const catalogue = await stage.catalogue(Number(options.torrents));
  const environment = { ...environmentOf(catalogue.url), RATE_LIMIT: 'off' };
  const server = await startServer(() => ['dist/main.mjs'], environment);
  try {
    const { nextCall, signInAgain } = await callsOf(server, catalogue.torrents, catalogue.seed);
    say('warming up');
    await askInTurn(server, nextCall, WARM_UP_SECONDS);
    const capacity = await askInTurn(server, nextCall, WARM_UP_SECONDS);
    const rate = options.rate === undefined ? Math.round(capacity / 2) : Number(options.rate);
    say(`at most ${Math.round(capacity)} calls a second; held: ${rate}`);
    const seconds = Number(options.seconds);
    const phases: Phase[] = [];
    for (const [name, times] of [
      ['held', 1],
      ['overload', OVERLOAD],
      ['held again', 1],
    ] as const) {
      say(`${name}: ${rate * times} a second for ${seconds} s`);
      // Three phases take longer than a token is good for.
      await signInAgain();
      phases.push(await play(server, nextCall, name, rate * times, seconds));
    }
    console.log(`${machine()}, ${catalogue.torrents.toLocaleString('en')} torrents\n`);
    console.log(`${table(phases)}\n\n${tableByKind(phases)}`);
    if (options.json !== undefined) writeFileSync(options.json, JSON.stringify(phases, null, 2));
  } finally {
    await server.stop();
  }
}

/** Makes the calls of the mix, one after the other, of people who are signed in. */
async function callsOf(server: BenchServer, torrents: number, seed: number) {
  const next = randomNumbers(2027);
  const queries = queryMix(5_000, torrents, seed);
  const enterAll = (by: 'sign-up' | 'sign-in') =>
    Promise.all(
      Array.from({ length: PEOPLE }, (_, place) => enter(server, by, `day-${place}@example.org`)),
    );
  let people = await enterAll('sign-up');
  const details = Array.from({ length: 500 }, () => recordAt(next(torrents), torrents, seed));
  const known = await Promise.all(
    details.slice(0, 50).map(async ({ infoHash }) => {
      const answer = await fetch(`${server.baseUrl}/api/torrents/${infoHash}`);
      return ((await answer.json()) as { id: string }).id;
    }),
  );
  const kinds = Object.entries(shares).flatMap(([kind, share]) =>
    Array<Kind>(share).fill(kind as Kind),
  );
  const one = <Item>(items: readonly Item[]) => items[next(items.length)] as Item;
  const json = { 'content-type': 'application/json' };

  const signInAgain = async () => {
    people = await enterAll('sign-in');
  };
  const nextCall = (): Call => {
    const kind = one(kinds);
    switch (kind) {
      case 'search': {
        const query = new URLSearchParams({ q: one(queries).q });
        return { kind, method: 'GET', path: `/api/torrents/search?${query}`, headers: {} };
      }
      case 'latest':
        return { kind, method: 'GET', path: '/api/torrents/latest', headers: {} };
      case 'detail': {
        const path = `/api/torrents/${one(details).infoHash}`;
        return { kind, method: 'GET', path, headers: {} };
      }
      case 'progress': {
        const body = { torrentId: one(known), progressPercent: next(101) };
        const headers = { ...json, authorization: `Bearer ${one(people).accessToken}` };
        return {
          kind,
          method: 'POST',
          path: '/api/watch-history',
          headers,
          body: JSON.stringify(body),
        };
      }
      case 'signIn': {
        const body = JSON.stringify({ email: one(people).email, password: PASSWORD });
        return { kind, method: 'POST', path: '/api/auth/sign-in', headers: json, body };
      }
    }
  };
  return { nextCall, signInAgain };
}

async function enter(server: BenchServer, by: 'sign-up' | 'sign-in', email: string) {
  const response = await fetch(`${server.baseUrl}/api/auth/${by}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password: PASSWORD }),
  });
  const { accessToken } = (await response.json()) as { accessToken: string };
  return { email, accessToken };
}

/** Calls a second that are answered when each caller waits for its answer. */
async function askInTurn(
  server: BenchServer,
  nextCall: () => Call,
  seconds: number,
): Promise<number> {
  const agent = new Agent({ keepAlive: true });
  const end = performance.now() + seconds * 1000;
  let answered = 0;
  const caller = async () => {
    while (performance.now() < end) {
      await ask(server, agent, nextCall());
      answered += 1;
    }
  };
  const callers = Array.from({ length: CAPACITY_CALLERS }, caller);
  await Promise.all([...callers, ingestUntil(server, end)]);
  agent.destroy();
  return answered / seconds;
}

async function play(
  server: BenchServer,
  nextCall: () => Call,
  name: string,
  rate: number,
  seconds: number,
): Promise<Phase> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS_MAX });
  const outcomes: Outcome[] = [];
  const rss: number[] = [];
  const underWay = new Set<Promise<void>>();
  let connections = 0;
  let ingested = 0;
  const start = performance.now();
  const end = start + seconds * 1000;
  const sampler = setInterval(() => {
    rss.push(server.rssMb());
    connections = Math.max(connections, Object.values(agent.sockets).flat().length);
  }, 500);
  const ingest = ingestUntil(server, end).then((count) => {
    ingested = count;
  });

  // Exponential gaps, as of many people who know nothing of each other.
  for (let due = start; due < end; due += -Math.log(1 - Math.random()) * (1000 / rate)) {
    const early = due - performance.now();
    if (early > 1) await sleep(early);
    const call = nextCall();
    const asked = ask(server, agent, call).then((status) => {
      outcomes.push({ kind: call.kind, status, ms: performance.now() - due });
    });
    underWay.add(asked);
    void asked.finally(() => underWay.delete(asked));
  }
  await Promise.all([...underWay, ingest]);
  clearInterval(sampler);
  agent.destroy();
  return summary(name, outcomes, { seconds, rss, connections, ingested });
}

function ask(server: BenchServer, agent: Agent, { method, path, headers, body }: Call) {
  const { hostname, port } = new URL(server.baseUrl);
  return new Promise<number>((resolve) => {
    const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
    const outgoing = request(
      { hostname, port, agent, method, path, headers: { ...headers, ...length } },
      (incoming) => {
        incoming.resume();
        incoming.once('close', () => resolve(incoming.complete ? (incoming.statusCode ?? 0) : 0));
      },
    );
    outgoing.once('error', () => resolve(0));
    outgoing.end(body);
  });
}

/** Pushes a batch now and then, as the scraper does. Answers how many were taken in. */
async function ingestUntil(server: BenchServer, end: number): Promise<number> {
  let ingested = 0;
  while (performance.now() < end) {
    const pause = sleep(INGEST_EVERY_MS);
    // A batch that is refused is sent again later.
    ingested += await pushRecords(server).catch(() => 0);
    await pause;
  }
  return ingested;
}

/** Torrents that nobody has sent yet. */
const fresh = records(10_000_000, 2028);

/** Answers how many were taken in. */
async function pushRecords(server: BenchServer): Promise<number> {
  const answer = await fetch(`${server.baseUrl}/api/ingest`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': INGEST_KEY },
    body: JSON.stringify({
      torrents: Array.from({ length: INGEST_RECORDS }, () => fresh.next().value),
    }),
  });
  const report = (await answer.json()) as { created?: number };
  return report.created ?? 0;
}

function summary(
  name: string,
  outcomes: Outcome[],
  {
    seconds,
    rss,
    connections,
    ingested,
  }: { seconds: number; rss: number[]; connections: number; ingested: number },
): Phase {
  const times = (isWanted: (outcome: Outcome) => boolean) =>
    outcomes
      .filter(isWanted)
      .map(({ ms }) => ms)
      .sort((a, b) => a - b);
  const isOk = ({ status }: Outcome) => status >= 200 && status < 300;
  const isShed = ({ status }: Outcome) => status === 503;
  const ok = times(isOk);
  const shed = times(isShed);
  const tenth = Math.max(1, Math.floor(rss.length / 10));
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    name,
    offeredPerSecond: outcomes.length / seconds,
    answeredPerSecond: ok.length / seconds,
    ok: ok.length / outcomes.length,
    shed: shed.length / outcomes.length,
    failed: (outcomes.length - ok.length - shed.length) / outcomes.length,
    okMs: { p50: quantile(ok, 0.5), p99: quantile(ok, 0.99), p999: quantile(ok, 0.999) },
    shedMs: { p50: quantile(shed, 0.5), p99: quantile(shed, 0.99) },
    rssMb: {
      first: mean(rss.slice(0, tenth)),
      last: mean(rss.slice(-tenth)),
      peak: Math.max(...rss),
    },
    connections,
    ingestedPerSecond: ingested / seconds,
    msByKind: Object.fromEntries(
      kindNames.map((kind) => {
        const own = times((outcome) => outcome.kind === kind && isOk(outcome));
        return [kind, { p50: quantile(own, 0.5), p99: quantile(own, 0.99) }];
      }),
    ) as Phase['msByKind'],
  };
}

const quantile = (sorted: number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

const ms = (value: number) => (Number.isNaN(value) ? '–' : value.toFixed(1));

function table(phases: Phase[]): string {
  const percent = (share: number) => `${(share * 100).toFixed(2)} %`;
  return [
    '| | offered/s | answered/s | ok | 503 | failed | p50 ms | p99 ms | p99.9 ms | 503 p50/p99 ms | MB first/last/peak | connections | ingested/s |',
    '|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|',
    ...phases.map(
      (phase) =>
        `| ${phase.name} | ${phase.offeredPerSecond.toFixed(0)} | ${phase.answeredPerSecond.toFixed(0)} | ${percent(phase.ok)} | ${percent(phase.shed)} | ${percent(phase.failed)} | ${ms(phase.okMs.p50)} | ${ms(phase.okMs.p99)} | ${ms(phase.okMs.p999)} | ${ms(phase.shedMs.p50)} / ${ms(phase.shedMs.p99)} | ${phase.rssMb.first.toFixed(0)} / ${phase.rssMb.last.toFixed(0)} / ${phase.rssMb.peak.toFixed(0)} | ${phase.connections} | ${phase.ingestedPerSecond.toFixed(0)} |`,
    ),
  ].join('\n');
}

const tableByKind = (phases: Phase[]) =>
  [
    `| p50 / p99 ms | ${kindNames.join(' | ')} |`,
    `|---|${'---:|'.repeat(kindNames.length)}`,
    ...phases.map(({ name, msByKind }) => {
      const cells = kindNames.map(
        (kind) => `${ms(msByKind[kind].p50)} / ${ms(msByKind[kind].p99)}`,
      );
      return `| ${name} | ${cells.join(' | ')} |`;
    }),
  ].join('\n');

if (options.help) console.log(usage);
else onStage(measure);
