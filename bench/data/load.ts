import { once } from 'node:events';
import { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { indexEntry, quote } from '@/search/index-entry';
import { INDEX_VERSION } from '@/search/index-version';
import { stretchesOf } from '@/search/labels';
import { recordAt } from './rows';

/** Torrents of one run of the three COPY commands. */
const CHUNK = 20_000;
const FIRST_DAY = Date.UTC(2016, 0, 1);
const MS_BETWEEN = 25_000;

export interface Part {
  url: string;
  torrents: number;
  seed: number;
  /** This part of so many takes every so-many-th chunk. */
  part: number;
  parts: number;
}

const columns = {
  torrents:
    'id, number, info_hash, name, name_folded, size_bytes, created_at, updated_at, published_at, source, source_url, license, trackers, title, kind, year, season, episode, resolution, quality, codec, languages, search, index_version',
  files: 'torrent_id, file_index, file_name, file_size',
  swarms: 'torrent_id, seeders, leechers, checked_at',
};

/** Copies one part of the rows in, and its words into `data_words`. A process of its own. */
async function loadPart({ url, torrents, seed, part, parts }: Part): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query('set synchronous_commit = off');
  const words = { names: new Map<string, number>(), files: new Map<string, number>() };
  for (let start = part * CHUNK; start < torrents; start += parts * CHUNK) {
    const lines = { torrents: [] as string[], files: [] as string[], swarms: [] as string[] };
    for (let place = start; place < Math.min(start + CHUNK, torrents); place++) {
      addRows(place, torrents, seed, lines, words);
    }
    for (const table of ['torrents', 'files', 'swarms'] as const) {
      await copy(client, `${table} (${columns[table]})`, lines[table]);
    }
    process.send?.(lines.torrents.length);
  }
  const known = new Set([...words.names.keys(), ...words.files.keys()]);
  await copy(
    client,
    'data_words (word, names, files)',
    [...known].map((word) => line(word, words.names.get(word) ?? 0, words.files.get(word) ?? 0)),
  );
  await client.end();
}

function addRows(
  place: number,
  torrents: number,
  seed: number,
  lines: Record<keyof typeof columns, string[]>,
  words: Record<'names' | 'files', Map<string, number>>,
): void {
  const record = recordAt(place, torrents, seed);
  const number = place + 1;
  const entry = indexEntry(record);
  count(words.names, entry.words.ofName);
  count(words.files, entry.words.ofFiles);
  const createdAt = new Date(FIRST_DAY + place * MS_BETWEEN);
  const id = uuidOf(createdAt.getTime(), record.infoHash);
  const time = createdAt.toISOString();
  lines.torrents.push(
    line(
      ...[id, number, record.infoHash, record.name, entry.nameFolded, record.sizeBytes, time, time],
      ...[record.publishedAt, record.source, record.sourceUrl, record.license],
      ...[array(record.trackers), entry.title, entry.kind, entry.year, entry.season, entry.episode],
      ...[entry.resolution, entry.quality, entry.codec, array(entry.languages)],
      ...[`${entry.search} ${stretchesOf(number).map(quote).join(' ')}`, INDEX_VERSION],
    ),
  );
  for (const file of record.files) {
    lines.files.push(line(id, file.index, file.name, file.sizeBytes));
  }
  lines.swarms.push(line(id, record.seeders, record.leechers, time));
}

function count(counts: Map<string, number>, words: string[]): void {
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
}

/** As a UUID v7 of that time would be, the rest of it from the hash. */
function uuidOf(time: number, hash: string): string {
  const digits = time.toString(16).padStart(12, '0');
  return `${digits.slice(0, 8)}-${digits.slice(8)}-7${hash.slice(0, 3)}-a${hash.slice(3, 6)}-${hash.slice(6, 18)}`;
}

type Value = string | number | null | undefined;

/** A line of PostgreSQL's text format. */
const line = (...values: Value[]) =>
  `${values.map((value) => (value == null ? '\\N' : escapeText(String(value)))).join('\t')}\n`;

const escapes: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
const escapeText = (text: string) =>
  text.replace(/[\\\t\n\r]/g, (letter) => escapes[letter] ?? letter);

const array = (values: string[] = []) =>
  `{${values.map((value) => `"${value.replace(/["\\]/g, '\\$&')}"`).join(',')}}`;

async function copy(client: Client, target: string, lines: string[]): Promise<void> {
  const stream = client.query(copyFrom(`copy ${target} from stdin`));
  const done = once(stream, 'finish');
  for (let start = 0; start < lines.length; start += 500) {
    if (!stream.write(lines.slice(start, start + 500).join(''))) await once(stream, 'drain');
  }
  stream.end();
  await done;
}

await loadPart(JSON.parse(process.argv[2] ?? '') as Part);
