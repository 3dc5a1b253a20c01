import { createHash } from 'node:crypto';
import type { IngestRecord } from '@/contracts/ingest';
import { randomNumbers } from '../records';
import { releaseOf, workOfTorrent } from './names';

type Given = 'publishedAt' | 'source' | 'license' | 'files';

export type DataRecord = IngestRecord & { [Field in Given]: NonNullable<IngestRecord[Field]> };

const licences = ['CC0-1.0', 'CC-BY-4.0', 'CC-BY-SA-4.0', 'Public Domain', 'GPL-3.0'];
const sources = ['archive.example.org', 'movies.example.net', 'linux.example.com'];

/** The torrent of a place, the same for the same seed; `torrents`: how many there are in all. */
export function recordAt(place: number, torrents: number, seed: number): DataRecord {
  const next = randomNumbers(Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(place + 1, 0x85ebca6b));
  const work = workOfTorrent(torrents, seed, next);
  const { name, extension, usualBytes } = releaseOf(work, next);
  const infoHash = createHash('sha1').update(`${seed} ${place}`).digest('hex');
  // Sizes as they lie in the world: around the usual, some a tenth, some ten times it.
  const main = Math.round(usualBytes * 10 ** ((next(2001) + next(2001) - 2000) / 2000));
  const files = [{ index: 0, name: `${name}/${name}.${extension}`, sizeBytes: main }];
  const more = next(10) < 6 ? 0 : 1 + Math.min(next(12), next(40));
  for (let index = 1; index <= more; index++) {
    files.push({
      index,
      name: `${name}/${extraFile(index, extension)}`,
      sizeBytes: 1 + next(90_000),
    });
  }
  const dead = next(10) < 4;
  return {
    infoHash,
    name,
    sizeBytes: files.reduce((sum, file) => sum + file.sizeBytes, 0),
    publishedAt: new Date(Date.UTC(2010, 0, 1) + next(500_000_000) * 1000).toISOString(),
    source: sources[next(sources.length)] as string,
    sourceUrl: `https://archive.example.org/details/${infoHash.slice(0, 12)}`,
    license: licences[next(licences.length)] as string,
    trackers: ['udp://tracker.example.org:6969/announce', 'wss://tracker.example.org/announce'],
    seeders: dead ? 0 : Math.floor(Math.exp(next(900) / 100)),
    leechers: dead ? 0 : next(30),
    files,
  };
}

function extraFile(index: number, extension: string): string {
  if (index === 1) return 'readme.txt';
  if (index === 2) return 'cover.jpg';
  return `${String(index).padStart(2, '0')} part.${extension}`;
}
