import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Client } from 'pg';
import {
  BATCH,
  CALLERS,
  fingerprint,
  measureIngest,
  measureLines,
  measureUpsert,
  type Pass,
  passes,
  recordsOf,
} from './ingest';
import { CONNECTIONS } from './load';
import { type BenchServer, startServer } from './processes';
import { measureQuality } from './quality/measure';
import {
  compareKept,
  compareReads,
  keptAnswer,
  keptAnswers,
  type Read,
  readsOf,
  writeTargets,
} from './reads';
import { makeRecords, records } from './records';
import { machine, median, type Row, renderTable, resource } from './report';
import { rivals } from './rivals';
import { type Figure, measureRivals, measureSearch } from './search/measure';
import { onStage, type Stage, say, undoAtEnd } from './stage';
import { measureUpdates, type Updates } from './updates';

const usage = `npm run bench -- [--torrents 100000] [--seconds 8] [--rounds 3] [--only WHAT]
    [--ingested 20000] [--server URL] [--json FILE] [--profile FOLDER]
  --only     a part of the names in the table: health, latest, search, ingest, quality, memory, …
  --ingested records that are pushed at a time
  --server   a PostgreSQL that runs already; the catalogue is made there once, and kept
  --profile  where the Node servers leave profiles of their processor time`;

const SEED = 2026;
const POOL_MAX = 10;
const IDLE_MS = 10_000;
/** Records that are pushed before ingest is measured. */
const WARM_UP_RECORDS = 5_000;

const { values: options } = parseArgs({
  options: {
    torrents: { type: 'string', default: '100000' },
    seconds: { type: 'string', default: '8' },
    rounds: { type: 'string', default: '3' },
    only: { type: 'string', default: '' },
    ingested: { type: 'string', default: '20000' },
    server: { type: 'string' },
    json: { type: 'string' },
    profile: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
const torrents = Number(options.torrents);
const ingested = Number(options.ingested);
const length = { seconds: Number(options.seconds), rounds: Number(options.rounds) };

const nodeServer = () => [
  ...(options.profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${options.profile}`]),
  'dist/main.mjs',
];
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

const resources = [
  'start-up to first answer',
  'memory (RSS), idle',
  'memory (RSS), after the load',
];
const searchNames = ['search in PostgreSQL, the mix', 'search in PostgreSQL, suggestions'];
const updateNames = ['updates of seeders'];
const nameOfPass = (pass: Pass) => `ingest, all ${pass}`;
const lineNames = ['lines of one request', 'memory (RSS), most while lines come'];
const qualityNames = ['quality, success@1', 'quality, success@10', 'quality, MRR'];

async function measure(stage: Stage): Promise<void> {
  const rows: Row[] = [];
  const details: Record<string, unknown> = {};
  const catalogue = { torrents, seed: 1, url: '' };
  const reads = readsOf(catalogue).filter(({ name }) => isWanted(name));
  const isServed = isWanted(...resources, ...keptAnswers.map(({ name }) => name));
  if (reads.length > 0 || isServed || isWanted(...searchNames, ...updateNames)) {
    catalogue.url = (await stage.catalogue(torrents)).url;
  }
  if (reads.length > 0 || isServed)
    rows.push(...(await measureServing(stage, catalogue.url, reads)));
  if (isWanted(...searchNames)) {
    say('search in PostgreSQL');
    const ours = await measureSearch(catalogue);
    const [other] = await measureRivals(catalogue, [rivals.tsRank]);
    rows.push(...searchRows(ours, other?.mix));
    details.search = { ...ours, rival: other };
  }
  if (isWanted(...updateNames)) {
    say('updates of seeders');
    rows.push(...updateRows(await measureUpdates(catalogue)));
  }
  if (isWanted(...passes.map(nameOfPass))) rows.push(...(await compareIngest(stage)));
  if (isWanted(...lineNames)) rows.push(...(await measureBulk(stage)));
  if (isWanted(...qualityNames)) {
    say('quality');
    const { DATABASE_URL } = await stage.newEnvironment();
    const quality = await measureQuality(DATABASE_URL);
    rows.push(...qualityRows(quality));
    details.quality = quality;
  }

  const header = [
    `${machine()}, ${await serverVersion(stage)}`,
    `${torrents.toLocaleString('en')} torrents; ${CONNECTIONS} connections, ${length.seconds} s a measurement, medians of ${length.rounds} rounds;`,
    `ingest of ${ingested.toLocaleString('en')} torrents in batches of ${BATCH} by ${CALLERS} callers;`,
    'the floor of searches in PostgreSQL, and of quality, is ts_rank',
  ].join('\n');
  console.log(`\n${header}\n\n${renderTable(rows)}`);
  if (options.json !== undefined) {
    writeFileSync(options.json, `${JSON.stringify({ header, rows, ...details }, null, 2)}\n`);
  }
}

/** Answers over HTTP, and what the processes that give them need. */
async function measureServing(stage: Stage, url: string, reads: Read[]): Promise<Row[]> {
  const rows: Row[] = [];
  const environment = {
    ...(await stage.newEnvironment({ DATABASE_POOL_MAX: `${POOL_MAX}` })),
    DATABASE_URL: url,
  };
  // Reads are compared with their statements; answers that are kept have a floor of their own.
  const uncached = { ...environment, ANSWER_CACHE: 'off' };
  const node = await start(nodeServer, uncached);
  const next = await start(nextServer, uncached);
  if (isWanted(...resources)) {
    say('start-up and idle memory');
    await sleep(IDLE_MS);
    const [startUp = '', idle = ''] = resources;
    rows.push(resource(startUp, 'ms', node.startupMs, next.startupMs), {
      ...resource(idle, 'MB', node.rssMb(), next.rssMb()),
      aim: { text: '< 200', isMet: node.rssMb() < 200 },
    });
  }
  const keeping = await start(nodeServer, environment);
  const kept = await keptAnswer(keeping);
  const targets = await writeTargets(stage.folder, uncached, reads, kept.bytes);
  const floor = await start(floorServer, { ...environment, FLOOR_TARGETS: targets });
  for (const read of reads) {
    say(read.name);
    rows.push(...(await compareReads(read, { node, floor, next }, length)));
  }
  for (const answer of keptAnswers.filter(({ name }) => isWanted(name))) {
    say(answer.name);
    rows.push(...(await compareKept(answer, keeping, floor, kept.etag, length)));
  }
  if (isWanted(...resources)) {
    rows.push(resource(resources[2] ?? '', 'MB', node.rssMb(), next.rssMb()));
  }
  for (const server of [node, next, keeping, floor]) await server.stop();
  return rows;
}

async function serverVersion(stage: Stage): Promise<string> {
  const client = new Client((await stage.newEnvironment()).DATABASE_URL);
  await client.connect();
  const { rows } = await client.query(
    `select current_setting('server_version') as version, current_setting('shared_buffers') as buffers`,
  );
  await client.end();
  return `PostgreSQL ${rows[0].version} with shared_buffers of ${rows[0].buffers}`;
}

/** One side against the floor, where less is better. */
const beside = (what: string, unit: string, node: number, floor = Number.NaN): Row => ({
  ...resource(what, unit, node, Number.NaN),
  floor,
  nodeRatio: node / floor,
});

const below = (limit: number, row: Row): Row => ({
  ...row,
  aim: { text: `< ${limit}`, isMet: row.node < limit },
});

function searchRows(
  { kinds, mix, hostile, suggestions }: Awaited<ReturnType<typeof measureSearch>>,
  other: Figure | undefined,
): Row[] {
  return [
    below(5, beside('search in PostgreSQL, the mix', 'p50 ms', mix.p50Ms, other?.p50Ms)),
    below(50, beside('', 'p99 ms', mix.p99Ms, other?.p99Ms)),
    beside('', 'worst ms', mix.worstMs, other?.worstMs),
    ...kinds.flatMap(({ kind, p50Ms, p99Ms }) => [
      beside(`— ${kind}`, 'p50 ms', p50Ms),
      beside('', 'p99 ms', p99Ms),
    ]),
    below(500, beside(`— hostile (${hostile.worst})`, 'worst ms', hostile.worstMs)),
    below(5, beside('search in PostgreSQL, suggestions', 'p50 ms', suggestions.p50Ms)),
    beside('', 'p99 ms', suggestions.p99Ms),
  ];
}

const updateRows = ({ updates, perSecond, hotShare, grownMb }: Updates): Row[] => [
  beside(`${updates.toLocaleString('en')} updates of seeders`, 'updates/s', perSecond),
  beside('— that left the indexes alone', 'share', hotShare),
  {
    ...beside('— growth of the text index', 'MB', grownMb.textIndex),
    aim: none(grownMb.textIndex),
  },
  beside('— growth of the table of swarms', 'MB', grownMb.swarms),
];

const none = (value: number) => ({ text: '0', isMet: value === 0 });

function qualityRows({ ours, rivals: [other] }: Awaited<ReturnType<typeof measureQuality>>): Row[] {
  const [success1 = '', success10 = '', mrr = ''] = qualityNames;
  return [
    beside(success1, 'share', ours.success1, other?.success1),
    {
      ...beside(success10, 'share', ours.success10, other?.success10),
      aim: { text: '≥ 0.98', isMet: ours.success10 >= 0.98 },
    },
    beside(mrr, 'mean', ours.mrr, other?.mrr),
  ];
}

/**
 * Each round and side begins with an empty database, so that the indexes are as large, and with
 * some batches that are not counted, so that no code is run for the first time.
 */
async function compareIngest(stage: Stage): Promise<Row[]> {
  const all = makeRecords(ingested, SEED);
  const warmUp = makeRecords(WARM_UP_RECORDS, SEED + 2);
  const speeds: Record<Pass, { node: number; floor: number }>[] = [];
  for (let round = 0; round < length.rounds; round++) {
    say(`ingest, round ${round + 1}`);
    const environment = await stage.newEnvironment({ DATABASE_POOL_MAX: `${POOL_MAX}` });
    const server = await start(nodeServer, environment);
    await measureIngest(server.baseUrl, 'created', warmUp);
    const node = await perPass((pass) => measureIngest(server.baseUrl, pass, recordsOf(pass, all)));
    await server.stop();

    const { DATABASE_URL } = await stage.newEnvironment();
    await measureUpsert(DATABASE_URL, warmUp);
    const floor = await perPass((pass) => measureUpsert(DATABASE_URL, recordsOf(pass, all)));
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
      ...resource(nameOfPass(pass), 'torrents/s', median(both.map(({ node }) => node)), Number.NaN),
      floor: median(both.map(({ floor }) => floor)),
      nodeRatio,
      aim: { text: '≥ 0.7', isMet: nodeRatio >= 0.7 },
    };
  });
}

/** A bulk load: any number of lines in one request, in memory that does not grow with it. */
async function measureBulk(stage: Stage): Promise<Row[]> {
  say('lines of one request');
  const environment = await stage.newEnvironment({ DATABASE_POOL_MAX: `${POOL_MAX}` });
  const server = await start(nodeServer, environment);
  await measureLines(server.baseUrl, records(WARM_UP_RECORDS, SEED + 2));
  const perSecond = await measureLines(server.baseUrl, records(ingested, SEED));
  const [speed = '', memory = ''] = lineNames;
  const rows = [
    beside(speed, 'torrents/s', perSecond),
    below(300, beside(memory, 'MB', server.peakRssMb())),
  ];
  await server.stop();
  return rows;
}

async function perPass(measure: (pass: Pass) => Promise<number>): Promise<Record<Pass, number>> {
  const created = await measure('created');
  const unchanged = await measure('unchanged');
  return { created, unchanged, updated: await measure('updated') };
}

if (options.help) console.log(usage);
else onStage(measure, options.server);
