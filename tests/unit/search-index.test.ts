import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { indexEntry } from '@/search/index-entry';
import { STRETCH, stretchEnd, stretchesOf, stretchLabels, stretchStart } from '@/search/labels';
import { oneSlipAway, slipsBetween, splitsOf } from '@/search/spelling';

const entryOf = (name: string, files: string[] = []) =>
  indexEntry({
    name,
    sizeBytes: 3_000_000_000,
    source: 'archive.org',
    license: "Artist's\\own",
    files: files.map((name) => ({ name, sizeBytes: 1 })),
  });

describe('stretches of the catalogue', () => {
  const stretch = fc.tuple(fc.nat(30_000), fc.integer({ min: 1, max: 30_000 }));

  test('a torrent is found by exactly one label of the stretch that it is in, and by no other', () => {
    fc.assert(
      fc.property(stretch, fc.nat(70_000_000), ([start, count], number) => {
        const [from, to] = [start * STRETCH, (start + count) * STRETCH];
        const own = stretchesOf(number);
        const common = stretchLabels(from, to).filter((label) => own.includes(label));
        expect(common).toHaveLength(number >= from && number < to ? 1 : 0);
      }),
      { seed: 1, numRuns: 3_000 },
    );
  });

  test('are begun at a place that few labels reach from the end', () => {
    fc.assert(
      fc.property(fc.nat(50_000_000), fc.nat(50_000_000), (last, length) => {
        const from = stretchStart(last, length);
        expect(last - from).toBeGreaterThanOrEqual(Math.min(last, length));
        expect(last - from).toBeLessThanOrEqual(2 * length + STRETCH);
        expect(stretchLabels(from, stretchEnd(last)).length).toBeLessThanOrEqual(60);
      }),
      { seed: 1, numRuns: 3_000 },
    );
  });
});

describe('the entry of a torrent', () => {
  test('has words at their places, those of files, beginnings, and labels', () => {
    const { search, words } = entryOf('Big Buck.Big 2008', ['a/Big.Bunny.mkv']);
    expect(search.trim().split(/ (?=')/)).toEqual([
      "'big':1,3",
      "'buck':2",
      "'2008':4",
      ...["'/a'", "'/bunny'", "'/mkv'"],
      ...["'^b'", "'^bi'", "'^big'", "'^bu'", "'^buc'", "'^2'", "'^20'", "'^200'"],
      ...["'#k:video'", "'#y:2008'", "'#d:200'", "'#l:artist''s\\\\own'"],
      ...["'#s:archive.org'", "'#z:31'"],
    ]);
    expect(words).toEqual({ ofName: ['big', 'buck', '2008'], ofFiles: ['a', 'bunny', 'mkv'] });
  });

  test('has initials as the word that they are typed as, from the first of them to the last', () => {
    const { search, words } = entryOf('D.O.A. 1950 by A. B. and C.');
    expect(search).toContain(
      "'d':1 'o':2 'a':3,6 'doa':1,3 '1950':4 'by':5 'b':7 'ab':6,7 'and':8 'c':9 ",
    );
    expect(words.ofName).toEqual(['d', 'o', 'a', 'doa', '1950', 'by', 'b', 'ab', 'and', 'c']);
  });

  test('has distributions of one word by their parts as well', () => {
    expect(entryOf('linuxmint-22-xfce.iso').words.ofName).toEqual([
      'linuxmint',
      'linux',
      'mint',
      '22',
      'xfce',
      'iso',
    ]);
    expect(entryOf('ArchLinux 2024 linuxes').search).toContain(
      "'archlinux':1 'linux':1 'arch':1 '2024':2",
    );
  });

  test('of a script without spaces has every two letters, and the last', () => {
    expect(entryOf('東京物語').search).toContain("'东京':1 '京物':2 '物语':3 '语':3 ");
  });

  test.each([
    ['The.Work.1926.1080p.BluRay.x264-GRP', 'the work'],
    ['[Group] The Work - 01 (1080p)', 'the work'],
    ['A Series S02E05 720p', 'a series'],
    ['2001 A Journey 1968', '2001 a journey'],
    ['Some Sonatas [FLAC]', 'some sonatas'],
    ['A Book - Its Author (1851) epub', 'a book its author'],
    ['الف ليلة وليلة 1941 720p WEB-DL', 'الف ليلة وليلة'],
    ['人情紙風船 1937 [1080p]', '人情纸风船'],
    ['Élan À Élan (1931) 1080p', 'elan a elan'],
    ['[Group] À.un.élan.1931.720p', 'a un elan'],
    ["Ô l'élan 1931", 'o l elan'],
    ['École / Школа (1931)', 'ecole'],
    ['Été 42 (1931)', 'ete 42'],
    ['LE MARCHÉ - 05 [1080p]', 'le marche'],
    ['La Thérèse (1931) 1080p', 'la therese'],
    ['Romeó és Júlia 1931', 'romeo es julia'],
    ['자유 만세 A Film 1931', '자유 만세 a film'],
    ['الكامل.a.film.1931.720p', 'الكامل a film'],
    ['[É] Work É Work (1931)', 'work e work'],
    ['a-system-12.5.0-amd64.iso', 'a system 12 5 0 amd64'],
    ['1984', '1984'],
    ['…', ''],
  ])('has a title: %s', (name, title) => {
    expect(entryOf(name).title).toBe(title);
  });

  test('is made of any text there is', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 120 });
    fc.assert(
      fc.property(text, fc.array(text, { maxLength: 3 }), (name, files) => {
        const { title, search, year } = entryOf(name, files);
        expect(title.length).toBeLessThanOrEqual(255);
        expect(search.length).toBeGreaterThan(0);
        if (year !== null) expect(year).toBeGreaterThanOrEqual(1500);
      }),
      { seed: 1, numRuns: 2_000 },
    );
  });

  // A few milliseconds each; some of the parser's patterns would take 600 for the whole name.
  test.each(['и', '人', 'и人', 'a.', '1080p.', '[a]', 'S01E01', '(((', '- ', '2008 '])(
    'is made in time of a name of nothing but %j',
    { timeout: 2_000 },
    (part) => {
      const name = part.repeat(1024 / part.length);
      for (let times = 0; times < 20; times++) entryOf(name);
    },
  );
});

describe('slips of the hand', () => {
  test.each([
    ['sintel', 'sintel', 0],
    ['sintel', 'sintle', 1],
    ['sintel', 'sntel', 1],
    ['sintel', 'sinttel', 1],
    ['sintel', 'santel', 1],
    ['nosferatu', 'nosfertau', 1],
    ['nosferatu', 'nsofertau', 2],
    ['фильм', 'фильмы', 1],
    ['', 'abc', 3],
  ])('between %s and %s are %i', (a, b, slips) => {
    expect(slipsBetween(a, b)).toBe(slips);
    expect(slipsBetween(b, a)).toBe(slips);
  });

  test('one away are those that one slip makes', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{1,7}$/), (word) => {
        const near = [...oneSlipAway(word)];
        expect(new Set(near).size).toBe(near.length);
        for (const other of near) expect(slipsBetween(word, other)).toBe(1);
      }),
      { seed: 1, numRuns: 50 },
    );
    expect([...oneSlipAway('кино')]).toContain('вино');
    expect([...oneSlipAway('a'.repeat(17))]).toEqual([]);
  });

  test('a word falls apart into two of two letters or more', () => {
    expect(splitsOf('bigbuck')).toContainEqual(['big', 'buck']);
    expect(splitsOf('bigbuckbunny')).toContainEqual(['big', 'buck', 'bunny']);
    expect(splitsOf('tearsofsteel')).toContainEqual(['tears', 'of', 'steel']);
    expect(splitsOf('abc')).toEqual([]);
  });
});
