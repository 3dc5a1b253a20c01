import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readConfig } from '@/lib/config';
import { type OpenRuntime, openRuntime } from '@/runtime/runtime';
import { newContext } from '@/services/context';
import { suggestTitles } from '@/services/suggestions';
import { searchTorrents } from '@/services/torrent-search';
import { startPostgres } from '@/tests/support/postgres';
import { runCli } from '@/tests/support/server';
import { fillWithData } from '../data/fill';
import { type Asked, hostile, queryMix, typedTitles } from './queries';

const usage = `npm run bench:search -- [--torrents 100000] [--seed 1] [--queries 600] [--database URL] [--json FILE]
  Times searches on a catalogue that bench:data makes: in a PostgreSQL of its own with the settings
  of a machine of 4 GB, or in a database that is filled already. Each query is asked once to warm
  it, and then measured: from the words to the answer, the program's own part included.`;

const { values: options } = parseArgs({
  options: {
    torrents: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    queries: { type: 'string', default: '600' },
    database: { type: 'string' },
    json: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

/** What a hosted PostgreSQL of 4 GB sets by default. */
const SETTINGS = { shared_buffers: '1GB', effective_cache_size: '3GB', max_wal_size: '8GB' };

interface Figure {
  kind: string;
  queries: number;
  p50Ms: number;
  p99Ms: number;
  worstMs: number;
  worst: string;
}

interface Timed extends Asked {
  ms: number;
}

async function main(): Promise<void> {
  if (options.help) return console.log(usage);
  if (options.database !== undefined) return measure(options.database);
  const postgres = await startPostgres(SETTINGS);
  try {
    const url = await postgres.createDatabase();
    await runCli('migrate', [], environmentOf(url));
    const say = (text: string) => console.error(`… ${text}`);
    await fillWithData(url, Number(options.torrents), Number(options.seed), say);
    await measure(url);
  } finally {
    await postgres.stop();
  }
}

const environmentOf = (url: string) => ({
  DATABASE_URL: url,
  JWT_SECRET: 'a secret that is known to the bench alone',
  INGEST_API_KEYS: 'the-ingest-key-of-the-bench',
  LOG_LEVEL: 'silent',
  DATABASE_STATEMENT_TIMEOUT_MS: '60000',
});

async function measure(url: string): Promise<void> {
  const runtime: OpenRuntime = await openRuntime(
    readConfig({ ...environmentOf(url), NODE_ENV: 'production' }),
  );
  try {
    const ctx = newContext(runtime);
    const of = [Number(options.queries), Number(options.torrents), Number(options.seed)] as const;
    const search = (q: string) => searchTorrents(ctx, { q, limit: 20, sort: 'relevance' });
    const usual = await timeAll(queryMix(...of), search);
    const worst = await timeAll(hostile, search);
    const typed = await timeAll(typedTitles(...of), (q) => suggestTitles(ctx, { q, limit: 8 }));
    const kinds = [...new Set(usual.map(({ kind }) => kind))].sort();
    const figures = [
      ...kinds.map((kind) =>
        figureOf(
          kind,
          usual.filter((timed) => timed.kind === kind),
        ),
      ),
      figureOf('the mix', usual),
      figureOf('the hostile', worst),
      figureOf('suggestions', typed),
    ];
    console.log(`${Number(options.torrents).toLocaleString('en')} torrents\n`);
    console.log(table(figures));
    if (options.json !== undefined) {
      writeFileSync(options.json, `${JSON.stringify({ figures, hostile: worst }, null, 2)}\n`);
    }
  } finally {
    await runtime.database.close();
  }
}

async function timeAll(queries: Asked[], ask: (q: string) => Promise<unknown>): Promise<Timed[]> {
  for (const { q } of queries) await ask(q);
  const timed: Timed[] = [];
  for (const asked of queries) {
    const start = performance.now();
    await ask(asked.q);
    timed.push({ ...asked, ms: performance.now() - start });
  }
  return timed;
}

function figureOf(kind: string, timed: Timed[]): Figure {
  const sorted = timed.toSorted((a, b) => a.ms - b.ms);
  const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)]?.ms ?? Number.NaN;
  const last = sorted.at(-1);
  return {
    kind,
    queries: timed.length,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    worstMs: last?.ms ?? Number.NaN,
    worst: kind === 'the hostile' ? (last?.kind ?? '') : (last?.q ?? ''),
  };
}

const table = (figures: Figure[]) =>
  [
    '| | queries | p50 ms | p99 ms | worst ms | the worst |',
    '|---|---:|---:|---:|---:|---|',
    ...figures.map(
      ({ kind, queries, p50Ms, p99Ms, worstMs, worst }) =>
        `| ${kind} | ${queries} | ${p50Ms.toFixed(1)} | ${p99Ms.toFixed(1)} | ${worstMs.toFixed(1)} | ${worst.replaceAll('|', ' ')} |`,
    ),
  ].join('\n');

await main();
