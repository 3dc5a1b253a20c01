import type { BencodeDictionary, BencodeValue } from './bencode';
import { TorrentFormatError } from './errors';

/** Text of a byte string; null when it is not a byte string or in no encoding known. */
export type DecodeText = (value: BencodeValue | undefined) => string | null;

const MAX_SEGMENT_BYTES = 4096;

/** Decodes UTF-8, and where a name is not UTF-8, what the file's `encoding` says. Never U+FFFD. */
export function textDecoder(encoding: BencodeValue | undefined): DecodeText {
  const utf8 = strictDecoder('utf-8');
  const label = encoding instanceof Uint8Array ? decodeOrNull(utf8, encoding) : null;
  const legacy = label === null ? null : strictDecoder(label);
  return (value) => {
    if (!(value instanceof Uint8Array)) return null;
    return decodeOrNull(utf8, value) ?? decodeOrNull(legacy, value);
  };
}

/** One name of a path, safe to join with `/`. */
export function readSegment(
  value: BencodeValue | undefined,
  field: string,
  decodeText: DecodeText,
): string {
  if (!(value instanceof Uint8Array)) throw invalid(field, 'is missing or not a string');
  if (value.length > MAX_SEGMENT_BYTES) throw invalid(field, 'is too long');
  const name = decodeText(value);
  if (name === null) throw invalid(field, 'is neither UTF-8 nor in the encoding the file names');
  if (name === '' || name === '.' || name === '..') throw invalid(field, 'is empty, "." or ".."');
  if (/[/\\\0]/.test(name)) throw invalid(field, 'contains a slash, a backslash or NUL');
  if (/^[a-z]:$/i.test(name)) throw invalid(field, 'is a drive letter');
  return name;
}

/** A length in bytes. */
export function readSize(value: BencodeValue | undefined, field: string): number {
  if (typeof value !== 'number') throw invalid(field, 'is missing or not an integer');
  if (value < 0) throw invalid(field, 'is negative');
  if (!Number.isSafeInteger(value)) throw invalid(field, 'is larger than 2^53 - 1');
  return value;
}

export function readDictionary(value: BencodeValue | undefined, field: string): BencodeDictionary {
  if (isDictionary(value)) return value;
  throw invalid(field, 'is missing or not a dictionary');
}

export function readList(value: BencodeValue | undefined, field: string): BencodeValue[] {
  if (Array.isArray(value)) return value;
  throw invalid(field, 'is missing or not a list');
}

export function invalid(field: string, problem: string): TorrentFormatError {
  return new TorrentFormatError(`torrent: ${field} ${problem}`);
}

function isDictionary(value: BencodeValue | undefined): value is BencodeDictionary {
  return typeof value === 'object' && !(value instanceof Uint8Array) && !Array.isArray(value);
}

/** Null for an encoding this runtime does not know; a byte order mark is part of the name. */
function strictDecoder(label: string): TextDecoder | null {
  try {
    return new TextDecoder(label, { fatal: true, ignoreBOM: true });
  } catch {
    return null;
  }
}

function decodeOrNull(decoder: TextDecoder | null, bytes: Uint8Array): string | null {
  try {
    return decoder?.decode(bytes) ?? null;
  } catch {
    return null;
  }
}
