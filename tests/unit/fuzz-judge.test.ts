import { describe, expect, test } from 'vitest';
import { operations } from '@/fuzz/document';
import { judge } from '@/fuzz/judge';
import type { Caller } from '@/fuzz/requests';

function judged(
  name: string,
  status: number,
  body: unknown,
  caller: Caller = 'user',
  type = 'application/json',
  more: Record<string, string> = {},
) {
  const operation = operations.find(({ method, path }) => `${method} ${path}` === name);
  if (operation === undefined) throw new Error(`there is no ${name}`);
  const { method, path } = operation;
  const request = { operation, method, target: path, caller, contentType: null, body: null };
  const headers = { 'x-request-id': 'a', 'content-type': type, ...more };
  const text = body === undefined ? '' : JSON.stringify(body);
  return judge(request, { status, headers, text });
}

const user = {
  id: '5f0c9d1e-6c1b-4c86-9a3e-2b7f6f1d0a11',
  email: 'ada@example.org',
  emailConfirmed: false,
  role: 'user',
  createdAt: '2026-01-31T12:00:00.000Z',
  updatedAt: '2026-01-31T12:00:00.000Z',
};

test('an answer as it is documented is let pass', () => {
  expect(judged('GET /api/auth/me', 200, user)).toBeNull();
  expect(judged('DELETE /api/watch-history', 204, undefined)).toBeNull();
});

describe('a finding is', () => {
  test.each([
    ['a fault of ours', () => judged('GET /api/auth/me', 500, {}), 'it is 500'],
    ['a status of no document', () => judged('GET /api/auth/me', 409, {}), 'not documented'],
    ['a field too many', () => judged('GET /api/auth/me', 200, { ...user, a: 1 }), 'schema'],
    ['a field that is missing', () => judged('GET /api/auth/me', 200, {}), 'schema'],
    [
      'a field of another type',
      () => judged('GET /api/auth/me', 200, { ...user, id: 1 }),
      'schema',
    ],
    ['a body where there is none', () => judged('DELETE /api/watch-history', 204, 'a'), 'a body'],
    [
      'another type of body',
      () => judged('GET /api/auth/me', 200, user, 'user', 'text/html'),
      'text/html',
    ],
    [
      'a header of no document',
      () => judged('GET /api/auth/me', 200, user, 'user', 'application/json', { etag: '"a"' }),
      'etag',
    ],
    ['an answer to nobody', () => judged('GET /api/auth/me', 200, user, 'nobody'), 'nobody'],
    ['an answer to a forger', () => judged('GET /api/auth/me', 200, user, 'forged'), 'forged'],
    [
      'an answer to a key where a person is asked for',
      () => judged('GET /api/auth/me', 200, user, 'key'),
      'key',
    ],
    ['an answer to a user instead of a key', () => judged('POST /api/ingest', 200, {}), 'user'],
    [
      'an answer to a user instead of an administrator',
      () => judged('GET /api/admin/statistics', 200, {}),
      'administrators',
    ],
  ])('%s', (_what, judgement, why) => {
    expect(judgement()).toContain(why);
  });
});
