import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Pool } from 'pg';
import { INGEST_BATCH_MAX, type IngestRecord } from '@/contracts/ingest';
import { readConfig } from '@/lib/config';
import { openRuntime } from '@/runtime/runtime';
import { type Context, newContext } from '@/services/context';
import { ingestBatch } from '@/services/ingest';
import { searchTorrents } from '@/services/torrent-search';
import { startPostgres } from '@/tests/support/postgres';
import { runCli } from '@/tests/support/server';
import { rivalSchema, rivals } from '../rivals';

const usage = `npm run bench:quality -- [--json FILE]
  Asks a catalogue of real titles what people would type, and counts how often what they meant comes
  first, and among the first ten; of the reciprocal of its place the mean (MRR). Beside it plain
  ts_rank and ILIKE over the same rows. catalogue/ and queries.json say what was judged.`;

const { values: options } = parseArgs({
  options: { json: { type: 'string' }, help: { type: 'boolean', default: false } },
});

/** Results of a query that are looked at. */
const LIMIT = 20;

interface Work extends Omit<IngestRecord, 'infoHash' | 'files'> {
  id: string;
  files?: { name: string; sizeBytes: number }[];
}

interface Judged {
  kind: string;
  q: string;
  /** Ids of works: one of them should come first. */
  wanted: string[];
}

/** Places of what was wanted, from 1; null where it is not among the results. */
type Places = (number | null)[];

const read = <Value>(file: string): Value =>
  JSON.parse(readFileSync(join(import.meta.dirname, file), 'utf8'));
const hashOf = (id: string) => createHash('sha1').update(id).digest('hex');

async function main(): Promise<void> {
  if (options.help) return console.log(usage);
  const works = readdirSync(join(import.meta.dirname, 'catalogue')).flatMap((file) =>
    read<Work[]>(join('catalogue', file)),
  );
  const queries = read<Judged[]>('queries.json');
  expectSound(works, queries);
  const postgres = await startPostgres();
  try {
    await measure(await postgres.createDatabase(), works, queries);
  } finally {
    await postgres.stop();
  }
}

function expectSound(works: Work[], queries: Judged[]): void {
  const ids = new Set(works.map(({ id }) => id));
  if (ids.size < works.length) throw new Error('two works have the same id');
  for (const { q, wanted } of queries) {
    const unknown = wanted.find((id) => !ids.has(id));
    if (unknown !== undefined || wanted.length === 0) throw new Error(`${q}: no work ${unknown}`);
  }
}

async function measure(url: string, works: Work[], queries: Judged[]): Promise<void> {
  const environment = {
    DATABASE_URL: url,
    JWT_SECRET: 'a secret that is known to the bench alone',
    INGEST_API_KEYS: 'the-ingest-key-of-the-bench',
    LOG_LEVEL: 'silent',
    NODE_ENV: 'production',
  } as const;
  await runCli('migrate', [], environment);
  const runtime = await openRuntime(readConfig(environment));
  const pool = new Pool({ connectionString: url });
  try {
    const ctx = newContext(runtime);
    await fill(ctx, works);
    await pool.query(rivalSchema);
    const found = async (search: (q: string) => Promise<string[]>): Promise<Places> => {
      const places: Places = [];
      for (const { q, wanted } of queries) places.push(placeOf(await search(q), wanted));
      return places;
    };
    const ours = await found(async (q) => {
      const { items } = await searchTorrents(ctx, { q, limit: LIMIT, sort: 'relevance' });
      return items.map(({ infoHash }) => infoHash);
    });
    const sides = [{ name: 'ours', places: ours }];
    for (const { name, search } of rivals.slice(0, 2)) {
      sides.push({ name, places: await found((q) => search(pool, q, LIMIT)) });
    }
    report(queries, works.length, sides);
  } finally {
    await pool.end();
    await runtime.database.close();
  }
}

async function fill(ctx: Context, works: Work[]): Promise<void> {
  const records = works.map(({ id, files, ...work }) => ({
    ...work,
    infoHash: hashOf(id),
    ...(files && { files: files.map((file, index) => ({ ...file, index })) }),
  }));
  for (let start = 0; start < records.length; start += INGEST_BATCH_MAX) {
    const { rejected, results } = await ingestBatch(
      ctx,
      records.slice(start, start + INGEST_BATCH_MAX),
    );
    if (rejected > 0) throw new Error(JSON.stringify(results.filter(({ errors }) => errors)));
  }
}

function placeOf(found: string[], wanted: string[]): number | null {
  const hashes = new Set(wanted.map(hashOf));
  const place = found.findIndex((hash) => hashes.has(hash));
  return place < 0 ? null : place + 1;
}

const share = (places: Places, within: number) =>
  places.filter((place) => place !== null && place <= within).length / places.length;
const mrr = (places: Places) =>
  places.reduce<number>((sum, place) => sum + (place === null ? 0 : 1 / place), 0) / places.length;

function report(queries: Judged[], works: number, sides: { name: string; places: Places }[]): void {
  const kinds = [...new Set(queries.map(({ kind }) => kind)), 'all'];
  const figures = kinds.map((kind) => ({
    kind,
    queries:
      kind === 'all' ? queries.length : queries.filter((query) => query.kind === kind).length,
    sides: sides.map(({ name, places }) => {
      const those = places.filter((_, at) => kind === 'all' || queries[at]?.kind === kind);
      return { name, success1: share(those, 1), success10: share(those, 10), mrr: mrr(those) };
    }),
  }));
  const names = sides.map(({ name }) => name);
  console.log(`${works.toLocaleString('en')} torrents; success@1, success@10, MRR\n`);
  console.log(`| | queries | ${names.join(' | ')} |\n|---|---:|${'---|'.repeat(names.length)}`);
  for (const { kind, queries, sides } of figures) {
    const cells = sides.map((side) =>
      [side.success1, side.success10, side.mrr].map((value) => value.toFixed(2)).join(', '),
    );
    console.log(`| ${kind} | ${queries} | ${cells.join(' | ')} |`);
  }
  const [ours] = sides;
  const missed = queries.filter((_, at) => (ours?.places[at] ?? LIMIT) > 10);
  console.log(`\nNot among the first ten: ${missed.map(({ q }) => q).join('; ') || 'none'}`);
  const notFirst = queries.filter((query, at) => ours?.places[at] !== 1 && !missed.includes(query));
  console.log(`Among them, but not first: ${notFirst.map(({ q }) => q).join('; ') || 'none'}`);
  if (options.json !== undefined) {
    writeFileSync(options.json, `${JSON.stringify({ figures, missed, notFirst }, null, 2)}\n`);
  }
}

await main();
