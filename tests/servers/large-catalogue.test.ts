import { Client } from 'pg';
import { beforeAll, expect, test } from 'vitest';
import { fillWithData } from '@/bench/data/fill';
import type { IngestRecord } from '@/contracts/ingest';
import type { TorrentSearchPage } from '@/contracts/torrents';
import { newRecord } from '../support/api';
import { startPostgres } from '../support/postgres';
import { INGEST_KEY, secrets } from '../support/secrets';
import { type RunningServer, startServer } from '../support/server';

/** Three times as many as are looked at in the order of their sizes or seeders. */
const TORRENTS = 60_000;
const PAGES = 5;
const PAGE = 100;
/** Records that are pushed at a time. */
const BATCH = 1_000;

let client: Client;
let server: RunningServer;

beforeAll(async () => {
  const postgres = await startPostgres();
  const environment = {
    DATABASE_URL: await postgres.createMigratedDatabase(),
    ...secrets,
    RATE_LIMIT: 'off',
  };
  await fillWithData(environment.DATABASE_URL, TORRENTS, 1);
  client = new Client(environment.DATABASE_URL);
  await client.connect();
  server = await startServer('node', environment);
  await ingestAlike('okapi');
  await ingestApart(['tapir', 'quokka'], 5);
  await ingestApart(['numbat', 'bilby'], PAGES * PAGE - 50);
  return async () => {
    await server.stop();
    await client.end();
    await postgres.stop();
  };
});

/** A word that thousands of torrents of about one size have, and three that are far larger. */
async function ingestAlike(word: string): Promise<void> {
  const sizes = [3e12, 2e12, 1e12, ...Array.from({ length: 6_000 }, (_, place) => 1.2e9 + place)];
  await ingest(
    sizes.map((sizeBytes) => newRecord({ name: `A ${word} of ${sizeBytes}`, sizeBytes })),
  );
}

/** Two words that are together in some torrents, and later apart in thousands. */
async function ingestApart(words: [string, string], together: number): Promise<void> {
  const number = (count: number, name: string) =>
    Array.from({ length: count }, (_, place) => newRecord({ name: `${name} ${place}` }));
  await ingest([
    ...number(together, `The ${words.join(' and the ')}`),
    ...words.flatMap((word) => number(3_000, `A ${word}`)),
  ]);
}

async function ingest(records: IngestRecord[]): Promise<void> {
  for (let start = 0; start < records.length; start += BATCH) {
    const torrents = records.slice(start, start + BATCH);
    const response = await fetch(`${server.baseUrl}/api/ingest`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': INGEST_KEY },
      body: JSON.stringify({ torrents }),
    });
    expect(await response.json()).toMatchObject({ created: torrents.length });
  }
}

/** The first pages of a search, one after the other. */
async function readPages(query: Record<string, string>): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | null = '';
  for (let page = 0; page < PAGES && cursor !== null; page++) {
    const limit = String(PAGE);
    const parameters: URLSearchParams = new URLSearchParams({
      ...query,
      limit,
      ...(cursor && { cursor }),
    });
    const response = await fetch(`${server.baseUrl}/api/torrents/search?${parameters}`);
    expect(response.status).toBe(200);
    const page = (await response.json()) as TorrentSearchPage;
    ids.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor;
  }
  return ids;
}

const columns = { size: 'size_bytes', seeders: 'coalesce(seeders, 0)' };

/** The same of the whole table, sorted. */
async function sortAll(
  words: string[],
  sort: keyof typeof columns,
  condition: string,
): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `select id from torrents left join swarms on torrent_id = id
     where search @@ $1::tsquery and ${condition} order by ${columns[sort]} desc, id desc limit ${PAGES * PAGE}`,
    [words.map((word) => `('${word}' | '/${word}')`).join(' & ')],
  );
  return rows.map(({ id }) => id);
}

const searches = [
  { name: 'a word of small torrents', words: ['flac'] },
  { name: 'a word of small torrents, with another', words: ['flac', 'night'] },
  { name: 'a word of torrents of all sizes', words: ['night'] },
  { name: 'a word of many of one size, and a few that are larger', words: ['okapi'] },
  { name: 'words that never meet', words: ['1080p', '720p'] },
  {
    name: 'a most frequent word, up to a size',
    words: ['the'],
    filters: { maxSize: '700000000' },
    condition: 'size_bytes <= 700000000',
  },
  {
    name: 'a word between two sizes',
    words: ['flac'],
    filters: { minSize: '300000000', maxSize: '500000000' },
    condition: 'size_bytes between 300000000 and 500000000',
  },
];

test.for(
  searches.flatMap((search) =>
    (['size', 'seeders'] as const).map((sort) => ({
      filters: {},
      condition: 'true',
      ...search,
      sort,
    })),
  ),
)('$name: the first by $sort', async ({ words, filters, condition, sort }) => {
  const found = await readPages({ q: words.join(' '), sort, ...filters });
  expect(found).toEqual(await sortAll(words, sort, condition));
});

test.for([
  { words: ['tapir', 'quokka'], together: 5 },
  { words: ['numbat', 'bilby'], together: PAGES * PAGE - 50 },
])('$words, frequent and seldom together: all that have both', async ({ words, together }) => {
  const found = await readPages({ q: words.join(' ') });
  const both = await sortAll(words, 'size', 'true');
  expect(both).toHaveLength(together);
  expect(found.toSorted()).toEqual(both.toSorted());
});

test('a word of half of them, of some in the middle: the newest and the older, each once', async () => {
  const { rows } = await client.query(
    `with found as (select size_bytes from torrents where search @@ '/mkv'::tsquery),
      middle as (select percentile_disc(0.5) within group (order by size_bytes) as size from found),
      taken as (select size_bytes from found, middle where size_bytes >= size order by size_bytes limit 60)
     select min(size_bytes) as "minSize", max(size_bytes) as "maxSize" from taken`,
  );
  const { minSize, maxSize } = rows[0];
  const found = await readPages({ q: 'mkv', sort: 'size', minSize, maxSize });
  expect(found.length).toBeGreaterThan(50);
  expect(found).toEqual(
    await sortAll(['mkv'], 'size', `size_bytes between ${minSize} and ${maxSize}`),
  );
});
