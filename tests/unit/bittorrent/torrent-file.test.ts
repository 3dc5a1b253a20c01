import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TorrentFormatError } from '@/bittorrent/errors';
import { MAX_TORRENT_FILE_BYTES, parseTorrentFile } from '@/bittorrent/torrent-file';
import {
  bytes,
  type Encodable,
  encode,
  hashOf,
  makeInfo,
  makeTorrent,
  readFixture,
} from './torrent-maker';

const parse = (info: Parameters<typeof makeTorrent>[0], root?: Record<string, Encodable>) =>
  parseTorrentFile(makeTorrent(info, root));

const parseFiles = (...files: Encodable[]) => parse({ length: undefined, files });

describe('real torrent files', () => {
  test('one file: Leaves of Grass', async () => {
    expect(await parseTorrentFile(readFixture('leaves.torrent'))).toEqual({
      infoHash: 'd2474e86c95b19b8bcfdb92bc12c9d44667cfa36',
      infoHashV2: null,
      name: 'Leaves of Grass by Walt Whitman.epub',
      sizeBytes: 362_017,
      files: [{ index: 0, name: 'Leaves of Grass by Walt Whitman.epub', sizeBytes: 362_017 }],
      trackers: [],
      webSeeds: [],
      createdAt: new Date('2013-08-01T13:27:46Z'),
      comment: null,
      isPrivate: false,
    });
  });

  test('the same torrent around the same info has the same hash', async () => {
    const { infoHash } = await parseTorrentFile(readFixture('leaves-metadata.torrent'));
    expect(infoHash).toBe('d2474e86c95b19b8bcfdb92bc12c9d44667cfa36');
  });

  test('folders', async () => {
    const torrent = await parseTorrentFile(readFixture('lots-of-numbers.torrent'));
    expect(torrent).toMatchObject({ name: 'lots-of-numbers', sizeBytes: 12, createdAt: null });
    expect(torrent.files.map((file) => file.name)).toEqual([
      'big numbers/10.txt',
      'big numbers/11.txt',
      'big numbers/12.txt',
      'small numbers/1.txt',
      'small numbers/2.txt',
      'small numbers/3.txt',
    ]);
    expect(torrent.files.map((file) => file.index)).toEqual([0, 1, 2, 3, 4, 5]);
  });

  test('private, with a web seed: Big Buck Bunny in 3D', async () => {
    expect(await parseTorrentFile(readFixture('bunny.torrent'))).toMatchObject({
      infoHash: 'af8f10f30bf9aefecf3686922bfa0d5bd290a395',
      sizeBytes: 434_839_491,
      isPrivate: true,
      webSeeds: [
        'http://distribution.bbb3d.renderfarming.net/video/mp4/bbb_sunflower_1080p_30fps_stereo_abl.mp4',
      ],
    });
  });

  test('without a name', async () => {
    await expect(parseTorrentFile(readFixture('corrupt.torrent'))).rejects.toThrow(
      new TorrentFormatError('torrent: info.name is missing or not a string'),
    );
  });
});

describe('info hash', () => {
  test('is of the bytes as they stand, whatever their order', async () => {
    const info = { 'x-unknown': ['b', 'a'], ...makeInfo(), a: 1 };
    const torrent = await parseTorrentFile(encode({ info, announce: 'udp://t.example:1' }));
    expect(torrent.infoHash).toBe(hashOf('sha1', info));
  });

  test('of a view into a larger buffer', async () => {
    const torrent = makeTorrent();
    const larger = Buffer.concat([Buffer.from('before'), torrent, Buffer.from('after')]);
    const { infoHash } = await parseTorrentFile(larger.subarray(6, 6 + torrent.length));
    expect(infoHash).toBe(hashOf('sha1', makeInfo()));
  });

  test('a newline after the end changes nothing', async () => {
    const { infoHash } = await parseTorrentFile(Buffer.concat([makeTorrent(), Buffer.from('\n')]));
    expect(infoHash).toBe(hashOf('sha1', makeInfo()));
  });
});

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
    await expect(parse({ 'meta version': version })).rejects.toThrow(
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

describe('padding (BEP 47)', () => {
  test('is left out of the list and the size, but counts in the numbering', async () => {
    const { files, sizeBytes } = await parseFiles(
      { length: 1, path: ['a'] },
      { attr: 'p', length: 100, path: ['.pad', '100'] },
      { attr: 'hx', length: 2, path: ['b'] },
      { length: 100, path: ['.____padding_file', '0'] },
      { length: 100, path: ['_____padding_file_0_if you see this file, please update____'] },
      { length: 3, path: ['c'] },
    );
    expect(files).toEqual([
      { index: 0, name: 'a', sizeBytes: 1 },
      { index: 2, name: 'b', sizeBytes: 2 },
      { index: 5, name: 'c', sizeBytes: 3 },
    ]);
    expect(sizeBytes).toBe(6);
  });

  test('only padding is no torrent', async () => {
    await expect(parseFiles({ attr: 'p', length: 1, path: ['a'] })).rejects.toThrow(
      'torrent: info has no files',
    );
  });

  test('a symbolic link may leave out its length', async () => {
    const { files } = await parseFiles(
      { length: 1, path: ['a'] },
      { attr: 'l', path: ['link'], 'symlink path': ['a'] },
    );
    expect(files[1]).toEqual({ index: 1, name: 'link', sizeBytes: 0 });
  });
});

describe('names', () => {
  test('name.utf-8 and path.utf-8 come first', async () => {
    const torrent = await parse({
      length: undefined,
      name: bytes('caf\xe9'),
      'name.utf-8': 'café',
      files: [{ length: 1, path: [bytes('\xe9')], 'path.utf-8': ['é'] }],
    });
    expect(torrent.name).toBe('café');
    expect(torrent.files[0]?.name).toBe('é');
  });

  test.each([
    ['windows-1251', '\xcf\xf0\xe8\xe2\xe5\xf2', 'Привет'],
    ['GBK', '\xc4\xe3\xba\xc3', '你好'],
    ['Shift_JIS', '\x93\xfa\x96{', '日本'],
    ['big5', '\xa4\xa4\xa4\xe5', '中文'],
  ])('that are not UTF-8 are read as %s says', async (encoding, name, expected) => {
    expect((await parse({ name: bytes(name) }, { encoding })).name).toBe(expected);
  });

  test('that are UTF-8 are read so, whatever the encoding says', async () => {
    expect((await parse({ name: '日本' }, { encoding: 'windows-1252' })).name).toBe('日本');
  });

  test.each<[string, Record<string, Encodable>]>([
    ['no encoding', {}],
    ['UTF-8', { encoding: 'UTF-8' }],
    ['an encoding nobody knows', { encoding: 'klingon' }],
    ['an encoding that does not fit', { encoding: 'big5' }],
    ['an encoding that is none', { encoding: 8 }],
    ['an encoding WHATWG refuses', { encoding: 'utf-7' }],
  ])('that are not UTF-8, with %s', async (_what, root) => {
    await expect(parse({ name: bytes('\xff\xfe\xff') }, root)).rejects.toThrow(
      'torrent: info.name is neither UTF-8 nor in the encoding the file names',
    );
  });

  test('with a lone surrogate are not UTF-8', async () => {
    await expect(parse({ name: bytes('\xed\xa0\x80') })).rejects.toThrow('neither UTF-8');
  });

  test('keep a byte order mark and odd characters', async () => {
    const name = '\ufeffa\u202eb\u200d😀 ';
    expect((await parse({ name })).name).toBe(name);
  });
});

describe('what is not safe to list', () => {
  test.each<[string, Record<string, Encodable | undefined>, string]>([
    ['no name', { name: undefined }, 'info.name is missing'],
    ['an empty name', { name: '' }, 'info.name is empty, "." or ".."'],
    ['the name ..', { name: '..' }, 'info.name is empty, "." or ".."'],
    ['a name that is a path', { name: '../../etc/passwd' }, 'info.name contains a slash'],
    ['a name with NUL', { name: 'a\0b' }, 'info.name contains a slash, a backslash or NUL'],
    ['a name as a number', { name: 1 }, 'info.name is missing or not a string'],
    ['a vast name', { name: 'x'.repeat(4097) }, 'info.name is too long'],
    ['no length at all', { length: undefined }, 'info.length is missing or not an integer'],
    ['length and files', { files: [] }, 'info has length and files'],
    ['a length in letters', { length: '3' }, 'info.length is missing or not an integer'],
    ['a negative length', { length: -1 }, 'info.length is negative'],
    ['a length past 2^53', { length: 2n ** 53n }, 'info.length is larger than 2^53 - 1'],
    ['files that are no list', { length: undefined, files: 1 }, 'info.files is missing or not a'],
    ['no files', { length: undefined, files: [] }, 'info has no files'],
  ])('%s', async (_what, info, message) => {
    await expect(parse(info)).rejects.toThrow(`torrent: ${message}`);
  });

  test.each<[string, Encodable, string]>([
    ['that is no dictionary', 1, 'info.files[1] is missing or not a dictionary'],
    ['without a path', { length: 1 }, 'info.files[1].path is missing or not a list'],
    ['with an empty path', { length: 1, path: [] }, 'info.files[1].path is empty'],
    ['with a number', { length: 1, path: [1] }, 'info.files[1].path is missing or not a string'],
    ['with an empty part', { length: 1, path: ['a', ''] }, 'info.files[1].path is empty, "." or'],
    ['with ..', { length: 1, path: ['..', 'a'] }, 'info.files[1].path is empty, "." or ".."'],
    ['with .', { length: 1, path: ['.', 'a'] }, 'info.files[1].path is empty, "." or ".."'],
    ['with an absolute path', { length: 1, path: ['/etc'] }, 'info.files[1].path contains a slash'],
    ['with a backslash', { length: 1, path: ['a\\b'] }, 'info.files[1].path contains a slash'],
    ['with NUL', { length: 1, path: ['a\0'] }, 'info.files[1].path contains a slash'],
    ['on a drive', { length: 1, path: ['C:', 'a'] }, 'info.files[1].path is a drive letter'],
    ['not in UTF-8', { length: 1, path: [bytes('\xff')] }, 'info.files[1].path is neither UTF-8'],
    ['without a length', { path: ['a'] }, 'info.files[1].length is missing or not an integer'],
    ['of negative length', { length: -1, path: ['a'] }, 'info.files[1].length is negative'],
    [
      'too large in sum',
      { length: Number.MAX_SAFE_INTEGER, path: ['a'] },
      'the total size is past',
    ],
    ['very deep', { length: 1, path: Array(3000).fill('ab') }, 'a path is too long'],
  ])('a file %s', async (_what, file, message) => {
    await expect(parseFiles({ length: 1, path: ['ok'] }, file)).rejects.toThrow(
      `torrent: ${message}`,
    );
  });

  test('more than 100,000 files', async () => {
    const files = Array.from({ length: 100_001 }, () => ({ length: 1, path: ['a'] }));
    await expect(parseFiles(...files)).rejects.toThrow('torrent: info has more than 100000 files');
  });

  test.each<[string, Uint8Array, string]>([
    ['nothing', bytes(''), 'torrent: the file does not start as a torrent file does'],
    [
      'a web page',
      bytes('<!doctype html>'),
      'torrent: the file does not start as a torrent file does',
    ],
    ['a list', bytes('le'), 'torrent: the file does not start as a torrent file does'],
    ['no info', bytes('de'), 'torrent: info is missing or not a dictionary'],
    ['a list for info', bytes('d4:infolee'), 'torrent: info is missing or not a dictionary'],
    ['two infos', bytes('d4:infode4:infodee'), 'bencode: dictionary key at byte 9 comes a second'],
    ['too much', new Uint8Array(MAX_TORRENT_FILE_BYTES + 1), 'the file is larger than 10 MiB'],
  ])('%s', async (_what, file, message) => {
    await expect(parseTorrentFile(file)).rejects.toThrow(message);
    await expect(parseTorrentFile(file)).rejects.toBeInstanceOf(TorrentFormatError);
  });

  test('a key named __proto__ is only a key', async () => {
    const info = new Map<string, Encodable>([...Object.entries(makeInfo()), ['__proto__', {}]]);
    const { infoHash } = await parseTorrentFile(encode(new Map([['info', info]])));
    expect(infoHash).toBe(hashOf('sha1', info));
  });
});

describe('trackers and web seeds', () => {
  const trackersOf = async (root: Record<string, Encodable>) => (await parse({}, root)).trackers;

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
    [['http://a.example/My File.mp4'], ['http://a.example/My%20File.mp4']],
    [
      ['https://a.example/', '/32/items/', 'ftp://b.example/', 'https://a.example/'],
      ['https://a.example/'],
    ],
  ])('url-list %j', async (urlList, webSeeds) => {
    expect((await parse({}, { 'url-list': urlList })).webSeeds).toEqual(webSeeds);
  });
});

describe('date, comment and privacy', () => {
  test.each<[Encodable, string | null]>([
    [1_375_363_666, '2013-08-01T13:27:46.000Z'],
    [253_402_300_799, '9999-12-31T23:59:59.000Z'],
    [253_402_300_800, null],
    [1_452_468_725_091, null],
    [0, null],
    [-1, null],
    [10n ** 30n, null],
    ['2013', null],
  ])('creation date %s', async (date, createdAt) => {
    const torrent = await parse({}, { 'creation date': date });
    expect(torrent.createdAt?.toISOString() ?? null).toBe(createdAt);
  });

  test.each<[Record<string, Encodable>, string | null]>([
    [{ comment: 'hello' }, 'hello'],
    [{ comment: 'hello', 'comment.utf-8': 'hé' }, 'hé'],
    [{ comment: '' }, null],
    [{ comment: bytes('\xff') }, null],
    [{ comment: 1 }, null],
  ])('comment %j', async (root, comment) => {
    expect((await parse({}, root)).comment).toBe(comment);
  });

  test.each<[Encodable, boolean]>([
    [1, true],
    [0, false],
    ['1', false],
  ])('private %j', async (value, isPrivate) => {
    expect((await parse({ private: value })).isPrivate).toBe(isPrivate);
  });
});

describe('for any input', () => {
  const expectTorrentOrFormatError = async (file: Uint8Array) => {
    const outcome = await parseTorrentFile(file).catch((error: unknown) => error);
    if (outcome instanceof Error) expect(outcome).toBeInstanceOf(TorrentFormatError);
  };

  test('random bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), expectTorrentOrFormatError),
    );
  });

  test('a real file with bytes changed', async () => {
    const original = readFixture('lots-of-numbers.torrent');
    const change = fc.tuple(fc.nat(original.length - 1), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 8 }), async (changes) => {
        const file = original.slice();
        for (const [position, byte] of changes) file[position] = byte;
        await expectTorrentOrFormatError(file);
      }),
      { numRuns: 1000 },
    );
  });

  test('a torrent made of any names and sizes reads back', async () => {
    const segment = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
      .filter(
        (text) => !/[/\\\0]|^\.{1,2}$|^[a-z]:$|^_____padding_file_|^\.____padding/i.test(text),
      );
    const file = fc.record({
      path: fc.array(segment, { minLength: 1, maxLength: 4 }),
      length: fc.nat(2 ** 40),
    });
    const torrent = fc.record({ name: segment, files: fc.array(file, { minLength: 1 }) });
    await fc.assert(
      fc.asyncProperty(torrent, async ({ name, files }) => {
        expect(await parse({ length: undefined, name, files })).toMatchObject({
          name,
          sizeBytes: files.reduce((sum, { length }) => sum + length, 0),
          files: files.map(({ path, length }, index) => ({
            index,
            name: path.join('/'),
            sizeBytes: length,
          })),
        });
      }),
    );
  });
});
