import { randomInt } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { torrentSearchPage } from '@/contracts/torrents';
import { call } from '../support/api';
import {
  addTorrent,
  addTorrents,
  misspelt,
  named,
  newWord,
  newWords,
  nothing,
  search,
  searchPath,
} from '../support/catalogue';
import { expectShape } from '../support/shapes';

describe('what was meant', () => {
  test.each([
    ['a slip', (a: string, b: string) => `${a} ${b.slice(0, 4)}${b.slice(5)}`],
    ['two words written as one', (a: string, b: string) => `${a}${b}`],
    ['a word that nobody knows', (a: string, b: string) => `${a} ${newWord(20)} ${b}`],
  ])('is told of %s', async (_what, type) => {
    const [a, b] = [newWord(), newWord()];
    const { id } = await addTorrent({ name: `${a} ${b}` });
    const { items, match, didYouMean } = await search(type(a, b));
    expect({ match, didYouMean }).toEqual({ match: 'fuzzy', didYouMean: `${a} ${b}` });
    expect(items.map((item) => item.id)).toEqual([id]);
  });

  test('is rather that a letter is missing than that there is one too many', async () => {
    const [word, other] = [newWord(), newWord(8)];
    await addTorrents(
      { name: `${word} ${other}` },
      ...[1, 2].map((place) => ({ name: `${newWord()} ${other.slice(0, 6)} ${place}` })),
    );
    const { didYouMean } = await search(`${word} ${other.slice(0, 6)}${other[7]}`);
    expect(didYouMean).toBe(`${word} ${other}`);
  });

  test('is rather a word that begins alike, though others have more', async () => {
    const [first, ...rest] = newWord(8);
    await addTorrents(
      { name: `${first}${rest.join('')}` },
      ...[1, 2].map((place) => ({ name: `7${rest.slice(1).join('')} ${place}` })),
    );
    const { didYouMean } = await search(`${first}${rest.slice(1).join('')}`);
    expect(didYouMean).toBe(`${first}${rest.join('')}`);
  });

  test('is no season or episode of a word that objects have for a name', async () => {
    const word = newWord();
    await addTorrents({ name: `${word} 5` }, { name: `${word} constructors 5` });
    const { didYouMean } = await search(`${word} constructor 5`);
    expect(didYouMean).toBe(`${word} constructors 5`);
  });

  test('is told of a short word with a letter too many', async () => {
    const word = newWord();
    await addTorrent({ name: `${word} щъэ` });
    expect((await search(`${word} щъэф`)).didYouMean).toBe(`${word} щъэ`);
  });

  test.each(['41', '4'])('is told of a word and a number written as one: %s', async (number) => {
    const word = newWord();
    await addTorrents({ name: `${word} 3` }, { name: word });
    const id = await named(`${word} ${number}`);
    const { items, didYouMean } = await search(`${word}${number}`);
    expect(didYouMean).toBe(`${word} ${number}`);
    expect(items.map((item) => item.id)).toEqual([id]);
  });

  test('is rather two words written as one than a word with two slips', async () => {
    const [a, b] = [newWord(5), newWord(5)];
    await addTorrents({ name: `${a} ${b}` }, { name: `${a}${b}qj` });
    // As a whole word: of what is perhaps not typed to its end, the longer one is.
    const { didYouMean } = await search(`"${a}${b}"`);
    expect(didYouMean).toBe(`${a} ${b}`);
  });

  test.each([
    ['dostojewski', 'dostoyevsky'],
    ['tschaikowski', 'tchaikovsky'],
  ])('is told of a name as another language writes it: %s', async (typed, told) => {
    const word = newWord();
    await addTorrents({ name: `${word} ${told}` }, { name: word });
    expect((await search(`${word} ${typed}`)).didYouMean).toBe(`${word} ${told}`);
  });

  test.each([
    ['free pdf', ''],
    ['watch', 'full movie online'],
    ['download', 'audiobook'],
  ])('is a work, not how somebody wants it: %s … %s', async (before, after) => {
    const [a, b] = newWords(2);
    await addTorrents(
      { name: `${newWord()} ${a} ${b}` },
      { name: `${before} ${newWord()} ${after}` },
    );
    const { items, didYouMean } = await search(`${before} ${a} ${b} ${after}`);
    expect(didYouMean).toBe(`${a} ${b}`);
    expect(items).toHaveLength(1);
  });

  test('is told of three words written as one', async () => {
    const [a, b, c] = [newWord(5), newWord(5), newWord(5)];
    const { id } = await addTorrent({ name: `${a} ${b} ${c}` });
    const { items, didYouMean } = await search(`${a}${b}${c}`);
    expect(didYouMean).toBe(`${a} ${b} ${c}`);
    expect(items.map((item) => item.id)).toEqual([id]);
  });

  test('is told of one word written as two', async () => {
    const word = newWord();
    await addTorrent({ name: `the ${word}` });
    const { didYouMean, items } = await search(`the ${word.slice(0, 6)} ${word.slice(6)}`);
    expect(didYouMean).toBe(`the ${word}`);
    expect(items).toHaveLength(1);
  });

  test.each([
    ['all of them', ''],
    ['the beginning of one', '1946'],
  ])('is told of four words that are one: %s', async (_what, end) => {
    const words = [newWord(5), newWord(5), newWord(5), newWord(5)];
    const { id } = await addTorrent({ name: `${words.join('')}${end}` });
    await addTorrents(...words.map((name) => ({ name })));
    const { items, didYouMean } = await search(words.join(' '));
    expect(didYouMean).toBe(words.join(''));
    expect(items.map((item) => item.id)).toEqual([id]);
  });

  test('is told of three words that are one beside another', async () => {
    const [other, ...words] = [newWord(), newWord(5), newWord(5), newWord(5)];
    const { id } = await addTorrent({ name: `${words.join('')} 1946 ${other}` });
    const { items, didYouMean } = await search(`${words.join(' ')} ${other}`);
    expect(didYouMean).toBe(`${words.join('')} ${other}`);
    expect(items.map((item) => item.id)).toEqual([id]);
  });

  test('keeps what is to be left out', async () => {
    const [a, b] = [newWord(), newWord()];
    await addTorrents({ name: a }, { name: `${a} ${b}` });
    const { items, didYouMean } = await search(`${a.slice(0, 5)}${a.slice(6)} -${b}`);
    expect(didYouMean).toBe(`${a} -"${b}"`);
    expect(items.map(({ name }) => name)).toEqual([a]);
  });

  test('is null where the looks of an emoji are typed', async () => {
    const word = newWord();
    await addTorrent({ name: `I ❤ ${word}` });
    expect(await search(`i ❤\ufe0f ${word}`)).toMatchObject({ match: 'exact', didYouMean: null });
  });

  test('is no longer than a page can carry on', async () => {
    const [word, ...words] = Array.from({ length: 11 }, () => newWord(20)) as [string, ...string[]];
    await addTorrent({ name: [word, ...words].join(' ') });
    for (const [typed, told] of [
      [10, 8],
      [5, 5],
    ]) {
      const { didYouMean } = await search([misspelt(word), ...words.slice(0, typed)].join(' '));
      expect(didYouMean).toBe([word, ...words.slice(0, told)].join(' '));
    }
  });

  test('is null where what was typed was found', async () => {
    const { record } = await addTorrent();
    expect((await search(record.name)).didYouMean).toBeNull();
  });
});

describe('a word of a script without spaces', () => {
  /** A word of ideographs that hardly another torrent has. */
  const ideographs = (count: number) =>
    Array.from({ length: count }, () => String.fromCodePoint(0x5000 + randomInt(0x4000))).join('');

  test('is told as it was written, and not in pieces', async () => {
    const [a, b] = [ideographs(3), ideographs(5)];
    const id = await named(`${a} ${b}`);
    for (const unknown of [newWord(20), ideographs(3)]) {
      const { items, didYouMean } = await search(`${b} ${unknown} ${a}`);
      expect(didYouMean).toBe(`${b} ${a}`);
      expect(items.map((item) => item.id)).toEqual([id]);
    }
    const left = await search(`${misspelt(await namedWith(a))} -${b}`);
    expect(left.didYouMean).toContain(` -"${b}"`);
  });

  test('is told in the characters that it was typed in, however others write them', async () => {
    const word = newWord();
    const id = await named(`${word} 西游记 红楼梦`);
    const { items, didYouMean } = await search(`西遊記 紅樓夢 ${misspelt(word)} -"三國"`);
    expect(didYouMean).toBe(`西遊記 紅樓夢 ${word} -"三國"`);
    expect(items.map((item) => item.id)).toEqual([id]);
  });

  test('that its pieces alone are there of is not found', async () => {
    const [a, b, c] = [ideographs(2), ideographs(2), ideographs(1)];
    await addTorrents({ name: `${c}${b} ${a}${c}` });
    expect(await search(`${a}${c}${b}`)).toEqual(nothing);
  });

  async function namedWith(word: string): Promise<string> {
    const other = newWord();
    await named(`${other} ${word}`);
    return other;
  }
});

test.each(['"', '“'])('what was meant is never what was typed: %s', async (quote) => {
  const [a, b] = newWords(2) as [string, string];
  await named(`${a} and ${b}`);
  const { items, didYouMean } = await search(`${quote}${a} ${b}${quote}`);
  expect(didYouMean).toBe(`${a} ${b}`);
  expect(items).toHaveLength(1);
  expect(await search(`"${a}" "${b}" -and`)).toEqual(nothing);
});

describe('filters that let nothing through', () => {
  const find = async (q: string, filters: string) =>
    expectShape(await call('GET', `${searchPath(q)}&${filters}`), 200, torrentSearchPage);
  const others = ['kind=audio', 'yearTo=1925', 'hasSeeders=true', 'maxSize=0'];

  test.each(others)('are no misspelling: %s', async (filters) => {
    const [a, b] = newWords(2) as [string, string];
    await addTorrents(
      { name: `${a} ${b} 1926` },
      { name: `${a} [FLAC] 1919`, seeders: 5, sizeBytes: 0 },
    );
    for (const q of [`${a} ${b}`, `${misspelt(a)} ${b}`]) {
      expect(await find(q, filters), q).toEqual(nothing);
    }
  });

  test('are none that is too much', async () => {
    const [a, ...others] = newWords(3) as [string, ...string[]];
    const typed = [a, ...others].join(' ');
    await addTorrents({ name: `${a} 1926` }, ...others.map((name) => ({ name })));
    expect((await find(typed, 'year=1926')).didYouMean).toBe(a);
    expect(await find(typed, 'year=1931')).toEqual(nothing);
  });

  test('leave what they let through of a misspelling', async () => {
    const [a, b] = newWords(2) as [string, string];
    await addTorrents({ name: `${a} ${b} 1926` }, { name: `${a} ${b} 1931` });
    const { items, didYouMean } = await find(`${misspelt(a)} ${b}`, 'year=1926');
    expect(didYouMean).toBe(`${a} ${b}`);
    expect(items).toMatchObject([{ year: 1926 }]);
  });
});

const CYRILLIC = 'абвгдежзиклмнопрстуфхцчшщы';

describe('a misspelling', () => {
  test.each([
    ['letters that changed places', misspelt],
    ['a letter too few', (word: string) => word.slice(0, 5) + word.slice(6)],
    ['a letter too many', (word: string) => `${word.slice(0, 5)}q${word.slice(5)}`],
    ['a letter twice', (word: string) => word.slice(0, 6) + word.slice(5)],
    ['another letter', (word: string) => `${word.slice(0, 5)}1${word.slice(6)}`],
    ['another first letter', (word: string) => `1${word.slice(1)}`],
    ['an end that is cut off', (word: string) => `${misspelt(word).slice(0, -2)}`],
  ])('finds what was meant, and says so: %s', async (_how, misspell) => {
    const word = newWord();
    const id = await named(`The ${word} of somewhere`);
    const { items, match, total } = await search(misspell(word));
    expect(match).toBe('fuzzy');
    expect(items.map((item) => item.id)).toContain(id);
    expect(total.value).toBeGreaterThanOrEqual(1);
  });

  test('in one of two words is mended', async () => {
    const [a, b] = newWords(2) as [string, string];
    const id = await named(`${a} ${b} 1926`);
    for (const query of [`${misspelt(a)} ${b}`, `${a} ${misspelt(b)}`]) {
      const { items, match } = await search(query);
      expect(match, query).toBe('fuzzy');
      expect(items[0]?.id, query).toBe(id);
    }
  });

  test('in another script is mended', async () => {
    const word = [...newWord()].map((letter) => CYRILLIC[letter.charCodeAt(0) - 97]).join('');
    const id = await named(`${word} фильм`);
    const { items, match } = await search(misspelt(word));
    expect(match).toBe('fuzzy');
    expect(items.map((item) => item.id)).toContain(id);
  });

  test.each([
    ['Cyrillic', CYRILLIC],
    ['Hangul', '가나다라마바사아자차카타파하거너더러머버서어저처커터'],
    ['Devanagari', 'अआइईउऊएऐओऔकखगघचछजझटठडढतथदध'],
  ])('may be the end of a word, in another script: %s', async (_script, letters) => {
    const word = [...newWord()].map((letter) => letters[letter.charCodeAt(0) - 97]).join('');
    const id = await named(`${word} 1929`);
    const { items, didYouMean } = await search(word.slice(4));
    expect(didYouMean).toBe(word);
    expect(items.map((item) => item.id)).toEqual([id]);
  });

  test('is not looked for where the words are there as they are', async () => {
    const word = newWord();
    const id = await named(word);
    await named(misspelt(word));
    const { items, match, total } = await search(word);
    expect(match).toBe('exact');
    expect(items.map((item) => item.id)).toEqual([id]);
    expect(total).toEqual({ value: 1, relation: 'eq' });
  });
});
