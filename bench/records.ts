import { createHash } from 'node:crypto';
import type { IngestRecord } from '@/contracts/ingest';

type Given =
  | 'publishedAt'
  | 'source'
  | 'sourceUrl'
  | 'license'
  | 'trackers'
  | 'webSeeds'
  | 'seeders'
  | 'leechers'
  | 'files';

/** A record as the bench makes it: with every field that a list shows. */
export type BenchRecord = IngestRecord & { [Field in Given]: NonNullable<IngestRecord[Field]> };

const films = [
  ['Nosferatu', 1922],
  ['The General', 1926],
  ['Night of the Living Dead', 1968],
  ['The Cabinet of Dr Caligari', 1920],
  ['A Trip to the Moon', 1902],
  ['His Girl Friday', 1940],
  ['Charade', 1963],
  ['Plan 9 from Outer Space', 1957],
  ['The Phantom of the Opera', 1925],
  ['House on Haunted Hill', 1959],
  ['Carnival of Souls', 1962],
  ['Detour', 1945],
  ['Big Buck Bunny', 2008],
  ['Sintel', 2010],
  ['Tears of Steel', 2012],
  ['Elephants Dream', 2006],
  ['Cosmos Laundromat', 2015],
  ['Sita Sings the Blues', 2008],
] as const;

const books = [
  'Moby Dick',
  'Pride and Prejudice',
  'The Adventures of Sherlock Holmes',
  'Twenty Thousand Leagues under the Sea',
  'Les Misérables',
  'Don Quixote',
  'The Count of Monte Cristo',
  'Frankenstein',
  'The Time Machine',
  'Alice in Wonderland',
] as const;

const composers = ['Bach', 'Beethoven', 'Chopin', 'Dvořák', 'Haydn', 'Mozart', 'Schubert'] as const;
const works = ['Sonata', 'Quartet', 'Concerto', 'Symphony', 'Nocturne', 'Prelude'] as const;
const systems = ['debian', 'fedora', 'archlinux', 'alpine', 'freebsd', 'openbsd'] as const;
const machines = ['amd64', 'arm64', 'riscv64', 'i386'] as const;
const resolutions = ['480p', '720p', '1080p', '2160p'] as const;
const states = ['Alaska', 'Arizona', 'Colorado', 'Montana', 'Nevada', 'Oregon', 'Utah'] as const;
const trackers = [
  'udp://tracker.example.org:6969/announce',
  'udp://open.example.net:1337/announce',
  'https://tracker.example.com/announce',
  'wss://tracker.example.org/announce',
];

/** Release names of works that may be shared, as sites write them. `next(n)` answers 0 to n - 1. */
const kinds: readonly ((next: (n: number) => number) => string)[] = [
  (next) => {
    const [title, year] = pick(films, next);
    return `${title.replaceAll(' ', '.')}.${year}.${pick(resolutions, next)}.x264-reel${next(400)}`;
  },
  (next) => `${pick(books, next)} - Chapter ${1 + next(60)} (LibriVox, reader ${1 + next(900)})`,
  (next) =>
    `${pick(composers, next)} ${pick(works, next)} No. ${1 + next(40)} Op. ${1 + next(130)} [FLAC]`,
  (next) => `${pick(systems, next)}-${1 + next(40)}.${next(20)}-${pick(machines, next)}-dvd.iso`,
  (next) => `NASA Apollo ${7 + next(11)} Flight Film Magazine ${1 + next(999)}`,
  (next) => `USGS Topographic Map ${pick(states, next)} ${1890 + next(110)} Sheet ${1 + next(999)}`,
];

/** `count` records, the same ones for the same seed. */
export const makeRecords = (count: number, seed: number) => [...records(count, seed)];

/** The same, one after the other. */
export function* records(count: number, seed: number): Generator<BenchRecord> {
  const next = randomNumbers(seed);
  for (let place = 0; place < count; place++) yield makeRecord(seed, place, next);
}

function makeRecord(seed: number, place: number, next: (n: number) => number): BenchRecord {
  const infoHash = createHash('sha1').update(`bench ${seed} ${place}`).digest('hex');
  const name = pick(kinds, next)(next);
  const files = [`${name}.mkv`, `${name}.en.srt`, 'readme.txt'].map((fileName, index) => ({
    index,
    name: `${name}/${fileName}`.replaceAll('//', '/'),
    sizeBytes: 1 + next(index === 0 ? 4_000_000_000 : 100_000),
  }));
  return {
    infoHash,
    name,
    sizeBytes: files.reduce((sum, file) => sum + file.sizeBytes, 0),
    publishedAt: new Date(Date.UTC(2015, 0, 1) + next(300_000_000) * 1000).toISOString(),
    source: 'archive.example.org',
    sourceUrl: `https://archive.example.org/details/${infoHash}`,
    license: 'CC0-1.0',
    trackers,
    webSeeds: [`https://archive.example.org/download/${infoHash}/`],
    seeders: next(2000),
    leechers: next(200),
    files,
  };
}

const pick = <Item>(items: readonly Item[], next: (n: number) => number): Item =>
  items[next(items.length)] as Item;

/** Mulberry32: small, and good enough to choose names by. */
export function randomNumbers(seed: number): (n: number) => number {
  let state = seed;
  return (n) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * n);
  };
}
