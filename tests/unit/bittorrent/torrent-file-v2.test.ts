import { describe, expect, test } from 'vitest';
import { parseTorrentFile } from '@/bittorrent/torrent-file';
import { parseMade } from './parse-made';
import { type Encodable, encode, hashOf } from './torrent-maker';

describe('version 2 (BEP 52)', () => {
  const leaf = (length: Encodable, more = {}) => ({ '': { length, ...more } });
  const v2Info = (tree: Encodable) => ({
    'file tree': tree,
    'meta version': 2,
    name: 'album',
    'piece length': 16384,
  });
  const hybridInfo = (tree: Encodable, changes: Record<string, Encodable> = {}) => ({
    ...v2Info(tree),
    files: [
      { length: 1, path: ['a'] },
      { attr: 'p', length: 16383, path: ['.pad', '16383'] },
      { length: 2, path: ['b', 'c'] },
    ],
    pieces: new Uint8Array(20),
    ...changes,
  });
  const tree = { a: leaf(1), b: { c: leaf(2) } };

  test('only v2: its hash is the info hash, files come from the tree', async () => {
    const info = v2Info({ ...tree, ünï: leaf(4, { attr: 'x' }) });
    expect(await parseTorrentFile(encode({ info }))).toMatchObject({
      infoHash: hashOf('sha256', info),
      infoHashV2: null,
      name: 'album',
      sizeBytes: 7,
      files: [
        { index: 0, name: 'a', sizeBytes: 1 },
        { index: 1, name: 'b/c', sizeBytes: 2 },
        { index: 2, name: 'ünï', sizeBytes: 4 },
      ],
    });
  });

  test('a hybrid has both hashes and the numbering of v1', async () => {
    const info = hybridInfo(tree);
    expect(await parseTorrentFile(encode({ info }))).toMatchObject({
      infoHash: hashOf('sha1', info),
      infoHashV2: hashOf('sha256', info),
      sizeBytes: 3,
      files: [
        { index: 0, name: 'a', sizeBytes: 1 },
        { index: 2, name: 'b/c', sizeBytes: 2 },
      ],
    });
  });

  test('a symbolic link may leave out its length, in a hybrid as well', async () => {
    const link = { attr: 'l', 'symlink path': ['a'] };
    const withLink = { a: leaf(1), link: { '': link } };
    const files = [
      { index: 0, name: 'a', sizeBytes: 1 },
      { index: 1, name: 'link', sizeBytes: 0 },
    ];
    const v2 = await parseTorrentFile(encode({ info: v2Info(withLink) }));
    expect(v2).toMatchObject({ sizeBytes: 1, files });
    const info = hybridInfo(withLink, {
      files: [
        { length: 1, path: ['a'] },
        { ...link, path: ['link'] },
      ],
    });
    expect(await parseTorrentFile(encode({ info }))).toMatchObject({ sizeBytes: 1, files });
  });

  test.each<[string, Record<string, Encodable>]>([
    ['another size', { ...tree, a: leaf(2) }],
    ['another name', { z: leaf(1), b: { c: leaf(2) } }],
    ['a file more', { ...tree, d: leaf(1) }],
    ['a file less', { a: leaf(1) }],
  ])('a hybrid whose tree has %s', async (_what, otherTree) => {
    await expect(parseTorrentFile(encode({ info: hybridInfo(otherTree) }))).rejects.toThrow(
      'torrent: info lists other files for v1 than for v2',
    );
  });

  test.each<[string, Encodable, string]>([
    ['no tree', 'x', 'info.file tree is missing or not a dictionary'],
    ['an empty tree', {}, 'info has no files'],
    ['an empty folder', { a: {} }, 'info has no files'],
    ['a file at the root', leaf(1), 'a name in info.file tree is empty, "." or ".."'],
    ['a way out', { '..': leaf(1) }, 'a name in info.file tree is empty, "." or ".."'],
    ['a slash', { 'a/b': leaf(1) }, 'a name in info.file tree contains a slash'],
    ['a node of no kind', { a: 1 }, 'a node of info.file tree is missing or not a dictionary'],
    ['a leaf of no kind', { a: { '': 1 } }, 'a file of info.file tree is missing or not a dict'],
    ['both in one', { a: { ...leaf(1), b: leaf(1) } }, 'has a file that is also a folder'],
    ['no length', { a: { '': {} } }, 'a length in info.file tree is missing or not an integer'],
    ['a negative length', { a: leaf(-1) }, 'a length in info.file tree is negative'],
  ])('refuses %s', async (_what, fileTree, message) => {
    await expect(parseTorrentFile(encode({ info: v2Info(fileTree) }))).rejects.toThrow(message);
  });

  test.each([0, 1, 3, '2', -2])('refuses meta version %j', async (version) => {
    await expect(parseMade({ 'meta version': version })).rejects.toThrow(
      'torrent: info.meta version is not 2',
    );
  });

  test('a small file cannot mean gigabytes of paths', async () => {
    const files = Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`${i}`, leaf(1)]));
    const info = v2Info({ ['d'.repeat(4000)]: files });
    await expect(parseTorrentFile(encode({ info }))).rejects.toThrow('the file list is too long');
  });

  test('nor a path without end', async () => {
    let deep: Encodable = leaf(1);
    for (let depth = 0; depth < 20; depth++) deep = { ['d'.repeat(250)]: deep };
    const info = v2Info(deep);
    await expect(parseTorrentFile(encode({ info }))).rejects.toThrow('a path is too long');
  });
});
