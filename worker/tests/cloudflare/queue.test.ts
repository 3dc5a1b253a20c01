import {
  createExecutionContext,
  createScheduledController,
  waitOnExecutionContext,
} from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import main from '../../src/main';
import { cataloguedOf, feedOf, sourceIn, status, statusWhere, worker } from '../support/feeds';

const run = (source: string) => worker.fetch(`/run?source=${source}`, { method: 'POST' });
const hasEnded = (source: string) => (now: Awaited<ReturnType<typeof status>>) =>
  sourceIn(now, source).lastRun?.endedAt != null && sourceIn(now, source).total.waiting === 0;

it('brings each item once, however often its messages are delivered', async () => {
  const feed = feedOf('one');
  await feed.has('a', 'b');
  await run('one');
  await statusWhere(hasEnded('one'));
  expect(await cataloguedOf('one')).toEqual(['a', 'b']);
  expect(await feed.asked('/a.torrent')).toBe(1);

  const again = { kind: 'item', source: 'one', key: 'a', turn: 1 };
  const old = { kind: 'step', source: 'one', step: 0 };
  for (const body of [again, again, old, old]) await env.JOBS.send(body);
  await new Promise((resume) => setTimeout(resume, 4_000));
  expect(await feed.asked('/a.torrent')).toBe(1);
  expect(await feed.asked('/feed.xml')).toBe(1);
  const now = await status();
  expect(sourceIn(now, 'one').total).toMatchObject({ found: 2, created: 2, waiting: 0 });
  expect(now.deadLetters.count).toBe(0);
});

it('brings an item once, when its messages come together', async () => {
  const feed = feedOf('six');
  await feed.has('a');
  await run('six');
  const again = { kind: 'item', source: 'six', key: 'a', turn: 1 };
  await statusWhere((now) => sourceIn(now, 'six').total.found === 1);
  await env.JOBS.sendBatch([{ body: again }, { body: again }, { body: again }]);
  await statusWhere(hasEnded('six'));
  expect(sourceIn(await status(), 'six').total).toMatchObject({ created: 1, waiting: 0 });
  expect(await feed.asked('/a.torrent')).toBe(1);
});

it('tells since when the oldest item waits, until none does', async () => {
  const feed = feedOf('seven');
  await feed.has('a', 'b');
  await feed.server.answers('/a.torrent', { status: 503 });
  const start = new Date();
  await run('seven');
  const isWaiting = (now: Awaited<ReturnType<typeof status>>) =>
    sourceIn(now, 'seven').total.created === 1 && sourceIn(now, 'seven').total.waiting === 1;
  const since = sourceIn(await statusWhere(isWaiting), 'seven').waitingSince;
  expect(Date.parse(since ?? '')).toBeGreaterThanOrEqual(start.getTime());
  expect(Date.parse(since ?? '')).toBeLessThanOrEqual(Date.now());
  await feed.has('a', 'b');
  await statusWhere(hasEnded('seven'));
  expect(sourceIn(await status(), 'seven').waitingSince).toBeNull();
});

it('takes steps in their order, whichever message comes first', async () => {
  const feed = feedOf('two');
  await feed.has('a');
  await env.JOBS.send({ kind: 'step', source: 'two', step: 1 });
  await env.JOBS.send({ kind: 'run', source: 'two' });
  await env.JOBS.send({ kind: 'run', source: 'two' });
  await statusWhere(hasEnded('two'));
  expect(sourceIn(await status(), 'two').total).toMatchObject({ found: 1, created: 1 });
  expect(await feed.asked('/a.torrent')).toBe(1);
});

it('leaves old news of an item when newer news was there first', async () => {
  const feed = feedOf('three');
  await feed.has('a');
  await run('three');
  await statusWhere(hasEnded('three'));
  const changed = `<rss version="2.0"><channel><item><title>a, restored</title>
    <guid isPermaLink="false">a</guid><rights>CC-BY-4.0</rights>
    <enclosure type="application/x-bittorrent" url="${feed.server.url('/a.torrent')}"/></item></channel></rss>`;
  await feed.server.answers('/feed.xml', { body: changed });
  await run('three');
  await statusWhere((now) => sourceIn(now, 'three').total.updated === 1);
  expect(await cataloguedOf('three')).toEqual(['a, restored']);
  await env.JOBS.send({ kind: 'item', source: 'three', key: 'a', turn: 1 });
  await new Promise((resume) => setTimeout(resume, 3_000));
  expect(await feed.asked('/a.torrent')).toBe(2);
});

it('puts a message that nobody understands aside, with the reason, and goes on', async () => {
  const feed = feedOf('four');
  await feed.has('a');
  const poison = [
    'not a job',
    { kind: 'item', source: 'four', key: 7 },
    { kind: 'run', source: 'nowhere' },
    null,
  ];
  for (const body of poison) await env.JOBS.send(body);
  await run('four');
  const { deadLetters } = await statusWhere(
    (now) => hasEnded('four')(now) && now.deadLetters.count === 4,
  );
  expect(deadLetters.latest.map(({ reason }) => reason).sort()).toEqual([
    'no source nowhere is configured',
    'the message is none of ours',
    'the message is none of ours',
    'the message is none of ours',
  ]);
  expect(await cataloguedOf('four')).toEqual(['a']);
  // Sent on their way again they end where they were, and not twice.
  expect(await (await worker.fetch('/retry', { method: 'POST' })).json()).toEqual({ retried: 4 });
  await statusWhere((now) => now.deadLetters.count === 4);
});

it('runs every source when the cron fires', async () => {
  await feedOf('five').has('a');
  const ctx = createExecutionContext();
  await main.scheduled(createScheduledController(), env, ctx);
  await waitOnExecutionContext(ctx);
  await statusWhere((now) => hasEnded('five')(now));
  expect(await cataloguedOf('five')).toEqual(['a']);
});

it('stays itself while its settings are wrong, and says which', async () => {
  const { BACKEND_URL: _, ...rest } = env;
  const wrong = { ...rest, SCRAPER_CONTACT: '' };
  const answer = await main.fetch(
    new Request('https://worker/status', { headers: { 'x-api-key': 'a-run-key' } }),
    wrong,
    createExecutionContext(),
  );
  expect(answer.status).toBe(503);
  expect(await answer.json()).toMatchObject({
    code: 'unavailable',
    detail: expect.stringMatching(/BACKEND_URL must be set/),
  });
});
