import { describe, expect, test } from 'vitest';
import { newInfoHash } from '../support/api';
import {
  addTorrent,
  findExactly,
  foundNothing,
  getTorrent,
  newInfoHashV2,
  search,
  toBase32,
} from '../support/catalogue';

describe('an info hash', () => {
  const spellings: [string, (hash: string) => string][] = [
    ['hex', (hash) => hash],
    ['upper-case hex', (hash) => hash.toUpperCase()],
    ['base32', (hash) => toBase32(hash)],
    ['upper-case base32', (hash) => toBase32(hash).toUpperCase()],
    ['hex in quotes', (hash) => `"${hash}"`],
    ['hex in brackets', (hash) => `(${hash}),`],
    ['hex between signs that nobody sees', (hash) => `\u200b${hash}\u2060`],
    ['a URN', (hash) => `urn:btih:${hash}`],
    ['a magnet link in angle brackets', (hash) => `<magnet:?xt=urn:btih:${hash}>`],
    ['a URN in upper-case base32', (hash) => `URN:BTIH:${toBase32(hash).toUpperCase()}`],
    ['a URN without its beginning', (hash) => `btih:${hash}`],
    ['a part of a magnet link', (hash) => `xt=urn:btih:${hash}`],
    ['the name of a file', (hash) => `${hash.toUpperCase()}.torrent`],
    ['hex with spaces around it', (hash) => `  ${hash}\t`],
    ['a magnet link', (hash) => `magnet:?xt=urn:btih:${hash}&dn=another+name&tr=udp%3A%2F%2Fa.b`],
    ['a magnet link in base32', (hash) => `magnet:?xt=urn:btih:${toBase32(hash)}`],
    ['a magnet link in upper case', (hash) => `MAGNET:?XT=URN:BTIH:${hash.toUpperCase()}`],
    ['a magnet link out of a web page', (hash) => `magnet:?dn=a&amp;xt=urn:btih:${hash}`],
  ];

  test.each(spellings)('finds the one: %s', async (_how, spell) => {
    const { id, record } = await addTorrent();
    const { items, total, nextCursor, match } = await search(spell(record.infoHash));
    expect(items.map((item) => item.id)).toEqual([id]);
    expect({ total, nextCursor, match }).toEqual({
      total: { value: 1, relation: 'eq' },
      nextCursor: null,
      match: 'exact',
    });
  });

  test('finds the one by the magnet link that its own answer gives, however many trackers it has', async () => {
    const trackers = Array.from(
      { length: 100 },
      (_, n) => `udp://tracker-${n}.example.org:1337/announce`,
    );
    const { id } = await addTorrent({ trackers });
    const { magnetUri } = await getTorrent(id);
    expect(await findExactly(magnetUri)).toEqual([id]);
  });

  test('of v2 finds a hybrid and a v2-only torrent', async () => {
    const infoHashV2 = newInfoHashV2();
    const infoHash = newInfoHashV2();
    const hybrid = await addTorrent({ infoHashV2 });
    const v2Only = await addTorrent({ infoHash });
    expect(await findExactly(infoHashV2)).toEqual([hybrid.id]);
    expect(await findExactly(infoHash.toUpperCase())).toEqual([v2Only.id]);
    expect(await findExactly(`magnet:?xt=urn:btmh:1220${infoHash}`)).toEqual([v2Only.id]);
  });

  test('of either version in a magnet link finds what is known by one alone', async () => {
    const [v1, v2] = [newInfoHash(), newInfoHashV2()];
    const first = await addTorrent({ infoHash: v1 });
    const second = await addTorrent({ infoHash: v2 });
    const link = (hash: string, hashV2: string) =>
      `magnet:?xt=urn:btih:${hash}&xt=urn:btmh:1220${hashV2}`;
    expect(await findExactly(link(v1, newInfoHashV2()))).toEqual([first.id]);
    expect(await findExactly(link(newInfoHash(), v2))).toEqual([second.id]);
  });

  test.each([
    ['hex', () => newInfoHash()],
    ['a magnet link', () => `magnet:?xt=urn:btih:${newInfoHash()}`],
    ['a v2 hash', () => newInfoHashV2()],
  ])('that nobody has finds nothing: %s', async (_how, query) => {
    expect(await search(query())).toEqual(foundNothing);
  });
});
