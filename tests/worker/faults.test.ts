import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { WorkerStatus } from '@/worker/src/cloudflare/status';
import { fillArchive, startScraping } from '../support/scraping';
import { newWork } from '../support/sources';
import { haveRun } from '../support/worker';

const sourceIn = ({ sources }: WorkerStatus, wanted: string) => {
  const source = sources.find(({ id }) => id === wanted);
  if (source === undefined) throw new Error(`no source ${wanted}`);
  return source;
};

const html: RequestListener = (_request, response) => {
  response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Come back later</html>');
};
const half: RequestListener = (_request, response) => {
  response.writeHead(200, { 'content-length': '4000' }).write('d8:announce');
  setTimeout(() => response.destroy(), 50);
};
const endless: RequestListener = async (_request, response) => {
  response.writeHead(200);
  while (!response.destroyed) {
    response.write(Buffer.alloc(1_000_000, 'x'));
    await sleep(5);
  }
};

const FILE = (id: string) => `/download/${id}/${id}_archive.torrent`;

describe('the backend', () => {
  test('that is down from the start: nothing is fetched in vain, and all comes when it is back', async () => {
    const scraping = await startScraping();
    const titles = fillArchive(scraping.sources, 120);
    await scraping.backend.stop();
    const start = new Date();
    await scraping.worker.call('POST', '/run');
    const status = await scraping.worker.statusWhere(
      (now) => sourceIn(now, 'archive').failing !== null,
    );
    expect(sourceIn(status, 'archive')).toMatchObject({
      lastRun: { found: 100, pushed: 0, waiting: 100, endedAt: null },
      failing: { reason: expect.stringContaining('is the server running?') },
    });
    expect(scraping.sources.requests.filter((url) => !/scrape|feed|torznab/.test(url))).toEqual([]);

    await scraping.startBackend();
    const after = await scraping.worker.statusWhere(haveRun(start));
    expect(sourceIn(after, 'archive')).toMatchObject({
      lastRun: { created: 120, waiting: 0 },
      failing: null,
    });
    expect(await scraping.films()).toEqual(titles);
  });

  test('that goes in the middle of a run: each item is there once in the end', async () => {
    const scraping = await startScraping();
    const titles = fillArchive(scraping.sources, 300);
    scraping.sources.gates.set(FILE('film-200'), once(scraping.backend.process, 'exit'));
    const start = new Date();
    await scraping.worker.call('POST', '/run');
    await scraping.worker.statusWhere((now) => (sourceIn(now, 'archive').lastRun?.pushed ?? 0) > 0);
    await scraping.backend.stop();
    await sleep(3_000);
    expect(sourceIn(await scraping.worker.status(), 'archive').lastRun?.waiting).toBeGreaterThan(0);
    await scraping.startBackend();
    const status = await scraping.worker.statusWhere(haveRun(start));
    expect(sourceIn(status, 'archive').lastRun).toMatchObject({
      found: 300,
      pushed: 300,
      dead: 0,
    });
    expect(await scraping.films()).toEqual(titles);
  });
});

test('a Worker that is killed in the middle goes on where it was', async () => {
  // Here the queue is lost with it, which Cloudflare's is not: the ledger alone must know.
  const scraping = await startScraping({ LOST_SECONDS: '1' });
  const titles = fillArchive(scraping.sources, 300);
  for (let kill = 1; kill <= 3; kill++) {
    await scraping.worker.call('POST', '/run');
    await scraping.worker.statusWhere(
      (now) => (sourceIn(now, 'archive').total.pushed ?? 0) >= kill * 60,
    );
    await scraping.worker.kill();
    await scraping.startWorker();
  }
  await sleep(1_500);
  const start = new Date(0);
  await scraping.worker.call('POST', '/run');
  const status = await scraping.worker.statusWhere(haveRun(start));
  expect(sourceIn(status, 'archive').total).toMatchObject({ found: 300, pushed: 300, dead: 0 });
  expect(await scraping.films()).toEqual(titles);
});

test('a source that misbehaves ends in dead letters with their reasons, and /retry brings the rest', async () => {
  const scraping = await startScraping({ RETRY_SECONDS: '0' });
  const { sources } = scraping;
  const titles = fillArchive(sources, 6);
  sources.faults.set(FILE('film-1'), html);
  sources.faults.set(FILE('film-2'), half);
  sources.faults.set(FILE('film-3'), endless);
  sources.faults.set('/metadata/film-4', (_request, response) => response.writeHead(500).end());
  sources.faults.set('/feed.xml', (_request, response) => response.writeHead(403).end());
  await scraping.worker.call('POST', '/run');
  const { deadLetters, ...status } = await scraping.worker.statusWhere(
    (now) => now.deadLetters.count === 4,
  );
  const reasons = deadLetters.latest.map(({ source, reason }) => `${source}: ${reason}`);
  expect(reasons.sort()).toEqual([
    expect.stringMatching(/^archive: .*film-1_archive.torrent answered with a web page$/),
    expect.stringMatching(/^archive: .*film-2_archive.torrent broke off/),
    expect.stringMatching(/^archive: .*metadata\/film-4 answered 500$/),
    expect.stringMatching(/^films: .*feed.xml answered 403$/),
  ]);
  expect(sourceIn({ deadLetters, ...status }, 'archive')).toMatchObject({
    lastRun: { found: 6, created: 2, rejected: 1, dead: 3 },
    rejectedFor: [{ reason: expect.stringMatching(/is larger than 6291456 bytes$/), count: 1 }],
    deadLetters: 3,
  });
  expect(sourceIn({ deadLetters, ...status }, 'films').failing).toMatchObject({
    reason: expect.stringMatching(/answered 403$/),
  });
  // What was given up is not tried again by itself.
  const second = await scraping.worker.call('POST', '/run?source=archive');
  expect(second).toMatchObject({ status: 202, json: { sources: ['archive'] } });

  sources.faults.clear();
  sources.feed.set('one', newWork('one', 'Film of the feed'));
  expect(await scraping.worker.call('POST', '/retry')).toMatchObject({ json: { retried: 4 } });
  const mended = await scraping.worker.statusWhere(
    (now) =>
      sourceIn(now, 'archive').total.pushed === 5 && sourceIn(now, 'films').total.pushed === 1,
  );
  expect(mended.deadLetters).toEqual({ count: 0, latest: [] });
  expect(sourceIn(mended, 'films').failing).toBeNull();
  const isThere = (title: string) => title !== 'Film number 3';
  expect(await scraping.films()).toEqual(['Film of the feed', ...titles.filter(isThere)].sort());
});

test('a host that asks for a pause is left alone until it is over', async () => {
  const scraping = await startScraping();
  const { sources } = scraping;
  const licence = 'https://creativecommons.org/licenses/by/4.0/';
  for (const id of ['a', 'b', 'c']) sources.feed.set(id, newWork(id, `Film ${id}`, { licence }));
  let pausedAt = 0;
  sources.faults.set('/torrents/a', (_request, response) => {
    sources.faults.clear();
    pausedAt = Date.now();
    response.writeHead(429, { 'retry-after': '4' }).end();
  });
  const start = new Date();
  await scraping.worker.call('POST', '/run?source=films');
  await scraping.worker.statusWhere(() => pausedAt > 0);
  // What was asked for at the same moment is still let in.
  await sleep(500);
  sources.requests.length = 0;
  await sleep(2_500);
  expect(sources.requests).toEqual([]);
  const status = await scraping.worker.statusWhere(
    (now) => sourceIn(now, 'films').total.pushed === 3,
  );
  expect(Date.now() - pausedAt).toBeGreaterThan(4_000);
  expect(new Date(sourceIn(status, 'films').lastRun?.startedAt ?? 0).getTime()).toBeGreaterThan(
    start.getTime() - 1_000,
  );
  expect(await scraping.films()).toEqual(['Film a', 'Film b', 'Film c']);
});

test('a policy that is widened brings what was held back before', async () => {
  const scraping = await startScraping();
  const { sources, worker } = scraping;
  sources.archive.set('nc', newWork('nc', 'Film of unknown licence', { licence: null }));
  const held = await scraping.runAll();
  expect(sourceIn(held, 'archive').lastRun).toMatchObject({ found: 1, heldBack: 1 });
  await worker.stop();
  const { configuration } = sources;
  sources.configuration = () =>
    configuration().replace('"id":"archive",', '"id":"archive","policy":{"allowUnknown":true},');
  await scraping.startWorker();
  await scraping.runAll();
  expect(await scraping.films()).toEqual(['Film of unknown licence']);
});
