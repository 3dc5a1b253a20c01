import { describe, expect, test } from 'vitest';
import { torrentSearchPage } from '@/contracts/torrents';
import {
  addAgain,
  addTorrent,
  addTorrents,
  newWord,
  search,
  searchPath,
} from '../support/catalogue';
import { pagesOf } from '../support/lists';

describe('a file', () => {
  const filesOf = (names: string[]) => names.map((name, index) => ({ index, name, sizeBytes: 9 }));
  const withFiles = (name: string, ...files: string[]) =>
    addTorrent({ name, files: filesOf(files) });

  test('is found by its name, and told', async () => {
    const [title, part] = [newWord(), newWord()];
    const { id } = await withFiles(title, `${title}/readme.txt`, `${title}/The.${part}.mkv`);
    for (const q of [part, `${title} ${part}`, `${part.slice(0, 8)}`, part.toUpperCase()]) {
      const { items, match, total } = await search(q);
      expect(match).toBe('exact');
      expect(total).toEqual({ value: 1, relation: 'eq' });
      expect(items).toMatchObject([
        { id, matchedFile: { index: 1, name: `${title}/The.${part}.mkv`, sizeBytes: 9 } },
      ]);
    }
  });

  test('is not told where the name has the words', async () => {
    const word = newWord();
    await withFiles(word, `${word}.mkv`);
    expect((await search(word)).items).toMatchObject([{ matchedFile: null }]);
  });

  test('is not told where the name says the season and the episode in another way', async () => {
    const word = newWord();
    await withFiles(`${word} 1x02`, `${word} s01 e02.mkv`);
    for (const sort of ['relevance', 'newest', 'size', 'seeders']) {
      const { items } = await search(`${word} s01 e02`, { sort });
      expect(items, sort).toMatchObject([{ matchedFile: null }]);
    }
  });

  test.each([
    ['its initials apart', 'D.O.A.', 'doa'],
    ['a distribution as one word', 'linuxmint', 'mint'],
  ])('is not told where the name has %s', async (_what, name, typed) => {
    const word = newWord();
    await withFiles(`${name} ${word}`, `${typed}.txt`);
    for (const sort of ['relevance', 'newest', 'size', 'seeders']) {
      const { items } = await search(`${typed} ${word}`, { sort });
      expect(items, sort).toMatchObject([{ matchedFile: null }]);
    }
  });

  test('comes after the names that match', async () => {
    const word = newWord();
    const old = await withFiles(newWord(), `${word}.mkv`);
    const name = await addTorrent({ name: `a ${word}`, seeders: 0 });
    const other = await withFiles(newWord(), `${word}.ogg`);
    const files = filesOf([`${word}.flac`]);
    const seeded = await addTorrent({ name: newWord(), files, seeders: 2 ** 30 });
    const expected = [name.id, seeded.id, other.id, old.id];
    const { items, total } = await search(word);
    expect(items.map(({ id }) => id)).toEqual(expected);
    expect(total).toEqual({ value: 4, relation: 'eq' });
    const paged: string[] = [];
    for await (const page of pagesOf(searchPath(word, 1), torrentSearchPage)) {
      paged.push(...page.items.map(({ id }) => id));
    }
    expect(paged).toEqual(expected);
    const { items: newest } = await search(word, { sort: 'newest' });
    expect(newest.map(({ id }) => id).at(-1)).toBe(old.id);
  });

  test('comes after them as well where a word of its name only begins so, and is told', async () => {
    const word = newWord();
    const longer = await withFiles(`${word}s and more`, `${word}.mkv`);
    const name = await addTorrent({ name: `a ${word}` });
    expect((await search(`"${word}"`)).items).toMatchObject([
      { id: name.id, matchedFile: null },
      { id: longer.id, matchedFile: { index: 0 } },
    ]);
  });

  test('is found no more when it is gone', async () => {
    const [title, old, now] = [newWord(), newWord(), newWord()];
    const { record } = await withFiles(title, `${old}.mkv`);
    await addAgain({ ...record, files: [{ index: 0, name: `${now}.mkv`, sizeBytes: 9 }] });
    expect((await search(old)).total.value).toBe(0);
    expect((await search(now)).items).toMatchObject([{ matchedFile: { name: `${now}.mkv` } }]);
  });

  test('with the word that is to be left out leaves its torrent out', async () => {
    const [a, b, c] = [newWord(), newWord(), newWord()];
    await withFiles(a, `${a}/${b}.mkv`);
    const { id } = await withFiles(a, `${a}/${c}.mkv`);
    for (const sort of ['relevance', 'newest', 'size', 'seeders']) {
      const { items } = await search(`${a} -${b}`, { sort });
      expect(items.map((item) => item.id)).toEqual([id]);
    }
  });

  test('is found among many', async () => {
    const words = Array.from({ length: 1_000 }, () => newWord(9));
    const { id } = await withFiles(newWord(), ...words.map((word) => `${word}.mp3`));
    for (const place of [0, 299, 300, 990]) {
      const { items } = await search(words[place] ?? '');
      expect(items).toMatchObject([{ id, matchedFile: { index: place } }]);
    }
  });

  test('is not looked at beyond the first 2,000, whether it is sent now or was before', async () => {
    const [near, far] = [newWord(), newWord()];
    const [first, last] = [
      { index: 1999, name: `${near}.epub`, sizeBytes: 9 },
      { index: 2000, name: `${far}.mkv`, sizeBytes: 99 },
    ];
    const { record } = await addTorrent({ name: newWord(), files: [first, last] });
    const expectFirstOnly = async () => {
      expect((await search(near)).items).toMatchObject([{ matchedFile: first, kind: 'book' }]);
      expect((await search(far)).total.value).toBe(0);
    };
    await expectFirstOnly();
    await addAgain({ ...record, name: newWord(), files: undefined });
    await expectFirstOnly();
  });

  test('is found by a phrase of its name, and not by its words apart', async () => {
    const [a, b, c, d] = [newWord(), newWord(), newWord(), newWord()];
    const found = [
      await withFiles(c, `${c}/readme.nfo`, `The ${a.toUpperCase()}.${b} returns.mkv`),
      await withFiles(`${b} or ${a}`, `${c} ${a}é ${a} ${b}.mkv`),
    ];
    await withFiles(c, `${b} ${a}.mkv`, `${a}.mkv`, `${b}.mkv`);
    const { id: name } = await addTorrent({ name: `${d} ${a} ${b} ${c}` });
    const ids = found.map(({ id }) => id);
    for (const q of [`"${a} ${b}"`, `${c} "${a} ${b}"`]) {
      expect((await search(q)).items.map(({ id }) => id)).toEqual([name, ...ids.toReversed()]);
      for (const sort of ['newest', 'size', 'seeders']) {
        const page = await search(q, { sort, facets: 'kind' });
        expect(page.items.map(({ id }) => id).sort(), sort).toEqual([name, ...ids].sort());
        expect(page.total).toEqual({ value: 3, relation: 'eq' });
        expect(page.facets).toEqual({ kind: [{ value: 'video', count: 2 }] });
      }
      const paged: string[] = [];
      for await (const page of pagesOf(searchPath(q, 1), torrentSearchPage)) {
        paged.push(...page.items.map(({ id }) => id));
        expect(page.total.value).toBe(3);
      }
      expect(paged).toEqual([name, ...ids.toReversed()]);
    }
    const [first] = (await search(`"${a} ${b}" returns`)).items;
    expect(first).toMatchObject({ id: ids[0], matchedFile: { index: 1 } });
    expect((await search(`"${a} ${b}"`, { facets: 'kind' })).facets).toEqual({
      kind: [{ value: 'video', count: 2 }],
    });
  });

  test('is found by the beginning of a rare word, where it is one of more than can be named', async () => {
    const [title, size] = [newWord(), 2 ** 52 + 1];
    const begun = (place: number) => `ჴ${place.toString(36)}`;
    const names = Array.from({ length: 300 }, (_, place) => ({ name: `${begun(place)} lecture` }));
    const { id: other } = await addTorrent({ name: `${begun(0)} again`, sizeBytes: size });
    await addTorrents({ name: newWord(), files: filesOf([`${begun(0)}.ogg`]) }, ...names);
    const files = filesOf(['readme.txt', 'ჴzzz.ogg']);
    const { id } = await addTorrent({ name: title, sizeBytes: size, files });
    await addTorrent({ name: title });
    for (const sort of ['relevance', 'newest', 'size', 'seeders']) {
      const page = await search(`${title} ჴ`, { sort });
      expect(page.match).toBe('exact');
      expect(page.items).toMatchObject([{ id, matchedFile: { index: 1 } }]);
      expect(page.total).toEqual({ value: 1, relation: 'eq' });
      const alone = await search('ჴ', { sort, minSize: size });
      expect(alone.items[0]?.id).toBe(other);
      expect(alone.total).toEqual({ value: 1, relation: 'gte' });
    }
  });

  test('of a script without spaces is found by its words', async () => {
    const title = newWord();
    const { id } = await withFiles(title, '怪談/耳無芳一.txt', '怪談/雪女の物語.txt');
    const { items, match } = await search(`${title} 雪女の物語`);
    expect(match).toBe('exact');
    expect(items).toMatchObject([{ id, matchedFile: { index: 1 } }]);
  });

  test.each([
    ['two letters', '東京物語', '物語'],
    ['the last letter', '黒鷥', '鷥'],
    ['a word without its article', 'الكامل', 'كامل'],
    ['the beginning of one', 'والخيال', 'خيا'],
  ])('of another script is found by a part of it: %s', async (_what, name, part) => {
    const title = newWord();
    const { id } = await withFiles(title, 'readme.txt', `${title}/${name}.mkv`);
    const { items, match } = await search(`${title} ${part}`);
    expect(match).toBe('exact');
    expect(items).toMatchObject([{ id, matchedFile: { index: 1 } }]);
  });
});
