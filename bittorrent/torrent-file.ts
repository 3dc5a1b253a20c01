import {
  type BencodeDictionary,
  type BencodeValue,
  decodeBencode,
  MAX_BENCODE_VALUES,
} from './bencode';
import { type DecodeText, invalid, readDictionary, readSegment, textDecoder } from './fields';
import {
  areSameFiles,
  type FileList,
  readV1Files,
  readV2Files,
  type TorrentFileEntry,
} from './file-list';
import { trackerUrls, webUrls } from './urls';

interface Versions {
  isV1: boolean;
  isV2: boolean;
}

export interface TorrentFile {
  /** Lower-case hex: 40 digits, or 64 when the torrent is v2 only. */
  infoHash: string;
  /** 64 hex digits beside the 40 of a hybrid torrent, else null. */
  infoHashV2: string | null;
  name: string;
  sizeBytes: number;
  files: TorrentFileEntry[];
  trackers: string[];
  webSeeds: string[];
  createdAt: Date | null;
  comment: string | null;
  /** Peers come from its own trackers only (BEP 27). */
  isPrivate: boolean;
}

export const MAX_TORRENT_FILE_BYTES = 10 * 1024 * 1024;
const DICTIONARY = 0x64;
const MAX_URL_CANDIDATES = 1000;
/** RFC 3339 has four digits for a year. */
const YEAR_10000_IN_SECONDS = 253_402_300_800;

/**
 * Reads a .torrent file of v1 (BEP 3), v2 or both (BEP 52). Sizes are in bytes. What only helps
 * (trackers, web seeds, date, comment) is dropped when unusable; what names the content must be right.
 * `maxValues` bounds the memory that a hostile file can take, some 250 bytes for each.
 *
 * @throws {TorrentFormatError} when it is not a torrent, or not one that is safe to list
 */
export async function parseTorrentFile(
  bytes: Uint8Array,
  maxValues = MAX_BENCODE_VALUES,
): Promise<TorrentFile> {
  if (bytes.length > MAX_TORRENT_FILE_BYTES) throw invalid('the file', 'is larger than 10 MiB');
  if (bytes[0] !== DICTIONARY) throw invalid('the file', 'does not start as a torrent file does');
  const root = readDictionary(decodeBencode(bytes, maxValues), 'the file');
  const info = readDictionary(root.entries.get('info'), 'info');
  const decodeText = textDecoder(root.entries.get('encoding'));
  const versions = readVersions(info);
  const name = readSegment(
    info.entries.get('name.utf-8') ?? info.entries.get('name'),
    'info.name',
    decodeText,
  );
  return {
    ...(await hashInfo(bytes.subarray(info.start, info.end), versions)),
    name,
    ...readFiles(info, name, versions, decodeText),
    trackers: readTrackers(root, decodeText),
    webSeeds: webUrls(texts(root.entries.get('url-list'), decodeText)),
    createdAt: readDate(root.entries.get('creation date')),
    comment: decodeText(root.entries.get('comment.utf-8') ?? root.entries.get('comment')) || null,
    isPrivate: info.entries.get('private') === 1,
  };
}

/** Only a torrent with v1's piece hashes has a v1 info hash; a hybrid has both (BEP 52). */
function readVersions(info: BencodeDictionary): Versions {
  const metaVersion = info.entries.get('meta version');
  if (metaVersion === undefined) return { isV1: true, isV2: false };
  if (metaVersion !== 2) throw invalid('info.meta version', 'is not 2');
  return { isV1: info.entries.has('pieces'), isV2: true };
}

/** Hashes the bytes as they stand in the file: encoding them anew could give another hash. */
async function hashInfo(
  infoBytes: Uint8Array,
  { isV1, isV2 }: Versions,
): Promise<Pick<TorrentFile, 'infoHash' | 'infoHashV2'>> {
  const v2Hash = isV2 ? await hexDigest('SHA-256', infoBytes) : null;
  if (!isV1 && v2Hash !== null) return { infoHash: v2Hash, infoHashV2: null };
  return { infoHash: await hexDigest('SHA-1', infoBytes), infoHashV2: v2Hash };
}

export async function hexDigest(
  algorithm: 'SHA-1' | 'SHA-256',
  bytes: Uint8Array,
): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest(algorithm, new Uint8Array(bytes)));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function readFiles(
  info: BencodeDictionary,
  name: string,
  { isV1, isV2 }: Versions,
  decodeText: DecodeText,
): FileList {
  if (!isV1) return readV2Files(info, decodeText);
  const list = readV1Files(info, name, decodeText);
  if (isV2 && !areSameFiles(list, readV2Files(info, decodeText))) {
    throw invalid('info', 'lists other files for v1 than for v2');
  }
  return list;
}

/** `announce-list` overrides `announce` (BEP 12), unless nothing in it is of use. */
function readTrackers(root: BencodeDictionary, decodeText: DecodeText): string[] {
  const listed = trackerUrls(texts(root.entries.get('announce-list'), decodeText));
  return listed.length > 0 ? listed : trackerUrls(texts(root.entries.get('announce'), decodeText));
}

/** The texts of one string, a list of strings (BEP 19) or a list of such lists (BEP 12). */
function texts(value: BencodeValue | undefined, decodeText: DecodeText): string[] {
  return [value]
    .flat(2)
    .slice(0, MAX_URL_CANDIDATES)
    .map(decodeText)
    .filter((text) => text !== null);
}

/** Seconds since 1970; zero is what tools write for "unknown". */
function readDate(value: BencodeValue | undefined): Date | null {
  const isDate = typeof value === 'number' && value > 0 && value < YEAR_10000_IN_SECONDS;
  return isDate ? new Date(value * 1000) : null;
}
