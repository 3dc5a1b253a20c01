import { expect, test } from 'vitest';
import { startScraping } from '../support/scraping';
import { startSentry } from '../support/sentry';

test('what goes wrong in the Worker is reported, without keys', { timeout: 120_000 }, async () => {
  const sentry = await startSentry();
  const scraping = await startScraping({ SENTRY_DSN: sentry.dsn, SENTRY_RELEASE: 'of-tests' });
  scraping.sources.faults.set('/feed.xml', (_request, response) => {
    response.writeHead(403).end();
  });
  await scraping.worker.call('POST', '/run');
  await expect.poll(() => sentry.events, { timeout: 60_000 }).not.toEqual([]);
  expect(sentry.events[0]).toMatchObject({
    level: 'error',
    message: expect.stringMatching(/failed$/),
    release: 'torrent-streamer-scraper@of-tests',
    extra: { source: expect.any(String) },
  });
  for (const secret of ['x-api-key', 'a-run-key-for-tests', '"request"', '"user"']) {
    expect(sentry.received()).not.toContain(secret);
  }
});
