import { describe, expect, test } from 'vitest';
import { torrentSearchPage } from '@/contracts/torrents';
import { call } from '../support/api';
import {
  addTorrent,
  addTorrents,
  addWork,
  newWord,
  search,
  searchPath,
} from '../support/catalogue';
import { expectProblem, expectShape } from '../support/shapes';

describe('facets', () => {
  const works = [
    { name: 'one 1926 1080p x264', license: 'CC-BY-4.0', source: 'archive.org' },
    { name: 'two 1926 720p x264', license: 'CC-BY-4.0' },
    { name: 'three 1931 1080p x264', source: 'archive.org' },
  ];

  test('count what was found by each of its values', async () => {
    const q = await addWork(...works, { name: 'four', files: [] });
    const { facets } = await search(q, { facets: 'year,resolution,license,source,kind' });
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
      const page = await search(q, { facets: 'resolution', year: 1926, sort });
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
    expect(await search(q)).not.toHaveProperty('facets');
  });

  test('count what a filter takes as one as one, as most of them write it', async () => {
    const license = (license: string, source: string) => ({ name: newWord(), license, source });
    const q = await addWork(
      license('CC-BY-3.0', 'Archive.org'),
      license('cc-by-3.0', 'archive.org'),
      license('CC-BY-3.0', 'archive.org'),
    );
    const { facets } = await search(q, { facets: 'license,source' });
    expect(facets).toEqual({
      license: [{ value: 'CC-BY-3.0', count: 3 }],
      source: [{ value: 'archive.org', count: 3 }],
    });
  });

  test('tell the fifty most frequent values, those of one count by their names', async () => {
    const word = newWord();
    const sources = Array.from({ length: 60 }, (_, place) => `source ${place + 10}`);
    await addTorrents(
      ...[...sources.toReversed(), 'source 69'].map((source) => ({ name: word, source })),
    );
    const { facets } = await search(word, { facets: 'source' });
    expect(facets?.source).toEqual([
      { value: 'source 69', count: 2 },
      ...sources.slice(0, 49).map((value) => ({ value, count: 1 })),
    ]);
  });

  test('of an info hash, and of nothing at all', async () => {
    const { record } = await addTorrent({ name: `${newWord()} 1926` });
    const found = await search(record.infoHash, { facets: 'year,license' });
    expect(found.facets).toEqual({ year: [{ value: 1926, count: 1 }], license: [] });
    const nothing = await search('zqxjvwkyzqxj zzzqqqxx', { facets: 'kind' });
    expect(nothing.facets).toEqual({ kind: [] });
  });

  test.each(['', 'colour', 'kind,,year'])('that are not there are refused: %o', async (facets) => {
    const answer = await call('GET', `${searchPath('a')}&facets=${facets}`);
    const { errors } = expectProblem(answer, 400, 'validation_failed');
    expect(errors?.[0]?.path).toBe('facets');
  });
});
