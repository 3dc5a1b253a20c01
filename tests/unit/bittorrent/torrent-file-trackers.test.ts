import { describe, expect, test } from 'vitest';
import { parseMade } from './parse-made';
import { bytes, type Encodable } from './torrent-maker';

describe('trackers and web seeds', () => {
  const trackersOf = async (root: Record<string, Encodable>) =>
    (await parseMade({}, root)).trackers;

  test('announce-list overrides announce, tiers in order, each tracker once', async () => {
    const tiers = [
      ['udp://a.example:1', 'http://b.example/announce'],
      ['wss://c.example', 'udp://a.example:1'],
    ];
    expect(await trackersOf({ announce: 'http://x.example/', 'announce-list': tiers })).toEqual([
      'udp://a.example:1',
      'http://b.example/announce',
      'wss://c.example',
    ]);
  });

  test.each<[string, Encodable]>([
    ['empty', []],
    ['of empty tiers', [[], []]],
    ['of junk', [['dht://x', 1, []]]],
    ['not a list', 7],
  ])('announce counts when announce-list is %s', async (_what, tiers) => {
    expect(await trackersOf({ announce: 'http://x.example/', 'announce-list': tiers })).toEqual([
      'http://x.example/',
    ]);
  });

  test('a list without tiers', async () => {
    expect(await trackersOf({ 'announce-list': ['udp://a.example:1'] })).toEqual([
      'udp://a.example:1',
    ]);
  });

  test.each<[string, Encodable]>([
    ['a script', 'javascript:alert(1)'],
    ['a file', 'file:///etc/passwd'],
    ['no host', 'udp://'],
    ['a port alone', 'udp://:80'],
    ['a bad port', 'http://a.example:99999/'],
    ['a word', 'tracker'],
    ['a line break inside', 'http://a.example/\nannounce'],
    ['no UTF-8', bytes('http://a.example/\xff')],
    ['a number', 5],
    ['2049 characters', `http://a.example/${'x'.repeat(2032)}`],
  ])('drops %s', async (_what, announce) => {
    expect(await trackersOf({ announce })).toEqual([]);
  });

  test('keeps what a URL has, but for space around it', async () => {
    const longest = `http://a.example/${'x'.repeat(2031)}`;
    const tiers = [[' HTTP://A.example:80/announce?passkey=1+2\r\n', longest]];
    expect(await trackersOf({ 'announce-list': tiers })).toEqual([
      'HTTP://A.example:80/announce?passkey=1+2',
      longest,
    ]);
  });

  test('at most a hundred', async () => {
    const tiers = Array.from({ length: 500 }, (_, i) => [`udp://t${i}.example:1`]);
    const trackers = await trackersOf({ 'announce-list': tiers });
    expect(trackers).toHaveLength(100);
    expect(trackers.at(-1)).toBe('udp://t99.example:1');
  });

  test.each<[Encodable, string[]]>([
    ['https://a.example/x', ['https://a.example/x']],
    ['', []],
    [['http:///a.example/x', 'http://'], []],
    [['http://a.example/My File.mp4'], ['http://a.example/My%20File.mp4']],
    [
      ['https://a.example/', '/32/items/', 'ftp://b.example/', 'https://a.example/'],
      ['https://a.example/'],
    ],
  ])('url-list %j', async (urlList, webSeeds) => {
    expect((await parseMade({}, { 'url-list': urlList })).webSeeds).toEqual(webSeeds);
  });
});
