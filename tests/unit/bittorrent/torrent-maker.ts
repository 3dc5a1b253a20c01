import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** What the encoder takes: text is written as UTF-8, pairs keep their order and may repeat. */
export type Encodable =
  | string
  | number
  | bigint
  | Uint8Array
  | readonly Encodable[]
  | { readonly [key: string]: Encodable | undefined }
  | ReadonlyMap<string | Uint8Array, Encodable>;

/** Bencodes as it is told: nothing is sorted, so that a test can write what it wants. */
export function encode(value: Encodable): Buffer {
  if (typeof value === 'string') return encode(Buffer.from(value));
  if (typeof value === 'number' || typeof value === 'bigint') return Buffer.from(`i${value}e`);
  if (value instanceof Uint8Array) return Buffer.concat([Buffer.from(`${value.length}:`), value]);
  if (Array.isArray(value)) return wrap('l', value.map(encode));
  const pairs = value instanceof Map ? [...value] : Object.entries(value);
  return wrap(
    'd',
    pairs.flatMap(([key, item]) => (item === undefined ? [] : [encode(key), encode(item)])),
  );
}

const wrap = (opening: string, parts: Buffer[]) =>
  Buffer.concat([Buffer.from(opening), ...parts, Buffer.from('e')]);

export const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));

/** A small single-file `info`, with what the test changes. */
export const makeInfo = (changes: Record<string, Encodable | undefined> = {}) => ({
  length: 3,
  name: 'one.txt',
  'piece length': 16384,
  pieces: new Uint8Array(20),
  ...changes,
});

/** A torrent file around that `info`. */
export const makeTorrent = (
  info: Record<string, Encodable | undefined> = {},
  root: Record<string, Encodable | undefined> = {},
) => encode({ ...root, info: makeInfo(info) });

export const hashOf = (algorithm: 'sha1' | 'sha256', info: Encodable) =>
  createHash(algorithm).update(encode(info)).digest('hex');

/** The package's `exports` do not let it be resolved, and importing it would load a whole parser. */
const fixtures = new URL('../../../node_modules/webtorrent-fixtures/fixtures/', import.meta.url);

/** A real torrent file of the package `webtorrent-fixtures`. */
export const readFixture = (name: string) => new Uint8Array(readFileSync(new URL(name, fixtures)));
