import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TorrentDetail, torrentDetail } from '@/contracts/torrents';
import { askServer } from '../support/commands';
import { type PostgresServer, startPostgres } from '../support/postgres';
import { INGEST_KEY, secrets } from '../support/secrets';
import { type RunningServer, startServer } from '../support/server';
import { btihOf, newWork, SOURCE_SECRETS, type Sources, startSources } from '../support/sources';
import { haveRun, type RunningWorker, startWorker } from '../support/worker';

let folder: string;
let postgres: PostgresServer;
let backend: RunningServer;
let sources: Sources;
let worker: RunningWorker;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'torrent-streamer-worker-'));
  postgres = await startPostgres();
  backend = await startServer('node', {
    DATABASE_URL: await postgres.createMigratedDatabase(),
    DATA_DIR: folder,
    ...secrets,
  });
  sources = await startSources();
  worker = await startWorker({
    dataDir: folder,
    configuration: sources.configuration(),
    backendUrl: backend.baseUrl,
    ingestKey: INGEST_KEY,
    environment: SOURCE_SECRETS,
  });
});
afterAll(async () => {
  await worker?.stop();
  await sources?.stop();
  await backend?.stop();
  await postgres?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Of three digits, as search takes the last word for a beginning. */
const numbered = (n: number) => `number${String(n).padStart(3, '0')}`;

/** The one torrent of that name, as search and detail have it. */
async function find(name: string): Promise<TorrentDetail> {
  const query = new URLSearchParams({ q: name, limit: '5' });
  const { json } = await askServer(backend, 'GET', `/api/torrents/search?${query}`);
  const [found] = json.items;
  expect(json.items.map((item: { name: string }) => item.name)).toEqual([name]);
  const detail = await askServer(backend, 'GET', `/api/torrents/${found.id}`);
  return torrentDetail.parse(detail.json);
}

async function countTorrents(): Promise<number> {
  const { json } = await askServer(backend, 'GET', '/api/torrents/search?q=film');
  return json.total.value;
}

/** Runs all sources to the end, and answers what the last run of each came to. */
async function runAll() {
  const start = new Date();
  sources.requests.length = 0;
  expect(await worker.call('POST', '/run')).toMatchObject({ status: 202 });
  const status = await worker.statusWhere(haveRun(start));
  return new Map(status.sources.map((source) => [source.id, source]));
}

test('what sources have comes into the catalogue, once, and as it changes', async () => {
  for (let n = 0; n < 250; n++) {
    sources.archive.set(`film-${n}`, newWork(`film-${n}`, `Archive film ${numbered(n)}`));
  }
  sources.archive.set(
    'reserved',
    newWork('reserved', 'A film not free', { licence: 'All rights reserved' }),
  );
  sources.archive.set('silent', newWork('silent', 'A film of unknown licence', { licence: null }));
  for (const id of ['one', 'two']) {
    const licence = 'https://creativecommons.org/licenses/by/4.0/';
    sources.feed.set(id, newWork(id, `Feed film ${id}`, { licence }));
  }
  for (let n = 0; n < 5; n++) {
    sources.indexer.set(
      `index-${n}`,
      newWork(`index-${n}`, `Indexed film ${numbered(n)}`, { licence: null }),
    );
  }

  const first = await runAll();
  expect(first.get('archive')).toMatchObject({
    lastRun: { found: 252, pushed: 250, created: 250, heldBack: 2, rejected: 0, dead: 0 },
    failing: null,
    deadLetters: 0,
  });
  expect(first.get('archive')?.heldBackFor).toEqual([
    { reason: 'its licence is unknown', count: 2 },
  ]);
  expect(first.get('films')?.lastRun).toMatchObject({ found: 2, created: 2 });
  expect(first.get('indexer')?.lastRun).toMatchObject({ found: 5, created: 5 });

  const work = newWork('film-142', 'Archive film number142');
  expect(await find(work.title)).toMatchObject({
    infoHash: btihOf(work),
    magnetUri: expect.stringContaining(`magnet:?xt=urn:btih:${btihOf(work)}`),
    source: 'archive.org',
    sourceUrl: `${sources.origin}/details/film-142`,
    posterUrl: `${sources.origin}/services/img/film-142`,
    license: 'PDM-1.0',
    publishedAt: '2008-09-10T18:05:14.000Z',
    files: [
      { index: 0, name: 'film.mp4', sizeBytes: 5_000_000 },
      { index: 2, name: 'about.txt', sizeBytes: 1 },
    ],
  });
  expect(await find('Feed film one')).toMatchObject({
    source: 'Open films',
    sourceUrl: `${sources.origin}/page/one`,
    posterUrl: `${sources.origin}/poster/one.jpg`,
    license: 'CC-BY-4.0',
  });
  expect(await find('Indexed film number003')).toMatchObject({
    source: 'My indexer',
    license: 'CC-BY-4.0',
    seeders: 5,
    leechers: 2,
  });
  expect(await countTorrents()).toBe(257);
  // Two requests for each item of the archive, and none for what was held back beforehand.
  const about = (id: string) => sources.requests.filter((url) => url.includes(id));
  expect(about('film-142')).toHaveLength(2);
  expect(about('reserved')).toEqual([]);
  expect(new Set(sources.requests.map((url) => url.split('?')[0])).size).toBe(
    1 + 250 * 2 + 1 /* silent's metadata */ + 1 /* its torrent */ + 1 + 2 + 1 + 5,
  );

  const second = await runAll();
  for (const { lastRun } of second.values()) expect(lastRun).toMatchObject({ found: 0, pushed: 0 });
  expect(sources.requests.filter((url) => /metadata|download|torrents/.test(url))).toEqual([]);
  expect(await countTorrents()).toBe(257);

  const before = await find('Archive film number007');
  sources.archive.set('film-7', newWork('film-7', 'Archive film restored', { edition: 2 }));
  sources.archive.delete('film-9');
  sources.feed.set('two', newWork('two', 'Feed film two, in colour'));
  const third = await runAll();
  expect(third.get('archive')?.lastRun).toMatchObject({ found: 1, updated: 1, created: 0 });
  expect(third.get('films')?.lastRun).toMatchObject({ found: 1, updated: 1, created: 0 });
  const after = await find('Archive film restored');
  expect(after.id).toBe(before.id);
  expect(after.infoHash).toBe(btihOf(newWork('film-7', '', { edition: 2 })));
  expect(await find('Archive film number009')).toMatchObject({ source: 'archive.org' });
  expect(await countTorrents()).toBe(257);

  const told = JSON.stringify(await worker.status()) + worker.output();
  for (const secret of [SOURCE_SECRETS.INDEXER_KEY, INGEST_KEY]) expect(told).not.toContain(secret);
});
