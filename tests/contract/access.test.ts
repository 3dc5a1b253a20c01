import { randomUUID } from 'node:crypto';
import { decodeJwt } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Session, user } from '@/contracts/accounts';
import { userPage } from '@/contracts/administration';
import { ingestReport } from '@/contracts/ingest';
import { watchEntry, watchHistoryPage } from '@/contracts/watch-history';
import { endpoints } from '@/controllers/table';
import type { Endpoint } from '@/middleware/endpoint';
import { call, host, newRecord, signInAdmin, signUp } from '../support/api';
import { addTorrent } from '../support/catalogue';
import { pagesOf } from '../support/lists';
import { expectNoContent, expectProblem, expectShape } from '../support/shapes';
import { forge, forgeUnsigned } from '../support/tokens';

/** The endpoints of some accesses, as rows of a table of tests. */
const endpointsFor = (...accesses: Endpoint['access'][]) =>
  endpoints
    .filter(({ access }) => accesses.includes(access))
    .map(({ method, path }) => [method, path] as const);

/** The endpoints for machines, each with a secret of its own. */
const machines = endpoints.flatMap(({ method, path, access }) =>
  access === 'cron' || access === 'metrics' ? [[method, path, access] as const] : [],
);

/** A path that the endpoint answers to. */
const pathOf = (path: string) => path.replace(/\{\w+\}/g, randomUUID());

const unknownSecret = 'a secret that the server has never seen, 32+';

/** What is wrong with each token, and how it comes out of a genuine one. */
const forgeries: [flaw: string, make: (mine: string, other: string) => string | Promise<string>][] =
  [
    ['no token at all', () => ''],
    ['garbage', () => 'garbage'],
    ['garbage in three parts', () => 'a.b.c'],
    ['an end that is cut off', (mine) => mine.slice(0, -1)],
    ['the claims of another token', (mine, other) => swapClaims(mine, other)],
    ['an expiry in the past', (mine) => forge(mine, { claims: { exp: secondsAgo(1) } })],
    ['no expiry', (mine) => forge(mine, { claims: { exp: undefined } })],
    ['a beginning in the future', (mine) => forge(mine, { claims: { nbf: secondsAgo(-600) } })],
    ['another audience', (mine) => forge(mine, { claims: { aud: 'another-api' } })],
    ['no audience', (mine) => forge(mine, { claims: { aud: undefined } })],
    ['another issuer', (mine) => forge(mine, { claims: { iss: 'somebody-else' } })],
    ['no issuer', (mine) => forge(mine, { claims: { iss: undefined } })],
    ['another type', (mine) => forge(mine, { header: { typ: 'JWT' } })],
    ['no type', (mine) => forge(mine, { header: { typ: undefined as never } })],
    ['another key', (mine) => forge(mine, { secret: unknownSecret })],
    ['the id of another key', (mine) => forge(mine, { header: { kid: 'another' } })],
    ['no signature', (mine) => forgeUnsigned(mine)],
    ['another algorithm', (mine) => forge(mine, { header: { alg: 'HS512' } })],
    ['an unknown session', (mine) => forge(mine, { claims: { sid: randomUUID() } })],
    ['a session that is no id', (mine) => forge(mine, { claims: { sid: 'garbage' } })],
    ['no session', (mine) => forge(mine, { claims: { sid: undefined } })],
    ["somebody else's session", (mine, other) => forge(mine, { claims: { sid: sidOf(other) } })],
    ['an unknown user', (mine) => forge(mine, { claims: { sub: randomUUID() } })],
    ['a user that is no id', (mine) => forge(mine, { claims: { sub: 'garbage' } })],
    ['no user', (mine) => forge(mine, { claims: { sub: undefined } })],
  ];

const secondsAgo = (seconds: number) => Math.floor(Date.now() / 1000) - seconds;
const sidOf = (token: string) => decodeJwt(token).sid;

function swapClaims(mine: string, other: string): string {
  const [header, , signature] = mine.split('.');
  return [header, other.split('.')[1], signature].join('.');
}

let mine: Session;
let other: Session;
beforeAll(async () => {
  [mine, other] = await Promise.all([signUp(), signUp()]);
});

test('a token forged without a flaw is taken, so that the flaws below are what is refused', async () => {
  const token = await forge(mine.accessToken);
  expectShape(await call('GET', '/api/auth/me', { token }), 200, user);
});

describe.each(endpointsFor('user', 'admin'))('%s %s', (method, path) => {
  async function expectRefused(headers: Record<string, string>): Promise<void> {
    const answer = await call(method, pathOf(path), { headers });
    const { code } = answer.json;
    expectProblem(answer, 401, code === 'unauthenticated' ? code : 'invalid_token');
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
  }

  test('refuses who brings nothing', async () => {
    const answer = await call(method, pathOf(path));
    expectProblem(answer, 401, 'unauthenticated');
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  });

  test.each(forgeries)('refuses a token with %s', async (_flaw, make) => {
    const token = await make(mine.accessToken, other.accessToken);
    await expectRefused({ authorization: `Bearer ${token}` });
  });

  test('refuses a session that has ended', async () => {
    const { accessToken, refreshToken } = await signUp();
    await call('POST', '/api/auth/sign-out', { json: { refreshToken } });
    await expectRefused({ authorization: `Bearer ${accessToken}` });
  });

  test.each([
    ['another scheme', () => `Basic ${btoa(`${mine.user.email}:password`)}`],
    ['a token under another scheme', () => `Basic ${mine.accessToken}`],
    ['a token without a scheme', () => mine.accessToken],
    ['two tokens', () => `Bearer ${mine.accessToken} ${mine.accessToken}`],
    ['a refresh token', () => `Bearer ${mine.refreshToken}`],
    ['an ingest key', () => `Bearer ${host.ingestKey}`],
  ])('refuses %s', async (_what, authorization) => {
    await expectRefused({ authorization: authorization() });
  });

  test('refuses a token anywhere but in its header', async () => {
    const query = `?access_token=${mine.accessToken}`;
    const answer = await call(method, pathOf(path) + query, {
      headers: { cookie: `token=${mine.accessToken}`, 'x-api-key': host.ingestKey },
    });
    expectProblem(answer, 401, 'unauthenticated');
  });
});

describe.each(endpointsFor('admin'))('%s %s', (method, path) => {
  test('refuses a user who is no administrator', async () => {
    const answer = await call(method, pathOf(path), { token: mine.accessToken });
    expectProblem(answer, 403, 'forbidden');
  });

  test('refuses a user whose token claims to be of an administrator', async () => {
    const token = await forge(mine.accessToken, { claims: { role: 'admin' } });
    expectProblem(await call(method, pathOf(path), { token }), 403, 'forbidden');
  });

  test('lets an administrator in', async () => {
    const { accessToken } = await signInAdmin();
    const { status } = await call(method, pathOf(path), { token: accessToken });
    expect([401, 403]).not.toContain(status);
  });
});

describe.each(endpointsFor('ingest-key'))('%s %s', (method, path) => {
  const keys: [what: string, headers: () => Record<string, string>][] = [
    ['no key', () => ({})],
    ['an empty key', () => ({ 'x-api-key': '' })],
    ['a wrong key', () => ({ 'x-api-key': 'no-ingest-key-of-tests' })],
    ['the beginning of a key', () => ({ 'x-api-key': host.ingestKey.slice(0, -1) })],
    ['a key and more', () => ({ 'x-api-key': `${host.ingestKey}x` })],
    ['a key in another case', () => ({ 'x-api-key': host.ingestKey.toUpperCase() })],
    ['all keys as one', () => ({ 'x-api-key': `${host.ingestKey},${host.otherIngestKey}` })],
    ['a key as a bearer token', () => ({ authorization: `Bearer ${host.ingestKey}` })],
    ['the token of a user', () => ({ authorization: `Bearer ${mine.accessToken}` })],
    ['the token of a user as a key', () => ({ 'x-api-key': mine.accessToken })],
  ];

  test.each(keys)('refuses %s', async (_what, headers) => {
    const answer = await call(method, pathOf(path), {
      json: { torrents: [newRecord()] },
      headers: headers(),
    });
    expectProblem(answer, 401, 'invalid_api_key');
    expect(answer.headers.get('www-authenticate')).toBe('ApiKey');
  });

  test('refuses the token of an administrator', async () => {
    const { accessToken: token } = await signInAdmin();
    const answer = await call(method, pathOf(path), { token, json: { torrents: [newRecord()] } });
    expectProblem(answer, 401, 'invalid_api_key');
  });
});

describe.each(machines)('%s %s', (method, path, access) => {
  test('refuses who brings nothing', async () => {
    const answer = await call(method, path);
    expectProblem(answer, 401, 'unauthenticated');
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  });

  test('refuses every token that is not its own', async () => {
    const { accessToken } = await signInAdmin();
    const own = host.machineSecrets[access];
    const others = Object.values(host.machineSecrets).filter((secret) => secret !== own);
    const wrong = [accessToken, host.ingestKey, own.slice(0, -1), `${own}x`, own.toUpperCase()];
    for (const token of [...wrong, ...others]) {
      expectProblem(await call(method, path, { token }), 401, 'invalid_token');
    }
    expectProblem(await call(method, path, { key: own }), 401, 'unauthenticated');
  });

  test('lets in who brings its own', async () => {
    const { status } = await call(method, path, { token: host.machineSecrets[access] });
    expect(status).toBe(200);
  });
});

test.each([
  ['first', () => host.ingestKey],
  ['second', () => host.otherIngestKey],
])('the %s of the configured ingest keys is let in', async (_which, key) => {
  const answer = await call('POST', '/api/ingest', {
    key: key(),
    json: { torrents: [newRecord()] },
  });
  expect(expectShape(answer, 200, ingestReport)).toMatchObject({ received: 1, created: 1 });
});

test.each(
  endpoints
    .filter(({ method, access }) => method === 'GET' && access !== 'public')
    .map(({ path }) => path),
)('HEAD %s refuses who brings nothing', async (path) => {
  const { status, headers } = await call('HEAD', pathOf(path));
  expect(status).toBe(401);
  expect(headers.get('www-authenticate')).toBe('Bearer');
});

test.each([
  { 'x-middleware-subrequest': 'middleware:middleware:middleware:middleware:middleware' },
  { 'x-matched-path': '/api/health' },
  { 'x-invoke-path': '/api/health' },
  { 'x-original-url': '/api/health', 'x-rewrite-url': '/api/health' },
  { 'x-http-method-override': 'OPTIONS' },
  { 'x-forwarded-for': '127.0.0.1', 'x-real-ip': '127.0.0.1', forwarded: 'for=127.0.0.1' },
  { 'x-forwarded-user': 'admin', 'x-user-id': 'admin' },
  { rsc: '1', 'next-router-prefetch': '1', purpose: 'prefetch' },
  { 'next-action': 'a'.repeat(42) },
  { 'x-nextjs-data': '1' },
])('no header is a way around: %j', async (headers) => {
  const answer = await call('GET', '/api/users/me', { headers: headers as never });
  expectProblem(answer, 401, 'unauthenticated');
  const put = await call('POST', '/api/ingest', {
    json: { torrents: [newRecord()] },
    headers: headers as never,
  });
  expectProblem(put, 401, 'invalid_api_key');
});

test.each(endpointsFor('public').filter(([method]) => method === 'GET'))(
  '%s %s asks nobody who they are',
  async (method, path) => {
    const answer = await call(method, pathOf(path), { token: 'garbage' });
    expect([200, 400, 404]).toContain(answer.status);
  },
);

test('the scheme of a token is taken in any case', async () => {
  const headers = { authorization: `bearer ${mine.accessToken}` };
  expectShape(await call('GET', '/api/auth/me', { headers }), 200, user);
});

describe("somebody else's", () => {
  async function watch({ accessToken: token }: Session) {
    const { id: torrentId } = await addTorrent();
    const json = { torrentId, progressPercent: 50 };
    return expectShape(await call('POST', '/api/watch-history', { token, json }), 201, watchEntry);
  }

  async function historyOf({ accessToken: token }: Session) {
    const answer = await call('GET', '/api/watch-history', { token });
    const { items } = expectShape(answer, 200, watchHistoryPage);
    return items.map(({ id }) => id);
  }

  test('watch entry cannot be told from one that is not there, and stays', async () => {
    const owner = await signUp();
    const entry = await watch(owner);
    const token = mine.accessToken;
    const others = await call('DELETE', `/api/watch-history/${entry.id}`, { token });
    const absent = await call('DELETE', `/api/watch-history/${randomUUID()}`, { token });
    const { detail } = expectProblem(absent, 404, 'not_found');
    expect(expectProblem(others, 404, 'not_found').detail).toBe(detail);
    expect(await historyOf(owner)).toEqual([entry.id]);
  });

  test('history is not in the list', async () => {
    const [one, two] = await Promise.all([signUp(), signUp()]);
    const [ofOne, ofTwo] = [await watch(one), await watch(two)];
    expect(await historyOf(one)).toEqual([ofOne.id]);
    expect(await historyOf(two)).toEqual([ofTwo.id]);
  });

  test('progress of the same torrent is an entry of its own', async () => {
    const [one, two] = await Promise.all([signUp(), signUp()]);
    const { torrentId, id } = await watch(one);
    const answer = await call('POST', '/api/watch-history', {
      token: two.accessToken,
      json: { torrentId, progressPercent: 99 },
    });
    expect(expectShape(answer, 201, watchEntry).id).not.toBe(id);
    expect(await historyOf(one)).toEqual([id]);
  });

  test('history stays when one clears their own', async () => {
    const [one, two] = await Promise.all([signUp(), signUp()]);
    const [, ofTwo] = [await watch(one), await watch(two)];
    expectNoContent(await call('DELETE', '/api/watch-history', { token: one.accessToken }));
    expect(await historyOf(one)).toEqual([]);
    expect(await historyOf(two)).toEqual([ofTwo.id]);
  });
});

describe('the list of accounts', () => {
  test('shows an administrator every account once, newest first', async () => {
    const newest = await signUp();
    const { accessToken: token } = await signInAdmin();
    const found: { id: string; createdAt: string }[] = [];
    for await (const { items } of pagesOf('/api/admin/users?limit=7', userPage, { token })) {
      found.push(...items);
    }
    const ids = found.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining([mine.user.id, other.user.id, newest.user.id]));
    expect(ids.indexOf(newest.user.id)).toBeLessThan(ids.indexOf(mine.user.id));
    const times = found.map(({ createdAt }) => createdAt);
    expect(times).toEqual([...times].sort().reverse());
  });
});
