import { createHash } from 'node:crypto';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import pLimit from 'p-limit';
import { Client } from 'pg';
import type { IngestRecord, IngestReport, IngestResult } from '@/contracts/ingest';
import { newId } from '@/lib/ids';
import { type IndexEntry, indexEntry } from '@/search/index-entry';
import { INDEX_VERSION } from '@/search/index-version';
import { STRETCH_BITS, stretchLabel } from '@/search/labels';
import { INGEST_KEY } from './environment';
import type { BenchRecord } from './records';

export const BATCH = 500;
/** Batches under way at a time. */
export const CALLERS = 4;

/** The three ways in which a batch meets what is stored. */
export const passes = ['created', 'unchanged', 'updated'] as const;
export type Pass = (typeof passes)[number];

/** The records of a pass: the same ones, and in the last with other counts of the swarm. */
export const recordsOf = (pass: Pass, records: BenchRecord[]): BenchRecord[] =>
  pass === 'updated'
    ? records.map((record) => ({ ...record, seeders: record.seeders + 1 }))
    : records;

/** Pushes all records; answers torrents per second. Throws unless each is what `pass` says. */
export async function measureIngest(
  baseUrl: string,
  pass: Pass,
  records: IngestRecord[],
): Promise<number> {
  const bodies = batches(records).map((torrents) => JSON.stringify({ torrents }));
  return perSecond(records.length, bodies, async (body) => {
    const response = await fetch(`${baseUrl}/api/ingest`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': INGEST_KEY },
      body,
    });
    const report = (await response.json()) as IngestReport;
    if (response.status !== 200 || report[pass] !== report.received) {
      throw new Error(`ingest (${pass}) answers ${response.status}: ${JSON.stringify(report)}`);
    }
  });
}

/**
 * Pushes new records as lines of one request, and reads what becomes of each while it sends.
 * Answers torrents per second.
 */
export async function measureLines(
  baseUrl: string,
  records: Iterable<IngestRecord>,
): Promise<number> {
  let sent = 0;
  function* lines() {
    let text = '';
    for (const record of records) {
      text += `${JSON.stringify(record)}\n`;
      sent += 1;
      if (sent % BATCH !== 0) continue;
      yield text;
      text = '';
    }
    yield text;
  }
  const start = performance.now();
  const response = await fetch(`${baseUrl}/api/ingest`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson', 'x-api-key': INGEST_KEY },
    body: Readable.toWeb(Readable.from(lines())),
    duplex: 'half',
  } as RequestInit);
  let created = 0;
  const answer = Readable.fromWeb(response.body as ReadableStream);
  for await (const line of createInterface(answer)) {
    const { status, errors } = JSON.parse(line) as IngestResult;
    if (status !== 'created') throw new Error(`a line is ${status}: ${JSON.stringify(errors)}`);
    created += 1;
  }
  if (created < sent) throw new Error(`of ${sent} lines ${created} were answered`);
  return created / ((performance.now() - start) / 1000);
}

/** The same rows by the bare upsert, one connection for each caller. */
export async function measureUpsert(databaseUrl: string, records: BenchRecord[]): Promise<number> {
  const idle = Array.from({ length: CALLERS }, () => new Client(databaseUrl));
  const all = [...idle];
  await Promise.all(all.map((client) => client.connect()));
  try {
    return await perSecond(records.length, batches(records).map(toRows), async (rows) => {
      const client = idle.pop() as Client;
      await upsert(client, rows);
      idle.push(client);
    });
  } finally {
    await Promise.all(all.map((client) => client.end()));
  }
}

/** Whatever ingest writes, but ids and times of arrival, as one number: to hold both to the same rows. */
export async function fingerprint(databaseUrl: string): Promise<string> {
  const client = new Client(databaseUrl);
  await client.connect();
  try {
    const { rows } = await client.query(`
      select info_hash, name, name_folded, size_bytes, published_at, source, source_url, license,
        trackers, web_seeds, title, kind, year, season, episode, resolution, quality, codec,
        languages, (select array_agg(lexeme || coalesce(positions::text, '') order by lexeme) from unnest(search)
          where lexeme !~ '^@') as search, index_version, seeders, leechers,
        (select json_agg(json_build_array(file_index, file_name, file_size) order by file_index)
          from files where torrent_id = id) as files
      from torrents join swarms on torrent_id = id order by info_hash`);
    return `${rows.length} ${createHash('sha1').update(JSON.stringify(rows)).digest('hex')}`;
  } finally {
    await client.end();
  }
}

const batches = <Item>(items: Item[]): Item[][] =>
  Array.from({ length: Math.ceil(items.length / BATCH) }, (_, place) =>
    items.slice(place * BATCH, (place + 1) * BATCH),
  );

async function perSecond<Batch>(
  count: number,
  list: Batch[],
  push: (batch: Batch) => Promise<void>,
): Promise<number> {
  const start = performance.now();
  await pLimit(CALLERS).map(list, push);
  return count / ((performance.now() - start) / 1000);
}

/** The columns of a batch, made before the clock starts, as the bodies of the requests are. */
interface Rows {
  torrents: unknown[];
  swarms: Map<string, [seeders: number, leechers: number]>;
  files: { id: string; infoHash: string; index: number; name: string; sizeBytes: number }[];
  words: string[];
  titles: Map<string, { written: string; torrents: number }>;
}

function toRows(records: BenchRecord[]): Rows {
  const entries = records.map((record) => indexEntry(record));
  const column = <Value>(value: (record: BenchRecord) => Value) => records.map(value);
  const entryColumn = <Key extends keyof (typeof entries)[number]>(key: Key) =>
    entries.map((entry) => entry[key]);
  return {
    torrents: [
      column(() => newId()),
      column(({ infoHash }) => infoHash),
      column(({ name }) => name),
      entryColumn('nameFolded'),
      column(({ sizeBytes }) => sizeBytes),
      column(({ publishedAt }) => publishedAt),
      column(({ source }) => source),
      column(({ sourceUrl }) => sourceUrl),
      column(({ license }) => license),
      column(({ trackers }) => arrayLiteral(trackers)),
      column(({ webSeeds }) => arrayLiteral(webSeeds)),
      entryColumn('title'),
      entryColumn('kind'),
      entryColumn('year'),
      entryColumn('season'),
      entryColumn('episode'),
      entryColumn('resolution'),
      entryColumn('quality'),
      entryColumn('codec'),
      entries.map(({ languages }) => arrayLiteral(languages)),
      entryColumn('search'),
    ],
    words: [...new Set(entries.flatMap(({ words }) => [...words.ofName, ...words.ofFiles]))].sort(),
    titles: countTitles(entries),
    swarms: new Map(
      records.map(({ infoHash, seeders, leechers }) => [infoHash, [seeders, leechers]]),
    ),
    files: records.flatMap(({ infoHash, files }) =>
      files.map((file) => ({ id: newId(), infoHash, ...file })),
    ),
  };
}

function countTitles(entries: IndexEntry[]): Rows['titles'] {
  const titles: Rows['titles'] = new Map();
  for (const { title, titleWritten } of entries) {
    const torrents = (titles.get(title)?.torrents ?? 0) + 1;
    titles.set(title, { written: titleWritten, torrents });
  }
  return new Map([...titles].sort(([a], [b]) => (a < b ? -1 : 1)));
}

const arrayLiteral = (items: string[]) => `{${items.map((item) => `"${item}"`).join(',')}}`;

/** One statement for each table, one transaction for the batch; nothing is read or compared. */
async function upsert(
  client: Client,
  { torrents, swarms, files, words, titles }: Rows,
): Promise<void> {
  await client.query('begin');
  const { rows } = await client.query<{ id: string; info_hash: string }>(UPSERT_TORRENTS, torrents);
  const ids = new Map(rows.map(({ id, info_hash }) => [info_hash, id]));
  await client.query(UPSERT_FILES, [
    files.map(({ id }) => id),
    files.map(({ infoHash }) => ids.get(infoHash)),
    files.map(({ index }) => index),
    files.map(({ name }) => name),
    files.map(({ sizeBytes }) => sizeBytes),
  ]);
  await client.query(UPSERT_SWARMS, [
    [...swarms.keys()].map((infoHash) => ids.get(infoHash)),
    [...swarms.values()].map(([seeders]) => seeders),
    [...swarms.values()].map(([, leechers]) => leechers),
  ]);
  await client.query(INSERT_WORDS, [words]);
  await client.query(UPSERT_TITLES, [
    [...titles.keys()],
    [...titles.values()].map(({ written }) => written),
    [...titles.values()].map(({ torrents }) => torrents),
  ]);
  await client.query('commit');
}

const STRETCHES = STRETCH_BITS.map((bits) => `'${stretchLabel(bits, '')}' || (number >> ${bits})`);

const UPSERT_TORRENTS = `
  insert into torrents (id, info_hash, name, name_folded, size_bytes, published_at, source,
    source_url, license, trackers, web_seeds, title, kind, year, season, episode, resolution,
    quality, codec, languages, search, number, index_version)
  select id, info_hash, name, name_folded, size_bytes, published_at, source,
    source_url, license, trackers::text[], web_seeds::text[], title, kind, year, season, episode,
    resolution, quality, codec, languages::text[],
    search || array_to_tsvector(array[${STRETCHES}]), number, ${INDEX_VERSION}
  from (select *, nextval('torrents_number_seq') as number from unnest($1::uuid[], $2::text[],
    $3::text[], $4::text[], $5::bigint[], $6::timestamptz[], $7::text[], $8::text[], $9::text[],
    $10::text[], $11::text[], $12::text[], $13::text[], $14::int[], $15::int[], $16::int[],
    $17::text[], $18::text[], $19::text[], $20::text[], $21::tsvector[]) as record (id, info_hash,
    name, name_folded, size_bytes, published_at, source, source_url, license, trackers, web_seeds,
    title, kind, year, season, episode, resolution, quality, codec, languages, search)) as record
  on conflict (info_hash) do update set name = excluded.name, name_folded = excluded.name_folded,
    size_bytes = excluded.size_bytes, published_at = excluded.published_at,
    source = excluded.source, source_url = excluded.source_url, license = excluded.license,
    trackers = excluded.trackers, web_seeds = excluded.web_seeds, updated_at = now()
  returning id, info_hash`;

const INSERT_WORDS = `
  insert into words (word, names, files) select *, 1, 1 from unnest($1::text[])
  on conflict do nothing`;

const UPSERT_TITLES = `
  insert into titles (title, written, torrents)
  select * from unnest($1::text[], $2::text[], $3::int[])
  on conflict (title) do update set torrents = titles.torrents + excluded.torrents`;

const UPSERT_FILES = `
  insert into files (id, torrent_id, file_index, file_name, file_size)
  select * from unnest($1::uuid[], $2::uuid[], $3::int[], $4::text[], $5::bigint[])
  on conflict (torrent_id, file_index) do update set
    file_name = excluded.file_name, file_size = excluded.file_size`;

const UPSERT_SWARMS = `
  insert into swarms (torrent_id, seeders, leechers, checked_at)
  select *, now() from unnest($1::uuid[], $2::int[], $3::int[])
  on conflict (torrent_id) do update set seeders = excluded.seeders,
    leechers = excluded.leechers, checked_at = excluded.checked_at`;
