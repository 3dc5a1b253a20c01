import { describe, expect, test } from 'vitest';
import { torrentSearchPage } from '@/contracts/torrents';
import { addTorrents, newWord, search, searchPath } from '../support/catalogue';
import { pagesOf } from '../support/lists';

describe('a common word', () => {
  const COUNT = 1_400;

  /** More torrents than are ranked at once, the very title the first of all. */
  async function addMany(): Promise<{ word: string; ids: string[] }> {
    const word = newWord();
    const names = Array.from({ length: COUNT }, (_, place) =>
      place === 0 ? word : `${place % 7 === 0 ? '' : 'the '}${word} part ${place}`,
    );
    const ids: string[] = [];
    for (let start = 0; start < COUNT; start += 700) {
      const added = await addTorrents(...names.slice(start, start + 700).map((name) => ({ name })));
      ids.push(...added.map(({ id }) => id));
    }
    return { word, ids };
  }

  test('finds everything once, the very title first however old', async () => {
    const { word, ids } = await addMany();
    for (const sort of ['relevance', 'newest', 'size', 'seeders']) {
      const found: string[] = [];
      const totals = new Set<string>();
      for await (const page of pagesOf(`${searchPath(word)}&sort=${sort}`, torrentSearchPage)) {
        found.push(...page.items.map(({ id }) => id));
        totals.add(JSON.stringify(page.total));
      }
      expect(new Set(found).size, sort).toBe(found.length);
      expect([...found].sort(), sort).toEqual([...ids].sort());
      expect(totals.size, sort).toBe(1);
      if (sort === 'relevance') {
        expect(found[0]).toBe(ids[0]);
        // Titles are read as a whole, and come in the same order on pages of any length.
        const first: string[] = [];
        for await (const page of pagesOf(searchPath(word, 20), torrentSearchPage)) {
          first.push(...page.items.map(({ id }) => id));
          if (first.length >= 60) break;
        }
        expect(first).toEqual(found.slice(0, first.length));
      }
      if (sort === 'newest') expect(found).toEqual([...ids].reverse());
    }
    const { total } = await search(word);
    expect(total.relation).toBe('gte');
    expect(total.value).toBeGreaterThanOrEqual(200);
    expect(total.value).toBeLessThanOrEqual(COUNT);
    const rare = await search(`${word} part ${COUNT - 1}`);
    expect(rare.items.map(({ id }) => id)).toEqual(ids.slice(-1));
  });

  test.each([
    ['becomes one', 300],
    ['becomes a more common one', 900],
  ])('that %s between two pages is gone through all the same', async (_, first) => {
    const word = newWord();
    const add = async (count: number) => {
      const names = Array.from({ length: count }, (_, place) => ({ name: `${word} ${place}` }));
      return (await addTorrents(...names)).map(({ id }) => id);
    };
    await addTorrents(...Array.from({ length: 800 }, () => ({ name: newWord() })));
    const ids = await add(first);
    const found: string[] = [];
    for await (const page of pagesOf(searchPath(word), torrentSearchPage)) {
      found.push(...page.items.map(({ id }) => id));
      if (found.length === 100) await add(400);
    }
    expect(new Set(found).size).toBe(found.length);
    expect(found).toEqual(expect.arrayContaining(ids));
  });
});
