import { TorrentFormatError } from './errors';

/** A byte string stays bytes: bencode (BEP 3) knows no text. */
export type BencodeValue = Uint8Array | number | BencodeValue[] | BencodeDictionary;

export interface BencodeDictionary {
  /** In the file's order. A key has one character per byte, since not every key is UTF-8. */
  readonly entries: ReadonlyMap<string, BencodeValue>;
  /** The dictionary's exact bytes are `[start, end)` of the file. */
  readonly start: number;
  readonly end: number;
}

interface Cursor {
  readonly bytes: Uint8Array;
  readonly maxValues: number;
  offset: number;
  valueCount: number;
}

const MAX_DEPTH = 64;
/** A hostile file of so many empty dictionaries takes 250 MB. */
export const MAX_BENCODE_VALUES = 1_000_000;
const MAX_KEY_BYTES = 4096;

const [COLON, ZERO, NINE, MINUS] = [0x3a, 0x30, 0x39, 0x2d];
const [INTEGER, LIST, DICTIONARY, END] = [0x69, 0x6c, 0x64, 0x65];

/**
 * Decodes one bencoded value (BEP 3). Byte strings are views of `bytes`, not copies.
 *
 * Integers past 2^53 lose digits: ask `Number.isSafeInteger` before using one. Keys may come in any
 * order, as in real files, but not twice: clients differ in which of the two they take.
 *
 * @throws {TorrentFormatError} naming the byte at fault
 */
export function decodeBencode(bytes: Uint8Array, maxValues = MAX_BENCODE_VALUES): BencodeValue {
  const cursor = { bytes, maxValues, offset: 0, valueCount: 0 };
  const value = readValue(cursor, 0);
  // Some tools end the file with a newline; anything else means a broken or glued-together file.
  while (isBlank(bytes[cursor.offset])) cursor.offset++;
  if (cursor.offset < bytes.length) throw malformed('value', cursor.offset, 'comes after the end');
  return value;
}

/** The bytes of a key of `BencodeDictionary.entries`. */
export function keyToBytes(key: string): Uint8Array {
  return Uint8Array.from(key, (character) => character.charCodeAt(0));
}

function readValue(cursor: Cursor, depth: number): BencodeValue {
  const { bytes, offset } = cursor;
  if (depth > MAX_DEPTH) throw malformed('value', offset, `is more than ${MAX_DEPTH} levels deep`);
  if (++cursor.valueCount > cursor.maxValues) {
    throw malformed('value', offset, `is one more than the ${cursor.maxValues} allowed`);
  }
  const byte = bytes[offset];
  if (isDigit(byte)) return readString(cursor);
  if (byte === INTEGER) return readInteger(cursor);
  if (byte === LIST) return readList(cursor, depth);
  if (byte === DICTIONARY) return readDictionary(cursor, depth);
  throw malformed('value', offset, byte === undefined ? 'is cut off' : 'is of no known type');
}

function readList(cursor: Cursor, depth: number): BencodeValue[] {
  const items: BencodeValue[] = [];
  cursor.offset++;
  while (cursor.bytes[cursor.offset] !== END) items.push(readValue(cursor, depth + 1));
  cursor.offset++;
  return items;
}

function readDictionary(cursor: Cursor, depth: number): BencodeDictionary {
  const start = cursor.offset++;
  const entries = new Map<string, BencodeValue>();
  while (cursor.bytes[cursor.offset] !== END) {
    const keyStart = cursor.offset;
    const key = readKey(cursor);
    if (entries.has(key)) throw malformed('dictionary key', keyStart, 'comes a second time');
    entries.set(key, readValue(cursor, depth + 1));
  }
  return { entries, start, end: ++cursor.offset };
}

function readKey(cursor: Cursor): string {
  const start = cursor.offset;
  const byte = cursor.bytes[start];
  if (byte === undefined) throw malformed('dictionary key', start, 'is cut off');
  if (!isDigit(byte)) throw malformed('dictionary key', start, 'is not a string');
  const key = readString(cursor);
  if (key.length > MAX_KEY_BYTES) throw malformed('dictionary key', start, 'is too long');
  return String.fromCharCode(...key);
}

function readString(cursor: Cursor): Uint8Array {
  const start = cursor.offset;
  const length = readDigits(cursor, COLON, start);
  if (length > cursor.bytes.length - cursor.offset) {
    throw malformed('string', start, 'runs past the end of the file');
  }
  const string = cursor.bytes.subarray(cursor.offset, cursor.offset + length);
  cursor.offset += length;
  return string;
}

function readInteger(cursor: Cursor): number {
  const start = cursor.offset++;
  const isNegative = cursor.bytes[cursor.offset] === MINUS;
  if (isNegative) cursor.offset++;
  const magnitude = readDigits(cursor, END, start);
  if (isNegative && magnitude === 0) throw malformed('integer', start, 'is minus zero');
  return isNegative ? -magnitude : magnitude;
}

/** Reads decimal digits and the terminator after them; BEP 3 forbids leading zeros. */
function readDigits(cursor: Cursor, terminator: number, valueStart: number): number {
  const { bytes } = cursor;
  const start = cursor.offset;
  let number = 0;
  let byte = bytes[start];
  while (isDigit(byte)) {
    number = number * 10 + (byte - ZERO);
    byte = bytes[++cursor.offset];
  }
  const digitCount = cursor.offset - start;
  if (digitCount === 0 || byte !== terminator) {
    throw malformed('number', valueStart, byte === undefined ? 'is cut off' : 'is not decimal');
  }
  if (digitCount > 1 && bytes[start] === ZERO) {
    throw malformed('number', valueStart, 'has a leading zero');
  }
  cursor.offset++;
  return number;
}

function isDigit(byte: number | undefined): byte is number {
  return byte !== undefined && byte >= ZERO && byte <= NINE;
}

function isBlank(byte: number | undefined): boolean {
  return byte === 0x0a || byte === 0x0d || byte === 0x20 || byte === 0x09;
}

function malformed(what: string, offset: number, problem: string): TorrentFormatError {
  return new TorrentFormatError(`bencode: ${what} at byte ${offset} ${problem}`);
}
