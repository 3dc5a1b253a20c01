import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { keyFor } from './seal';
import { sha256 } from './tokens';

/** A refresh token that somebody brings. */
export interface PresentedToken {
  sessionId: string;
  hash: string;
  /** Whether we gave it out for this session, be it the one that lives or one before it. */
  wasGiven: boolean;
}

/** Makes refresh tokens, and knows them again without keeping those that are dead. */
export interface RefreshTokens {
  make(sessionId: string): { token: string; hash: string };
  /** Undefined: it is not even like one. */
  read(token: string): PresentedToken | undefined;
}

/** Bytes of a secret that are random, and as many again that prove that it is one of ours. */
const HALF = 16;

const pattern = /^([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})\.([\w-]{43})$/;

export function createRefreshTokens(secret: string): RefreshTokens {
  const key = keyFor(secret, 'refresh tokens');
  const proofOf = (sessionId: string, random: Buffer) =>
    createHmac('sha256', key).update(sessionId).update(random).digest().subarray(0, HALF);
  return {
    make(sessionId) {
      const random = randomBytes(HALF);
      const whole = Buffer.concat([random, proofOf(sessionId, random)]).toString('base64url');
      return { token: `${sessionId}.${whole}`, hash: sha256(whole) };
    },
    read(token) {
      const [, sessionId, whole] = pattern.exec(token) ?? [];
      if (sessionId === undefined || whole === undefined) return undefined;
      const bytes = Buffer.from(whole, 'base64url');
      const proof = proofOf(sessionId, bytes.subarray(0, HALF));
      const wasGiven = timingSafeEqual(proof, bytes.subarray(HALF));
      return { sessionId, hash: sha256(whole), wasGiven };
    },
  };
}
