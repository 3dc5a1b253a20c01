import { describe, expect, test } from 'vitest';
import { type Torrent, torrentSearchPage } from '@/contracts/torrents';
import { call, newInfoHash } from '../support/api';
import {
  addTorrent,
  addTorrents,
  findExactly,
  getTorrent,
  misspelt,
  named,
  newInfoHashV2,
  newWord,
  newWords,
  search,
  searchPath,
  toBase32,
} from '../support/catalogue';
import { pagesOf } from '../support/lists';
import { expectProblem, expectShape } from '../support/shapes';

/** Torrents of these names, the first the oldest; their ids. */
async function namedInOrder(...names: string[]): Promise<string[]> {
  const ids: string[] = [];
  for (const name of names) ids.push(await named(name));
  return ids;
}

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
  ])(
    'finds them all, its own title first: %s',
    { timeout: 60_000 },
    async (_what, letter, name) => {
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
    },
  );

  test('finds them with another word', async () => {
    const word = newWord();
    const names = Array.from({ length: 300 }, (_, place) => ({ name: `ჰ${place.toString(36)}` }));
    await addTorrents(...names);
    const id = await named(`${word} ჰ`);
    await named(word);
    expect(await findExactly(`${word} ჰ`)).toEqual([id]);
  });
});

describe('other scripts', () => {
  test.each([
    [
      'Cyrillic',
      'Броненосец «Потёмкин»',
      ['броненосец', 'потемкин', 'ПОТЁМ', 'броненосец потемкин'],
    ],
    ['Greek', 'Η Μεγάλη Ελλάδα', ['ΜΕΓΑΛΗ', 'ελλαδα', 'ελλ']],
    [
      'Japanese',
      '東京物語 とうきょうものがたり トーキョー',
      ['東京物語', '東京', 'トーキョー', 'とうきょう'],
    ],
    ['Chinese', '大闹天宫 孙悟空', ['大闹天宫', '孙悟空', '孙悟']],
    ['Korean', '자유 만세', ['자유', '만세', '만']],
    ['Arabic without vowel points', 'الف ليلة وليلة', ['ليلة', 'لَيْلَة', 'وليلة']],
    ['Arabic with vowel points', 'أَلْفُ لَيْلَةٍ وَلَيْلَةٌ', ['ليلة', 'لَيْلَةٍ', 'الف', 'وليلة']],
    [
      'Arabic with an article',
      'كتاب ألف ليلة الكامل والخيال',
      ['كامل', 'الكامل', 'خيال', 'الكا', 'كام'],
    ],
    ['Hebrew with points', 'שָׁלוֹם עֲלֵיכֶם', ['שלום', 'עליכם', 'שָׁלוֹם']],
    ['Hindi', 'राजा हरिश्चन्द्र', ['राजा', 'हरिश्चन्द्र', 'हरिश्']],
    ['Thai', 'ทองปาน', ['ทองปาน', 'ทอง']],
    ['Tamil', 'சந்திரலேகா', ['சந்திரலேகா', 'சந்தி']],
    ['Vietnamese', 'Chị Tư Hậu', ['chi tu hau', 'Chị Tư']],
  ])('are found: %s', async (_script, title, queries) => {
    const word = newWord();
    const id = await named(`${title} ${word}`);
    for (const query of queries) {
      expect(await findExactly(`${word} ${query}`), query).toEqual([id]);
    }
    expect(await findExactly(`${title} ${word}`)).toEqual([id]);
    expect(await findExactly(`${word} "${title}"`)).toEqual([id]);
  });
});

describe('an info hash', () => {
  const spellings: [string, (hash: string) => string][] = [
    ['hex', (hash) => hash],
    ['upper-case hex', (hash) => hash.toUpperCase()],
    ['base32', (hash) => toBase32(hash)],
    ['upper-case base32', (hash) => toBase32(hash).toUpperCase()],
    ['hex in quotes', (hash) => `"${hash}"`],
    ['a URN', (hash) => `urn:btih:${hash}`],
    ['a URN in upper-case base32', (hash) => `URN:BTIH:${toBase32(hash).toUpperCase()}`],
    ['a URN without its beginning', (hash) => `btih:${hash}`],
    ['a part of a magnet link', (hash) => `xt=urn:btih:${hash}`],
    ['the name of a file', (hash) => `${hash.toUpperCase()}.torrent`],
    ['hex with spaces around it', (hash) => `  ${hash}\t`],
    ['a magnet link', (hash) => `magnet:?xt=urn:btih:${hash}&dn=another+name&tr=udp%3A%2F%2Fa.b`],
    ['a magnet link in base32', (hash) => `magnet:?xt=urn:btih:${toBase32(hash)}`],
    ['a magnet link in upper case', (hash) => `MAGNET:?XT=URN:BTIH:${hash.toUpperCase()}`],
    ['a magnet link out of a web page', (hash) => `magnet:?dn=a&amp;xt=urn:btih:${hash}`],
  ];

  test.each(spellings)('finds the one: %s', async (_how, spell) => {
    const { id, record } = await addTorrent();
    const { items, total, nextCursor, match } = await search(spell(record.infoHash));
    expect(items.map((item) => item.id)).toEqual([id]);
    expect({ total, nextCursor, match }).toEqual({
      total: { value: 1, relation: 'eq' },
      nextCursor: null,
      match: 'exact',
    });
  });

  test('finds the one by the magnet link that its own answer gives, however many trackers it has', async () => {
    const trackers = Array.from(
      { length: 100 },
      (_, n) => `udp://tracker-${n}.example.org:1337/announce`,
    );
    const { id } = await addTorrent({ trackers });
    const { magnetUri } = await getTorrent(id);
    expect(await findExactly(magnetUri)).toEqual([id]);
  });

  test('of v2 finds a hybrid and a v2-only torrent', async () => {
    const infoHashV2 = newInfoHashV2();
    const infoHash = newInfoHashV2();
    const hybrid = await addTorrent({ infoHashV2 });
    const v2Only = await addTorrent({ infoHash });
    expect(await findExactly(infoHashV2)).toEqual([hybrid.id]);
    expect(await findExactly(infoHash.toUpperCase())).toEqual([v2Only.id]);
    expect(await findExactly(`magnet:?xt=urn:btmh:1220${infoHash}`)).toEqual([v2Only.id]);
  });

  test('of either version in a magnet link finds what is known by one alone', async () => {
    const [v1, v2] = [newInfoHash(), newInfoHashV2()];
    const first = await addTorrent({ infoHash: v1 });
    const second = await addTorrent({ infoHash: v2 });
    const link = (hash: string, hashV2: string) =>
      `magnet:?xt=urn:btih:${hash}&xt=urn:btmh:1220${hashV2}`;
    expect(await findExactly(link(v1, newInfoHashV2()))).toEqual([first.id]);
    expect(await findExactly(link(newInfoHash(), v2))).toEqual([second.id]);
  });

  test.each([
    ['hex', () => newInfoHash()],
    ['a magnet link', () => `magnet:?xt=urn:btih:${newInfoHash()}`],
    ['a v2 hash', () => newInfoHashV2()],
  ])('that nobody has finds nothing: %s', async (_how, query) => {
    expect(await search(query())).toEqual(nothing);
  });
});

const nothing = {
  items: [],
  nextCursor: null,
  total: { value: 0, relation: 'eq' },
  match: expect.stringMatching(/^(exact|fuzzy)$/),
  didYouMean: null,
};

describe('the order', () => {
  test('is the very title, then what begins with it, then the rest', async () => {
    const [a, b] = newWords(2);
    const [title, beginning, rest] = await namedInOrder(
      `${a}.${b}`,
      `${a} ${b} the second part`,
      `the making of ${a} ${b}`,
    );
    expect(await findExactly(`${a} ${b}`)).toEqual([title, beginning, rest]);
  });

  test('is the same whichever came first', async () => {
    const [a, b] = newWords(2);
    const [rest, beginning, title] = await namedInOrder(
      `the making of ${a} ${b}`,
      `${a} ${b} the second part`,
      `${a}.${b}`,
    );
    expect(await findExactly(`${a} ${b}`)).toEqual([title, beginning, rest]);
  });

  test('is newest first among equals', async () => {
    const word = newWord();
    const titles = await namedInOrder(word, word.toUpperCase(), `[${word}]`);
    const beginnings = await namedInOrder(`${word} one`, `${word} two`, `${word} three`);
    const rest = await namedInOrder(`1 ${word}`, `2 ${word}`, `3 ${word}`);
    expect(await findExactly(word)).toEqual([
      ...titles.reverse(),
      ...beginnings.reverse(),
      ...rest.reverse(),
    ]);
  });
});

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

describe('any string at all', () => {
  const metacharacters = [...`&|!:*()<>'\\%_^$~\`@#=+/?{}[];,."`];
  const strings: [string, string][] = [
    ['200 words', Array.from({ length: 200 }, (_, place) => `a-word-${place}`).join(' ')],
    ['2,000 words', Array.from({ length: 2000 }, (_, place) => `w${place}`).join(' ')],
    ['a phrase of 2,000 words', `"${Array.from({ length: 2000 }, (_, n) => `w${n}`).join(' ')}"`],
    ['a word of 15,000 letters', 'a'.repeat(15_000)],
    [
      'a word of 1,500 ideographs',
      String.fromCodePoint(
        ...Array(1500)
          .fill(0)
          .map((_, n) => 0x4e00 + n),
      ),
    ],
    ['the same word 100 times', Array(100).fill('sintel').join(' ')],
    ['the same word left out 100 times', Array(100).fill('-sintel').join(' ')],
    ['one letter 500 times', Array(500).fill('a').join(' ')],
    ['a word of 1,000 letters', 'a'.repeat(1000)],
    ['a word of 1,000 ideographs', '映'.repeat(1000)],
    ['an unclosed quote', '"sintel the'],
    ['only quotes', '""""'],
    ['one quote', '"'],
    ['an empty phrase left out', 'sintel -""'],
    ['only exclusions', '-sintel -"big buck"'],
    ['only dashes', '- -- ---'],
    ['nothing', ''],
    ['only spaces', ' \t\n '],
    ['only punctuation', '.,;:!?…()[]{}'],
    ['a tsquery', 'a & (b | !c) <-> d:*AB'],
    ['half a tsquery', '& | ! :* ( <2>'],
    ['a quote that ends a tsquery', "x' | 'y':* & \\"],
    ['backslashes', '\\ \\\\ \\\' "\\"'],
    ['a LIKE pattern', '%sin_el%\\%'],
    ['SQL', `'; drop table torrents; --`],
    ['emoji', '🎬 👩‍👩‍👧‍👦 🏳️‍🌈 1️⃣'],
    ['marks of writing direction', '\u202esintel\u202c \u200fa\u200e \u2066b\u2069'],
    ['invisible characters', 'sin\u200btel \u00ad \ufeff \u2060'],
    ['marks without a letter', '\u0301\u0302 \u20dd \u0940'],
    ['U+0000 alone', '\0'],
    ['U+0000 in a word', 'a\0b'],
    ['control characters', '\u0001\u0007\u001b[31m\u007f\u0085'],
    ['characters outside the basic plane', '𝒮𝒾𝓃𝓉𝑒𝓁 𐍈 𠀋'],
    ['unassigned characters', '\u{e0000}\u{10ffff}\uffff'],
    ['placeholders', '$1 :id ? {} %s'],
    ['a broken magnet link', 'magnet:?xt=urn:btih:garbage&xt'],
    ['two magnet links', `magnet:?xt=urn:btih:${'a'.repeat(40)}&xt=urn:btih:${'b'.repeat(40)}`],
    ['39 hex digits', 'a'.repeat(39)],
    ['names that objects have', 'constructor __proto__ toString'],
    ['words that languages leave out', 'the of and'],
    ...metacharacters.map((character): [string, string] => [`${character} alone`, character]),
    ...metacharacters.map((character): [string, string] => [
      `${character} in a word`,
      `a${character}b`,
    ]),
  ];

  test.each(strings)('is taken: %s', async (_what, q) => {
    const first = expectShape(await call('GET', searchPath(q, 1)), 200, torrentSearchPage);
    if (first.nextCursor === null) return;
    const next = `${searchPath(q, 1)}&cursor=${first.nextCursor}`;
    expectShape(await call('GET', next), 200, torrentSearchPage);
  });

  test.each(['%', '_', '*', ':*', "'", '\\', '.', '"', '-', '🎬', '%%%', '()', ' ', '', '\0'])(
    'that says no word finds nothing: %j',
    async (q) => {
      await addTorrent();
      expect(await search(q)).toEqual(nothing);
    },
  );

  test.each([...`%_*&|!:()<>'\\\0`])(
    'means a word by itself: the word and %s',
    async (character) => {
      const word = newWord();
      const id = await named(`a ${word} b`);
      for (const query of [`${word}${character}`, `${word} ${character}`, `${character} ${word}`]) {
        expect(await findExactly(query), query).toEqual([id]);
      }
    },
  );

  test('that nothing is like finds nothing', async () => {
    expect(await search(newWord(24))).toEqual(nothing);
  });

  test('of exclusions alone leaves them out', async () => {
    const word = newWord();
    const id = await named(word);
    const { items, match } = await search(`-${word}`);
    expect(match).toBe('exact');
    expect(items.map((item) => item.id)).not.toContain(id);
  });
});

test('search without a question is refused', async () => {
  const answer = await call('GET', '/api/torrents/search');
  const { errors } = expectProblem(answer, 400, 'validation_failed');
  expect(errors).toMatchObject([{ in: 'query', path: 'q' }]);
});
