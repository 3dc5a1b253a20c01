import { describe, expect, test } from 'vitest';
import { TorrentFormatError } from '@/bittorrent/errors';
import { MAX_TORRENT_FILE_BYTES, parseTorrentFile } from '@/bittorrent/torrent-file';
import { parseMade, parseMadeOf } from './parse-made';
import { bytes, type Encodable, encode, hashOf, makeInfo } from './torrent-maker';

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
    await expect(parseMade(info)).rejects.toThrow(`torrent: ${message}`);
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
    await expect(parseMadeOf({ length: 1, path: ['ok'] }, file)).rejects.toThrow(
      `torrent: ${message}`,
    );
  });

  test('more than 100,000 files', async () => {
    const files = Array.from({ length: 100_001 }, () => ({ length: 1, path: ['a'] }));
    await expect(parseMadeOf(...files)).rejects.toThrow('torrent: info has more than 100000 files');
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
