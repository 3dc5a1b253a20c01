import { describe, expect, test } from 'vitest';
import { type Torrent, torrentSearchPage } from '@/contracts/torrents';
import { call } from '../support/api';
import {
  addTorrents,
  findExactly,
  misspelt,
  named,
  newWord,
  searchPath,
} from '../support/catalogue';
import { pagesOf } from '../support/lists';
import { expectProblem } from '../support/shapes';

describe('the pages of an answer', () => {
  async function walk(q: string, limit: number, between = async () => {}) {
    const found: Torrent[] = [];
    const sizes: number[] = [];
    const totals = new Set<number>();
    const matches = new Set<string>();
    for await (const page of pagesOf(searchPath(q, limit), torrentSearchPage)) {
      found.push(...page.items);
      sizes.push(page.items.length);
      totals.add(page.total.value);
      matches.add(page.match);
      expect(page.total.relation).toBe('eq');
      await between();
    }
    return { ids: found.map(({ id }) => id), sizes, totals: [...totals], matches: [...matches] };
  }

  const nameOf = (word: string, place: number) =>
    [`${word}`, `${word} ${place}`, `${place} ${word}`][place % 3] as string;

  async function addMatching(word: string, count: number): Promise<string[]> {
    const names = Array.from({ length: count }, (_, place) => ({ name: nameOf(word, place) }));
    return (await addTorrents(...names)).map(({ id }) => id);
  }

  test('have no gap and no repeat, and the same total', async () => {
    const word = newWord();
    const wanted = await addMatching(word, 11);
    const whole = await findExactly(word);
    const { ids, sizes, totals, matches } = await walk(word, 3);
    expect(ids).toEqual(whole);
    expect([...ids].sort()).toEqual([...wanted].sort());
    expect(sizes).toEqual([3, 3, 3, 2]);
    expect({ totals, matches }).toEqual({ totals: [11], matches: ['exact'] });
  });

  test('end without a cursor where they are full', async () => {
    const word = newWord();
    await addMatching(word, 6);
    expect((await walk(word, 3)).sizes).toEqual([3, 3]);
    expect((await walk(word, 6)).sizes).toEqual([6]);
    expect((await walk(word, 5)).sizes).toEqual([5, 1]);
  });

  test('show everything once though more comes in', async () => {
    const word = newWord();
    const wanted = await addMatching(word, 9);
    const { ids } = await walk(word, 2, async () => {
      await addMatching(word, 3);
    });
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining(wanted));
  });

  test('have no gap and no repeat in a fuzzy answer', async () => {
    const word = newWord();
    const wanted = await addMatching(word, 11);
    const { ids, sizes, totals, matches } = await walk(misspelt(word), 3);
    expect([...ids].sort()).toEqual([...wanted].sort());
    expect(sizes).toEqual([3, 3, 3, 2]);
    expect({ totals, matches }).toEqual({ totals: [11], matches: ['fuzzy'] });
  });

  test('stay fuzzy though an exact match comes in', async () => {
    const word = newWord();
    const wanted = await addMatching(word, 6);
    const { ids, matches } = await walk(misspelt(word), 2, async () => {
      await named(misspelt(word));
    });
    expect(matches).toEqual(['fuzzy']);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining(wanted));
  });

  test('do not take the cursor of another list', async () => {
    await addMatching(newWord(), 2);
    const { json } = await call('GET', '/api/torrents/latest?limit=1');
    const answer = await call('GET', `${searchPath('sintel')}&cursor=${json.nextCursor}`);
    expectProblem(answer, 400, 'invalid_cursor');
  });
});
