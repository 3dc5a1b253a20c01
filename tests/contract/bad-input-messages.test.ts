import { expect, test } from 'vitest';
import { call, host, newInfoHash, signUp } from '../support/api';
import { expectProblem } from '../support/shapes';

const id = '5f0c9d1e-6c1b-4c86-9a3e-2b7f6f1d0a11';
const watch = { torrentId: id, progressPercent: 1 };
const signUpOf = (fields: object) => ({
  email: 'ada@example.org',
  password: 'x'.repeat(9),
  ...fields,
});

const bodies: [path: string, json: unknown, detail: string][] = [
  ['/api/auth/sign-up', [], 'The body must be an object.'],
  ['/api/auth/sign-up', signUpOf({ email: undefined }), 'email is required.'],
  ['/api/auth/sign-up', signUpOf({ email: 7 }), 'email must be a string.'],
  ['/api/auth/sign-up', signUpOf({ email: 'ada' }), 'email must be an e-mail address.'],
  ['/api/auth/sign-up', signUpOf({ password: 'x' }), 'password must have at least 8 characters.'],
  [
    '/api/auth/sign-up',
    signUpOf({ device: 'x'.repeat(101) }),
    'device must have at most 100 characters.',
  ],
  ['/api/auth/sign-up', signUpOf({ name: 'Ada' }), 'name is not a known field.'],
  ['/api/auth/refresh', { refreshToken: '' }, 'refreshToken must not be empty.'],
  ['/api/auth/sign-in', {}, 'email is required. More is wrong: see errors.'],
  ['/api/watch-history', { ...watch, torrentId: 'x' }, 'torrentId must be a UUID.'],
  ['/api/watch-history', { ...watch, progressPercent: '7' }, 'progressPercent must be a number.'],
  [
    '/api/watch-history',
    { ...watch, progressPercent: 7.5 },
    'progressPercent must be a whole number.',
  ],
  [
    '/api/watch-history',
    { ...watch, progressPercent: 101 },
    'progressPercent must be at most 100.',
  ],
  ['/api/watch-history', { ...watch, positionSeconds: -1 }, 'positionSeconds must be at least 0.'],
  [
    '/api/watch-history',
    // As Dart and JavaScript write it where nobody says that it is to be in UTC.
    { ...watch, watchedAt: '2026-01-31T12:00:00.000' },
    'watchedAt must be a time with its zone, such as 2026-01-31T12:00:00Z (RFC 3339).',
  ],
  ['/api/users/me/import', { watchHistory: {} }, 'watchHistory must be an array.'],
];

test.each(bodies)('POST %s with %j: %s', async (path, json, detail) => {
  const { accessToken: token } = await signUp();
  const problem = expectProblem(
    await call('POST', path, { token, json }),
    400,
    'validation_failed',
  );
  expect(problem.detail).toBe(detail);
  const [first] = problem.errors ?? [];
  expect(detail).toContain(`${first?.path || 'The body'} ${first?.message}.`);
});

test.each([
  ['/api/torrents/search', 'q is required.'],
  ['/api/torrents/search?q=a&sort=best', 'sort must be one of relevance, newest, size, seeders.'],
  ['/api/torrents/latest?limit=101', 'limit must be at most 100.'],
  ['/api/torrents/latest?limit=ten', 'limit must be a whole number.'],
  ['/api/torrents/latest?page=2', 'page is not a known field.'],
])('GET %s: %s', async (path, detail) => {
  expect(expectProblem(await call('GET', path), 400, 'validation_failed').detail).toBe(detail);
});

test('a record that is rejected is told why in the same words', async () => {
  const record = {
    infoHash: newInfoHash(),
    name: '',
    sizeBytes: 1,
    trackers: ['nowhere'],
    more: 1,
  };
  const answer = await call('POST', '/api/ingest', {
    key: host.ingestKey,
    json: { torrents: [record] },
  });
  expect(answer.json.results[0].errors).toEqual(
    expect.arrayContaining([
      { path: 'name', message: 'must not be empty' },
      { path: 'trackers.0', message: 'must be a URL (http, https, udp, ws, wss)' },
      { path: 'more', message: 'is not a known field' },
    ]),
  );
});
