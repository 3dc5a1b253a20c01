import { describe, expect, test } from 'vitest';
import { call, ingest, newInfoHash, newRecord } from '../support/api';
import { visit, withBrowser } from './visit';

withBrowser();

async function search(q: string) {
  const { json } = await call('GET', `/api/torrents/search?q=${encodeURIComponent(q)}`);
  return json.items[0];
}

describe('the page of a torrent', () => {
  test.each([true, false])('says all of it, JavaScript or not (%s)', async (javaScriptEnabled) => {
    const sintel = await search('sintel');
    await visit(
      `/torrents/${sintel.id}`,
      async (page) => {
        expect(await page.title()).toBe('Sintel – Torrent Streamer');
        expect(await page.getByRole('heading', { level: 1 }).allTextContents()).toEqual(['Sintel']);
        const facts = await page.getByRole('definition').allTextContents();
        expect(facts).toEqual([
          '129 MB (129,302,391 bytes)',
          'CC-BY-3.0',
          'webtorrent.io',
          'unknown',
          'unknown',
          '30 March 2017',
          expect.stringMatching(/^\d{1,2} \w+ \d{4}$/),
          sintel.infoHash,
          `/api/torrents/${sintel.id}`,
        ]);
        const link = (name: string) => page.getByRole('link', { name }).getAttribute('href');
        expect(await link('Magnet link')).toBe(sintel.magnetUri);
        expect(await link('.torrent file')).toBe(sintel.torrentUrl);
        expect(await link('webtorrent.io')).toBe(sintel.sourceUrl);
        expect(await page.getByRole('heading', { name: '11 files' }).count()).toBe(1);
        const film = page.getByRole('row', { name: 'Sintel.mp4' });
        expect(await film.getByRole('cell').allTextContents()).toEqual([
          '5',
          'Sintel.mp4',
          '129 MB',
        ]);
      },
      { javaScriptEnabled },
    );
  });

  test('is found by the info hash as well', async () => {
    const sintel = await search('sintel');
    await visit(`/torrents/${sintel.infoHash.toUpperCase()}`, async (page) => {
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Sintel');
    });
  });

  test('keeps a long list of files in pages, and narrows it down', async () => {
    const files = Array.from({ length: 250 }, (_, index) => ({
      index,
      name: `chapters/part ${index % 2}/${index}.mp3`,
      sizeBytes: index,
    }));
    const report = await ingest(newRecord({ name: 'A book read aloud', files }));
    await visit(
      `/torrents/${report.results[0]?.id}`,
      async (page) => {
        const paths = () => page.getByRole('row').locator('td:nth-child(2)').allTextContents();
        expect(await paths()).toEqual(files.slice(0, 100).map(({ name }) => name));
        await page.getByRole('link', { name: 'Next' }).click();
        await page.waitForURL('**?page=2#files');
        expect(await paths()).toEqual(files.slice(100, 200).map(({ name }) => name));
        await page.getByLabel('Only paths with').fill('PART 1/');
        await page.getByRole('button', { name: 'Show' }).click();
        await page.waitForURL('**?file=PART+1%2F#files');
        const odd = files.filter(({ index }) => index % 2 === 1).map(({ name }) => name);
        expect(await paths()).toEqual(odd.slice(0, 100));
        await page.getByRole('link', { name: 'Next' }).click();
        await page.waitForURL('**&page=2#files');
        expect(await paths()).toEqual(odd.slice(100));
        await page.getByLabel('Only paths with').fill('nowhere');
        await page.getByRole('button', { name: 'Show' }).click();
        await page.getByText('No path has these characters.').waitFor();
      },
      { javaScriptEnabled: false },
    );
  });

  test('says so when the files are unknown', async () => {
    const report = await ingest(newRecord());
    await visit(`/torrents/${report.results[0]?.id}`, async (page) => {
      await page.getByText('The list of files is unknown.').waitFor();
    });
  });

  test('shows names from strangers as text', async () => {
    const name = '<img src=x onerror=alert(1)> \u202Egpj.exe';
    const shown = name.replace('\u202E', '\uFFFD');
    const files = [{ index: 0, name: `folder/${name}`, sizeBytes: 1 }];
    const report = await ingest(newRecord({ name, license: name, source: name, files }));
    await visit(`/torrents/${report.results[0]?.id}`, async (page) => {
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(shown);
      expect(await page.title()).toBe(`${shown} – Torrent Streamer`);
      const cells = page.getByRole('table').getByRole('cell');
      expect(await cells.allTextContents()).toEqual(['0', `folder/${shown}`, '1 byte']);
      expect(await page.locator('img').count()).toBe(0);
    });
  });

  test.each([
    ['of nobody', '/torrents/00000000-0000-4000-8000-000000000000'],
    ['of an info hash that nobody sent', `/torrents/${newInfoHash()}`],
    ['that is no id', '/torrents/nonsense'],
  ])('%s is not found', async (_, path) => {
    await visit(
      path,
      async (page) => {
        await page.getByRole('heading', { level: 1, name: 'No such torrent' }).waitFor();
        await page.getByRole('link', { name: 'Search the catalogue' }).click();
        await page.waitForURL('**/');
      },
      { status: 404 },
    );
  });
});

test('an address that is none is not found', async () => {
  await visit(
    '/nowhere',
    async (page) => {
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(
        'This page is not here',
      );
      expect(await page.title()).toBe('Page not found – Torrent Streamer');
    },
    { status: 404, javaScriptEnabled: false },
  );
});
