import { beforeAll, describe, expect, test } from 'vitest';
import { call, ingest, newRecord } from '../support/api';
import { visit, withBrowser } from './visit';

withBrowser();

let longName = '';

beforeAll(async () => {
  const name = `An.Open.Film.${'With_a_name_that_goes_on'.repeat(8)}.${'x'.repeat(120)}`;
  const record = newRecord({ name, license: 'y'.repeat(200), source: 'z'.repeat(100) });
  const files = [{ index: 0, name: `${'w'.repeat(200)}/${'v'.repeat(200)}`, sizeBytes: 1 }];
  longName = (await ingest({ ...record, files })).results[0]?.id ?? '';
});

async function pages(): Promise<Record<string, string>> {
  const { json } = await call('GET', '/api/torrents/search?q=alice_in_wonderland');
  return {
    start: '/',
    search: '/?q=sintel',
    nothing: `/?q=${'zzzzzzzzzzzz'.repeat(50)}`,
    torrent: `/torrents/${json.items[0].id}`,
    longName: `/torrents/${longName}`,
    errors: '/docs/errors',
    confirmEmail: '/confirm-email',
    resetPassword: '/reset-password',
  };
}

const names = [
  'start',
  'search',
  'nothing',
  'torrent',
  'longName',
  'errors',
  'confirmEmail',
  'resetPassword',
];

describe.each(names)('the page: %s', (name) => {
  // In one visit, as a window costs more than all that is looked at in it.
  test('stands still as it loads, has what assistive technology needs, and fits any screen, by light and in the dark', async () => {
    await visit((await pages())[name] as string, async (page, response) => {
      await page.waitForLoadState('networkidle');
      expect(await page.evaluate(layoutShift)).toBeLessThan(0.01);

      expect(await response.text()).not.toContain(' style="');
      expect(await page.locator('html').getAttribute('lang')).toBe('en');
      for (const role of ['main', 'banner', 'contentinfo'] as const) {
        expect(await page.getByRole(role).count()).toBe(1);
      }
      expect(await page.locator('h1').count()).toBe(1);
      expect(await page.evaluate(faults)).toEqual([]);
      await page.keyboard.press('Tab');
      const skip = page.getByRole('link', { name: 'Skip to the content' });
      expect(await skip.evaluate((e) => e === document.activeElement)).toBe(true);
      expect(await page.locator('#content').count()).toBe(1);

      for (const width of [360, 1600]) {
        await page.setViewportSize({ width, height: 800 });
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      }
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        expect(await page.evaluate(lowContrast)).toEqual([]);
      }
    });
  });

  test('has its title and icon in its head, where no script puts them there', async () => {
    const path = (await pages())[name] as string;
    const look: Parameters<typeof visit>[1] = async (page) => {
      expect(await page.locator('head > title').count()).toBe(1);
      expect(await page.locator('head > link[rel=icon]').count()).toBe(1);
    };
    await visit(path, look, { javaScriptEnabled: false });
  });

  test('runs the scripts that came with it, and no others', async () => {
    await visit(
      (await pages())[name] as string,
      async (page, response) => {
        const policy = response.headers()['content-security-policy'] ?? '';
        expect(policy).toMatch(/script-src 'nonce-[\w+/=]{24}' 'strict-dynamic';/);
        expect(policy).toContain("style-src 'self';");
        const again = await page.reload();
        expect(again?.headers()['content-security-policy']).not.toBe(policy);
        const ran = await page.evaluate(() => {
          const script = document.createElement('div');
          script.innerHTML = '<img src="x:" onerror="window.ran = true">';
          document.body.append(script);
          return new Promise((resolve) => setTimeout(() => resolve('ran' in window), 100));
        });
        expect(ran).toBe(false);
      },
      { violates: true },
    );
  });
});

/** Runs in the page: what breaks the rules that need no judgement. */
function faults(): string[] {
  const found: string[] = [];
  const say = (fault: string, element: Element) => found.push(`${fault}: ${element.outerHTML}`);
  for (const input of document.querySelectorAll<HTMLInputElement>('input:not([type=hidden])')) {
    if (input.labels?.length !== 1) say('no label', input);
  }
  for (const image of document.querySelectorAll('img:not([alt])')) say('no alt', image);
  for (const icon of document.querySelectorAll('svg:not([aria-hidden=true])')) say('seen', icon);
  for (const element of document.querySelectorAll<HTMLElement>('a, button')) {
    if (element.textContent.trim() === '') say('no name', element);
  }
  for (const link of document.querySelectorAll<HTMLAnchorElement>('a')) {
    if (!/^(?:https?|magnet):$/.test(link.protocol)) say('not of the web', link);
  }
  for (const { id } of document.querySelectorAll('[id]')) {
    const same = document.querySelectorAll(`[id="${CSS.escape(id)}"]`);
    if (same.length > 1) say('same id', same[1] as Element);
  }
  let level = 0;
  for (const heading of document.querySelectorAll('h1, h2, h3, h4')) {
    const next = Number(heading.tagName.slice(1));
    if (next > level + 1) say('level left out', heading);
    level = next;
  }
  return found;
}

/** Runs in the page: texts that stand out from what is behind them by less than WCAG's AA. */
function lowContrast(): string[] {
  const channels = (color: string) => (color.match(/[\d.]+/g) ?? []).map(Number);
  const luminance = (color: string) => {
    const [red = 0, green = 0, blue = 0] = channels(color).map((channel) => {
      const share = channel / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const background = (element: Element | null): string => {
    if (element === null) return 'rgb(255, 255, 255)';
    const { backgroundColor } = getComputedStyle(element);
    return channels(backgroundColor)[3] === 0 ? background(element.parentElement) : backgroundColor;
  };
  const found: string[] = [];
  for (const element of document.body.querySelectorAll('*')) {
    const texts = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE);
    if (element.closest('script') || !texts.some((node) => node.textContent?.trim())) continue;
    const pair = [getComputedStyle(element).color, background(element)].map(luminance);
    const ratio = (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
    if (ratio < 4.5) found.push(`${ratio.toFixed(2)}: ${element.outerHTML}`);
  }
  return found;
}

/** Runs in the page: how much of it has moved by itself. */
function layoutShift(): Promise<number> {
  return new Promise((resolve) => {
    new PerformanceObserver((list) => {
      const shifts = list.getEntries() as (PerformanceEntry & { value: number })[];
      resolve(shifts.reduce((sum, { value }) => sum + value, 0));
    }).observe({ type: 'layout-shift', buffered: true });
    // Without any shift the observer is never called.
    requestAnimationFrame(() => requestAnimationFrame(() => resolve(0)));
  });
}
