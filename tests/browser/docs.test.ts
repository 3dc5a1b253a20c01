import { describe, expect, test } from 'vitest';
import { problemTypes } from '@/middleware/problems';
import { call, host } from '../support/api';
import { visit, withBrowser } from './visit';

withBrowser();

describe('the API reference', () => {
  test('lists every operation of the document, and offers nothing that its maker runs elsewhere', async () => {
    const { json } = await call('GET', '/api/openapi.json');
    const operations = Object.values<Record<string, { summary: string }>>(json.paths).flatMap(
      Object.values,
    );
    expect(operations.length).toBeGreaterThan(15);
    await visit('/docs', async (page) => {
      await page.getByRole('heading', { level: 1, name: json.info.title }).waitFor();
      const sidebar = page.getByRole('navigation', { name: /Sidebar/ });
      for (const { summary } of operations) {
        await sidebar.getByRole('button', { name: summary }).first().waitFor();
      }
      for (const name of [/ask ai/i, /api client/i, /developer tools/i, /share/i, /deploy/i]) {
        expect(await page.getByRole('button', { name }).count()).toBe(0);
        expect(await page.getByRole('link', { name }).count()).toBe(0);
      }
    });
  });

  test('looks the same with a slash at the end of its address', async () => {
    await visit('/docs/', async (page) => {
      const { json } = await call('GET', '/api/openapi.json');
      await page.getByRole('heading', { level: 1, name: json.info.title }).waitFor();
    });
  });

  test('tries a call on our own origin', async () => {
    await visit('/docs#tag/service/GET/api/health', async (page) => {
      await page.getByRole('button', { name: 'Test Request (get /api/health)' }).click();
      const answer = page.waitForResponse(/\/api\/health/);
      await page
        .getByRole('dialog')
        .getByRole('button', { name: /^Send get request/ })
        .click();
      expect((await answer).url()).toBe(`${host.baseUrl}/api/health`);
      expect((await answer).status()).toBe(200);
      await page.getByText('200 OK').waitFor();
    });
  });

  test('points at the document when there is no JavaScript', async () => {
    await visit(
      '/docs',
      async (page) => {
        const link = page.getByRole('main').getByRole('link', { name: '/api/openapi.json' });
        expect(await link.getAttribute('href')).toBe('/api/openapi.json');
      },
      { javaScriptEnabled: false },
    );
  });
});

describe('the list of errors', () => {
  test('has every code with its status and title', async () => {
    await visit('/docs/errors', async (page) => {
      const rows = await page.locator('tbody tr').evaluateAll((rows) =>
        rows.map((row) => ({
          code: row.id,
          text: row.textContent,
        })),
      );
      expect(rows.map(({ code }) => code)).toEqual(Object.keys(problemTypes));
      for (const [place, [code, { status, title }]] of Object.entries(problemTypes).entries()) {
        expect(rows[place]?.text).toContain(`${status}${code}${title}`);
      }
    });
  });

  test('is where a problem points', async () => {
    const { json } = await call('GET', '/api/nowhere');
    await visit(json.type, async (page) => {
      const row = page.locator(':target');
      expect(await row.textContent()).toContain(json.title);
      expect(await row.evaluate((e) => e.getBoundingClientRect().bottom <= innerHeight)).toBe(true);
    });
  });
});
