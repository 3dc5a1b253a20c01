import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type BencodeDictionary,
  type BencodeValue,
  decodeBencode,
  keyToBytes,
} from '@/bittorrent/bencode';
import { TorrentFormatError } from '@/bittorrent/errors';
import { bytes, type Encodable, encode } from './torrent-maker';

const decodeText = (text: string) => decodeBencode(bytes(text));
const decodeDictionary = (text: string) => decodeText(text) as BencodeDictionary;

/** What was decoded, as the encoder takes it. */
const toEncodable = (value: BencodeValue): Encodable => {
  if (value instanceof Uint8Array || typeof value === 'number') return value;
  if (Array.isArray(value)) return value.map(toEncodable);
  return new Map([...value.entries].map(([key, item]) => [keyToBytes(key), toEncodable(item)]));
};

describe('what BEP 3 allows', () => {
  test.each([
    ['i0e', 0],
    ['i42e', 42],
    ['i-42e', -42],
    ['i9007199254740991e', Number.MAX_SAFE_INTEGER],
    ['0:', bytes('')],
    ['3:a\xffb', bytes('a\xffb')],
    ['le', []],
    ['li1el3:abcee', [1, [bytes('abc')]]],
  ])('%j', (text, value) => {
    expect(decodeText(text)).toEqual(value);
  });

  test('a dictionary knows its own bytes', () => {
    const root = decodeDictionary('d1:ai1e4:infod1:b0:ee');
    expect(root).toMatchObject({ start: 0, end: 21 });
    expect(root.entries.get('info')).toMatchObject({ start: 13, end: 20 });
  });
});

describe('what real files need', () => {
  test('keys in any order, and the order is kept', () => {
    const { entries } = decodeDictionary('d1:bi1e1:ai2ee');
    expect([...entries]).toEqual([
      ['b', 1],
      ['a', 2],
    ]);
  });

  test('a newline at the end', () => {
    expect(decodeText('i1e\r\n')).toBe(1);
  });

  test('keys that are not UTF-8, or mean something to JavaScript', () => {
    const { entries } = decodeDictionary('d2:\xff\xfei1e9:__proto__i2e11:constructori3ee');
    expect([...entries.keys()]).toEqual(['\xff\xfe', '__proto__', 'constructor']);
    expect(keyToBytes('\xff\xfe')).toEqual(bytes('\xff\xfe'));
  });

  test('an integer past 2^53 can be told', () => {
    expect(Number.isSafeInteger(decodeText('i9007199254740993e'))).toBe(false);
    expect(Number.isSafeInteger(decodeText(`i${'9'.repeat(1000)}e`))).toBe(false);
  });
});

describe('what is refused, with the byte at fault', () => {
  test.each([
    ['', 'value at byte 0 is cut off'],
    ['<html>', 'value at byte 0 is of no known type'],
    ['l', 'value at byte 1 is cut off'],
    ['li1e', 'value at byte 4 is cut off'],
    ['d', 'dictionary key at byte 1 is cut off'],
    ['d1:a', 'value at byte 4 is cut off'],
    ['d1:ae', 'value at byte 4 is of no known type'],
    ['di1ei2ee', 'dictionary key at byte 1 is not a string'],
    ['d1:ai1e1:ai2ee', 'dictionary key at byte 7 comes a second time'],
    ['ie', 'number at byte 0 is not decimal'],
    ['i-e', 'number at byte 0 is not decimal'],
    ['i+1e', 'number at byte 0 is not decimal'],
    ['i1.5e', 'number at byte 0 is not decimal'],
    ['i 1e', 'number at byte 0 is not decimal'],
    ['i--1e', 'number at byte 0 is not decimal'],
    ['i03e', 'number at byte 0 has a leading zero'],
    ['i-03e', 'number at byte 0 has a leading zero'],
    ['i-0e', 'integer at byte 0 is minus zero'],
    ['i1', 'number at byte 0 is cut off'],
    ['01:a', 'number at byte 0 has a leading zero'],
    ['1', 'number at byte 0 is cut off'],
    ['1a', 'number at byte 0 is not decimal'],
    ['-1:a', 'value at byte 0 is of no known type'],
    ['4:abc', 'string at byte 0 runs past the end of the file'],
    ['99999999999999999999999:abc', 'string at byte 0 runs past the end of the file'],
    [`${'9'.repeat(400)}:abc`, 'string at byte 0 runs past the end of the file'],
    ['i1ei2e', 'value at byte 3 comes after the end'],
    ['i1e\0', 'value at byte 3 comes after the end'],
    [`d4097:${'k'.repeat(4097)}i1ee`, 'dictionary key at byte 1 is too long'],
  ])('%j', (text, message) => {
    expect(() => decodeText(text)).toThrow(new TorrentFormatError(`bencode: ${message}`));
  });

  test.each([
    ['lists', 'l', 65],
    ['dictionaries', 'd0:', 195],
    ['both', 'ld0:', 129],
  ])('a million levels of %s', (_what, opening, offset) => {
    const message = `bencode: value at byte ${offset} is more than 64 levels deep`;
    expect(() => decodeText(opening.repeat(1_000_000))).toThrow(message);
  });

  test('two million empty lists', () => {
    const message = 'bencode: value at byte 1999999 is one more than the 1000000 allowed';
    expect(() => decodeText(`l${'le'.repeat(2_000_000)}e`)).toThrow(message);
  });
});

describe('for any input', () => {
  test('random bytes give a value or a TorrentFormatError', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (input) => {
        expectValueOrFormatError(() => decodeBencode(input));
      }),
      { numRuns: 2000 },
    );
  });

  test('so does what looks like bencode', () => {
    const pieces = fc.constantFrom('d', 'l', 'e', 'i', '0', '1', '-', ':', '4:info', '1:a', 'i1e');
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
        expectValueOrFormatError(() => decodeText(parts.join('')));
      }),
      { numRuns: 5000 },
    );
  });

  test('decoding undoes encoding', () => {
    const { tree } = fc.letrec<{ tree: Encodable }>((tie) => ({
      tree: fc.oneof(
        { depthSize: 'medium', withCrossShrink: true },
        fc.maxSafeInteger(),
        fc.uint8Array({ maxLength: 20 }),
        fc.array(tie('tree'), { maxLength: 4 }),
        fc.dictionary(fc.string({ unit: 'binary' }), tie('tree'), { maxKeys: 4 }),
      ),
    }));
    fc.assert(
      fc.property(tree, (value) => {
        const encoded = encode(value);
        expect(encode(toEncodable(decodeBencode(encoded)))).toEqual(encoded);
      }),
    );
  });
});

function expectValueOrFormatError(decode: () => BencodeValue) {
  try {
    decode();
  } catch (error) {
    expect(error).toBeInstanceOf(TorrentFormatError);
  }
}
