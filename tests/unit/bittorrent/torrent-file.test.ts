import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TorrentFormatError } from '@/bittorrent/errors';
import { parseTorrentFile } from '@/bittorrent/torrent-file';
import { parseMade, parseMadeOf } from './parse-made';
import {
  bytes,
  type Encodable,
  encode,
  hashOf,
  makeInfo,
  makeTorrent,
  readFixture,
} from './torrent-maker';

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

describe('padding (BEP 47)', () => {
  test('is left out of the list and the size, but counts in the numbering', async () => {
    const { files, sizeBytes } = await parseMadeOf(
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
    await expect(parseMadeOf({ attr: 'p', length: 1, path: ['a'] })).rejects.toThrow(
      'torrent: info has no files',
    );
  });

  test('a symbolic link may leave out its length', async () => {
    const { files } = await parseMadeOf(
      { length: 1, path: ['a'] },
      { attr: 'l', path: ['link'], 'symlink path': ['a'] },
    );
    expect(files[1]).toEqual({ index: 1, name: 'link', sizeBytes: 0 });
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
    const torrent = await parseMade({}, { 'creation date': date });
    expect(torrent.createdAt?.toISOString() ?? null).toBe(createdAt);
  });

  test.each<[Record<string, Encodable>, string | null]>([
    [{ comment: 'hello' }, 'hello'],
    [{ comment: 'hello', 'comment.utf-8': 'hé' }, 'hé'],
    [{ comment: '' }, null],
    [{ comment: bytes('\xff') }, null],
    [{ comment: 1 }, null],
  ])('comment %j', async (root, comment) => {
    expect((await parseMade({}, root)).comment).toBe(comment);
  });

  test.each<[Encodable, boolean]>([
    [1, true],
    [0, false],
    ['1', false],
  ])('private %j', async (value, isPrivate) => {
    expect((await parseMade({ private: value })).isPrivate).toBe(isPrivate);
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
        expect(await parseMade({ length: undefined, name, files })).toMatchObject({
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
