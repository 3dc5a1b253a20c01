import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { ingest, newRecord } from '../support/api';
import { box, names, newWord, results } from './catalogue';
import { visit, withBrowser } from './visit';

withBrowser();

describe('a search', () => {
  test('is offered titles that what is typed may become', async () => {
    const word = newWord();
    await ingest(newRecord({ name: `${word} and more (1931)` }));
    await visit('/', async (page) => {
      const offered = () =>
        page
          .locator('datalist option')
          .evaluateAll((all) => all.map((one) => one.getAttribute('value')));
      await box(page).pressSequentially(word.slice(0, -1));
      await expect.poll(offered).toEqual([`${word} and more`]);
      await box(page).fill('');
      await expect.poll(offered).toEqual([]);
    });
  });

  test('is a step of the history for each time Enter is pressed', async () => {
    await visit('/', async (page) => {
      await box(page).fill('alice');
      await box(page).press('Enter');
      await page.waitForURL('**/?q=alice');
      await box(page).fill('debian');
      await box(page).press('Enter');
      await page.waitForURL('**/?q=debian');
      await page.goBack();
      await page.waitForURL('**/?q=alice');
      await expect.poll(() => box(page).inputValue()).toBe('alice');
      await expect.poll(async () => (await names(page)).join()).toMatch(/alice/);
    });
  });

  test('can be linked', async () => {
    await visit('/?q=leaves+of+grass', async (page, response) => {
      expect(await response.text()).toContain('Leaves of Grass by Walt Whitman.epub');
      expect(await box(page).inputValue()).toBe('leaves of grass');
      expect(await names(page)).toEqual(['Leaves of Grass by Walt Whitman.epub']);
      expect(await results(page).textContent()).toContain('Found 1 torrent for');
    });
  });

  test('gives up an answer that nobody waits for any more', async () => {
    await visit(
      '/',
      async (page) => {
        let release = () => {};
        const isReleased = new Promise<void>((resolve) => {
          release = resolve;
        });
        const ofDebian = /search\?q=debian&/;
        await page.route(ofDebian, async (route) => {
          await isReleased;
          await route.continue();
        });
        // Posters of others fail as well.
        const failed = page.waitForEvent('requestfailed', (request) =>
          ofDebian.test(request.url()),
        );
        await box(page).fill('debian');
        await page.waitForRequest(ofDebian);
        await expect.poll(() => results(page).textContent()).toBe('Loading …');
        await box(page).fill('ubuntu');
        expect((await failed).failure()?.errorText).toBe('net::ERR_ABORTED');
        release();
        await expect.poll(async () => (await names(page)).join()).toMatch(/^ubuntu/);
        expect(await box(page).inputValue()).toBe('ubuntu');
      },
      { failing: /search\?q=debian/ },
    );
  });

  test('says what it searched for when nothing matches', async () => {
    await visit('/', async (page) => {
      await box(page).fill('sintle');
      await expect
        .poll(() => results(page).textContent())
        .toMatch(/Nothing found for sintle\. Instead, \d+ torrents? for sintel\./);
      expect(await names(page)).toContain('Sintel');
      await results(page).getByRole('link', { name: 'sintel' }).click();
      await expect
        .poll(() => results(page).textContent())
        .toMatch(/Found \d+ torrents? for sintel/);
      expect(await box(page).inputValue()).toBe('sintel');
    });
  });

  test('tells the file that has the words', async () => {
    await visit('/?q=beastie+boys', async (page) => {
      expect(await names(page)).toEqual(['The WIRED CD - Rip. Sample. Mash. Share']);
      const card = page.getByRole('article');
      expect(await card.textContent()).toContain(
        'Has the file 01 - Beastie Boys - Now Get Busy.mp3',
      );
    });
  });

  test('says when there is nothing', async () => {
    await visit('/?q=zzzzzzzzzzzz', async (page) => {
      expect(await results(page).textContent()).toContain('Nothing found for zzzzzzzzzzzz.');
      expect(await names(page)).toEqual([]);
    });
  });

  test('tells an exact number of matches from a lower bound', async () => {
    await visit('/', async (page) => {
      await page.route('**/api/torrents/search?**', async (route) => {
        const response = await route.fetch();
        const json = { ...(await response.json()), total: { value: 10_000, relation: 'gte' } };
        await route.fulfill({ response, json });
      });
      await box(page).fill('alice');
      await expect
        .poll(() => results(page).textContent())
        .toMatch(/^Found at least 10,000 torrents/);
    });
  });

  test.each([
    ['its button', (page: Page) => page.getByRole('button', { name: 'Try again' }).click()],
    ['Enter', (page: Page) => box(page).press('Enter')],
  ])('says when the catalogue does not answer, and tries again by %s', async (_by, again) => {
    await visit(
      '/',
      async (page) => {
        await page.route('**/api/torrents/search?**', (route) => route.abort(), { times: 1 });
        await box(page).fill('sintel');
        await expect.poll(() => results(page).textContent()).toContain('does not answer');
        await again(page);
        await expect.poll(async () => (await names(page))[0]).toBe('Sintel');
      },
      { failing: /torrents\/search/ },
    );
  });

  test('can be tried again and again by the keyboard alone', async () => {
    await visit(
      '/',
      async (page) => {
        let asked = 0;
        await page.route('**/api/torrents/search?**', (route) =>
          ++asked < 3 ? route.abort() : route.continue(),
        );
        await box(page).fill('sintel');
        await page.getByRole('button', { name: 'Try again' }).press('Enter');
        await expect.poll(() => asked).toBe(2);
        await expect.poll(() => results(page).textContent()).toContain('does not answer');
        await page.keyboard.press('Enter');
        await expect.poll(async () => (await names(page))[0]).toBe('Sintel');
      },
      { failing: /torrents\/search/ },
    );
  });

  test('with a cursor of no list is told off politely', async () => {
    await visit('/?q=sintel&cursor=nonsense', async (page) => {
      expect(await results(page).textContent()).toContain('This search cannot be read.');
    });
  });

  test('that is longer than an address may be is told off as well', async () => {
    await visit(
      '/',
      async (page) => {
        await box(page).fill('映画'.repeat(2_000));
        await box(page).press('Enter');
        await expect
          .poll(() => results(page).textContent())
          .toContain('This search cannot be read.');
      },
      { failing: /torrents\/(?:search|suggest)/ },
    );
  });

  test.each([
    ['longer than any name', `/?q=${'zq'.repeat(1_000)}`],
    ['with a character that no name can have', '/?q=zzzzzzzzzzzz%00zzzzzzzzzzz'],
  ])('%s is looked for as well', async (_, path) => {
    await visit(path, async (page) => {
      expect(await results(page).textContent()).toContain('Nothing found for');
      expect(await names(page)).toEqual([]);
    });
  });

  test('shows more, and the keyboard goes on there', async () => {
    const word = newWord();
    const found = Array.from({ length: 30 }, (_, i) => newRecord({ name: `${word} number ${i}` }));
    await ingest(...found);
    await visit(`/?q=${word}`, async (page) => {
      expect(await names(page)).toHaveLength(24);
      await page.getByRole('link', { name: 'Show more' }).press('Enter');
      await expect.poll(async () => (await names(page)).length).toBe(30);
      expect(new Set(await names(page))).toEqual(new Set(found.map(({ name }) => name)));
      expect(await page.getByRole('link', { name: 'Show more' }).count()).toBe(0);
      const focused = page.getByRole('article').nth(24).getByRole('heading').getByRole('link');
      await expect.poll(() => focused.evaluate((e) => e === document.activeElement)).toBe(true);
    });
  });

  test('says when more does not come, and leaves the keyboard where it is', async () => {
    const [word, other] = [newWord(), newWord()];
    const found = Array.from({ length: 30 }, (_, i) =>
      newRecord({ name: `${word} ${other} ${i}` }),
    );
    await ingest(...found);
    await visit(
      `/?q=${word}`,
      async (page) => {
        await page.route('**/api/torrents/search?**', (route) => route.abort(), { times: 1 });
        await page.getByRole('link', { name: 'Show more' }).click();
        await page.getByText('The catalogue does not answer.').waitFor();
        await page.getByRole('link', { name: 'Show more' }).click();
        await expect.poll(async () => (await names(page)).length).toBe(30);
        await box(page).fill(other);
        await expect.poll(() => results(page).textContent()).toContain(`for ${other}`);
        expect(await box(page).evaluate((e) => e === document.activeElement)).toBe(true);
      },
      { failing: /torrents\/search/ },
    );
  });

  test('works without JavaScript', async () => {
    const word = newWord();
    const found = Array.from({ length: 30 }, (_, i) => newRecord({ name: `${word} number ${i}` }));
    await ingest(...found);
    await visit(
      '/',
      async (page) => {
        await box(page).fill(word);
        await page.getByRole('button', { name: 'Search' }).click();
        await page.waitForURL(`**/?q=${word}`);
        expect(await results(page).textContent()).toContain('Found 30 torrents');
        const first = await names(page);
        await page.getByRole('link', { name: 'Show more' }).click();
        await page.waitForURL('**&cursor=*');
        const all = [...first, ...(await names(page))];
        expect(all).toHaveLength(30);
        expect(new Set(all)).toEqual(new Set(found.map(({ name }) => name)));
        expect(await page.getByRole('button', { name: 'Copy info hash' }).count()).toBe(0);
        await page.getByRole('link', { name: 'Back to its start' }).click();
        await page.waitForURL(`**/?q=${word}`);
      },
      { javaScriptEnabled: false },
    );
  });

  test('hears what was typed before the page was ready', async () => {
    await visit('/', async (page) => {
      let release = () => {};
      const isReleased = new Promise<void>((resolve) => {
        release = resolve;
      });
      await page.route('**/_next/static/**/*.js', async (route) => {
        await isReleased;
        await route.continue();
      });
      await page.reload({ waitUntil: 'commit' });
      await box(page).fill('sintel');
      release();
      await page.waitForURL('**/?q=sintel');
      await expect.poll(async () => (await names(page))[0]).toBe('Sintel');
    });
  });
});

describe('a name from strangers', () => {
  test('is text, whatever it holds', async () => {
    const word = newWord();
    const html = `<img src=x onerror="document.title='owned'"><script>alert(1)</script> ${word}`;
    const turned = `photo of ${word} \u202Egpj.exe`;
    const arabic = `${word} الشعر العربي القديم`;
    await ingest(
      newRecord({ name: html }),
      newRecord({ name: turned }),
      newRecord({ name: arabic }),
    );
    await visit('/', async (page) => {
      await box(page).fill(word);
      await expect.poll(async () => (await names(page)).length).toBe(3);
      expect(new Set(await names(page))).toEqual(
        new Set([html, turned.replace('\u202E', '\uFFFD'), arabic]),
      );
      expect(await page.locator('main img').count()).toBe(0);
      expect(await page.title()).toBe(`${word} – Torrent Streamer`);
      expect(await page.locator('h3 bdi').count()).toBe(3);
    });
  });
});
