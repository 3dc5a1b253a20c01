import { writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type Call, callsOf } from './day/calls';
import { type Outcome, type Phase, summary, table, tableByKind } from './day/figures';
import { environmentOf, INGEST_KEY } from './environment';
import { type BenchServer, startServer } from './processes';
import { records } from './records';
import { machine } from './report';
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

const INGEST_EVERY_MS = 1_000;
const INGEST_RECORDS = 100;
const WARM_UP_SECONDS = 15;
/** Callers that ask again when they are answered, to find out what the machine does at most. */
const CAPACITY_CALLERS = 24;
const OVERLOAD = 3;
/** What one machine can open to one port and still be measured. */
const CONNECTIONS_MAX = 2_000;

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

if (options.help) console.log(usage);
else onStage(measure);
