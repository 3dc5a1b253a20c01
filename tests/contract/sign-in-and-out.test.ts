import { decodeProtectedHeader, jwtVerify } from 'jose';
import { describe, expect, test } from 'vitest';
import { type Session, session, user } from '@/contracts/accounts';
import {
  expectEnded,
  me,
  OTHER_PASSWORD,
  refresh,
  signedIn,
  signIn,
  signOut,
} from '../support/accounts';
import { type Answer, host, newEmail, signUp } from '../support/api';
import { expectNoContent, expectProblem, expectShape } from '../support/shapes';

describe('sign-in', () => {
  test('answers a new session of the same user', async () => {
    const first = await signUp();
    const second = await signedIn(first.user.email);
    expect(second.user).toEqual(first.user);
    expect(second.refreshToken).not.toBe(first.refreshToken);
  });

  test('takes the address in any case', async () => {
    const { user } = await signUp();
    await signedIn(user.email.toUpperCase());
  });

  test('takes a password however the keyboard composes its letters', async () => {
    const { user } = await signUp(newEmail(), 'caf\u00e9 au lait');
    await signedIn(user.email, 'cafe\u0301 au lait');
  });

  test('answers the same to a wrong password and to an unknown address', async () => {
    const { user } = await signUp();
    const wrong = await signIn(user.email, OTHER_PASSWORD);
    const unknown = await signIn(newEmail(), OTHER_PASSWORD);
    expectProblem(wrong, 401, 'invalid_credentials');
    expect({ ...unknown.json, requestId: '' }).toEqual({ ...wrong.json, requestId: '' });
    expect(comparableHeaders(unknown)).toEqual(comparableHeaders(wrong));
  });

  const comparableHeaders = ({ headers }: Answer) =>
    Object.fromEntries([...headers].filter(([name]) => !/^(date|x-request-id)$/.test(name)));
});

describe('the access token', () => {
  test('says what RFC 9068 asks for, and lives fifteen minutes', async () => {
    const { accessToken, expiresIn, user } = await signUp();
    const key = new TextEncoder().encode(host.jwtSecret);
    const { payload, protectedHeader } = await jwtVerify(accessToken, key);
    expect(protectedHeader).toEqual({
      alg: 'HS256',
      typ: 'at+jwt',
      kid: expect.stringMatching(/^\S+$/),
    });
    expect(payload).toEqual({
      iss: 'torrent-streamer',
      aud: 'torrent-streamer-api',
      sub: user.id,
      sid: expect.any(String),
      iat: expect.any(Number),
      exp: expect.any(Number),
    });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(900);
    expect(expiresIn).toBe(900);
  });

  test('names the same key for everybody', async () => {
    const [one, other] = await Promise.all([signUp(), signUp()]);
    const kidOf = ({ accessToken }: Session) => decodeProtectedHeader(accessToken).kid;
    expect(kidOf(one)).toBe(kidOf(other));
  });
});

describe('sign-out', () => {
  test('with a token that is dead already ends the session as well', async () => {
    const first = await signUp();
    const second = expectShape(await refresh(first.refreshToken), 200, session);
    expectNoContent(await signOut(first.refreshToken));
    await expectEnded(second);
  });

  test('ends the session: neither token works any more', async () => {
    const ended = await signUp();
    expectNoContent(await signOut(ended.refreshToken));
    await expectEnded(ended);
  });

  test('says nothing new the second time', async () => {
    const { refreshToken } = await signUp();
    expectNoContent(await signOut(refreshToken));
    expectNoContent(await signOut(refreshToken));
  });

  test('tells nobody whether a token was one', async () => {
    expectNoContent(await signOut('garbage'));
  });

  test('ends this device alone', async () => {
    const phone = await signUp();
    const tablet = await signedIn(phone.user.email);
    expectNoContent(await signOut(phone.refreshToken));
    expectShape(await me(tablet.accessToken), 200, user);
  });
});
