import { describe, expect, test } from 'vitest';
import { torrentSearchPage } from '@/contracts/torrents';
import { call, newInfoHash } from '../support/api';
import {
  addTorrents,
  findExactly,
  misspelt,
  named,
  namedInOrder,
  newWord,
  newWords,
  search,
  searchPath,
} from '../support/catalogue';
import { pagesOf } from '../support/lists';
import { expectShape } from '../support/shapes';

describe('words', () => {
  test('must all be in the name, in any order', async () => {
    const [a, b, c] = newWords(3);
    const id = await named(`${a} ${b} ${c}`);
    await named(`${a} ${c}`);
    expect(await findExactly(`${a} ${b}`)).toEqual([id]);
    expect(await findExactly(`${c} ${b} ${a}`)).toEqual([id]);
    expect(await findExactly(`${a} ${b} ${newWord()}`)).toEqual([]);
  });

  test('may be the beginning of a word, where they come last', async () => {
    const [a, b] = newWords(2) as [string, string];
    const id = await named(`${a} ${b}`);
    expect(await findExactly(b.slice(0, 6))).toEqual([id]);
    expect(await findExactly(`${a} ${b.slice(0, 6)}`)).toEqual([id]);
    expect(await findExactly(`${b} ${a.slice(0, 6)}`)).toEqual([id]);
  });

  test('must be whole, where another one follows', async () => {
    const [a, b] = newWords(2) as [string, string];
    await named(`${a} ${b}`);
    expect(await findExactly(`${a.slice(0, 6)} ${b}`)).toEqual([]);
  });

  test('do not match the end of a word', async () => {
    const word = newWord();
    await named(word);
    expect(await findExactly(word.slice(4))).toEqual([]);
  });

  test('may be given more than once', async () => {
    const word = newWord();
    const id = await named(word);
    expect(await findExactly(Array(50).fill(word).join(' '))).toEqual([id]);
  });

  test('may be as long as they like', async () => {
    const word = newWord(900);
    const id = await named(`${word} of one word`);
    expect(await findExactly(word)).toEqual([id]);
  });

  test('are found in a name that has as many as a name can', async () => {
    const words = Array.from({ length: 100 }, () => newWord(9));
    const id = await named(words.join('.'));
    expect(await findExactly(words.join('.'))).toEqual([id]);
    expect(await findExactly(`${words[99]} ${words[0]}`)).toEqual([id]);
  });
});

describe('a phrase', () => {
  test('must be in the name as it is', async () => {
    const [a, b, c] = newWords(3);
    const id = await named(`${a} ${b} ${c}`);
    await named(`${b} ${a} ${c}`);
    await named(`${a} ${c} ${b}`);
    expect(await findExactly(`"${a} ${b}"`)).toEqual([id]);
    expect(await findExactly(`${c} "${a} ${b}"`)).toEqual([id]);
  });

  test('ends with a whole word', async () => {
    const [a, b] = newWords(2) as [string, string];
    await named(`${a} ${b}`);
    expect(await findExactly(`"${a} ${b.slice(0, 6)}"`)).toEqual([]);
  });

  test('leaves the word after it to be a beginning', async () => {
    const [a, b, c] = newWords(3) as [string, string, string];
    const id = await named(`${a} ${b} ${c}`);
    expect(await findExactly(`"${a} ${b}" ${c.slice(0, 6)}`)).toEqual([id]);
  });

  test('is folded as a name is', async () => {
    const [a, b] = newWords(2) as [string, string];
    const id = await named(`${a}.${b}`);
    expect(await findExactly(`"${a.toUpperCase()}_${b}"`)).toEqual([id]);
  });

  test.each([
    ['never closed', (phrase: string) => `"${phrase}`],
    ['in curly quotes', (phrase: string) => `“${phrase}”`],
    ['in German quotes', (phrase: string) => `„${phrase}“`],
  ])('may be %s', async (_how, quote) => {
    const [a, b] = newWords(2);
    const id = await named(`${a} ${b}`);
    await named(`${b} ${a}`);
    expect(await findExactly(quote(`${a} ${b}`))).toEqual([id]);
  });
});

describe('an exclusion', () => {
  test('leaves out names with the word', async () => {
    const [a, b] = newWords(2);
    const id = await named(`${a}`);
    await named(`${a} ${b}`);
    expect(await findExactly(`${a} -${b}`)).toEqual([id]);
    expect(await findExactly(`-${b} ${a}`)).toEqual([id]);
  });

  test('leaves out names with the phrase, not those with its words', async () => {
    const [a, b, c] = newWords(3);
    const id = await named(`${a} ${c} ${b}`);
    await named(`${a} ${b} ${c}`);
    expect(await findExactly(`${a} -"${b} ${c}"`)).toEqual([id]);
  });

  test('leaves out whole words alone', async () => {
    const [a, b] = newWords(2) as [string, string];
    const id = await named(`${a} ${b}`);
    expect(await findExactly(`${a} -${b.slice(0, 6)}`)).toEqual([id]);
  });

  test('of several words leaves out names with any of them', async () => {
    const [a, b, c] = newWords(3);
    const id = await named(`${a}`);
    await namedInOrder(`${a} ${b}`, `${a} ${c}`);
    expect(await findExactly(`${a} -${b} -${c}`)).toEqual([id]);
  });

  test('holds for a misspelling as well', async () => {
    const [a, b] = newWords(2) as [string, string];
    const id = await named(a);
    const left = await named(`${a} ${b}`);
    const { items, match } = await search(`${misspelt(a)} -${b}`);
    expect(match).toBe('fuzzy');
    const ids = items.map((item) => item.id);
    expect(ids).toContain(id);
    expect(ids).not.toContain(left);
  });

  test.each([
    ['inside a word', (a: string, b: string) => `${a}-${b}`],
    ['between words', (a: string, b: string) => `${a} - ${b}`],
    ['at the end', (a: string, b: string) => `${a} ${b} -`],
  ])('is not meant by a dash %s', async (_where, ask) => {
    const [a, b] = newWords(2) as [string, string];
    const id = await named(`${a} - ${b}`);
    expect(await findExactly(ask(a, b))).toEqual([id]);
  });
});

describe('folding', () => {
  test.each([
    ['dots', 'a.name.with.dots', 'a name with dots'],
    ['underscores', 'a_name_with_underscores', 'a name with underscores'],
    ['dashes', 'a-name-with–dashes', 'a name with dashes'],
    ['brackets', '[group](2010){x264}', 'group 2010 x264'],
    ['accents', 'Amélie à Noël, señor Dvořák', 'amelie a noel senor dvorak'],
    ['accents apart from their letters', 'Ame\u0301lie Noe\u0308l', 'amélie noël'],
    ['case', 'SHOUTED and Whispered', 'shouted AND whispered'],
    ['full-width letters', 'ＦＵＬＬ　ｗｉｄｔｈ１２３', 'full width123'],
    ['ligatures', 'ﬁnal ﬂight', 'final flight'],
    ['ß', 'Große Straße', 'grosse strasse'],
    ['ø, æ and å', 'Ærlig Øst på Åland', 'aerlig ost pa aland'],
    ['ł and đ', 'Łódź Đorđe', 'lodz dorde'],
    ['þ and ð', 'Þórður', 'thordur'],
    ['dotted and dotless i', 'İstanbul ışık', 'istanbul isik'],
    ['sigma at the end', 'ΨΥΧΉΣ', 'ψυχης'],
    ['ё and й', 'Ёлка Йод', 'елка иод'],
    ['apostrophes that are dropped', "Don't Look at Schindler’s", 'dont look at schindlers'],
    ['apostrophes between words', "L'homme d’Orient", 'l homme d orient'],
    ['kana of half width', 'ｶﾞｵｶﾞｵ', 'ガオガオ'],
    ['katakana and hiragana', 'カタカナ ヴァ', 'かたかな ゔぁ'],
    ['letters drawn out', 'كتـــاب', 'كتاب'],
    ['superscripts and fractions', 'x² ½', 'x2 1 2'],
  ])('makes nothing of %s', async (_what, one, other) => {
    const word = newWord();
    const ids = (await namedInOrder(`${one} ${word}`, `${other} ${word}`)).sort();
    expect((await findExactly(`${one} ${word}`)).sort()).toEqual(ids);
    expect((await findExactly(`${other} ${word}`)).sort()).toEqual(ids);
    expect((await findExactly(`${word} ${one}`)).sort()).toEqual(ids);
  });
});

describe('a title', () => {
  test('is found by its whole release name', async () => {
    const word = newWord();
    const name = `Sintel.${word}.2010.4K.DMRip.x264.DD5.1.DTS.H.264-GrOuP[ab12].mkv`;
    const id = await named(name);
    expect(await findExactly(name)).toEqual([id]);
    expect(await findExactly(name.replaceAll('.', ' '))).toEqual([id]);
    expect(await findExactly(name.toLowerCase().replaceAll('.', '_'))).toEqual([id]);
  });

  test.each(['2010', '(2010)', '[2010]', '201'])('is found with its year: %s', async (year) => {
    const word = newWord();
    const id = await named(`The.${word}.2010.1080p`);
    await named(`The.${word}.1999.1080p`);
    expect(await findExactly(`the ${word} ${year}`)).toEqual([id]);
  });

  test.each([
    'S01E02',
    '1080p',
    'x264',
    'h.264',
    'DD5.1',
    '5.1',
    '10bit',
    '1e5',
    '0x1F',
    '007',
    'v1.2.3-rc4',
    '24/7',
    '3½',
    'C++',
    'www.example.org',
    'ada@example.org',
  ])('is found by %s in it', async (part) => {
    const word = newWord();
    const id = await named(
      `${word}.S01E02.1080p.x264.H.264.DD5.1.AAC-5.1.10bit.1e5.0x1f.007.v1.2.3-rc4.24/7.3½.C++.www.example.org.ada@example.org`,
    );
    expect(await findExactly(`${word} ${part}`)).toEqual([id]);
    expect(await findExactly(`${part} ${word}`)).toEqual([id]);
  });

  test.each([
    ['II', 'Part 2'],
    ['Twelve Men', '12 men'],
    ['7th Heaven', 'seventh heaven'],
    ['Symphony No. 5', 'fifth'],
  ])('is found by a number as others write it: %s by %s', async (title, typed) => {
    const word = newWord();
    const id = await named(`${word} Part ${title}`);
    await named(`${word} Part ${newWord()}`);
    expect(await findExactly(`${word} ${typed}`)).toEqual([id]);
  });

  test('is found by the season of an episode', async () => {
    const word = newWord();
    const id = await named(`${word}.S01E02.1080p`);
    await named(`${word}.S02E02.1080p`);
    expect(await findExactly(`${word} s01`)).toEqual([id]);
  });

  test.each([
    'season 1 episode 2',
    'series 1 ep 2',
    's1e2',
    'S1 E2',
    '1x02',
    'season 1',
    'episode 2',
  ])('is found by %s, as people say it', async (said) => {
    const word = newWord();
    const id = await named(`${word}.S01E02.1080p`);
    await named(`${word}.S02E03.1080p`);
    const { items, match, didYouMean } = await search(`${word} ${said}`);
    expect(items.map(({ id }) => id)).toEqual([id]);
    expect({ match, didYouMean }).toEqual({
      match: 'fuzzy',
      didYouMean: expect.stringMatching(new RegExp(`^${word} [se]0`)),
    });
  });

  test('is not found by the number of a season, when that begins another', async () => {
    const word = newWord();
    const id = await named(`${word}.S01E02.1080p`);
    await named(`${word} Season 2 (1959)`);
    const { items, match } = await search(`${word} season 1`);
    expect(items.map(({ id }) => id)).toEqual([id]);
    expect(match).toBe('fuzzy');
  });

  test('is found by its initials, be they written as one word or apart', async () => {
    const [initials, word] = [newWord(6), newWord()];
    const apart = `${[...initials].join('.')}.`;
    const id = await named(`${apart} ${word}`);
    for (const typed of [initials, `${initials} ${word}`, `"${initials} ${word}"`, apart]) {
      expect(await findExactly(typed)).toEqual([id]);
    }
  });

  test('is found though it could be an info hash in base32', async () => {
    const word = newWord(32);
    const id = await named(word);
    expect(await findExactly(word)).toEqual([id]);
  });

  test('is found though it could be an info hash in hex', async () => {
    const name = newInfoHash();
    const id = await named(name);
    expect(await findExactly(name)).toEqual([id]);
  });
});

describe('a single letter that begins more words than can be named', () => {
  const COUNT = 700;

  test.each([
    ['a letter', 'ჟ', (place: number) => `ჟ${place.toString(36)} lecture`],
    [
      'an ideograph',
      '鷽',
      (place: number) => `話鷽${String.fromCodePoint(0x4e00 + place * 7)}の話`,
    ],
    [
      'an ideograph at the end',
      '鶸',
      (place: number) => `${String.fromCodePoint(0x4e00 + place)}鶸`,
    ],
  ])('finds them all, its own title first: %s', async (_what, letter, name) => {
    const names = Array.from({ length: COUNT }, (_, place) => ({
      name: name(place),
      seeders: 9,
    }));
    const title = { name: `${letter} (1931)`, seeders: 1 };
    const ids = (await addTorrents(title, ...names, { name: name(COUNT) })).map(({ id }) => id);
    for (const sort of ['relevance', 'newest', 'size', 'seeders']) {
      const found: string[] = [];
      for await (const page of pagesOf(`${searchPath(letter)}&sort=${sort}`, torrentSearchPage)) {
        expect(page.match).toBe('exact');
        found.push(...page.items.map(({ id }) => id));
      }
      expect(new Set(found).size, sort).toBe(found.length);
      expect([...found].sort(), sort).toEqual([...ids].sort());
      if (sort === 'relevance') expect(found[0]).toBe(ids[0]);
    }
    const path = `${searchPath(letter)}&hasSeeders=true&facets=year`;
    const { items, facets } = expectShape(await call('GET', path), 200, torrentSearchPage);
    expect(items).toHaveLength(100);
    expect(facets?.year).toEqual([{ value: 1931, count: 1 }]);
    const { json } = await call('GET', `/api/torrents/suggest?q=${encodeURIComponent(letter)}`);
    expect(json.items).toHaveLength(8);
  });

  test('finds them with another word', async () => {
    const word = newWord();
    const names = Array.from({ length: 300 }, (_, place) => `ჰ${place.toString(36)} 9${place}`);
    await addTorrents(...names.map((name) => ({ name })));
    const id = await named(`${word} ჰ`);
    const ninth = await named(`${word} IX`);
    expect(await findExactly(`${word} ჰ`)).toEqual([id]);
    expect(await findExactly(`${word} 9`)).toEqual([ninth]);
  });
});
