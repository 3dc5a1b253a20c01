import { expect, test } from 'vitest';
import { linesOf } from '../support/commands';
import { fillArchive, startScraping } from '../support/scraping';
import { startSentry } from '../support/sentry';

test('what goes wrong in the Worker is reported, without keys', async () => {
  const sentry = await startSentry();
  const scraping = await startScraping({ SENTRY_DSN: sentry.dsn, SENTRY_RELEASE: 'of-tests' });
  scraping.sources.faults.set('/feed.xml', (_request, response) => {
    response.writeHead(403).end();
  });
  await scraping.worker.call('POST', '/run');
  await expect.poll(() => sentry.events).not.toEqual([]);
  const [event] = sentry.events;
  expect(event).toMatchObject({
    level: 'error',
    release: 'torrent-streamer-scraper@of-tests',
    tags: { what: 'a step failed' },
    extra: { source: expect.any(String) },
  });
  expect(event?.exception.values[0].stacktrace.frames.length).toBeGreaterThan(1);
  for (const secret of ['x-api-key', 'a-run-key-for-tests', '"request"', '"user"']) {
    expect(sentry.received()).not.toContain(secret);
  }
});

test('a batch that is refused is reported by the id that the backend logs', async () => {
  const sentry = await startSentry();
  const scraping = await startScraping({ SENTRY_DSN: sentry.dsn });
  fillArchive(scraping.sources, 1);
  await scraping.worker.stop();
  await scraping.startWorker({}, 'a-key-that-nobody-made');
  await scraping.worker.call('POST', '/run');
  const refused = () => sentry.events.find(({ tags }) => tags?.what === 'a batch was not taken');
  await expect.poll(refused).toBeDefined();
  const { requestId } = refused()?.tags ?? {};
  const logged = () =>
    linesOf(scraping.backend.output()).filter((line) => line.includes(requestId));
  await expect
    .poll(logged)
    .toEqual([expect.stringContaining('"route":"/api/ingest","status":401')]);
});
