import { describe, expect, test } from 'vitest';
import { type DeviceSession, deviceSessionPage } from '@/contracts/accounts';
import { call, newEmail, PASSWORD, signUp } from '../support/api';
import { expectNoContent, expectProblem, expectShape } from '../support/shapes';

const path = '/api/users/me/sessions';

/** Somebody who is signed in on several devices; their tokens in the order of signing in. */
async function person(devices: (string | undefined)[]) {
  const email = newEmail();
  const sessions = [await signUp(email)];
  for (const device of devices) {
    const json = { email, password: PASSWORD, ...(device !== undefined && { device }) };
    sessions.push((await call('POST', '/api/auth/sign-in', { json })).json);
  }
  return sessions.map(({ accessToken, refreshToken }) => ({ token: accessToken, refreshToken }));
}

async function listOf(token: string | undefined, query = ''): Promise<DeviceSession[]> {
  return expectShape(await call('GET', path + query, { token }), 200, deviceSessionPage).items;
}

const isSignedIn = async (token: string | undefined) =>
  (await call('GET', '/api/auth/me', { token })).status === 200;

describe('the sessions of an account', () => {
  test('are listed by device, the newest first, and say which one asks', async () => {
    const [, phone] = await person(['Ada’s phone', undefined]);
    const items = await listOf(phone?.token);
    expect(items.map(({ device, isCurrent }) => [device, isCurrent])).toEqual([
      [null, false],
      ['Ada’s phone', true],
      [null, false],
    ]);
  });

  test('keep their place, and say when they were last used', async () => {
    const [first, second] = await person(['phone']);
    const before = await listOf(second?.token);
    const { json } = await call('POST', '/api/auth/refresh', {
      json: { refreshToken: first?.refreshToken },
    });
    const after = await listOf(json.accessToken);
    expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    const [was, is] = [before[1], after[1]].map((session) => session?.lastUsedAt ?? '');
    expect((is as string) > (was as string)).toBe(true);
  });

  test('come page by page', async () => {
    const [first] = await person(['a', 'b', 'c']);
    const page = await call('GET', `${path}?limit=3`, { token: first?.token });
    const { items, nextCursor } = expectShape(page, 200, deviceSessionPage);
    expect(items.map(({ device }) => device)).toEqual(['c', 'b', 'a']);
    const rest = await listOf(first?.token, `?limit=3&cursor=${nextCursor}`);
    expect(rest.map(({ device }) => device)).toEqual([null]);
  });

  test('are nobody else’s to see or end', async () => {
    const [[mine], [theirs]] = [await person([]), await person([])];
    const [session] = await listOf(theirs?.token);
    expect((await listOf(mine?.token)).map(({ id }) => id)).not.toContain(session?.id);
    const answer = await call('DELETE', `${path}/${session?.id}`, { token: mine?.token });
    expectProblem(answer, 404, 'not_found');
    expect(await isSignedIn(theirs?.token)).toBe(true);
  });

  test('end one by one, with both their tokens and at once', async () => {
    const [first, phone] = await person(['phone']);
    const [session] = await listOf(first?.token);
    expectNoContent(await call('DELETE', `${path}/${session?.id}`, { token: first?.token }));
    expect(await isSignedIn(phone?.token)).toBe(false);
    expect(await isSignedIn(first?.token)).toBe(true);
    const json = { refreshToken: phone?.refreshToken };
    expectProblem(await call('POST', '/api/auth/refresh', { json }), 401, 'invalid_refresh_token');
    const again = await call('DELETE', `${path}/${session?.id}`, { token: first?.token });
    expectProblem(again, 404, 'not_found');
  });

  test('all end but the one that asks', async () => {
    const [first, second, third] = await person(['phone', 'television']);
    expectNoContent(await call('DELETE', path, { token: second?.token }));
    expect(await isSignedIn(first?.token)).toBe(false);
    expect(await isSignedIn(third?.token)).toBe(false);
    expect((await listOf(second?.token)).map(({ device }) => device)).toEqual(['phone']);
  });
});
