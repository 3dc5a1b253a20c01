import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';
import * as z from 'zod';
import { AppError } from './errors';

/** Seconds an access token lives. */
export const ACCESS_TOKEN_SECONDS = 15 * 60;

const ISSUER = 'torrent-streamer';
const AUDIENCE = 'torrent-streamer-api';
/** RFC 9068: keeps a token made for another purpose from passing as an access token. */
const TYPE = 'at+jwt';
const ALGORITHM = 'HS256';

const ids = z.object({ sub: z.guid(), sid: z.guid() });

export interface AccessClaims {
  userId: string;
  sessionId: string;
}

export interface AccessTokens {
  sign(claims: AccessClaims, now: Date): Promise<string>;
  /** Throws `invalid_token`. */
  verify(token: string, now: Date): Promise<AccessClaims>;
}

export function createAccessTokens(secret: string): AccessTokens {
  const key = new TextEncoder().encode(secret);
  const kid = sha256(secret).slice(0, 8);
  return {
    sign: ({ userId, sessionId }, now) => {
      const issuedAt = Math.floor(now.getTime() / 1000);
      return new SignJWT({ sid: sessionId })
        .setProtectedHeader({ alg: ALGORITHM, typ: TYPE, kid })
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setSubject(userId)
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + ACCESS_TOKEN_SECONDS)
        .sign(key);
    },
    async verify(token, now) {
      try {
        const { payload, protectedHeader } = await jwtVerify(token, key, {
          algorithms: [ALGORITHM],
          issuer: ISSUER,
          audience: AUDIENCE,
          typ: TYPE,
          requiredClaims: ['exp'],
          currentDate: now,
        });
        const { sub, sid } = ids.parse(payload);
        if (protectedHeader.kid === kid) return { userId: sub, sessionId: sid };
      } catch {
        // Why a token fails is of use to its forger alone.
      }
      throw new AppError('invalid_token', 'The access token is not valid, or no longer.');
    },
  };
}

/** 256 random bits for a person's device or a caller to keep; we keep `sha256` of them. */
export const randomToken = () => randomBytes(32).toString('base64url');

/** Lower-case hex, 64 digits. */
export const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** Whether `key` is one of `keys`, in a time that tells nothing about them. */
export function isOneOf(key: string, keys: readonly string[]): boolean {
  const digest = Buffer.from(sha256(key), 'hex');
  let found = false;
  for (const candidate of keys) {
    if (timingSafeEqual(digest, Buffer.from(sha256(candidate), 'hex'))) found = true;
  }
  return found;
}
