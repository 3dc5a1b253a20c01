import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isV2InfoHash, parseInfoHash, parseInfoHashUrn } from '@/bittorrent/info-hash';

const SINTEL = '08ada5a7a6183aae1e09d831df6748d566095a10';
const SINTEL_BASE32 = 'BCW2LJ5GDA5K4HQJ3AY56Z2I2VTASWQQ';
const V2 = 'd8dd32ac93357c368556af3ac1d95c9d76bd0dff6fa9833ecdac3d53134efabb';

describe('parseInfoHash', () => {
  test.each([
    [SINTEL, SINTEL],
    [SINTEL.toUpperCase(), SINTEL],
    [SINTEL_BASE32, SINTEL],
    [SINTEL_BASE32.toLowerCase(), SINTEL],
    [V2.toUpperCase(), V2],
    ['A'.repeat(32), '0'.repeat(40)],
    ['7'.repeat(32), 'f'.repeat(40)],
  ])('%s', (text, infoHash) => {
    expect(parseInfoHash(text)).toBe(infoHash);
  });

  test.each([
    '',
    'sintel',
    SINTEL.slice(1),
    `${SINTEL}0`,
    `${SINTEL}\n`,
    ` ${SINTEL}`,
    `g${SINTEL.slice(1)}`,
    `1${SINTEL_BASE32.slice(1)}`,
    `${SINTEL_BASE32.slice(1)}\u0131`,
    `${V2}0`,
    '\uff10'.repeat(40),
  ])('refuses %j', (text) => {
    expect(parseInfoHash(text)).toBeNull();
  });

  test('base32 of any 20 bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 20, maxLength: 20 }), (hash) => {
        expect(parseInfoHash(toBase32(hash))).toBe(Buffer.from(hash).toString('hex'));
      }),
    );
  });
});

describe('parseInfoHashUrn', () => {
  test.each([
    [`urn:btih:${SINTEL}`, SINTEL],
    [`URN:BTIH:${SINTEL_BASE32}`, SINTEL],
    [`urn:btmh:1220${V2}`, V2],
    [`urn:btih:${V2}`, null],
    [`urn:btmh:1114${SINTEL}`, null],
    [`urn:btmh:${V2}`, null],
    [`urn:sha1:${SINTEL_BASE32}`, null],
    ['urn:btih:', null],
    [SINTEL, null],
  ])('%s', (urn, infoHash) => {
    expect(parseInfoHashUrn(urn)).toBe(infoHash);
  });
});

test('the length tells the version', () => {
  expect(isV2InfoHash(createHash('sha1').digest('hex'))).toBe(false);
  expect(isV2InfoHash(createHash('sha256').digest('hex'))).toBe(true);
});

/** RFC 4648, the long way round: through one string of bits. */
function toBase32(hash: Uint8Array): string {
  const bits = Array.from(hash, (byte) => byte.toString(2).padStart(8, '0')).join('');
  const groups = bits.match(/.{5}/g) ?? [];
  return groups.map((group) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[parseInt(group, 2)]).join('');
}
