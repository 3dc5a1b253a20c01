import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { Torrent } from '@/contracts/torrents';
import { call, ingest, newRecord } from '../support/api';
import { box, names, newWord, results } from './catalogue';
import { visit, withBrowser } from './visit';

withBrowser();

const card = (page: Page, name: string) => page.getByRole('article', { name });

/** A name as pages show it: without what would turn the letters around. */
const shownName = ({ name }: Torrent) => name.replace(/[\u202d\u202e]/g, '\ufffd');

async function newest(): Promise<Torrent[]> {
  const { json } = await call('GET', '/api/torrents/latest?limit=24');
  return json.items;
}

describe('the newest torrents', () => {
  test.each([true, false])('are there, JavaScript or not (%s)', async (javaScriptEnabled) => {
    const expected = await newest();
    await visit(
      '/',
      async (page) => {
        expect(await page.title()).toBe('Torrent Streamer');
        expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
        expect(await names(page)).toEqual(expected.map(shownName));
      },
      { javaScriptEnabled },
    );
  });

  test('say what is known of each, and what is not', async () => {
    const name = `Known ${newWord()}`;
    const record = newRecord({
      name,
      sizeBytes: 5_490_455_272,
      license: 'CC-BY-3.0',
      source: 'durian.blender.org',
      sourceUrl: 'https://durian.blender.org/',
      seeders: 1234,
      swarmCheckedAt: new Date(Date.now() - 3 * 3_600_000).toISOString(),
    });
    const unknown = `Unknown ${newWord()}`;
    const report = await ingest(record, newRecord({ name: unknown, sizeBytes: 999 }));
    const { json } = await call('GET', `/api/torrents/${report.results[0]?.id}`);
    await visit('/', async (page) => {
      const known = card(page, name);
      expect(await known.getByRole('definition').allTextContents()).toEqual([
        '5.49 GB',
        'CC-BY-3.0',
        'durian.blender.org',
        '1,234, counted 3 hours ago',
      ]);
      const source = known.getByRole('link', { name: 'durian.blender.org' });
      expect(await source.getAttribute('href')).toBe('https://durian.blender.org/');
      const magnet = known.getByRole('link', { name: 'Magnet link' });
      expect(await magnet.getAttribute('href')).toBe(json.magnetUri);
      expect(await card(page, unknown).getByRole('definition').allTextContents()).toEqual([
        '999 bytes',
        'unknown',
        'unknown',
        'unknown',
      ]);
      await known.getByRole('link', { name }).click();
      await page.waitForURL(`**/torrents/${json.id}`);
    });
  });

  test('have their info hash copied', async () => {
    const name = `Copied ${newWord()}`;
    const record = newRecord({ name });
    await ingest(record);
    await visit(
      '/',
      async (page) => {
        await card(page, name).getByRole('button', { name: 'Copy info hash' }).click();
        await card(page, name).getByRole('button', { name: 'Copied' }).waitFor();
        expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(record.infoHash);
      },
      { permissions: ['clipboard-read', 'clipboard-write'] },
    );
  });

  test('show their poster when it loads, and nothing broken when it does not', async () => {
    const name = `Poster ${newWord()}`;
    await ingest(newRecord({ name, posterUrl: 'https://posters.example.org/a.png' }));
    const image = (page: Page) => card(page, name).locator('img');
    await visit(
      '/',
      async (page) => {
        await image(page).scrollIntoViewIfNeeded();
        await page.waitForFunction(
          (element) => (element as HTMLImageElement).naturalWidth === 1,
          await image(page).elementHandle(),
        );
      },
      { posters: 'picture' },
    );
    await visit('/', async (page) => {
      await image(page).waitFor({ state: 'detached' });
      expect(await card(page, name).locator('svg').first().isVisible()).toBe(true);
    });
  });

  test('go on below', async () => {
    const word = newWord();
    await ingest(...Array.from({ length: 30 }, (_, i) => newRecord({ name: `${word} ${i}` })));
    const { json } = await call('GET', '/api/torrents/latest?limit=48');
    const expected = json.items.map(shownName);
    await visit('/', async (page) => {
      await page.getByRole('link', { name: 'Show more' }).click();
      await expect.poll(() => names(page)).toEqual(expected);
    });
  });

  test('give way to a search as it is typed, and the history follows it', async () => {
    const expected = (await newest()).map(shownName);
    await visit('/', async (page) => {
      await box(page).pressSequentially('sint');
      await page.waitForURL('**/?q=sint');
      await box(page).pressSequentially('el');
      await page.waitForURL('**/?q=sintel');
      await expect
        .poll(() => results(page).textContent())
        .toMatch(/^Found \d+ torrents for sintel\./);
      expect((await names(page))[0]).toBe('Sintel');
      expect(await page.title()).toBe('sintel – Torrent Streamer');

      await page.goBack();
      await expect.poll(() => names(page)).toEqual(expected);
      expect(new URL(page.url()).search).toBe('');
      expect(await box(page).inputValue()).toBe('');

      await page.goForward();
      await expect.poll(async () => (await names(page))[0]).toBe('Sintel');
      expect(await box(page).inputValue()).toBe('sintel');
    });
  });
});
