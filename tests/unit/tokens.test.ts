import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { decodeJwt, decodeProtectedHeader, type JWTPayload, SignJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import {
  ACCESS_TOKEN_SECONDS,
  createAccessTokens,
  isOneOf,
  randomToken,
  sha256,
} from '@/lib/tokens';

const SECRET = 'a secret that only these tests know';
const now = new Date('2026-01-31T12:00:00.900Z');
const seconds = Math.floor(now.getTime() / 1000);
const claims = {
  userId: '5f0c9d1e-6c1b-4c86-9a3e-2b7f6f1d0a11',
  sessionId: '0b4a3b0a-1c1e-4f5e-9d0a-0a6a9f7c2d11',
};
const tokens = createAccessTokens(SECRET);
const genuine = await tokens.sign(claims, now);

const later = (bySeconds: number) => new Date(now.getTime() + bySeconds * 1000);
const refused = (token: string, at = now): Promise<void> =>
  expect(tokens.verify(token, at)).rejects.toMatchObject({ code: 'invalid_token' });

/** A token like the genuine one, but for what is changed; undefined takes a field away. */
function forge(change: { header?: object; claims?: JWTPayload; secret?: string }): Promise<string> {
  return new SignJWT({ ...decodeJwt(genuine), ...change.claims })
    .setProtectedHeader({ ...decodeProtectedHeader(genuine), alg: 'HS256', ...change.header })
    .sign(new TextEncoder().encode(change.secret ?? SECRET));
}

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('an access token', () => {
  test('says who made it, for whom, whose it is and for how long', () => {
    expect(decodeProtectedHeader(genuine)).toEqual({
      alg: 'HS256',
      typ: 'at+jwt',
      kid: expect.stringMatching(/^[0-9a-f]{8}$/),
    });
    expect(decodeJwt(genuine)).toEqual({
      iss: 'torrent-streamer',
      aud: 'torrent-streamer-api',
      sub: claims.userId,
      sid: claims.sessionId,
      iat: seconds,
      exp: seconds + ACCESS_TOKEN_SECONDS,
    });
  });

  test('gives back what went in, until it expires', async () => {
    expect(await tokens.verify(genuine, now)).toEqual(claims);
    expect(await tokens.verify(genuine, later(ACCESS_TOKEN_SECONDS - 1))).toEqual(claims);
    await refused(genuine, later(ACCESS_TOKEN_SECONDS));
  });

  test('of any ids comes back', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uuid(), fc.uuid(), async (userId, sessionId) => {
        const token = await tokens.sign({ userId, sessionId }, now);
        expect(await tokens.verify(token, now)).toEqual({ userId, sessionId });
      }),
      { seed: 1 },
    );
  });

  test('of another secret names another key, and is refused', async () => {
    const other = createAccessTokens(`${SECRET}.`);
    const token = await other.sign(claims, now);
    expect(decodeProtectedHeader(token).kid).not.toBe(decodeProtectedHeader(genuine).kid);
    await refused(token);
  });

  test('is forged as these tests forge it, when nothing is changed', async () => {
    expect(await tokens.verify(await forge({}), now)).toEqual(claims);
  });

  test.each([
    ['a longer algorithm', { header: { alg: 'HS512' } }],
    ['another type', { header: { typ: 'JWT' } }],
    ['no type', { header: { typ: undefined } }],
    ['the id of another key', { header: { kid: '00000000' } }],
    ['no id of a key', { header: { kid: undefined } }],
    ['another secret', { secret: 'a secret of somebody else, as long' }],
    ['another issuer', { claims: { iss: 'somebody-else' } }],
    ['no issuer', { claims: { iss: undefined } }],
    ['another audience', { claims: { aud: 'torrent-streamer-web' } }],
    ['no audience', { claims: { aud: undefined } }],
    ['no expiry', { claims: { exp: undefined } }],
    ['an expiry that is past', { claims: { exp: seconds - 1 } }],
    ['an expiry that is a text', { claims: { exp: String(seconds + 60) as never } }],
    ['a beginning in the future', { claims: { nbf: seconds + 60 } }],
    ['no user', { claims: { sub: undefined } }],
    ['no session', { claims: { sid: undefined } }],
    ['a session that is a number', { claims: { sid: 1 } }],
  ])('with %s is refused', async (_, change) => {
    await refused(await forge(change as Parameters<typeof forge>[0]));
  });

  test('that nobody signed is refused', async () => {
    const [, payload] = genuine.split('.');
    const header = decodeProtectedHeader(genuine);
    for (const alg of ['none', 'None', 'NONE', '']) {
      await refused(`${part({ ...header, alg })}.${payload}.`);
    }
  });

  test('signed by hand for another algorithm is refused', async () => {
    const [, payload] = genuine.split('.');
    for (const alg of ['RS256', 'ES256', 'EdDSA', 'dir']) {
      const head = `${part({ ...decodeProtectedHeader(genuine), alg })}.${payload}`;
      await refused(`${head}.${createHmac('sha256', SECRET).update(head).digest('base64url')}`);
    }
  });

  test('with any character changed is refused', async () => {
    for (let place = 0; place < genuine.length - 1; place += 7) {
      const other = genuine[place] === 'A' ? 'B' : 'A';
      await refused(genuine.slice(0, place) + other + genuine.slice(place + 1));
    }
  });

  test('of any text is refused', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (text) => {
        await refused(text);
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});

test('randomToken has 256 bits in characters that go into any header, and no two are alike', () => {
  const many = Array.from({ length: 1000 }, randomToken);
  expect(new Set(many).size).toBe(many.length);
  for (const token of many) expect(token).toMatch(/^[\w-]{43}$/);
});

test('sha256 is that of the text in UTF-8', () => {
  expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  expect(sha256('é')).toBe('4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c');
});

describe('isOneOf', () => {
  test.each([
    ['second-key', true],
    ['first-key', true],
    ['', false],
    ['first-ke', false],
    ['first-key ', false],
    ['FIRST-KEY', false],
    ['first-key,second-key', false],
  ])('%j: %j', (key, found) => {
    expect(isOneOf(key, ['first-key', 'second-key'])).toBe(found);
  });

  test('of none is never', () => {
    expect(isOneOf('', [])).toBe(false);
  });

  test('of any keys', () => {
    const text = fc.string({ unit: 'binary', maxLength: 3 });
    fc.assert(
      fc.property(text, fc.array(text), (key, keys) => {
        expect(isOneOf(key, keys)).toBe(keys.includes(key));
      }),
      { seed: 1 },
    );
  });
});
