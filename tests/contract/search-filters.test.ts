import { describe, expect, test } from 'vitest';
import { torrentSearchPage } from '@/contracts/torrents';
import { call, newInfoHash } from '../support/api';
import {
  addTorrent,
  addWork,
  type Conditions,
  namesOf,
  newWord,
  search,
  searchPath,
} from '../support/catalogue';
import { expectProblem, expectShape } from '../support/shapes';

const GB = 1024 ** 3;

describe('a filter', () => {
  test.each<[string, Conditions, string[]]>([
    ['one year', { year: 1926 }, ['1926']],
    ['years from', { yearFrom: 1926 }, ['1931', '1926']],
    ['years to', { yearTo: 1926 }, ['1926', '1919', '1611']],
    ['years between', { yearFrom: 1920, yearTo: 1930 }, ['1926']],
    ['years of one decade', { yearFrom: 1921, yearTo: 1926 }, ['1926']],
    ['years that are none', { yearFrom: 1930, yearTo: 1920 }, []],
    ['years long ago', { yearTo: 1700 }, ['1611']],
  ])('takes %s', async (_what, conditions, years) => {
    const q = await addWork(
      { name: '1611', files: [{ index: 0, name: 'a book.epub', sizeBytes: 5 }] },
      { name: '1919' },
      { name: '1926' },
      { name: '1931' },
      { name: 'part' },
    );
    expect(await namesOf(q, conditions)).toEqual(years);
  });

  test.each<[string, Conditions, string[]]>([
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
    expect(await namesOf(q, { ...conditions, sort: 'size' })).toEqual(names);
  });

  test('without a word finds all that passes it, the newest first', async () => {
    const source = newWord();
    for (const sizeBytes of [1, 3, 2])
      await addTorrent({ name: `${sizeBytes}`, sizeBytes, source });
    expect(await namesOf('', { source })).toEqual(['2', '3', '1']);
    expect(await namesOf(' ?! ', { source, sort: 'size' })).toEqual(['3', '2', '1']);
    expect(await namesOf('', { source, kind: 'book' })).toEqual([]);
    const path = `${searchPath('', 2)}&source=${source}`;
    const first = expectShape(await call('GET', path), 200, torrentSearchPage);
    expect(first.total).toEqual({ value: 3, relation: 'eq' });
    const next = await call('GET', `${path}&cursor=${first.nextCursor}`);
    const { items } = expectShape(next, 200, torrentSearchPage);
    expect(items.map(({ name }) => name)).toEqual(['1']);
  });

  test.each(['relevance', 'newest', 'size', 'seeders'])(
    'may be that somebody has it, without a word, by %s',
    async (sort) => {
      const word = newWord();
      await addTorrent({ name: word, sizeBytes: 2 ** 50, seeders: 1_000_000 });
      await addTorrent({ name: `${word} of nobody`, sizeBytes: 2 ** 50, seeders: 0 });
      const names = await namesOf('', { hasSeeders: 'true', sort });
      expect(names.filter((name) => name.startsWith(word))).toEqual([word]);
    },
  );

  test('does not make something else of an info hash that nobody has', async () => {
    const source = newWord();
    await addTorrent({ source });
    expect(await namesOf(newInfoHash(), { source })).toEqual([]);
  });

  test('takes a resolution, whatever it is called', async () => {
    const q = await addWork({ name: '1926 720p' }, { name: '1926 4K' }, { name: '1926 2160p' });
    expect(await namesOf(q, { resolution: '2160p' })).toEqual(['1926 2160p', '1926 4K']);
    expect(await namesOf(q, { resolution: '2160P' })).toEqual(['1926 2160p', '1926 4K']);
    expect(await namesOf(q, { resolution: '4K' })).toEqual(['1926 2160p', '1926 4K']);
    expect(await namesOf(q, { resolution: '2160' })).toEqual(['1926 2160p', '1926 4K']);
    expect(await namesOf(q, { resolution: '4320p' })).toEqual([]);
  });

  test.each(['constructor', '__proto__'])(
    'takes a resolution that no torrent has: %s',
    async (resolution) => {
      expect(await namesOf(await addWork({ name: '720p' }), { resolution })).toEqual([]);
    },
  );

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

  test.each<[string, Conditions, ...Conditions[]]>([
    ['kind', { kind: 'video' }, { kind: 'audio' }],
    ['year', { year: 1926 }, { year: 1925 }],
    ['years', { yearFrom: 1926, yearTo: 1926 }, { yearFrom: 1927 }, { yearTo: 1925 }],
    ['resolution', { resolution: '1080P' }, { resolution: '720p' }],
    ['licence', { license: 'cc-by-4.0' }, { license: 'cc-by-3.0' }],
    ['source', { source: 'ARCHIVE.org' }, { source: 'example' }],
    ['size', { minSize: 7, maxSize: 7 }, { maxSize: 6 }, { minSize: 8 }],
    ['seeders', { hasSeeders: 'false' }, { hasSeeders: 'true' }],
  ])('holds for an info hash as well: %s', async (_what, taken, ...refused) => {
    const { id, record } = await addTorrent({
      name: `${newWord()} 1926 1080p x264`,
      license: 'CC-BY-4.0',
      source: 'archive.org',
      sizeBytes: 7,
      seeders: 0,
    });
    expect((await search(record.infoHash, taken)).items).toMatchObject([{ id }]);
    for (const conditions of refused) {
      expect(await search(record.infoHash, conditions)).toMatchObject({
        items: [],
        total: { value: 0 },
      });
    }
  });

  test('of years takes no info hash of a torrent that tells none', async () => {
    const { record } = await addTorrent({ name: newWord() });
    expect((await search(record.infoHash)).total.value).toBe(1);
    for (const conditions of [{ year: 1926 }, { yearFrom: 1500 }, { yearTo: 2049 }]) {
      expect((await search(record.infoHash, conditions)).total.value).toBe(0);
    }
  });

  test('takes what has seeders', async () => {
    const q = await addWork({ name: 'a', seeders: 0 }, { name: 'b', seeders: 3 }, { name: 'c' });
    expect(await namesOf(q, { hasSeeders: 'true' })).toEqual(['b']);
    expect(await namesOf(q, { hasSeeders: 'false' })).toHaveLength(3);
  });

  test('counts what it lets through', async () => {
    const q = await addWork({ name: '1926' }, { name: '1926 b' }, { name: '1931' });
    const { total } = await search(q, { year: 1926 });
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
