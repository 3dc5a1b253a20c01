import { TorrentFormatError } from './errors';
import { isV2InfoHash, parseInfoHashUrn } from './info-hash';
import { trackerUrls, webUrls } from './urls';

export interface Magnet {
  /** Lower-case hex: 40 digits, or 64 when the link has only a v2 hash. */
  infoHash: string;
  /** 64 hex digits beside the 40 of a hybrid torrent, else null. */
  infoHashV2: string | null;
  name: string | null;
  sizeBytes: number | null;
  trackers: string[];
  webSeeds: string[];
  /** Where the .torrent file itself is, http or https. */
  exactSource: string | null;
}

export interface MagnetParts {
  infoHash: string;
  infoHashV2: string | null;
  name: string | null;
  sizeBytes: number | null;
  trackers: readonly string[];
  webSeeds: readonly string[];
  torrentUrl: string | null;
}

const MAX_ENCODED_TRACKERS = 1000;
const encodedTrackers = new Map<string, string>();

/**
 * Reads a magnet link (BEP 9; v2 and hybrids, BEP 52). Only the info hash has to be right: what else
 * is unusable is left out, so that a link with a damaged name is still found by its hash.
 *
 * @throws {TorrentFormatError} when it is no magnet link, has no info hash, or has several
 */
export function parseMagnet(uri: string): Magnet {
  const query = /^magnet:\?(.*)$/is.exec(uri.trim())?.[1];
  if (query === undefined) throw new TorrentFormatError('magnet: does not start with "magnet:?"');
  const parameters = readParameters(query);
  const name = parameters('dn').find((text) => text !== '' && isCleanText(text));
  const size = Number(parameters('xl').find((text) => /^\d+$/.test(text)) ?? Number.NaN);
  return {
    ...readInfoHashes(parameters('xt')),
    name: name ?? null,
    sizeBytes: Number.isSafeInteger(size) ? size : null,
    trackers: trackerUrls(parameters('tr')),
    webSeeds: webUrls(parameters('ws')),
    exactSource: webUrls(parameters('xs'))[0] ?? null,
  };
}

/** A magnet link from clean parts, hashes in lower-case hex. It carries what makes it start fast. */
export function formatMagnet(parts: MagnetParts): string {
  const { infoHash, infoHashV2, name, sizeBytes, torrentUrl } = parts;
  let uri = isV2InfoHash(infoHash)
    ? `magnet:?${v2Topic(infoHash)}`
    : `magnet:?${v1Topic(infoHash)}`;
  if (infoHashV2 !== null) uri += `&${v2Topic(infoHashV2)}`;
  if (name) uri += `&dn=${encode(name)}`;
  if (sizeBytes !== null) uri += `&xl=${sizeBytes}`;
  for (const tracker of parts.trackers) uri += `&tr=${encodeTracker(tracker)}`;
  for (const webSeed of parts.webSeeds) uri += `&ws=${encode(webSeed)}`;
  if (torrentUrl !== null) uri += `&xs=${encode(torrentUrl)}`;
  return uri;
}

const v1Topic = (hash: string) => `xt=urn:btih:${hash}`;
const v2Topic = (hash: string) => `xt=urn:btmh:1220${hash}`;

/** `encodeURIComponent` throws at a lone surrogate. */
function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

/** Remembers what it encoded: torrents share few trackers, and this makes a link twice as fast. */
function encodeTracker(tracker: string): string {
  const known = encodedTrackers.get(tracker);
  if (known !== undefined) return known;
  if (encodedTrackers.size === MAX_ENCODED_TRACKERS) encodedTrackers.clear();
  const encoded = encode(tracker);
  encodedTrackers.set(tracker, encoded);
  return encoded;
}

/** The decoded values of a key, in order; `xt.1` counts as `xt`, and so on. */
function readParameters(query: string): (key: string) => string[] {
  const values = new Map<string, string[]>();
  // A link copied out of HTML has `&amp;` between its parts.
  for (const parameter of query.split(/&(?:amp;)?/)) {
    const [, rawKey, encoded] = /^([a-z]+)(?:\.\d+)?=(.*)$/is.exec(parameter) ?? [];
    if (rawKey === undefined || encoded === undefined) continue;
    const key = rawKey.toLowerCase();
    // Only names are written with `+` for a space; in an address it stands for itself.
    const value = decode(key === 'dn' ? encoded.replaceAll('+', ' ') : encoded);
    if (value === null) continue;
    const known = values.get(key);
    if (known) known.push(value);
    else values.set(key, [value]);
  }
  return (key) => values.get(key) ?? [];
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

function readInfoHashes(topics: string[]): Pick<Magnet, 'infoHash' | 'infoHashV2'> {
  const hashes = topics.map(parseInfoHashUrn).filter((hash) => hash !== null);
  const [v1Hash = null, ...otherV1Hashes] = new Set(hashes.filter((hash) => !isV2InfoHash(hash)));
  const [v2Hash = null, ...otherV2Hashes] = new Set(hashes.filter(isV2InfoHash));
  if (otherV1Hashes.length + otherV2Hashes.length > 0) {
    throw new TorrentFormatError('magnet: names more than one torrent');
  }
  if (v1Hash !== null) return { infoHash: v1Hash, infoHashV2: v2Hash };
  if (v2Hash !== null) return { infoHash: v2Hash, infoHashV2: null };
  throw new TorrentFormatError('magnet: has no BitTorrent info hash (xt=urn:btih:… or urn:btmh:…)');
}

/** Text that a database and a URL can hold. */
function isCleanText(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}
