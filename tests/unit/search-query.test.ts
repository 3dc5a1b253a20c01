import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldText } from '@/lib/fold';
import { parseSearchQuery, piecesOf, type Unit } from '@/search/query';

const SINTEL = '08ada5a7a6183aae1e09d831df6748d566095a10';
const SINTEL_BASE32 = 'BCW2LJ5GDA5K4HQJ3AY56Z2I2VTASWQQ';
const V2 = 'd8dd32ac93357c368556af3ac1d95c9d76bd0dff6fa9833ecdac3d53134efabb';

const word = (word: string): Unit => ({ kind: 'word', word });
const start = (start: string): Unit => ({ kind: 'prefix', start });
const phrase = (...pieces: string[]): Unit => ({ kind: 'phrase', pieces });

describe('words that must be there, the last as the beginning of one', () => {
  test.each<[string, Unit[], string]>([
    ['sintel', [start('sintel')], 'sintel'],
    ['  Big \t Buck \u00a0', [word('big'), start('buck')], 'big buck'],
    [
      'Big.Buck_Bunny-1080p',
      ['big', 'buck', 'bunny'].map(word).concat(start('1080p')),
      'big buck bunny 1080p',
    ],
    ['AMÉLIE', [start('amelie')], 'amelie'],
    ["Don't look", [word('dont'), start('look')], 'dont look'],
    ['big big Buck big', [word('big'), word('buck'), start('big')], 'big big buck big'],
    ['"buck bunny"', [phrase('buck', 'bunny')], 'buck bunny'],
    ['“buck bunny”', [phrase('buck', 'bunny')], 'buck bunny'],
    ['„buck bunny“', [phrase('buck', 'bunny')], 'buck bunny'],
    ['"buck bunny', [phrase('buck', 'bunny')], 'buck bunny'],
    ['"buck"', [word('buck')], 'buck'],
    ['big "buck bunny" 4', [word('big'), phrase('buck', 'bunny'), start('4')], 'big buck bunny 4'],
    ['big"buck"', [word('big'), word('buck')], 'big buck'],
    ['big - buck', [word('big'), start('buck')], 'big buck'],
    ['big buck -', [word('big'), start('buck')], 'big buck'],
    ["a' & b | !c:* <-> (d)\\", [...['a', 'b', 'c'].map(word), start('d')], 'a b c d'],
    ['a\u0000b %_\ud800c', [word('a'), word('b'), start('c')], 'a b c'],
  ])('%j', (text, wanted, title) => {
    expect(parseSearchQuery(text)).toEqual({ infoHashes: [], wanted, unwanted: [], title });
  });
});

describe('scripts without spaces, two letters at a time', () => {
  test.each<[string, Unit[]]>([
    ['東京 物語', [word('东京'), word('物语')]],
    ['東京物語', [phrase('东京', '京物', '物语')]],
    ['東', [start('东')]],
    ['東 1953', [start('东'), start('1953')]],
    ['東京tower', [word('东京'), start('tower')]],
    ['ที', [start('ที')]],
    ['"東京 tower"', [phrase('东京', 'tower')]],
    ['ทองปาน', [phrase('ทอ', 'อง', 'งป', 'ปา', 'าน')]],
  ])('%j', (text, wanted) => {
    expect(parseSearchQuery(text).wanted).toEqual(wanted);
  });
});

describe('of a long phrase the first 64 pieces count', () => {
  const words = Array.from({ length: 100 }, (_, place) => `w${place}`);
  const letters = words.map((_, place) => foldText(String.fromCodePoint(0x4e00 + place)));
  const pairs = letters.slice(1).map((letter, place) => `${letters[place]}${letter}`);
  test.each<[string, string, string[]]>([
    ['in quotes', `"${words.join(' ')}"`, words],
    ['of a script without spaces', letters.join(''), pairs],
  ])('%s', (_what, typed, pieces) => {
    const counted = [phrase(...pieces.slice(0, 64))];
    expect(parseSearchQuery(typed).wanted).toEqual(counted);
    expect(parseSearchQuery(`a -${typed}`).unwanted).toEqual(counted);
  });
});

describe('words to leave out', () => {
  test.each<[string, Unit[], Unit[]]>([
    ['bunny -1080p', [start('bunny')], [word('1080p')]],
    ['-1080p bunny', [start('bunny')], [word('1080p')]],
    ['bunny -web-dl', [start('bunny')], [phrase('web', 'dl')]],
    ['bunny -"web dl"', [start('bunny')], [phrase('web', 'dl')]],
    ['a -b -c -b', [start('a')], [word('b'), word('c')]],
    ['-1080p', [], [word('1080p')]],
    ['--1080p', [], [word('1080p')]],
  ])('%j', (text, wanted, unwanted) => {
    expect(parseSearchQuery(text)).toMatchObject({ infoHashes: [], wanted, unwanted });
  });
});

test.each(['', ' ', '-', '"', '""', '-""', '…', '&|!', '\u0000', '\ud800', '🐰', '\u200b'])(
  '%j looks for nothing',
  (text) => {
    const nothing = { infoHashes: [], wanted: [], unwanted: [], title: '' };
    expect(parseSearchQuery(text)).toEqual(nothing);
  },
);

describe('an info hash or a magnet link', () => {
  test.each([
    [SINTEL, [SINTEL]],
    [SINTEL.toUpperCase(), [SINTEL]],
    [` ${SINTEL}\n`, [SINTEL]],
    [SINTEL_BASE32, [SINTEL]],
    [V2, [V2]],
    [`magnet:?xt=urn:btih:${SINTEL}&dn=Sintel`, [SINTEL]],
    [`MAGNET:?dn=Sintel&xt=urn:btih:${SINTEL_BASE32}`, [SINTEL]],
    [`magnet:?xt=urn:btmh:1220${V2}`, [V2]],
    [`magnet:?xt=urn:btih:${SINTEL}&xt=urn:btmh:1220${V2}`, [SINTEL, V2]],
    [`${SINTEL} 1080p`, []],
    [`-${SINTEL}`, []],
    [SINTEL.slice(1), []],
    ['magnet:?dn=Sintel', []],
    ['magnet:?xt=urn:btih:sintel', []],
    [`magnet:?xt=urn:btih:${SINTEL}&xt=urn:btih:${'0'.repeat(40)}`, []],
  ])('%s', (text, infoHashes) => {
    expect(parseSearchQuery(text).infoHashes).toEqual(infoHashes);
  });
});

/** Text of anything, more often of what means something in a query. */
const anyText = fc
  .array(
    fc.oneof(
      fc.constantFrom(...`"“”„'’-&|!:*()<>\\ \t.`, 'a', 'é', '東', '\u0301', 'magnet:?xt=', 'ﷺ'),
      fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
      fc.integer({ min: 0, max: 0x10ffff }).map((point) => String.fromCodePoint(point)),
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''));

test('any text gives words that PostgreSQL can hold, and a folded title', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const { wanted, unwanted, title } = parseSearchQuery(text);
      for (const piece of [...wanted, ...unwanted].flatMap(piecesOf)) {
        expect(piece).toMatch(/^[\p{L}\p{N}\p{M}]+$/u);
      }
      expect(foldText(title)).toBe(title);
      if (title !== '') expect(wanted).not.toEqual([]);
    }),
    { seed: 1, numRuns: 20_000 },
  );
});

test('no word of a query is longer than PostgreSQL takes', () => {
  for (const letter of ['a', 'é', '東', '\u{10428}', '\ufdfa', '\u0e33', '\u0e47']) {
    for (const piece of parseSearchQuery(letter.repeat(1000)).wanted.flatMap(piecesOf)) {
      expect(Buffer.byteLength(piece)).toBeLessThanOrEqual(2046);
    }
  }
});

// A text of this length takes a moment; were the time quadratic in it, it would be much more.
const LONG = 100_000;
test.each([
  ...['a', 'a ', '"', '""', '"a', '-', '- ', '-a', "'", "'a", "a'a", ' ', '\u0301', 'é', 'ﷺ', '🐰'],
  ...['magnet:?', 'magnet:?xt=', '&xt=urn:btih:', `${SINTEL}&`, '=', '&amp;', '%', '+', '\ud800'],
])('a very long text of %j is understood in time', { timeout: 10_000 }, (part) => {
  const long = part.repeat(LONG / part.length);
  expect(() => parseSearchQuery(long)).not.toThrow();
  expect(() => parseSearchQuery(`a${long}a`)).not.toThrow();
  expect(() => parseSearchQuery(`magnet:?${long}`)).not.toThrow();
});
