import { beforeEach, describe, expect, test } from 'vitest';
import { changePasswordBody, preferencesPatch } from '@/contracts/accounts';
import { recordWatchBody } from '@/contracts/watch-history';
import { call, newEmail, PASSWORD, signUp } from '../support/api';
import { callAsIs, expectNamed, json } from '../support/bad-requests';
import { flawsOf, spoil } from '../support/bad-values';
import { addTorrent } from '../support/catalogue';
import { fieldsOf, inputSchema } from '../support/schema-fields';
import { expectProblem } from '../support/shapes';

let email: string;
let token: string;
let torrentId: string;

beforeEach(async () => {
  email = newEmail();
  token = (await signUp(email)).accessToken;
  torrentId = (await addTorrent({ files: [{ index: 0, name: 'a.mp4', sizeBytes: 1234 }] })).id;
  const settings = { language: 'eo', subtitles: 'on' };
  await call('PATCH', '/api/users/me/preferences', { token, json: settings });
  const entry = { torrentId, fileIndex: 0, progressPercent: 7, positionSeconds: 1.5 };
  await call('POST', '/api/watch-history', { token, json: entry });
});

/** Everything of theirs. */
async function theirs() {
  const [profile, history] = await Promise.all([
    call('GET', '/api/users/me', { token }),
    call('GET', '/api/watch-history', { token }),
  ]);
  expect([profile.status, history.status]).toEqual([200, 200]);
  return { profile: profile.json, history: history.json };
}

const signIn = (password: string) =>
  call('POST', '/api/auth/sign-in', { json: { email, password } });

describe('preferences', () => {
  const patch = (text: string) => call('PATCH', '/api/users/me/preferences', json(text, { token }));
  const flaws = fieldsOf(inputSchema(preferencesPatch)).flatMap(flawsOf);

  test('keep what they were when one of several changes is bad', async () => {
    const before = await theirs();
    const changes = { language: 'ia', theme: 'dark', subtitles: null };
    const bad = flaws.filter(({ path }) => path.length > 0 && path[0] !== 'language');
    for (const flaw of bad)
      expectProblem(await patch(spoil(changes, flaw)), 400, 'validation_failed');
    expect(bad.length).toBeGreaterThan(5);
    expect(await theirs()).toEqual(before);
  });

  test('keep what they were when there would be too many of them', async () => {
    const before = await theirs();
    const many = (letter: string, count: number) =>
      JSON.stringify(
        Object.fromEntries(Array.from({ length: count }, (_, index) => [`${letter}${index}`, 'x'])),
      );
    expectProblem(await patch(many('a', 101)), 400, 'validation_failed');
    expect(await theirs()).toEqual(before);
    // With the two from before, these are all that an account keeps.
    expect((await patch(many('a', 100))).status).toBe(200);
    expect((await patch(many('b', 98))).status).toBe(200);
    const full = await theirs();
    const overfull = '{"language":"ia","subtitles":null,"c":"x","d":"x"}';
    expectProblem(await patch(overfull), 409, 'too_many_preferences');
    expect(await theirs()).toEqual(full);
  });
});

describe('the password', () => {
  const change = (text: string) => call('PATCH', '/api/users/me/password', json(text, { token }));
  const changes = { currentPassword: PASSWORD, newPassword: 'another password' };
  const flaws = fieldsOf(inputSchema(changePasswordBody)).flatMap(flawsOf);

  test('stays when the new one is bad, and other devices stay signed in', async () => {
    const { json: otherDevice } = await signIn(PASSWORD);
    for (const flaw of flaws) {
      expectProblem(await change(spoil(changes, flaw)), 400, 'validation_failed');
    }
    const wrong = await change(JSON.stringify({ ...changes, currentPassword: 'wrong' }));
    expectProblem(wrong, 403, 'wrong_password');
    expect((await signIn(PASSWORD)).status).toBe(200);
    expectProblem(await signIn(changes.newPassword), 401, 'invalid_credentials');
    expect((await call('GET', '/api/auth/me', { token: otherDevice.accessToken })).status).toBe(
      200,
    );
  });
});

describe('an account', () => {
  test.each(['{}', '{"currentPassword":null}', '{"currentPassword":""}', '[]', 'null', ''])(
    'is not deleted by %j',
    async (body) => {
      const before = await theirs();
      const answer = await call('DELETE', '/api/users/me', json(body, { token }));
      expect(answer.status).toBe(400);
      expect(await theirs()).toEqual(before);
    },
  );

  test('is not made of a request that is refused', async () => {
    const credentials = { email: newEmail(), password: PASSWORD };
    const refused = { ...credentials, role: 'admin' };
    const answer = await call('POST', '/api/auth/sign-up', { json: refused });
    expectNamed(answer, 400, 'validation_failed', { in: 'body', path: 'role' });
    expect((await call('POST', '/api/auth/sign-in', { json: credentials })).status).toBe(401);
    expect((await call('POST', '/api/auth/sign-up', { json: credentials })).status).toBe(201);
  });
});

describe('the watch history', () => {
  const entry = () => ({ torrentId, fileIndex: 0, progressPercent: 99, positionSeconds: 99 });
  const flaws = fieldsOf(inputSchema(recordWatchBody)).flatMap(flawsOf);

  test('keeps what it was when an entry has a flaw', async () => {
    const before = await theirs();
    for (const flaw of flaws) {
      const options = json(spoil(entry(), flaw), { token });
      expectProblem(await call('POST', '/api/watch-history', options), 400, 'validation_failed');
    }
    expect(await theirs()).toEqual(before);
  });

  test('keeps what it was when the file is none of the torrent', async () => {
    const before = await theirs();
    const answer = await call('POST', '/api/watch-history', {
      token,
      json: { ...entry(), fileIndex: 1 },
    });
    expectNamed(answer, 400, 'validation_failed', { in: 'body', path: 'fileIndex' });
    expect(await theirs()).toEqual(before);
  });

  test.each([
    '?all=1',
    '?status=completed',
    '/',
    '/?id=',
    '/%20',
    '/*',
    '/all',
    '/null',
    '//',
    '/.',
  ])('is not cleared by DELETE /api/watch-history%s', async (rest) => {
    const before = await theirs();
    const answer = await callAsIs('DELETE', `/api/watch-history${rest}`, { token });
    expect(answer.status).toBeGreaterThanOrEqual(300);
    expect(await theirs()).toEqual(before);
  });
});
