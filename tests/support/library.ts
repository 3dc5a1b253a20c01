import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { IngestRecord } from '@/contracts/ingest';
import { newEmail, PASSWORD } from './api';
import { askServer, runCommand } from './commands';
import { withDatabase } from './databases';
import { type RunningServer, startServer } from './server';

/** What an app may keep, with everything that COPY has to write otherwise. */
export const ODD_VALUE =
  'a tab\t, a line\n, a return\r, \\N, \\. and "quotes", \'others\', 電影 🎬';

export const records: IngestRecord[] = [
  {
    infoHash: '08ada5a7a6183aae1e09d831df6748d566095a10',
    name: 'Sintel (2010) [1080p]',
    sizeBytes: 129_302_391,
    source: 'archive.org',
    license: 'CC-BY-3.0',
    seeders: 12,
    leechers: 3,
    swarmCheckedAt: '2026-01-31T10:00:00.123Z',
    trackers: ['udp://tracker.example.org:6969/announce'],
    webSeeds: ['https://example.org/a,b/{c}/"d"'],
    files: [
      { index: 0, name: 'Sintel.mp4', sizeBytes: 129_241_752 },
      { index: 1, name: 'Sintel, "the making of" {日本語}.srt', sizeBytes: 1_652 },
    ],
  },
  {
    infoHash: 'dd8255ecdc7ca55fb0bbf81323d87062db1f6d1c',
    name: 'Big Buck Bunny 2008',
    sizeBytes: 276_445_467,
    publishedAt: '2008-04-10T00:00:00.000Z',
    files: [{ index: 0, name: 'Big Buck Bunny.mp4', sizeBytes: 276_134_947 }],
  },
  {
    infoHash: 'c9e15763f722f23e98a29decdfae341b98d53056',
    name: 'Cosmos Laundromat',
    sizeBytes: 220_087_570,
  },
  {
    infoHash: '2c6b6858d61da9543d4231a71db4b1c9264b0685',
    name: 'ubuntu-22.04-desktop-amd64.iso',
    sizeBytes: 3_654_957_056,
    license: 'free software',
  },
];

export interface Library {
  environment: Record<string, string>;
  person: { email: string; password: string };
  refreshToken: string;
  ingestKey: string;
  /** That an administrator made. */
  madeKey: string;
}

const FILES = 12_000;

/** An embedded database in `dataDir` with rows in every table that there is, and more of them than go at a time. */
export async function makeLibrary(dataDir: string): Promise<Library> {
  const environment = { DATA_DIR: dataDir };
  const person = { email: newEmail(), password: PASSWORD };
  const ingestKey = await whileServing(environment, async (server) => {
    const key = readFileSync(join(dataDir, 'ingest-key'), 'utf8').trim();
    await ask(server, 'POST', '/api/ingest', { 'x-api-key': key, json: { torrents: records } });
    await ask(server, 'POST', '/api/auth/sign-up', { json: person });
    return key;
  });
  await runCommand('admin', ['grant', person.email], environment);
  const kept = await whileServing(environment, (server) => live(server, person));
  await withDatabase(environment, async (query) => {
    await query(
      `insert into files (torrent_id, file_name, file_size, file_index)
       select id, 'film-' || n || '/' || repeat(md5(n::text), 3) || '.mkv', n, n
       from torrents, generate_series(1, ${FILES}) as n where name like 'Cosmos%'`,
    );
  });
  return { environment, person, ingestKey, ...kept };
}

/** What people and administrators do in a while. */
async function live(server: RunningServer, person: Library['person']) {
  const { refreshToken, accessToken } = await ask(server, 'POST', '/api/auth/sign-in', {
    json: person,
  });
  const authorization = `Bearer ${accessToken}`;
  const send = (method: string, path: string, json: unknown) =>
    ask(server, method, path, { authorization, json });
  const { items } = await ask(server, 'GET', '/api/torrents/search?q=sintel');
  const torrentId = items[0].id;
  await send('PATCH', '/api/users/me/preferences', { odd: ODD_VALUE, empty: '' });
  for (const fileIndex of [0, 1, undefined]) {
    const watched = { torrentId, fileIndex, progressPercent: 40, positionSeconds: 1234.567 };
    await send('POST', '/api/watch-history', watched);
  }
  await send('POST', '/api/admin/blocks', { infoHashes: ['a'.repeat(40)], reason: 'asked for' });
  await send('PATCH', `/api/admin/torrents/${torrentId}`, { license: 'CC-BY-4.0' });
  const { key } = await send('POST', '/api/admin/api-keys', { name: 'the scraper' });
  await ask(server, 'POST', '/api/auth/forgot-password', { json: { email: person.email } });
  return { refreshToken, madeKey: key as string };
}

async function whileServing<Result>(
  environment: Record<string, string>,
  work: (server: RunningServer) => Promise<Result>,
): Promise<Result> {
  const server = await startServer('node', environment);
  try {
    return await work(server);
  } finally {
    await server.stop();
  }
}

async function ask(...call: Parameters<typeof askServer>) {
  const { status, json } = await askServer(...call);
  expect(status, `${call[1]} ${call[2]}: ${JSON.stringify(json)}`).toBeLessThan(300);
  return json;
}
