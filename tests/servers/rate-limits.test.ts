import { expect, onTestFinished, test } from 'vitest';
import { operations } from '@/fuzz/document';
import { newRecord } from '../support/api';
import { ask, type Call } from '../support/calls';
import { testFolder } from '../support/commands';
import {
  askUntilRefused,
  limitedServer,
  newPlace,
  search,
  sharedServer,
  signUp,
} from '../support/limits';
import { INGEST_KEY } from '../support/secrets';
import { startServer } from '../support/server';

const TOO_MANY = 'Too many requests. Try again later.\n';

/** Keys that one test alone pushes with. */
const PUSHING = ['a-key-that-pushes', 'a-key-that-pushes-too'] as const;

const running = sharedServer({ INGEST_API_KEYS: [INGEST_KEY, ...PUSHING].join(',') });

test('a caller is told how they stand, and refused when they ask too much', async () => {
  const here = { ...search, from: newPlace() };
  const first = await ask(running, here);
  expect(first.status).toBe(200);
  expect(first.headers['ratelimit-policy']).toBe('"search";q=300;w=60');
  expect(first.headers.ratelimit).toMatch(/^"search";r=299;t=(60|59)$/);

  const { reply, answered } = await askUntilRefused(running, here, 300);
  expect(answered).toBe(299);
  expect(reply.code).toBe('rate_limited');
  expect(reply.headers.ratelimit).toMatch(/^"search";r=0;t=\d+$/);
  expect(Number(reply.headers['retry-after'])).toBeGreaterThan(0);
  expect(Number(reply.headers['retry-after'])).toBeLessThanOrEqual(60);
  expect(reply.headers['cache-control']).toBe('no-store');

  expect((await ask(running, { ...here, path: '/api/torrents/latest' })).status).toBe(200);
  expect((await ask(running, { ...search, from: newPlace() })).status).toBe(200);
});

test('the document tells of refusals, with their headers, wherever there are any', async () => {
  const from = newPlace();
  const headers = { authorization: 'Bearer a guess' };
  const { reply: ofKey } = await askUntilRefused(
    running,
    { path: '/api/metrics', headers, from },
    600,
  );
  const { reply: ofCalls } = await askUntilRefused(running, { ...search, from }, 300);
  for (const [path, { headers }] of [
    ['/api/metrics', ofKey],
    ['/api/torrents/search', ofCalls],
  ] as const) {
    const told = operations.find((operation) => operation.path === path)?.answers[429]?.headers;
    const names = Object.keys(headers).filter((name) => /^(?:retry-after|ratelimit.*)$/.test(name));
    expect(told).toEqual(expect.arrayContaining(names));
  }
});

test('people behind one address have a quota each, and probes none', async () => {
  const from = newPlace();
  const [one, other] = [await signUp(running, from), await signUp(running, from)];
  const write = (token: string): Call => ({
    method: 'DELETE',
    path: '/api/watch-history',
    headers: { authorization: token },
    from,
  });
  await askUntilRefused(running, write(one.token), 600);
  expect((await ask(running, write(other.token))).status).toBe(204);
  const health = await ask(running, { path: '/api/health', from });
  expect(health.status).toBe(200);
  expect(health.headers).not.toHaveProperty('ratelimit');
});

const push = (key: string, from: string): Call => ({
  method: 'POST',
  path: '/api/ingest',
  json: { torrents: [newRecord()] },
  headers: { 'x-api-key': key },
  from,
});

test('each key has a quota, wherever it is used', async () => {
  const [one, other] = PUSHING;
  const here = newPlace();
  const left = async (call: Call) => {
    const { status, headers } = await ask(running, call);
    expect(status).toBe(200);
    return Number(/^"ingest";r=(\d+)/.exec(String(headers.ratelimit))?.[1]);
  };
  expect(await left(push(one, here))).toBe(1_199);
  expect(await left(push(one, newPlace()))).toBe(1_198);
  expect(await left(push(other, here))).toBe(1_199);
});

test('who tries tokens or keys is refused after a while, and with them nobody else', async () => {
  const from = newPlace();
  const { token } = await signUp(running, from);
  const guess: Call = { path: '/api/users/me', headers: { authorization: 'Bearer a.b.c' }, from };
  const first = await ask(running, guess);
  expect(first.headers['ratelimit-policy']).toBe('"refusal";q=600;w=60');
  expect(first.headers.ratelimit).toMatch(/^"refusal";r=599;t=(60|59)$/);
  const { reply, answered } = await askUntilRefused(running, guess, 600);
  expect(answered).toBe(599);
  expect(reply.headers.ratelimit).toMatch(/^"refusal";r=0;t=\d+$/);
  expect((await ask(running, { ...guess, headers: { authorization: token } })).status).toBe(200);
  expect((await ask(running, { ...guess, from: newPlace() })).status).toBe(401);
  // Whoever has an old token is no search for a key.
  expect((await ask(running, push('a guess', from))).status).toBe(401);
});

test('who may not is counted like who may', async () => {
  const from = newPlace();
  const { token } = await signUp(running, from);
  const call: Call = { path: '/api/admin/statistics', headers: { authorization: token }, from };
  for (const left of [299, 298]) {
    const { status, headers } = await ask(running, call);
    expect([status, headers.ratelimit]).toEqual([403, expect.stringContaining(`r=${left};`)]);
  }
});

test('a search for a key does not find it, and keeps out nobody who had it before', async () => {
  const [searching, shared] = [newPlace(), newPlace()];
  expect((await ask(running, push(INGEST_KEY, shared))).status).toBe(200);
  for (const from of [searching, shared]) {
    const { answered } = await askUntilRefused(running, push('a guess', from), 600);
    expect(answered).toBe(600);
  }
  const found = await ask(running, push(INGEST_KEY, searching));
  expect([found.status, found.code]).toEqual([429, 'rate_limited']);
  expect(found.headers.ratelimit).toMatch(/^"refusal";r=0;t=\d+$/);
  expect(Number(found.headers['retry-after'])).toBeLessThanOrEqual(60);
  expect((await ask(running, push(INGEST_KEY, shared))).status).toBe(200);
  expect((await ask(running, push(INGEST_KEY, newPlace()))).status).toBe(200);
});

test('X-Forwarded-For is believed of trusted proxies only', async () => {
  const spoofed = (address: string): Call => ({
    ...search,
    headers: { 'x-forwarded-for': address },
  });
  const open = await limitedServer();
  await askUntilRefused(open, search, 300);
  expect((await ask(open, spoofed('192.0.2.1'))).status).toBe(429);

  const behindProxy = await limitedServer({ TRUST_PROXY: '127.0.0.1' });
  await askUntilRefused(behindProxy, spoofed('192.0.2.1'), 300);
  expect((await ask(behindProxy, spoofed('192.0.2.2'))).status).toBe(200);
  expect((await ask(behindProxy, spoofed('198.51.100.9, 192.0.2.1'))).status).toBe(429);
});

test.each([
  ['sign-up', 60, '"sign-up";q=60;w=600'],
  ['sign-in', 120, '"sign-in";q=120;w=300'],
])('%s is held to %i calls of an address, whatever they bring', async (name, calls, policy) => {
  const call = { method: 'POST', path: `/api/auth/${name}`, json: {}, from: newPlace() };
  const { reply, answered } = await askUntilRefused(running, call, calls);
  expect(answered).toBe(calls);
  expect(reply.headers['ratelimit-policy']).toBe(policy);
});

test('imports, which may be large, are held to a few, of an account and of an address', async () => {
  const from = newPlace();
  const importAs = ({ token }: { token: string }): Call => ({
    method: 'POST',
    path: '/api/users/me/import',
    json: {},
    headers: { authorization: token },
    from,
  });
  const [one, other] = [await signUp(running, from), await signUp(running, from)];
  const { reply, answered } = await askUntilRefused(running, importAs(one), 30);
  expect(answered).toBe(30);
  expect(reply.headers['ratelimit-policy']).toBe('"import";q=30;w=600');
  const ofOther = await ask(running, importAs(other));
  expect(ofOther.status).toBe(429);
  expect(ofOther.headers.ratelimit).toMatch(/^"import";r=0;t=\d+$/);
  expect((await ask(running, { ...importAs(one), from: newPlace() })).status).toBe(429);
  expect((await ask(running, { ...importAs(other), from: newPlace() })).status).toBe(200);
});

test('many accounts behind one address are not many times as much', async () => {
  const [from, calls, each] = [newPlace(), 4_000, 1_100];
  const tokens: string[] = [];
  while (tokens.length * each < calls) tokens.push((await signUp(running, from)).token);
  const read = (place: number): Call => ({
    path: '/api/users/me/sessions?limit=none',
    headers: { authorization: tokens[place % tokens.length] ?? '' },
    from,
  });
  let last = await ask(running, read(0));
  for (let place = 0; place < calls && last.status !== 429; place += 20) {
    const replies = await Promise.all(
      Array.from({ length: 20 }, (_, next) => ask(running, read(place + next))),
    );
    last = replies.find(({ status }) => status === 429) ?? last;
  }
  expect([last.status, last.code]).toEqual([429, 'rate_limited']);
  expect(last.headers['ratelimit-policy']).toBe('"address";q=4000;w=60');
  const elsewhere = await ask(running, { ...read(0), from: newPlace() });
  expect(elsewhere.status).toBe(400);
});

test('pages are refused to who asks for too many, and files of theirs are not', async () => {
  const get = async (path: string) => {
    const response = await fetch(running.baseUrl + path);
    return { response, text: await response.text() };
  };
  const page = await get('/?q=sintel');
  expect(page.response.status).toBe(200);
  const [script = ''] = /\/_next\/static\/[^"]+\.js/.exec(page.text) ?? [];
  // Side by side, as one after the other they may take longer than the minute for which they count: a slow machine refuses
  // some of so many at once, which count as well.
  const texts = [page.text];
  while (texts.length < 3_000 && !texts.includes(TOO_MANY)) {
    const others = await Promise.all(Array.from({ length: 20 }, () => get('/no-such-page')));
    texts.push(...others.map(({ text }) => text));
  }
  expect(texts.filter((text) => text !== TOO_MANY).length).toBeGreaterThanOrEqual(600);
  const { response, text } = await get('/');
  expect(response.status).toBe(429);
  expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(response.headers.get('ratelimit-policy')).toBe('"page";q=600;w=60');
  expect(response.headers.get('ratelimit')).toMatch(/^"page";r=0;t=\d+$/);
  expect(text).toBe(TOO_MANY);
  expect((await get(script)).response.status).toBe(200);
  expect((await get('/api/torrents/latest')).response.status).toBe(200);
});

test('Next by itself counts who is at the other end, whatever they write about others', async () => {
  const environment = { DATA_DIR: testFolder() };
  const signUpAs = (from: string, forwarded: string): Call => ({
    method: 'POST',
    path: '/api/auth/sign-up',
    json: {},
    headers: { 'x-forwarded-for': forwarded },
    from,
  });
  const from = newPlace();
  const direct = await startServer('next', environment);
  onTestFinished(direct.stop);
  for (let count = 0; count < 60; count++) {
    expect((await ask(direct, signUpAs(from, newPlace()))).status).toBe(400);
  }
  expect((await ask(direct, signUpAs(from, newPlace()))).status).toBe(429);
  expect((await ask(direct, signUpAs(newPlace(), from))).status).toBe(400);
  await direct.stop();

  // And a proxy that is trusted says for whom it speaks.
  const behindProxy = await startServer('next', { ...environment, TRUST_PROXY: '1' });
  onTestFinished(behindProxy.stop);
  const caller = newPlace();
  for (let count = 0; count < 60; count++) {
    const call = signUpAs(newPlace(), `${newPlace()}, ${caller}`);
    expect((await ask(behindProxy, call)).status).toBe(400);
  }
  expect((await ask(behindProxy, signUpAs(newPlace(), caller))).status).toBe(429);
  expect((await ask(behindProxy, signUpAs(newPlace(), newPlace()))).status).toBe(400);
});

test('RATE_LIMIT=off counts nobody', async () => {
  const running = await limitedServer({ RATE_LIMIT: 'off' });
  for (let call = 0; call < 400; call++) {
    const { status, headers } = await ask(running, search);
    expect(status).toBe(200);
    expect(headers).not.toHaveProperty('ratelimit');
  }
});
