import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Client } from 'pg';
import { foldText } from '@/lib/fold';
import { type BenchRecord, makeRecords, randomNumbers } from './catalogue';
import {
  BATCH,
  CALLERS,
  fingerprint,
  measureIngest,
  measureUpsert,
  type Pass,
  passes,
  recordsOf,
} from './ingest';
import { CONNECTIONS, type Load, measureLoad } from './load';
import { type BenchServer, startServer } from './processes';
import { machine, median, type Row, renderTable } from './report';
import { onStage, type Stage, say, undoAtEnd } from './stage';
import { recordStatements, type Target } from './statements';

const usage = `npm run bench -- [--seconds 8] [--torrents 20000] [--rounds 3] [--only WHAT] [--json FILE]
  --only  a part of the names in the table: health, latest, search, ingest, memory, …`;

const SEED = 2026;
const POOL_MAX = 10;
const IDLE_MS = 10_000;
const WARM_UP_SECONDS = 2;
const WARM_UP_RECORDS = 5_000;

const { values: options } = parseArgs({
  options: {
    seconds: { type: 'string', default: '8' },
    torrents: { type: 'string', default: '20000' },
    rounds: { type: 'string', default: '3' },
    only: { type: 'string', default: '' },
    json: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
const seconds = Number(options.seconds);
const torrents = Number(options.torrents);
const rounds = Number(options.rounds);

const nodeServer = () => ['dist/main.mjs'];
const nextServer = (port: number) => [
  'node_modules/next/dist/bin/next',
  'start',
  '--hostname=127.0.0.1',
  `--port=${port}`,
];
const floorServer = () => ['--import=tsx', 'bench/floor.ts'];

async function start(...args: Parameters<typeof startServer>): Promise<BenchServer> {
  const server = await startServer(...args);
  undoAtEnd(server.stop);
  return server;
}

/** The parts of the bench by name, so that `--only` can choose. */
const isWanted = (...names: string[]) => names.some((name) => name.includes(options.only));

/** What a process keeps, beside a floor that answers as much and knows nothing else. */
const KEPT = '/api/torrents/latest';
const keptAnswers = [
  { name: 'latest, kept', floor: '/kept', status: 200 },
  { name: 'latest, 304', floor: '/not-modified', status: 304 },
];

interface Read {
  name: string;
  targets: Target[];
}

/** What is asked for, chosen from the catalogue's own records. */
function readsOf(records: BenchRecord[]): Read[] {
  const next = randomNumbers(SEED + 1);
  const some = (count: number) =>
    Array.from({ length: count }, () => records[next(records.length)] as BenchRecord);
  const plain = (endpoint: string): Target[] => [{ endpoint, params: {}, target: endpoint }];
  const search = (texts: string[]): Target[] =>
    texts.map((text) => ({
      endpoint: '/api/torrents/search',
      params: {},
      target: `/api/torrents/search?q=${encodeURIComponent(text)}`,
    }));
  return [
    { name: 'GET /api/health', targets: plain('/api/health') },
    { name: 'GET /api/torrents/latest', targets: plain('/api/torrents/latest') },
    {
      name: 'GET /api/torrents/{id}',
      targets: some(100).map(({ infoHash }) => ({
        endpoint: '/api/torrents/{id}',
        params: { id: infoHash },
        target: `/api/torrents/${infoHash}`,
      })),
    },
    {
      name: 'search, several words',
      targets: search(some(100).map(({ name }) => foldText(name).split(' ').slice(0, 5).join(' '))),
    },
    {
      name: 'search, common word',
      targets: search(['nosferatu', 'beethoven', 'librivox', 'nasa']),
    },
    {
      name: 'search, misspelt',
      targets: search(['nosfertau', 'bethoven', 'librivocks', 'frankenstien']),
    },
  ];
}

async function measure({ folder, newEnvironment: newDatabase }: Stage): Promise<void> {
  const newEnvironment = () => newDatabase({ DATABASE_POOL_MAX: `${POOL_MAX}` });
  const records = makeRecords(torrents, SEED);
  const rows: Row[] = [];
  const environment: Record<string, string> & { DATABASE_URL: string } = {
    ...(await newEnvironment()),
    // Reads are compared with their statements; answers that are kept have a floor of their own.
    ANSWER_CACHE: 'off',
  };

  say('start-up and idle memory');
  const node = await start(nodeServer, environment);
  const next = await start(nextServer, environment);
  if (isWanted('memory', 'start-up')) {
    await sleep(IDLE_MS);
    rows.push(resource('start-up to first answer', 'ms', node.startupMs, next.startupMs), {
      ...resource('memory (RSS), idle', 'MB', node.rssMb(), next.rssMb()),
      aim: { text: '< 200', isMet: node.rssMb() < 200 },
    });
  }

  const reads = readsOf(records).filter(({ name }) => isWanted(name));
  if (reads.length > 0 || keptAnswers.some(({ name }) => isWanted(name))) {
    say(`catalogue of ${torrents} torrents`);
    await measureIngest(node.baseUrl, 'created', records);
    await settle(environment.DATABASE_URL);
    const targets = await recordStatements(
      environment,
      reads.flatMap((read) => read.targets),
    );
    const kept = await keptAnswer(environment);
    const file = join(folder, 'targets.json');
    writeFileSync(
      file,
      JSON.stringify([
        { target: '/api/health', statements: [{ text: 'select 1', values: [] }], bytes: 100 },
        ...targets,
        ...keptAnswers.map(({ floor, status }) => ({
          target: floor,
          statements: [],
          bytes: kept.bytes,
          status,
        })),
      ]),
    );
    const floor = await start(floorServer, { ...environment, FLOOR_TARGETS: file });
    for (const { name, targets } of reads) {
      say(name);
      rows.push(
        ...(await compareReads(
          name,
          { node, floor, next },
          targets.map(({ target }) => target),
        )),
      );
    }
    for (const { name, floor: target, status } of keptAnswers.filter(({ name }) =>
      isWanted(name),
    )) {
      say(name);
      const headers = status === 304 ? { 'if-none-match': kept.etag } : {};
      rows.push(...(await compareKept(name, kept.server, floor, target, { status, headers })));
    }
    rows.push(resource('memory (RSS), after the load', 'MB', node.rssMb(), next.rssMb()));
    await floor.stop();
  }
  await node.stop();
  await next.stop();

  if (isWanted('ingest')) rows.push(...(await compareIngest(records, newEnvironment)));

  const header = [
    `${machine()}, PostgreSQL ${await serverVersion(environment.DATABASE_URL)} with its default settings`,
    `${torrents} torrents of 3 files; ${CONNECTIONS} connections, ${seconds} s a measurement, medians of ${rounds} rounds;`,
    `ingest in batches of ${BATCH} by ${CALLERS} callers`,
  ].join('\n');
  console.log(`\n${header}\n\n${renderTable(rows)}`);
  if (options.json !== undefined) {
    writeFileSync(options.json, `${JSON.stringify({ header, rows }, null, 2)}\n`);
  }
}

const resource = (what: string, unit: string, node: number, next: number): Row => ({
  what,
  unit,
  node,
  next,
  floor: Number.NaN,
  nodeRatio: Number.NaN,
  nextRatio: Number.NaN,
});

/** Leaves nothing for the server to do in the background while it is measured. */
async function settle(databaseUrl: string): Promise<void> {
  const client = new Client(databaseUrl);
  await client.connect();
  await client.query('vacuum (analyze)');
  await client.query('checkpoint');
  await client.end();
}

async function serverVersion(databaseUrl: string): Promise<string> {
  const client = new Client(databaseUrl);
  await client.connect();
  const { rows } = await client.query('show server_version');
  await client.end();
  return rows[0].server_version;
}

/** Node, floor and Next in turn, round after round, so that a drift of the machine meets all. */
async function compareReads(
  name: string,
  servers: Record<'node' | 'floor' | 'next', BenchServer>,
  targets: string[],
): Promise<Row[]> {
  const all = Object.values(servers);
  for (const server of all) await measureLoad(server, targets, WARM_UP_SECONDS);
  const loads: Record<keyof typeof servers, Load>[] = [];
  for (let round = 0; round < rounds; round++) {
    loads.push({
      node: await measureLoad(servers.node, targets, seconds),
      floor: await measureLoad(servers.floor, targets, seconds),
      next: await measureLoad(servers.next, targets, seconds),
    });
  }
  const row = (what: string, unit: string, key: keyof Load): Row => ({
    what,
    unit,
    node: median(loads.map(({ node }) => node[key])),
    next: median(loads.map(({ next }) => next[key])),
    floor: median(loads.map(({ floor }) => floor[key])),
    nodeRatio: median(loads.map(({ node, floor }) => node[key] / floor[key])),
    nextRatio: median(loads.map(({ next, floor }) => next[key] / floor[key])),
  });
  const throughput = row(name, 'requests/s', 'requestsPerSecond');
  return [
    { ...throughput, aim: { text: '≥ 0.8', isMet: throughput.nodeRatio >= 0.8 } },
    row('', 'p50 ms', 'p50Ms'),
    row('', 'p99 ms', 'p99Ms'),
    row('', 'CPU µs/request', 'cpuMicros'),
  ];
}

/** A server that keeps its answers, and the answer that is asked for. */
async function keptAnswer(environment: Record<string, string>) {
  const server = await start(nodeServer, { ...environment, ANSWER_CACHE: 'on' });
  const answer = await fetch(server.baseUrl + KEPT);
  return { server, bytes: (await answer.bytes()).length, etag: answer.headers.get('etag') ?? '' };
}

async function compareKept(
  name: string,
  node: BenchServer,
  floor: BenchServer,
  floorTarget: string,
  expected: { status: number; headers: Record<string, string> },
): Promise<Row[]> {
  const measure = async (length: number) => ({
    node: await measureLoad(node, [KEPT], length, expected),
    floor: await measureLoad(floor, [floorTarget], length, expected),
  });
  await measure(WARM_UP_SECONDS);
  const loads: Awaited<ReturnType<typeof measure>>[] = [];
  for (let round = 0; round < rounds; round++) loads.push(await measure(seconds));
  const row = (what: string, unit: string, key: keyof Load): Row => ({
    ...resource(what, unit, median(loads.map(({ node }) => node[key])), Number.NaN),
    floor: median(loads.map(({ floor }) => floor[key])),
    nodeRatio: median(loads.map(({ node, floor }) => node[key] / floor[key])),
  });
  const throughput = row(name, 'requests/s', 'requestsPerSecond');
  return [
    { ...throughput, aim: { text: '≥ 0.8', isMet: throughput.nodeRatio >= 0.8 } },
    row('', 'CPU µs/request', 'cpuMicros'),
  ];
}

/**
 * Each round and side begins with an empty database, so that the indexes are as large, and with
 * some batches that are not counted, so that no code is run for the first time.
 */
async function compareIngest(
  records: BenchRecord[],
  newEnvironment: () => Promise<Record<'DATABASE_URL', string>>,
): Promise<Row[]> {
  const warmUp = makeRecords(WARM_UP_RECORDS, SEED + 2);
  const speeds: Record<Pass, { node: number; floor: number }>[] = [];
  for (let round = 0; round < rounds; round++) {
    say(`ingest, round ${round + 1}`);
    const environment = await newEnvironment();
    const server = await start(nodeServer, environment);
    await measureIngest(server.baseUrl, 'created', warmUp);
    const node = await perPass((pass) =>
      measureIngest(server.baseUrl, pass, recordsOf(pass, records)),
    );
    await server.stop();

    const { DATABASE_URL } = await newEnvironment();
    await measureUpsert(DATABASE_URL, warmUp);
    const floor = await perPass((pass) => measureUpsert(DATABASE_URL, recordsOf(pass, records)));
    if ((await fingerprint(DATABASE_URL)) !== (await fingerprint(environment.DATABASE_URL))) {
      throw new Error('ingest and the bare upsert have not stored the same rows');
    }
    speeds.push(
      Object.fromEntries(
        passes.map((pass) => [pass, { node: node[pass], floor: floor[pass] }]),
      ) as (typeof speeds)[number],
    );
  }
  return passes.map((pass) => {
    const both = speeds.map((speed) => speed[pass]);
    const nodeRatio = median(both.map(({ node, floor }) => node / floor));
    return {
      what: `ingest, all ${pass}`,
      unit: 'torrents/s',
      node: median(both.map(({ node }) => node)),
      next: Number.NaN,
      floor: median(both.map(({ floor }) => floor)),
      nodeRatio,
      nextRatio: Number.NaN,
      aim: { text: '≥ 0.7', isMet: nodeRatio >= 0.7 },
    };
  });
}

async function perPass(measure: (pass: Pass) => Promise<number>): Promise<Record<Pass, number>> {
  const created = await measure('created');
  const unchanged = await measure('unchanged');
  return { created, unchanged, updated: await measure('updated') };
}

if (options.help) console.log(usage);
else onStage(measure);
