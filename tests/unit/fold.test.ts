import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldText } from '@/lib/fold';

describe('foldText', () => {
  test.each([
    ['The.Night_of-the  Living [Dead] (1968)', 'the night of the living dead 1968'],
    ['  Sintel\t\n', 'sintel'],
    ['C++ & C#', 'c c'],
    ['Amélie naïve Ångström', 'amelie naive angstrom'],
    ['a\u0301 à', 'a a'],
    ['Straße STRASSE ẞ', 'strasse strasse ss'],
    ['Œuvre Æon Ørsted Łódź Đorđe Þór', 'oeuvre aeon orsted lodz dorde thor'],
    ['İstanbul Iğdır ısı', 'istanbul igdir isi'],
    ['ﬁlm Ⅷ x² ① ½', 'film viii x2 1 1 2'],
    ['ＦＵＬＬ　ｗｉｄｔｈ', 'full width'],
    ["Don't Don\u2019t Don\u02bct", 'dont dont dont'],
    ["Schindler's Schindler\u2019s", 'schindlers schindlers'],
    ["rock 'n' roll", 'rock n roll'],
    ['ΣΊΣΥΦΟΣ Σίσυφος', 'σισυφοσ σισυφοσ'],
    ['Ὀδυσσεύς ᾳ', 'οδυσσευσ α'],
    ['Ёжик в тумане', 'ежик в тумане'],
    ['Пётр Чайковский', 'петр чаиковскии'],
    ['مُحَمَّد', 'محمد'],
    ['שָׁלוֹם', 'שלום'],
    ['東京物語（1953）', '东京物语 1953'],
    ['紅樓夢 红楼梦', '红楼梦 红楼梦'],
    ['薴', '苎'],
    ['がんばれ ｶﾞ', 'がんばれ が'],
    ['ヴァイオリン スヾ', 'ゔぁいおりん すゞ'],
    ['كتـــاب', 'كتاب'],
    ['한글', '한글'.normalize('NFC')],
    ['한글'.normalize('NFD'), '한글'.normalize('NFC')],
    ['पथेर पांचाली', 'पथेर पांचाली'],
    ['ก็ น้ำ', foldText('ก็ น้ำ')],
    ['Big Buck Bunny 🐰', 'big buck bunny'],
    ['\u202eabc\u200b', 'abc'],
    ['a\ud800b', 'a b'],
    ['a\u0000b', 'a b'],
    ['…', ''],
    ['', ''],
  ])('%j is %j', (text, folded) => {
    expect(foldText(text)).toBe(folded);
  });

  // Which of them a keyboard has, the person who types does not choose.
  test.each([
    ["l'homme", 'l homme'],
    ["aujourd'hui", 'aujourd hui'],
    ["п'ять", 'п ять'],
    ["O'Brien", 'o brien'],
  ])('%s is the same with any apostrophe', (text, folded) => {
    const spellings = ["'", '\u2019', '\u02bc'].map((mark) => text.replace("'", mark));
    expect(spellings.map(foldText)).toEqual([folded, folded, folded]);
  });

  test('keeps vowel signs, without which words of India are others', () => {
    expect(foldText('की')).not.toBe(foldText('का'));
  });
});

/** Text of whatever can be in a string, more often of what the rules of folding look at. */
const anyText = fc
  .array(
    fc.oneof(
      fc.constantFrom(...`'’ʼŉςΣİıßẞſ -_."“`, '\u0301', '\u0307', '\u0345', '\u3099', '\u05b0'),
      fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
      fc.integer({ min: 0, max: 0x10ffff }).map((point) => String.fromCodePoint(point)),
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''));

describe('of any text, what comes out', () => {
  const holds = (property: (folded: string, text: string) => void) =>
    fc.assert(
      fc.property(anyText, (text) => {
        property(foldText(text), text);
      }),
      { seed: 1, numRuns: 20_000 },
    );

  test('stays as it is when folded again', () => {
    holds((folded) => expect(foldText(folded)).toBe(folded));
  });

  test('is words of letters, digits and marks, a single space between them', () => {
    holds((folded) => expect(folded).toMatch(/^(?:[\p{L}\p{N}\p{M}]+(?: [\p{L}\p{N}\p{M}]+)*)?$/u));
  });

  test('is the same however its characters are composed', () => {
    holds((folded, text) => {
      expect(foldText(text.normalize('NFD'))).toBe(folded);
      expect(foldText(text.normalize('NFKC'))).toBe(folded);
    });
  });

  test('is the same in capitals, for the letters of Europe', () => {
    const letters = fc.stringMatching(/^[a-zà-öø-ÿа-яёα-ω0-9 ]{0,20}$/);
    fc.assert(
      fc.property(letters, (text) => {
        expect(foldText(text.toUpperCase())).toBe(foldText(text));
      }),
      { seed: 1, numRuns: 5_000 },
    );
  });
});
