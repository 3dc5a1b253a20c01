import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TorrentFormatError } from '@/bittorrent/errors';
import { formatMagnet, type MagnetParts, parseMagnet } from '@/bittorrent/magnet';
import { parseTorrentFile } from '@/bittorrent/torrent-file';
import { readFixture } from './torrent-maker';

const SINTEL = '08ada5a7a6183aae1e09d831df6748d566095a10';
const SINTEL_BASE32 = 'BCW2LJ5GDA5K4HQJ3AY56Z2I2VTASWQQ';
const BUNNY = 'dd8255ecdc7ca55fb0bbf81323d87062db1f6d1c';
const HYBRID = '631a31dd0a46257d5078c0dee4e66e26f73e42ac';
const HYBRID_V2 = 'd8dd32ac93357c368556af3ac1d95c9d76bd0dff6fa9833ecdac3d53134efabb';
const sintel = (more: string) => parseMagnet(`magnet:?xt=urn:btih:${SINTEL}${more}`);

describe('parseMagnet', () => {
  test('a full link', () => {
    const uri = [
      `magnet:?xt=urn:btih:${BUNNY}`,
      'dn=Big+Buck%20Bunny',
      'xl=276445467',
      'tr=udp%3A%2F%2Fexplodie.org%3A6969',
      'tr=wss%3A%2F%2Ftracker.btorrent.xyz',
      'tr=udp%3A%2F%2Fexplodie.org%3A6969',
      'ws=https%3A%2F%2Fwebtorrent.io%2Ftorrents%2F',
      'xs=https%3A%2F%2Fwebtorrent.io%2Ftorrents%2Fbig-buck-bunny.torrent',
    ].join('&');
    expect(parseMagnet(uri)).toEqual({
      infoHash: BUNNY,
      infoHashV2: null,
      name: 'Big Buck Bunny',
      sizeBytes: 276_445_467,
      trackers: ['udp://explodie.org:6969', 'wss://tracker.btorrent.xyz'],
      webSeeds: ['https://webtorrent.io/torrents/'],
      exactSource: 'https://webtorrent.io/torrents/big-buck-bunny.torrent',
    });
  });

  test('a bare link', () => {
    expect(sintel('')).toEqual({
      infoHash: SINTEL,
      infoHashV2: null,
      name: null,
      sizeBytes: null,
      trackers: [],
      webSeeds: [],
      exactSource: null,
    });
  });

  test.each([
    ['upper case', `magnet:?xt=urn:btih:${SINTEL.toUpperCase()}`],
    ['base32', `magnet:?xt=urn:btih:${SINTEL_BASE32}`],
    ['everything in upper case', `MAGNET:?XT=URN:BTIH:${SINTEL_BASE32}`],
    ['encoded', `magnet:?xt=urn%3Abtih%3A${SINTEL}`],
    ['numbered', `magnet:?xt.1=urn:btih:${SINTEL}`],
    ['twice', `magnet:?xt=urn:btih:${SINTEL}&xt=urn:btih:${SINTEL_BASE32}`],
    ['beside other networks', `magnet:?xt=urn:sha1:X&xt=urn:ed2k:Y&xt=urn:btih:${SINTEL}`],
    ['out of HTML', `magnet:?dn=Sintel&amp;xt=urn:btih:${SINTEL}`],
    ['with space around', `  magnet:?xt=urn:btih:${SINTEL}\n`],
    ['after junk', `magnet:?&&=&x&xt=&xt=urn:btih:zz&xt=urn:btih:${SINTEL}`],
  ])('an info hash %s', (_how, uri) => {
    expect(parseMagnet(uri).infoHash).toBe(SINTEL);
  });

  test.each([
    [`xt=urn:btih:${HYBRID}&xt=urn:btmh:1220${HYBRID_V2}`, HYBRID, HYBRID_V2],
    [`xt.2=urn:btmh:1220${HYBRID_V2.toUpperCase()}&xt.1=urn:btih:${HYBRID}`, HYBRID, HYBRID_V2],
    [`xt=urn:btmh:1220${HYBRID_V2}`, HYBRID_V2, null],
  ])('version 2: %s', (query, infoHash, infoHashV2) => {
    expect(parseMagnet(`magnet:?${query}`)).toMatchObject({ infoHash, infoHashV2 });
  });

  test.each([
    ['', 'magnet: does not start with "magnet:?"'],
    ['sintel', 'magnet: does not start with "magnet:?"'],
    ['https://example.com/', 'magnet: does not start with "magnet:?"'],
    ['magnet:?', 'magnet: has no BitTorrent info hash'],
    ['magnet:?dn=Sintel', 'magnet: has no BitTorrent info hash'],
    ['magnet:?xt=urn:btih:123', 'magnet: has no BitTorrent info hash'],
    [`magnet:?xt=${SINTEL}`, 'magnet: has no BitTorrent info hash'],
    [`magnet:?xt=urn:btmh:1114${SINTEL}`, 'magnet: has no BitTorrent info hash'],
    [`magnet:?xt=urn:btih:${SINTEL}&xt=urn:btih:${BUNNY}`, 'magnet: names more than one torrent'],
  ])('refuses %j', (uri, message) => {
    expect(() => parseMagnet(uri)).toThrow(message);
    expect(() => parseMagnet(uri)).toThrow(TorrentFormatError);
  });

  test.each([
    ['&dn=%E0%A4%A', { name: null }],
    ['&dn=%FF', { name: null }],
    ['&dn=', { name: null }],
    ['&dn=a%00b', { name: null }],
    ['&dn=\ud800', { name: null }],
    ['&dn=%FF&dn=Sintel', { name: 'Sintel' }],
    ['&dn=C%2B%2B+1', { name: 'C++ 1' }],
    ['&dn=a=b', { name: 'a=b' }],
    ['&xl=-1', { sizeBytes: null }],
    ['&xl=1e3', { sizeBytes: null }],
    ['&xl=', { sizeBytes: null }],
    ['&xl=9007199254740992', { sizeBytes: null }],
    [`&xl=${'9'.repeat(400)}`, { sizeBytes: null }],
    ['&xl=0', { sizeBytes: 0 }],
    ['&tr=udp://t.example:1/a+b', { trackers: ['udp://t.example:1/a+b'] }],
    ['&tr.1=udp://t.example:1', { trackers: ['udp://t.example:1'] }],
    ['&tr=javascript:alert(1)&tr=%FF&tr=udp://\ud800.example', { trackers: [] }],
    ['&ws=ftp://a.example/', { webSeeds: [] }],
    ['&xs=urn:btpk:00&xs=https://a.example/t', { exactSource: 'https://a.example/t' }],
    ['&xs=file:///etc/passwd', { exactSource: null }],
    ['&__proto__=1&constructor=2&so=0-2&x.pe=127.0.0.1:1', { name: null }],
  ])('what only helps: %j', (more, expected) => {
    expect(sintel(more)).toMatchObject({ infoHash: SINTEL, ...expected });
  });

  test('any text gives a magnet or a TorrentFormatError', () => {
    const part = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('&', '%', '=', 'xt', 'dn'),
    );
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        expect(sintel(`&${parts.join('')}`).infoHash).toBe(SINTEL);
        expect(() => parseMagnet(parts.join(''))).toThrow(TorrentFormatError);
      }),
    );
  });
});

describe('formatMagnet', () => {
  const parts: MagnetParts = {
    infoHash: SINTEL,
    infoHashV2: null,
    name: 'Sintel & friends (2010) + 100%',
    sizeBytes: 129_302_391,
    trackers: ['udp://explodie.org:6969'],
    webSeeds: ['https://webtorrent.io/torrents/'],
    torrentUrl: 'https://webtorrent.io/torrents/sintel.torrent',
  };

  test('carries everything, encoded', () => {
    expect(formatMagnet(parts)).toBe(
      `magnet:?xt=urn:btih:${SINTEL}` +
        '&dn=Sintel%20%26%20friends%20(2010)%20%2B%20100%25&xl=129302391' +
        '&tr=udp%3A%2F%2Fexplodie.org%3A6969' +
        '&ws=https%3A%2F%2Fwebtorrent.io%2Ftorrents%2F' +
        '&xs=https%3A%2F%2Fwebtorrent.io%2Ftorrents%2Fsintel.torrent',
    );
  });

  test('leaves out what is unknown', () => {
    const bare = {
      ...parts,
      name: null,
      sizeBytes: null,
      trackers: [],
      webSeeds: [],
      torrentUrl: null,
    };
    expect(formatMagnet(bare)).toBe(`magnet:?xt=urn:btih:${SINTEL}`);
    expect(formatMagnet({ ...bare, infoHash: HYBRID, infoHashV2: HYBRID_V2 })).toBe(
      `magnet:?xt=urn:btih:${HYBRID}&xt=urn:btmh:1220${HYBRID_V2}`,
    );
    expect(formatMagnet({ ...bare, infoHash: HYBRID_V2 })).toBe(
      `magnet:?xt=urn:btmh:1220${HYBRID_V2}`,
    );
  });

  test('does not throw at a lone surrogate', () => {
    expect(formatMagnet({ ...parts, name: 'a\ud800' })).toContain('&dn=a%EF%BF%BD&');
  });

  test('remembers no more trackers than it should', () => {
    for (let i = 0; i < 2500; i++) {
      const trackers = [`udp://t${i}.example:1`, 'udp://same.example:1'];
      expect(parseMagnet(formatMagnet({ ...parts, trackers })).trackers).toEqual(trackers);
    }
  });

  test('of a real torrent reads back', async () => {
    const torrent = await parseTorrentFile(readFixture('bunny.torrent'));
    const { infoHash, name, sizeBytes, webSeeds } = torrent;
    const uri = formatMagnet({ ...torrent, torrentUrl: null });
    expect(parseMagnet(uri)).toMatchObject({ infoHash, name, sizeBytes, webSeeds });
  });

  test('parseMagnet undoes it', () => {
    const hex = (length: number) =>
      fc.stringMatching(new RegExp(`^[0-9a-f]{${length}}$`), { size: 'max' });
    const hashes = fc.oneof(
      fc.record({ infoHash: hex(40), infoHashV2: fc.option(hex(64)) }),
      fc.record({ infoHash: hex(64), infoHashV2: fc.constant(null) }),
    );
    const rest = fc.record({
      name: fc.option(
        fc.string({ unit: 'binary', minLength: 1 }).filter((text) => !text.includes('\0')),
      ),
      sizeBytes: fc.option(fc.maxSafeNat()),
      trackers: fc.uniqueArray(fc.webUrl({ validSchemes: ['http', 'wss', 'udp'] })),
      webSeeds: fc.uniqueArray(fc.webUrl({ withQueryParameters: true })),
      torrentUrl: fc.option(fc.webUrl({ withQueryParameters: true, withFragments: true })),
    });
    fc.assert(
      fc.property(hashes, rest, (hash, { torrentUrl, ...known }) => {
        expect(parseMagnet(formatMagnet({ ...hash, ...known, torrentUrl }))).toEqual({
          ...hash,
          ...known,
          exactSource: torrentUrl,
        });
      }),
    );
  });
});
