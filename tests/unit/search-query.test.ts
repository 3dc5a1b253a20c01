import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldText } from '@/lib/fold';
import { parseSearchQuery } from '@/services/search-query';

const SINTEL = '08ada5a7a6183aae1e09d831df6748d566095a10';
const SINTEL_BASE32 = 'BCW2LJ5GDA5K4HQJ3AY56Z2I2VTASWQQ';
const V2 = 'd8dd32ac93357c368556af3ac1d95c9d76bd0dff6fa9833ecdac3d53134efabb';

describe('words that must be there, the last as the beginning of one', () => {
  test.each([
    ['sintel', "('sintel':*)", 'sintel'],
    ['  Big \t Buck \u00a0', "('big') & ('buck':*)", 'big buck'],
    ['big buck bunny 2008', "('big') & ('buck') & ('bunny') & ('2008':*)", 'big buck bunny 2008'],
    ['Big.Buck_Bunny-1080p', "('big' & 'buck' & 'bunny' & '1080p':*)", 'big buck bunny 1080p'],
    ['AMÉLIE', "('amelie':*)", 'amelie'],
    ["Don't look", "('dont') & ('look':*)", 'dont look'],
    ['東京 物語', "('東京') & ('物語':*)", '東京 物語'],
    ['"buck bunny"', "('buck' <-> 'bunny')", 'buck bunny'],
    ['“buck bunny”', "('buck' <-> 'bunny')", 'buck bunny'],
    ['„buck bunny“', "('buck' <-> 'bunny')", 'buck bunny'],
    ['"buck bunny', "('buck' <-> 'bunny')", 'buck bunny'],
    ['big "buck bunny" 4', "('big') & ('buck' <-> 'bunny') & ('4':*)", 'big buck bunny 4'],
    ['big"buck"', "('big') & ('buck')", 'big buck'],
    ['big - buck', "('big') & ('buck':*)", 'big buck'],
    ['big buck -', "('big') & ('buck':*)", 'big buck'],
    ["a' & b | !c:* <-> (d)\\", "('a') & ('b') & ('c') & ('d':*)", 'a b c d'],
    ['a\u0000b %_\ud800c', "('a' & 'b') & ('c':*)", 'a b c'],
  ])('%j', (text, tsquery, title) => {
    const query = { infoHashes: [], tsquery, title, excluded: null };
    expect(parseSearchQuery(text)).toEqual(query);
  });
});

describe('words to leave out', () => {
  test.each([
    ['bunny -1080p', "('bunny':*) & !(('1080p'))", 'bunny', "('1080p')"],
    ['-1080p bunny', "('bunny':*) & !(('1080p'))", 'bunny', "('1080p')"],
    ['bunny -web-dl', "('bunny':*) & !(('web' <-> 'dl'))", 'bunny', "('web' <-> 'dl')"],
    ['bunny -"web dl"', "('bunny':*) & !(('web' <-> 'dl'))", 'bunny', "('web' <-> 'dl')"],
    ['a -b -c', "('a':*) & !(('b') | ('c'))", 'a', "('b') | ('c')"],
    ['-1080p', "!(('1080p'))", '', "('1080p')"],
    ['--1080p', "!(('1080p'))", '', "('1080p')"],
  ])('%j', (text, tsquery, title, excluded) => {
    expect(parseSearchQuery(text)).toEqual({ infoHashes: [], tsquery, title, excluded });
  });
});

test.each(['', ' ', '-', '"', '""', '-""', '…', '&|!', '\u0000', '\ud800', '🐰', '\u200b'])(
  '%j looks for nothing',
  (text) => {
    const nothing = { infoHashes: [], tsquery: null, title: '', excluded: null };
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

/** Takes a tsquery apart; what is left of a sound one is a single X. */
function reduce(tsquery: string): string {
  let rest = tsquery.replace(/'[\p{L}\p{N}\p{M}]+'(?::\*)?/gu, 'X');
  for (let before = ''; rest !== before; ) {
    before = rest;
    rest = rest.replace(/X (?:&|\||<->) X/g, 'X').replace(/!?\(X\)/g, 'X');
  }
  return rest;
}

test('any text gives a query that PostgreSQL can read, and a folded title', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const { tsquery, title, excluded } = parseSearchQuery(text);
      expect(reduce(tsquery ?? 'X')).toBe('X');
      expect(reduce(excluded ?? 'X')).toBe('X');
      expect(foldText(title)).toBe(title);
      if (title !== '' || excluded !== null) expect(tsquery).not.toBeNull();
    }),
    { seed: 1, numRuns: 20_000 },
  );
});

test('no word of a query is longer than PostgreSQL takes', () => {
  for (const letter of ['a', 'é', '東', '\u{10428}', '\ufdfa', '\u0e33']) {
    const { tsquery } = parseSearchQuery(letter.repeat(1000));
    for (const [word] of tsquery?.matchAll(/[^' ()&:*]+/g) ?? []) {
      expect(Buffer.byteLength(word)).toBeLessThanOrEqual(2046);
    }
  }
});

// A text of this length takes a moment; were the time quadratic in it, it would be minutes.
const LONG = 200_000;
test.each([
  ...['a', 'a ', '"', '""', '"a', '-', '- ', '-a', "'", "'a", "a'a", ' ', '\u0301', 'é', 'ﷺ', '🐰'],
  ...['magnet:?', 'magnet:?xt=', '&xt=urn:btih:', `${SINTEL}&`, '=', '&amp;', '%', '+', '\ud800'],
])('a very long text of %j is understood in time', { timeout: 10_000 }, (part) => {
  const long = part.repeat(LONG / part.length);
  expect(() => parseSearchQuery(long)).not.toThrow();
  expect(() => parseSearchQuery(`magnet:?${long}`)).not.toThrow();
});
