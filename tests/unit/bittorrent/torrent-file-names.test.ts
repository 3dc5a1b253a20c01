import { describe, expect, test } from 'vitest';
import { parseMade } from './parse-made';
import { bytes, type Encodable } from './torrent-maker';

describe('names', () => {
  test('name.utf-8 and path.utf-8 come first', async () => {
    const torrent = await parseMade({
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
    expect((await parseMade({ name: bytes(name) }, { encoding })).name).toBe(expected);
  });

  test('that are UTF-8 are read so, whatever the encoding says', async () => {
    expect((await parseMade({ name: '日本' }, { encoding: 'windows-1252' })).name).toBe('日本');
  });

  test.each<[string, Record<string, Encodable>]>([
    ['no encoding', {}],
    ['UTF-8', { encoding: 'UTF-8' }],
    ['an encoding nobody knows', { encoding: 'klingon' }],
    ['an encoding that does not fit', { encoding: 'big5' }],
    ['an encoding that is none', { encoding: 8 }],
    ['an encoding WHATWG refuses', { encoding: 'utf-7' }],
  ])('that are not UTF-8, with %s', async (_what, root) => {
    await expect(parseMade({ name: bytes('\xff\xfe\xff') }, root)).rejects.toThrow(
      'torrent: info.name is neither UTF-8 nor in the encoding the file names',
    );
  });

  test('with a lone surrogate are not UTF-8', async () => {
    await expect(parseMade({ name: bytes('\xed\xa0\x80') })).rejects.toThrow('neither UTF-8');
  });

  test('keep a byte order mark and odd characters', async () => {
    const name = '\ufeffa\u202eb\u200d😀 ';
    expect((await parseMade({ name })).name).toBe(name);
  });
});
