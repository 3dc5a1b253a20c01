import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Pool } from 'pg';
import { INGEST_BATCH_MAX, type IngestRecord } from '@/contracts/ingest';
import { readConfig } from '@/lib/config';
import { openRuntime } from '@/runtime/runtime';
import { type Context, newContext } from '@/services/context';
import { ingestBatch } from '@/services/ingest';
import { searchTorrents } from '@/services/torrent-search';
import { environmentOf } from '../environment';
import { prepareRivals, rivals } from '../rivals';

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

/** How often what was meant comes first, and among the first ten; the mean of 1 / its place. */
export interface Quality {
  success1: number;
  success10: number;
  mrr: number;
}

export interface QualityReport {
  torrents: number;
  queries: number;
  ours: Quality;
  rivals: ({ name: string } & Quality)[];
  byKind: { kind: string; queries: number; ours: Quality }[];
  /** Queries whose answer is not among our first ten, and those where it is not the first. */
  missed: string[];
  notFirst: string[];
}

/** Fills an empty catalogue with real titles and asks it what people would type. */
export async function measureQuality(url: string): Promise<QualityReport> {
  const works = readdirSync(join(import.meta.dirname, 'catalogue')).flatMap((file) =>
    read<Work[]>(join('catalogue', file)),
  );
  const queries = read<Judged[]>('queries.json');
  expectSound(works, queries);
  const runtime = await openRuntime(
    readConfig({ ...environmentOf(url), LOG_LEVEL: 'silent', NODE_ENV: 'production' }),
  );
  const pool = new Pool({ connectionString: url });
  const found = async (search: (q: string) => Promise<string[]>): Promise<Places> => {
    const places: Places = [];
    for (const { q, wanted } of queries) places.push(placeOf(await search(q), wanted));
    return places;
  };
  try {
    const ctx = newContext(runtime);
    await fill(ctx, works);
    await prepareRivals(url);
    const ours = await found(async (q) => {
      const { items } = await searchTorrents(ctx, { q, limit: LIMIT, sort: 'relevance' });
      return items.map(({ infoHash }) => infoHash);
    });
    const others = [];
    for (const { name, search } of [rivals.tsRank, rivals.ilike]) {
      others.push({ name, ...qualityOf(await found((q) => search(pool, q, LIMIT))) });
    }
    const kinds = [...new Set(queries.map(({ kind }) => kind))];
    const isMissed = (place: number | null) => place === null || place > 10;
    const queriesWhere = (holds: (place: number | null) => boolean) =>
      queries.filter((_, at) => holds(ours[at] ?? null)).map(({ q }) => q);
    return {
      torrents: works.length,
      queries: queries.length,
      ours: qualityOf(ours),
      rivals: others,
      byKind: kinds.map((kind) => {
        const those = ours.filter((_, at) => queries[at]?.kind === kind);
        return { kind, queries: those.length, ours: qualityOf(those) };
      }),
      missed: queriesWhere(isMissed),
      notFirst: queriesWhere((place) => place !== 1 && !isMissed(place)),
    };
  } finally {
    await pool.end();
    await runtime.database.close();
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

function qualityOf(places: Places): Quality {
  const mean = (value: (place: number | null) => number) =>
    places.reduce<number>((sum, place) => sum + value(place), 0) / places.length;
  const within = (most: number) => mean((place) => (place !== null && place <= most ? 1 : 0));
  return {
    success1: within(1),
    success10: within(10),
    mrr: mean((place) => (place === null ? 0 : 1 / place)),
  };
}
