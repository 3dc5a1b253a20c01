import { execFile } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { parseArgs, promisify } from 'node:util';
import { runCli } from '@/tests/support/server';
import { newWork, type Sources, startSources } from '@/tests/support/sources';
import { haveRun, startWorker } from '@/tests/support/worker';
import type { IngestRecord } from '../contracts/ingest';
import { INGEST_KEY } from './environment';
import { measureIngest } from './ingest';
import { type BenchServer, descendants, startServer, type Usage, usageOf } from './processes';
import { machine } from './report';
import { onStage, type Stage, say, undoAtEnd } from './stage';

const usage = `npm run bench:scraper -- [--items 3000] [--megabytes 100] [--json FILE]`;

const { values: options } = parseArgs({
  options: {
    items: { type: 'string', default: '3000' },
    megabytes: { type: 'string', default: '100' },
    json: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
const items = Number(options.items);
const megabytes = Number(options.megabytes);

/** A figure, and what is aimed at. */
interface Figure {
  what: string;
  value: number;
  unit: string;
  aim?: string;
}

async function measure(stage: Stage) {
  const { folder } = stage;
  const newBackend = async () => {
    const backend = await startServer(() => ['dist/main.mjs'], await stage.newEnvironment());
    undoAtEnd(backend.stop);
    return backend;
  };
  const figures = [
    ...(await measureArchive(folder, newBackend)),
    ...(await measureDatabase(folder, await newBackend())),
  ];
  console.log(`\n${machine()}; everything on this machine, the source answers at once\n`);
  console.log(table(figures));
  if (options.json) writeFileSync(options.json, `${JSON.stringify(figures, null, 2)}\n`);
}

/** From an archive that answers at once to a catalogue in PostgreSQL. */
async function measureArchive(
  folder: string,
  newBackend: () => Promise<BenchServer>,
): Promise<Figure[]> {
  const sources = await startSources(500);
  undoAtEnd(sources.stop);
  for (let n = 0; n < items; n++) {
    sources.archive.set(`film-${n}`, newWork(`film-${n}`, `Film number ${n}`));
  }
  const configuration = onlyArchive(sources);

  say(`${items} items by the Worker`);
  const backend = await newBackend();
  const worker = await startWorker({
    dataDir: folder,
    configuration,
    backendUrl: backend.baseUrl,
    ingestKey: INGEST_KEY,
  });
  undoAtEnd(worker.kill);
  const [workerd] = descendants(worker.pid, 'workerd').map(usageOf);
  if (workerd === undefined) throw new Error('workerd is not to be found');
  const run = async () => {
    const start = new Date();
    const processes = { Worker: workerd, backend, source: ownUsage };
    return timed(processes, async () => {
      await worker.call('POST', '/run');
      await worker.statusWhere(haveRun(start), 600);
    });
  };
  const first = await run();
  const requests = sources.requests.length;
  const pages = sources.requests.filter((url) => url.includes('/scrape?')).length;
  sources.requests.length = 0;
  await run();
  const again = sources.requests.length;
  await worker.stop();

  say(`${items} items by the command`);
  const other = await newBackend();
  const config = join(folder, 'command.json');
  writeFileSync(config, configuration);
  const command = await timed({}, () =>
    runCli('scrape', ['--config', config, '--url', other.baseUrl, '--key', INGEST_KEY], {
      DATA_DIR: join(folder, 'command'),
      SCRAPER_CONTACT: 'mailto:bench@example.org',
    }),
  );

  say('the floor: the same number of records, pushed from memory');
  const floor = await measureIngest((await newBackend()).baseUrl, 'created', plainRecords());
  const workerSpeed = items / first.seconds;
  const commandSpeed = items / command.seconds;
  return [
    { what: 'source to catalogue, Worker', value: workerSpeed, unit: 'items/s' },
    { what: 'source to catalogue, npm run scrape', value: commandSpeed, unit: 'items/s' },
    { what: 'floor: pushed from memory', value: floor, unit: 'items/s' },
    { what: 'Worker / floor', value: workerSpeed / floor, unit: '' },
    { what: 'command / floor', value: commandSpeed / floor, unit: '' },
    ...Object.entries(first.cpu).map(([name, seconds]) => ({
      what: `processor time, ${name}`,
      value: (seconds / items) * 1e6,
      unit: 'µs/item',
    })),
    {
      what: 'time for an item, all told',
      value: (first.seconds / items) * 1e6,
      unit: 'µs/item',
    },
    { what: 'requests for a new item', value: (requests - pages) / items, unit: '', aim: '≤ 2' },
    { what: 'requests for the list', value: pages, unit: '' },
    { what: 'requests when nothing is new', value: again, unit: '', aim: 'the list' },
  ];
}

/** A nightly list of so many megabytes, of which nothing is fetched: memory and time to read it. */
async function measureDatabase(folder: string, backend: BenchServer): Promise<Figure[]> {
  say(`a database.xml of ${megabytes} MB`);
  const { server, origin, count } = await serveDatabase();
  undoAtEnd(() => server.close());
  const worker = await startWorker({
    dataDir: mkdtempSync(join(folder, 'database-')),
    configuration: JSON.stringify({
      allowedHosts: [new URL(origin).host],
      sources: [{ id: 'academic', name: 'Academic', kind: 'academic-torrents', baseUrl: origin }],
    }),
    backendUrl: backend.baseUrl,
    ingestKey: INGEST_KEY,
  });
  undoAtEnd(worker.kill);
  const [workerd] = descendants(worker.pid, 'workerd').map(usageOf);
  if (workerd === undefined) throw new Error('workerd is not to be found');
  const idle = workerd.rssMb();
  const start = new Date();
  const { cpu } = await timed({ workerd }, async () => {
    await worker.call('POST', '/run');
    await worker.statusWhere(haveRun(start), 600);
  });
  const { sources } = await worker.status();
  const { heldBack: held, startedAt, endedAt } = sources[0]?.lastRun ?? {};
  if (held !== count) throw new Error(`${held} of ${count} items were read`);
  // By its own clock: of so many items it tells only now and then how it stands.
  const seconds = (Date.parse(endedAt ?? '') - Date.parse(startedAt ?? '')) / 1000;
  const growth = workerd.peakRssMb() - idle;
  const read = ['--expose-gc', '--import', 'tsx', 'bench/read-database.ts', origin];
  const live = await promisify(execFile)(process.execPath, read);
  return [
    { what: `database.xml of ${megabytes} MB, items`, value: count, unit: '' },
    { what: 'time to list it', value: seconds, unit: 's' },
    { what: 'processor time of workerd', value: cpu.workerd ?? Number.NaN, unit: 's' },
    { what: 'memory of workerd, idle', value: idle, unit: 'MB' },
    { what: 'memory of workerd, growth at its peak, garbage and all', value: growth, unit: 'MB' },
    { what: 'memory in use while reading', value: Number(live.stdout), unit: 'MB', aim: '< 128' },
  ];
}

async function serveDatabase(): Promise<{ server: Server; origin: string; count: number }> {
  const item = (n: number) => `<item><title>Dataset number ${n}</title>
    <description>${'What the measurements of this set are about. '.repeat(12)}</description>
    <category>Dataset</category><infohash>${n.toString(16).padStart(40, '0')}</infohash>
    <guid>https://academictorrents.com/details/${n}</guid><size>${n}</size></item>\n`;
  const count = Math.floor((megabytes * 1e6) / item(100_000).length);
  function* document() {
    yield '<?xml version="1.0"?><rss version="2.0"><channel>';
    for (let n = 0; n < count; n += 100) {
      const part = Array.from({ length: Math.min(100, count - n) }, (_, place) => item(n + place));
      yield part.join('');
    }
    yield '</channel></rss>';
  }
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/xml' });
    Readable.from(document()).pipe(response);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return { server, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, count };
}

/** Seconds that it took, and those of the processors that each process had of them. */
async function timed<Name extends string>(
  processes: Record<Name, Pick<Usage, 'cpuSeconds'>>,
  action: () => Promise<unknown>,
): Promise<{ seconds: number; cpu: Record<Name, number> }> {
  const names = Object.keys(processes) as Name[];
  const before = new Map(names.map((name) => [name, processes[name].cpuSeconds()]));
  const start = performance.now();
  await action();
  const seconds = (performance.now() - start) / 1000;
  const cpu = names.map((name) => [
    name,
    processes[name].cpuSeconds() - (before.get(name) ?? Number.NaN),
  ]);
  return { seconds, cpu: Object.fromEntries(cpu) };
}

const ownUsage = {
  cpuSeconds: () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  },
};

function onlyArchive(sources: Sources): string {
  const { sources: all, ...rest } = JSON.parse(sources.configuration());
  return JSON.stringify({ ...rest, sources: [all[0]] });
}

function plainRecords() {
  return Array.from({ length: items }, (_, n) => ({
    infoHash: n.toString(16).padStart(40, '0'),
    name: `Film number ${n}`,
    sizeBytes: 5_000_001,
    source: 'archive.org',
    sourceUrl: `https://archive.org/details/film-${n}`,
    posterUrl: `https://archive.org/services/img/film-${n}`,
    license: 'PDM-1.0',
    torrentUrl: `https://archive.org/download/film-${n}/film-${n}_archive.torrent`,
    webSeeds: ['https://archive.org/download/'],
    files: [
      { index: 0, name: 'film.mp4', sizeBytes: 5_000_000 },
      { index: 2, name: 'about.txt', sizeBytes: 1 },
    ],
  })) satisfies IngestRecord[];
}

function table(figures: Figure[]): string {
  const amount = (value: number) =>
    value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(2);
  const cells = figures.map(({ what, value, unit, aim = '' }) => [what, amount(value), unit, aim]);
  const all = [['', 'figure', 'unit', 'aim'], ...cells];
  const widths = [0, 1, 2, 3].map((column) =>
    Math.max(...all.map((row) => (row[column] ?? '').length)),
  );
  const line = (row: string[]) =>
    `| ${row.map((cell, column) => (column === 1 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0))).join(' | ')} |`;
  const [head = [], ...body] = all;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
}

if (options.help) console.log(usage);
else onStage(measure);
