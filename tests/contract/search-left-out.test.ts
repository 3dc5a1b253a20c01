import { describe, expect, test } from 'vitest';
import {
  addTorrents,
  misspelt,
  named,
  newWord,
  newWords,
  nothing,
  search,
} from '../support/catalogue';

describe('words that no torrent has together', () => {
  test('are looked for without those that many have', async () => {
    const [common, frequent, rare, other] = newWords(4) as [string, string, string, string];
    await addTorrents(
      ...Array.from({ length: 60 }, (_, place) => ({ name: `${common} ${frequent} ${place}` })),
    );
    const id = await named(`${rare} ${other}`);
    const { items, didYouMean } = await search(`${common} ${rare} ${frequent} ${other}`);
    expect(didYouMean).toBe(`${rare} ${other}`);
    expect(items.map((item) => item.id)).toEqual([id]);
  });

  test('are looked for without those that say little, where the others are in many as well', async () => {
    const [common, frequent, rare, other] = newWords(4) as [string, string, string, string];
    const places = (count: number) => Array.from({ length: count }, (_, place) => place);
    await addTorrents(...places(900).map((place) => ({ name: `${common} ${frequent} ${place}` })));
    await addTorrents(
      ...places(38).map((place) => ({ name: `${place % 2 ? rare : other} ${place}` })),
    );
    const id = await named(`${rare} ${other}`);
    const { items, didYouMean } = await search(`${rare} ${common} ${frequent} ${other}`);
    expect(didYouMean).toBe(`${rare} ${other}`);
    expect(items.map((item) => item.id)).toEqual([id]);
  });

  test.each([
    [5, (a: string, b: string) => `${a} ${b}`],
    [4, (a: string) => a],
  ])('are taken for one that is like them and in %i times as many', async (times, meant) => {
    const [a, b] = newWords(2) as [string, string];
    await addTorrents(
      { name: `${misspelt(b)} 0` },
      ...Array.from({ length: times }, (_, place) => ({ name: `${a} ${b} ${place}` })),
    );
    expect((await search(`${a} ${misspelt(b)}`)).didYouMean).toBe(meant(a, b));
  });

  test('are looked for without the last of them', async () => {
    const [a, b] = newWords(2) as [string, string];
    const id = await named(a);
    await addTorrents({ name: b }, { name: `${b} 2` });
    const { items, didYouMean } = await search(`${a} ${b}`);
    expect(didYouMean).toBe(a);
    expect(items.map((item) => item.id)).toEqual([id]);
  });
});

describe('words that are too many', () => {
  test.each([2, 4, 9])('are left out from the end: %i of them', async (count) => {
    const [a, b, ...others] = newWords(2 + count) as [string, string, ...string[]];
    const id = await named(`${a} ${b}`);
    await addTorrents(...others.map((name) => ({ name })));
    const { items, match, didYouMean } = await search([a, b, ...others].join(' '));
    expect({ match, didYouMean }).toEqual({ match: 'fuzzy', didYouMean: `${a} ${b}` });
    expect(items.map((item) => item.id)).toEqual([id]);
  });

  test.each([1, 2, 4])('are left out from the beginning: %i of them', async (count) => {
    const [a, b, c, ...others] = newWords(3 + count) as [string, string, string, ...string[]];
    const id = await named(`${newWord()} ${a} ${b} ${c}`);
    await addTorrents(...others.map((word) => ({ name: `${newWord()} ${word}` })));
    for (const typed of [others, [newWord(20), ...others]]) {
      const { items, didYouMean } = await search([...typed, a, b, c].join(' '));
      expect(didYouMean).toBe(`${a} ${b} ${c}`);
      expect(items.map((item) => item.id)).toEqual([id]);
    }
  });

  test('are those by which fewer of the others are found', async () => {
    const [a, b, c, d, other] = newWords(5) as [string, string, string, string, string];
    await addTorrents({ name: `${other} ${a} ${b} ${c}` }, { name: `${other} ${c} ${d}` });
    expect((await search(`${a} ${b} ${c} ${newWord(20)} ${c} ${d}`)).didYouMean).toBe(
      `${a} ${b} ${c}`,
    );
    expect((await search(`${c} ${d} ${newWord(20)} ${a} ${b} ${c}`)).didYouMean).toBe(
      `${a} ${b} ${c}`,
    );
  });

  test('are none where nobody knows the first of them', async () => {
    const [a, b, c] = newWords(3) as [string, string, string];
    await addTorrents({ name: `${a} 1` }, { name: `${b} 2` }, { name: `${c} 3` });
    expect(await search(`${newWord(20)} ${a} ${b} ${c}`)).toEqual(nothing);
  });

  test.each([
    ['a title', '', (a: string) => a],
    ['one that is misspelt', '', misspelt],
    ['one without its article', 'the ', (a: string) => a],
  ])('are left out around %s, and what comes after it is not', async (_what, article, type) => {
    const [a, b, other] = newWords(3) as [string, string, string];
    const named = `${article}${a} ${b} 1921`;
    await addTorrents(
      ...[`${named} 1080p`, `${named} 720p`, other, `${other} 2`].map((name) => ({ name })),
    );
    const typed = `${newWord(20)} ${other} ${type(a)} ${b}`;
    expect((await search(`${typed} ${newWord(20)}`)).didYouMean).toBe(`${a} ${b}`);
    const { items, didYouMean } = await search(`${typed} 720p ${other}`);
    expect(didYouMean).toBe(`${a} ${b} 720p`);
    expect(items).toHaveLength(1);
  });

  test('are left out of what is misspelt as well', async () => {
    const [word, ...others] = newWords(4) as [string, ...string[]];
    await addTorrents(...[word, ...others].map((name) => ({ name })));
    expect((await search([misspelt(word), ...others].join(' '))).didYouMean).toBe(word);
  });

  test.each(['q', 'qz', 'ж', '7'])(
    'are not left out until nothing is left but %s',
    async (word) => {
      const known = newWord();
      await addTorrents({ name: word }, { name: `${word}${newWord()}` }, { name: known });
      expect(await search(`${word} ${newWord(20)}`)).toEqual(nothing);
      expect((await search(`${word} ${known}`)).didYouMean).toBe(known);
    },
  );
});

describe('words that nobody knows', () => {
  test('are not left out until there are but words that say nothing', async () => {
    const [common, rare] = newWords(2) as [string, string];
    await addTorrents(
      ...Array.from({ length: 900 }, (_, place) => ({ name: `${common} ${place}` })),
    );
    const id = await named(`${common} ${rare}`);
    expect(await search(`${common} ${newWord(20)}`)).toEqual(nothing);
    const { items, didYouMean } = await search(`${common} ${rare} ${newWord(20)}`);
    expect(didYouMean).toBe(`${common} ${rare}`);
    expect(items.map((item) => item.id)).toEqual([id]);
  });
});
