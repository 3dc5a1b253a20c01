import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { launchChromium } from '../support/chromium';
import { testFolder, testServer } from '../support/commands';
import { startPostgres } from '../support/postgres';
import { secrets } from '../support/secrets';
import { startSentry } from '../support/sentry';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

async function open(environment: Record<string, string>) {
  const server = await testServer({ DATA_DIR: testFolder(), ...environment });
  const context = await browser.newContext({ baseURL: server.baseUrl });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const requests: string[] = [];
  page.on('request', (request) => {
    // Posters come from anywhere.
    if (request.resourceType() !== 'image') requests.push(request.url());
  });
  await page.goto('/?q=sintel', { waitUntil: 'networkidle' });
  return { server, page, requests };
}

const fail = (page: Page) =>
  page.evaluate(() => {
    setTimeout(() => {
      throw new Error('a fault of the page');
    });
  });

test('an error in a page is reported, under the strict policy', async () => {
  const sentry = await startSentry();
  const { page } = await open({ SENTRY_DSN: sentry.dsn, SENTRY_RELEASE: 'of-tests' });
  await fail(page);
  await expect.poll(() => sentry.events).not.toEqual([]);
  const [event] = sentry.events;
  expect(event).toMatchObject({ platform: 'javascript', release: 'torrent-streamer@of-tests' });
  expect(event?.exception.values[0].value).toBe('a fault of the page');
  // Neither what was searched for nor by what.
  expect(sentry.received()).not.toContain('sintel');
  expect(sentry.received()).not.toContain('Mozilla');
});

test('an error from before the program that reports has come is reported as well', async () => {
  const sentry = await startSentry();
  const server = await testServer({ DATA_DIR: testFolder(), SENTRY_DSN: sentry.dsn });
  const page = await browser.newPage({ baseURL: server.baseUrl });
  onTestFinished(() => page.close());
  let isHeldBack = false;
  let letGo = () => {};
  const isLetGo = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route('**/_next/static/chunks/**', async (route) => {
    const response = await route.fetch();
    if (/sentry_key/.test(await response.text())) {
      isHeldBack = true;
      await isLetGo;
    }
    await route.fulfill({ response });
  });
  await page.goto('/');
  await expect.poll(() => isHeldBack).toBe(true);
  await fail(page);
  await page.evaluate(() => {
    Promise.reject(new Error('a broken promise of the page'));
  });
  letGo();
  await expect.poll(() => sentry.events).toHaveLength(2);
  const messages = sentry.events.map(({ exception }) => exception.values[0].value);
  expect(messages).toEqual(['a fault of the page', 'a broken promise of the page']);
});

const ofVercel = (requests: string[]) =>
  requests.map((url) => new URL(url).pathname).filter((path) => path.startsWith('/_vercel/'));

test('nothing is loaded for it, and nobody told, where it is not wanted', async () => {
  const { server, requests } = await open({});
  expect(requests.filter((url) => !url.startsWith(server.baseUrl))).toEqual([]);
  expect(ofVercel(requests)).toEqual([]);
});

test('on Vercel, and there alone, its own programs count visits and measure', async () => {
  const postgres = await startPostgres();
  onTestFinished(postgres.stop);
  const environment = {
    VERCEL: '1',
    DATABASE_URL: await postgres.createMigratedDatabase(),
    ...secrets,
  };
  const { requests } = await open(environment);
  expect(ofVercel(requests).sort()).toEqual([
    '/_vercel/insights/script.js',
    '/_vercel/speed-insights/script.js',
  ]);
});
