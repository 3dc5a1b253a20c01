import { describe, expect, test } from 'vitest';
import type { IngestRecord } from '@/contracts/ingest';
import { torrentSearchPage } from '@/contracts/torrents';
import { call, ingest } from '../support/api';
import {
  addTorrent,
  addTorrents,
  getTorrent,
  newWord,
  search,
  searchPath,
} from '../support/catalogue';
import { pagesOf } from '../support/lists';
import { expectProblem, expectShape } from '../support/shapes';

const GB = 1024 ** 3;

/** What a search for `q` finds under further conditions. */
async function find(q: string, conditions: Record<string, string | number>) {
  const more = new URLSearchParams(
    Object.entries(conditions).map(([name, value]) => [name, String(value)]),
  );
  return expectShape(await call('GET', `${searchPath(q)}&${more}`), 200, torrentSearchPage);
}

const namesOf = async (q: string, conditions: Record<string, string | number>) =>
  (await find(q, conditions)).items.map(({ name }) => name.replace(`${q} `, ''));

/** Torrents whose names begin with a word that nobody else has; the word. */
async function addWork(...torrents: Partial<IngestRecord>[]): Promise<string> {
  const word = newWord();
  for (const { name = '', ...torrent } of torrents) {
    await addTorrent({ ...torrent, name: `${word} ${name}` });
  }
  return word;
}

describe('what a name and its files say', () => {
  test.each([
    [
      'The.Work.1926.1080p.BluRay.x264-GROUP',
      { kind: 'video', year: 1926, resolution: '1080p', quality: 'bluray', codec: 'x264' },
    ],
    ['A Series S02E05 720p WEB-DL', { kind: 'video', season: 2, episode: 5, resolution: '720p' }],
    ['A Work (1968) 4K', { year: 1968, resolution: '2160p' }],
    ['Ein Werk 1931 German DVDRip', { year: 1931, languages: ['de'], quality: 'dvdrip' }],
    ['Some Sonatas [FLAC]', { kind: 'audio', year: null }],
    ['A Book - Its Author (1851) epub', { kind: 'book', year: 1851 }],
    ['a-system-12.5.0-amd64-netinst.iso', { kind: 'software', year: null, season: null }],
    ['2001 A Journey 1968', { year: 1968 }],
    ['1984', { year: null }],
  ])('of %s', async (name, facts) => {
    const { id } = await addTorrent({ name });
    expect(await getTorrent(id)).toMatchObject(facts);
  });

  test.each([
    ['video', ['film.mkv', 'readme.txt', 'cover.jpg']],
    ['audio', ['01.flac', '02.flac', 'booklet.pdf']],
    ['book', ['book.epub']],
    ['software', ['image.iso', 'SHA256SUMS']],
    [null, ['data.bin', 'more.bin']],
  ])('by most of its bytes: %s', async (kind, names) => {
    const files = names.map((name, index) => ({ index, name, sizeBytes: 1000 - index * 300 }));
    const { id } = await addTorrent({ name: newWord(), files });
    expect((await getTorrent(id)).kind).toBe(kind);
  });

  test('is told anew when the name changes, or the files', async () => {
    const { id, record } = await addTorrent({ name: `${newWord()} 1926 720p` });
    await addAgain({ ...record, name: `${newWord()} 1931 1080p` });
    expect(await getTorrent(id)).toMatchObject({ year: 1931, resolution: '1080p' });
    const files = [{ index: 0, name: 'a.ogg', sizeBytes: 1 }];
    await addAgain({ ...record, name: 'A Work (1931)', files });
    expect(await getTorrent(id)).toMatchObject({ kind: 'audio' });
  });
});

async function addAgain(record: IngestRecord) {
  expect(await ingest(record)).toMatchObject({ updated: 1 });
}

describe('a filter', () => {
  test.each<[string, Record<string, string | number>, string[]]>([
    ['one year', { year: 1926 }, ['1926']],
    ['years from', { yearFrom: 1926 }, ['1931', '1926']],
    ['years to', { yearTo: 1926 }, ['1926', '1919']],
    ['years between', { yearFrom: 1920, yearTo: 1930 }, ['1926']],
    ['years of one decade', { yearFrom: 1921, yearTo: 1926 }, ['1926']],
    ['years that are none', { yearFrom: 1930, yearTo: 1920 }, []],
  ])('takes %s', async (_what, conditions, years) => {
    const q = await addWork({ name: '1919' }, { name: '1926' }, { name: '1931' }, { name: 'part' });
    expect(await namesOf(q, conditions)).toEqual(years);
  });

  test.each<[string, Record<string, string | number>, string[]]>([
    ['at least', { minSize: GB }, ['three', 'two']],
    ['at most', { maxSize: GB }, ['two', 'one']],
    ['between', { minSize: GB - 5, maxSize: GB + 5 }, ['two']],
    ['to the byte', { minSize: GB + 1, maxSize: 3 * GB }, ['three']],
    ['of nothing', { maxSize: 0 }, ['none']],
  ])('takes a size: %s', async (_what, conditions, names) => {
    const q = await addWork(
      ...(_what === 'of nothing' ? [{ name: 'none', sizeBytes: 0 }] : []),
      { name: 'one', sizeBytes: GB / 2 },
      { name: 'two', sizeBytes: GB },
      { name: 'three', sizeBytes: 3 * GB },
    );
    expect(await namesOf(q, conditions)).toEqual(names);
  });

  test('takes a resolution, whatever it is called', async () => {
    const q = await addWork({ name: '1926 720p' }, { name: '1926 4K' }, { name: '1926 2160p' });
    expect(await namesOf(q, { resolution: '2160p' })).toEqual(['1926 2160p', '1926 4K']);
    expect(await namesOf(q, { resolution: '2160P' })).toEqual(['1926 2160p', '1926 4K']);
    expect(await namesOf(q, { resolution: '4K' })).toEqual(['1926 2160p', '1926 4K']);
    expect(await namesOf(q, { resolution: '2160' })).toEqual(['1926 2160p', '1926 4K']);
    expect(await namesOf(q, { resolution: '4320p' })).toEqual([]);
  });

  test('takes a kind', async () => {
    const q = await addWork(
      { name: 'a', files: [{ index: 0, name: 'a.mkv', sizeBytes: 5 }] },
      { name: 'b', files: [{ index: 0, name: 'b.epub', sizeBytes: 5 }] },
    );
    expect(await namesOf(q, { kind: 'book' })).toEqual(['b']);
    expect(await namesOf(q, { kind: 'audio' })).toEqual([]);
  });

  test('takes a licence and a source, in any case', async () => {
    const q = await addWork(
      { name: 'a', license: 'CC-BY-4.0', source: 'archive.org' },
      { name: 'b', license: "Artist's \\ own", source: 'Example Films' },
    );
    expect(await namesOf(q, { license: 'cc-by-4.0' })).toEqual(['a']);
    expect(await namesOf(q, { license: "artist's \\ OWN" })).toEqual(['b']);
    expect(await namesOf(q, { source: 'Archive.org' })).toEqual(['a']);
    expect(await namesOf(q, { source: 'example films', license: 'CC-BY-4.0' })).toEqual([]);
  });

  test.each<[string, Record<string, string | number>, Record<string, string | number>]>([
    ['kind', { kind: 'video' }, { kind: 'audio' }],
    ['year', { year: 1926, yearFrom: 1926, yearTo: 1926 }, { yearFrom: 1927 }],
    ['resolution', { resolution: '1080P' }, { resolution: '720p' }],
    ['licence and source', { license: 'cc-by-4.0', source: 'ARCHIVE.org' }, { source: 'example' }],
    ['size', { minSize: 7, maxSize: 7 }, { maxSize: 6 }],
    ['seeders', { hasSeeders: 'false' }, { hasSeeders: 'true' }],
  ])('holds for an info hash as well: %s', async (_what, taken, refused) => {
    const { id, record } = await addTorrent({
      name: `${newWord()} 1926 1080p x264`,
      license: 'CC-BY-4.0',
      source: 'archive.org',
      sizeBytes: 7,
      seeders: 0,
    });
    expect((await find(record.infoHash, taken)).items).toMatchObject([{ id }]);
    expect(await find(record.infoHash, refused)).toMatchObject({ items: [], total: { value: 0 } });
  });

  test('takes what has seeders', async () => {
    const q = await addWork({ name: 'a', seeders: 0 }, { name: 'b', seeders: 3 }, { name: 'c' });
    expect(await namesOf(q, { hasSeeders: 'true' })).toEqual(['b']);
    expect(await namesOf(q, { hasSeeders: 'false' })).toHaveLength(3);
  });

  test('counts what it lets through', async () => {
    const q = await addWork({ name: '1926' }, { name: '1926 b' }, { name: '1931' });
    const { total } = await find(q, { year: 1926 });
    expect(total).toEqual({ value: 2, relation: 'eq' });
  });

  test.each<[string, string]>([
    ['year', 'last'],
    ['year', '1499'],
    ['yearTo', '3000'],
    ['kind', 'film'],
    ['minSize', '-1'],
    ['maxSize', '1e9'],
    ['hasSeeders', 'yes'],
    ['sort', 'best'],
    ['resolution', ''],
  ])('is refused that is none: %s=%s', async (name, value) => {
    const answer = await call('GET', `${searchPath('sintel')}&${name}=${value}`);
    const { errors } = expectProblem(answer, 400, 'validation_failed');
    expect(errors).toMatchObject([{ in: 'query', path: name }]);
  });
});

describe('the order', () => {
  const works = [
    { name: 'small', sizeBytes: 10, seeders: 7 },
    { name: 'large', sizeBytes: 30, seeders: 0 },
    { name: 'middle', sizeBytes: 20, seeders: 2_147_483_647 },
    { name: 'equal', sizeBytes: 20 },
  ];

  test.each([
    ['newest', ['equal', 'middle', 'large', 'small']],
    ['size', ['large', 'equal', 'middle', 'small']],
    ['seeders', ['middle', 'small', 'equal', 'large']],
    ['relevance', ['middle', 'small', 'equal', 'large']],
  ])('may be by %s, and pages go on in it', async (sort, names) => {
    const q = await addWork(...works);
    expect(await namesOf(q, { sort })).toEqual(names);
    const paged: string[] = [];
    for await (const page of pagesOf(`${searchPath(q, 1)}&sort=${sort}`, torrentSearchPage)) {
      paged.push(...page.items.map(({ name }) => name.replace(`${q} `, '')));
    }
    expect(paged).toEqual(names);
  });

  test('goes by the title before the seeders, and by the seeders before the age', async () => {
    const word = newWord();
    for (const [name, seeders] of [
      [`a making of ${word}`, 5000],
      [word, 1],
      [`${word} the sequel`, 100],
      [`${word} the third`, 3],
    ] as const) {
      await addTorrent({ name, seeders });
    }
    const { items } = await search(word);
    expect(items.map(({ name }) => name)).toEqual([
      word,
      `${word} the sequel`,
      `${word} the third`,
      `a making of ${word}`,
    ]);
  });

  test('puts the title of the year that was typed first', async () => {
    const word = newWord();
    await addTorrent({ name: `${word}.1926.1080p.BluRay.x264`, seeders: 1 });
    await addTorrent({ name: `the other ${word} 1926 720p`, seeders: 500 });
    const { items } = await search(`${word} 1926`);
    expect(items[0]?.name).toBe(`${word}.1926.1080p.BluRay.x264`);
  });

  test('puts words in their order before the same words in another', async () => {
    const [a, b] = [newWord(), newWord()];
    await addTorrent({ name: `the ${b} of ${a}`, seeders: 500 });
    await addTorrent({ name: `the ${a} ${b}`, seeders: 1 });
    const { items } = await search(`${a} ${b}`);
    expect(items.map(({ seeders }) => seeders)).toEqual([1, 500]);
  });

  test('puts words in their order and near before the rest, side by side before all', async () => {
    const [a, b, c] = [newWord(), newWord(), newWord()];
    const names = [
      `${c} of ${b} at ${a}`,
      `the ${a} one two three four five ${b} six ${c}`,
      `the ${a} and the ${b} ${c}`,
      `the ${a} ${b} of all ${c}`,
      `the ${a} ${b} ${c}`,
    ];
    for (const [place, name] of names.entries()) {
      await addTorrent({ name, seeders: 5_000 >> (2 * place) });
    }
    const { items } = await search(`${a} ${b} ${c.slice(0, 8)}`);
    expect(items.map(({ name }) => name)).toEqual([4, 2, 3, 0, 1].map((place) => names[place]));
  });

  test('of one is no place in another', async () => {
    const q = await addWork(...works);
    const { nextCursor } = expectShape(
      await call('GET', `${searchPath(q, 1)}&sort=size`),
      200,
      torrentSearchPage,
    );
    const others = [
      `${searchPath(q, 1)}&sort=newest`,
      `${searchPath('the', 1)}&sort=size`,
      `${searchPath(q, 1)}&sort=size&maxSize=25`,
    ];
    for (const path of others) {
      const answer = await call('GET', `${path}&cursor=${nextCursor}`);
      expectProblem(answer, 400, 'invalid_cursor');
    }
  });
});

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
    const { items: newest } = await find(word, { sort: 'newest' });
    expect(newest.map(({ id }) => id).at(-1)).toBe(old.id);
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
      const { items } = await find(`${a} -${b}`, { sort });
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
        const page = await find(q, { sort, facets: 'kind' });
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
    expect((await find(`"${a} ${b}"`, { facets: 'kind' })).facets).toEqual({
      kind: [{ value: 'video', count: 2 }],
    });
  });

  test('of a script without spaces is found by its words', async () => {
    const title = newWord();
    const { id } = await withFiles(title, '怪談/耳無芳一.txt', '怪談/雪女の物語.txt');
    const { items, match } = await search(`${title} 雪女の物語`);
    expect(match).toBe('exact');
    expect(items).toMatchObject([{ id, matchedFile: { index: 1 } }]);
  });

  test('of another script is found by a part of it', async () => {
    const title = newWord();
    await withFiles(title, `${title}/東京物語.mkv`);
    expect((await search(`${title} 物語`)).items).toHaveLength(1);
  });
});

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

  test('keeps what is to be left out', async () => {
    const [a, b] = [newWord(), newWord()];
    await addTorrents({ name: a }, { name: `${a} ${b}` });
    const { items, didYouMean } = await search(`${a.slice(0, 5)}${a.slice(6)} -${b}`);
    expect(didYouMean).toBe(`${a} -"${b}"`);
    expect(items.map(({ name }) => name)).toEqual([a]);
  });

  test('is null where what was typed was found', async () => {
    const { record } = await addTorrent();
    expect((await search(record.name)).didYouMean).toBeNull();
  });
});

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

  test('finds everything once, the very title first however old', { timeout: 60_000 }, async () => {
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
      if (sort === 'relevance') expect(found[0]).toBe(ids[0]);
      if (sort === 'newest') expect(found).toEqual([...ids].reverse());
    }
    const { total } = await search(word);
    expect(total.relation).toBe('gte');
    expect(total.value).toBeGreaterThanOrEqual(200);
    expect(total.value).toBeLessThanOrEqual(COUNT);
    const rare = await search(`${word} part ${COUNT - 1}`);
    expect(rare.items.map(({ id }) => id)).toEqual(ids.slice(-1));
  });

  test('that becomes one between two pages is gone through all the same', {
    timeout: 60_000,
  }, async () => {
    const word = newWord();
    const add = async (count: number) => {
      const names = Array.from({ length: count }, (_, place) => ({ name: `${word} ${place}` }));
      return (await addTorrents(...names)).map(({ id }) => id);
    };
    await addTorrents(...Array.from({ length: 800 }, () => ({ name: newWord() })));
    const ids = await add(900);
    const found: string[] = [];
    for await (const page of pagesOf(searchPath(word), torrentSearchPage)) {
      found.push(...page.items.map(({ id }) => id));
      if (found.length === 100) await add(400);
    }
    expect(new Set(found).size).toBe(found.length);
    expect(found).toEqual(expect.arrayContaining(ids));
  });
});

describe('facets', () => {
  const works = [
    { name: 'one 1926 1080p x264', license: 'CC-BY-4.0', source: 'archive.org' },
    { name: 'two 1926 720p x264', license: 'CC-BY-4.0' },
    { name: 'three 1931 1080p x264', source: 'archive.org' },
  ];

  test('count what was found by each of its values', async () => {
    const q = await addWork(...works, { name: 'four', files: [] });
    const { facets } = await find(q, { facets: 'year,resolution,license,source,kind' });
    expect(facets).toEqual({
      year: [
        { value: 1926, count: 2 },
        { value: 1931, count: 1 },
      ],
      resolution: [
        { value: '1080p', count: 2 },
        { value: '720p', count: 1 },
      ],
      license: [{ value: 'CC-BY-4.0', count: 2 }],
      source: [{ value: 'archive.org', count: 2 }],
      kind: [{ value: 'video', count: 3 }],
    });
  });

  test('hold under the filters, and in any order', async () => {
    const q = await addWork(...works);
    for (const sort of ['relevance', 'newest', 'size', 'seeders']) {
      const page = await find(q, { facets: 'resolution', year: 1926, sort });
      expect(page.items).toHaveLength(2);
      expect(page.facets).toEqual({
        resolution: [
          { value: '1080p', count: 1 },
          { value: '720p', count: 1 },
        ],
      });
    }
  });

  test('come with the first page only, and when they are asked for', async () => {
    const q = await addWork(...works);
    const path = `${searchPath(q, 1)}&facets=year`;
    const first = expectShape(await call('GET', path), 200, torrentSearchPage);
    const counts = [
      { value: 1926, count: 2 },
      { value: 1931, count: 1 },
    ];
    expect(first.facets).toEqual({ year: counts });
    const next = await call('GET', `${path}&cursor=${first.nextCursor}`);
    expect(expectShape(next, 200, torrentSearchPage)).not.toHaveProperty('facets');
    expect(await find(q, {})).not.toHaveProperty('facets');
  });

  test('count what a filter takes as one as one, as most of them write it', async () => {
    const license = (license: string, source: string) => ({ name: newWord(), license, source });
    const q = await addWork(
      license('CC-BY-3.0', 'Archive.org'),
      license('cc-by-3.0', 'archive.org'),
      license('CC-BY-3.0', 'archive.org'),
    );
    const { facets } = await find(q, { facets: 'license,source' });
    expect(facets).toEqual({
      license: [{ value: 'CC-BY-3.0', count: 3 }],
      source: [{ value: 'archive.org', count: 3 }],
    });
  });

  test('of an info hash, and of nothing at all', async () => {
    const { record } = await addTorrent({ name: `${newWord()} 1926` });
    const found = await find(record.infoHash, { facets: 'year,license' });
    expect(found.facets).toEqual({ year: [{ value: 1926, count: 1 }], license: [] });
    const nothing = await find('zqxjvwkyzqxj zzzqqqxx', { facets: 'kind' });
    expect(nothing.facets).toEqual({ kind: [] });
  });

  test.each(['', 'colour', 'kind,,year'])('that are not there are refused: %o', async (facets) => {
    const answer = await call('GET', `${searchPath('a')}&facets=${facets}`);
    const { errors } = expectProblem(answer, 400, 'validation_failed');
    expect(errors?.[0]?.path).toBe('facets');
  });
});
