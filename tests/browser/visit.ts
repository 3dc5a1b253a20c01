import type { Browser, BrowserContextOptions, Page, Response } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { host } from '../support/api';
import { launchChromium } from '../support/chromium';

interface Visit extends BrowserContextOptions {
  /** Status of the page. */
  status?: number;
  /** What the hosts of posters answer: nothing, or a picture. */
  posters?: 'nothing' | 'picture';
  /** Whether the page is made to violate its Content-Security-Policy. */
  violates?: boolean;
  /** Paths of our own that are made to fail, and may say so in the console. */
  failing?: RegExp;
}

/** The smallest PNG there is. */
const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** For what is waited for on a page, by a slow machine that does other work. */
const PATIENCE_MS = 90_000;

let browser: Browser;

/** One browser for the tests of a file. */
export function withBrowser(): void {
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());
}

/**
 * Opens a page as a new visitor. An error in the console or the page fails the test, and so does a
 * request to another origin, except for posters.
 */
export async function visit(
  path: string,
  look: (page: Page, response: Response) => Promise<void>,
  { status = 200, posters = 'nothing', violates = false, failing, ...options }: Visit = {},
): Promise<void> {
  const context = await browser.newContext({ baseURL: host.baseUrl, ...options });
  context.setDefaultTimeout(PATIENCE_MS);
  const faults: string[] = [];
  try {
    const page = await context.newPage();
    page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
    page.on('console', (message) => {
      const { url } = message.location();
      const isOfRequest = message.text().startsWith('Failed to load resource');
      const isViolation = message.text().includes('Content Security Policy');
      const isExpected =
        (isViolation && violates) ||
        (isOfRequest &&
          (!url.startsWith(host.baseUrl) ||
            (failing?.test(url) ?? false) ||
            (status !== 200 && url === page.url())));
      if (message.type() === 'error' && !isExpected) faults.push(`${message.text()} (${url})`);
    });
    await page.route(
      ({ origin }) => origin !== host.baseUrl,
      (route, request) => {
        const isPoster = request.resourceType() === 'image';
        if (!isPoster) faults.push(`request to ${request.url()}`);
        if (!isPoster || posters === 'nothing') return route.abort();
        return route.fulfill({ contentType: 'image/png', body: picture });
      },
    );
    const response = (await page.goto(path)) as Response;
    expect(response.status()).toBe(status);
    await look(page, response);
    expect(faults).toEqual([]);
  } finally {
    await context.close();
  }
}
