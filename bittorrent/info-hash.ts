const HEX = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i;
const BASE32 = /^[a-z2-7]{32}$/i;
const BASE32_ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';
const V1_URN = /^urn:btih:([0-9a-z]{32}|[0-9a-z]{40})$/i;
/** 0x12 is SHA-256 and 0x20 its 32 bytes, as a multihash has it (BEP 52). */
const V2_URN = /^urn:btmh:1220([0-9a-f]{64})$/i;

/**
 * An info hash as people write it, in any case: 40 hex digits or 32 base32 characters (v1, BEP 9),
 * or 64 hex digits (v2, BEP 52). Answers lower-case hex, 40 or 64 digits; null for anything else.
 */
export function parseInfoHash(text: string): string | null {
  if (HEX.test(text)) return text.toLowerCase();
  return BASE32.test(text) ? base32ToHex(text.toLowerCase()) : null;
}

/** The same from a magnet link's `urn:btih:…` (40 digits out) or `urn:btmh:1220…` (64 digits out). */
export function parseInfoHashUrn(urn: string): string | null {
  const hash = V1_URN.exec(urn)?.[1] ?? V2_URN.exec(urn)?.[1];
  return hash === undefined ? null : parseInfoHash(hash);
}

/** Whether a lower-case hex info hash is of BitTorrent v2 (64 digits) rather than v1 (40). */
export function isV2InfoHash(infoHash: string): boolean {
  return infoHash.length === 64;
}

/** 32 characters of 5 bits are 8 groups of 20 bits, which are 5 hex digits each. */
function base32ToHex(text: string): string {
  let hex = '';
  for (let start = 0; start < text.length; start += 4) {
    let bits = 0;
    for (const character of text.slice(start, start + 4)) {
      bits = bits * 32 + BASE32_ALPHABET.indexOf(character);
    }
    hex += bits.toString(16).padStart(5, '0');
  }
  return hex;
}
