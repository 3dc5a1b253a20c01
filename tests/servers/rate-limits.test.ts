import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { operations } from '@/fuzz/document';
import { newEmail, newRecord, PASSWORD } from '../support/api';
import { ask, type Call } from '../support/calls';
import { testFolder, testServer } from '../support/commands';
import { startPostgres } from '../support/postgres';
import { type RedisServer, startRedis } from '../support/redis';
import { INGEST_KEY, secrets } from '../support/secrets';
import { type RunningServer, runCli, startServer } from '../support/server';

const server = (environment: Record<string, string> = {}) =>
  testServer({ DATA_DIR: testFolder(), ...environment });

/** Keys that one test alone pushes with. */
const PUSHING = ['a-key-that-pushes', 'a-key-that-pushes-too'] as const;

/** A server that tests may share, as each comes from places of its own. */
let running: RunningServer;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'torrent-streamer-limits-'));
  const INGEST_API_KEYS = [INGEST_KEY, ...PUSHING].join(',');
  running = await startServer('node', { DATA_DIR: folder, INGEST_API_KEYS });
});
afterAll(async () => {
  await running.stop();
  rmSync(folder, { recursive: true });
});

let places = 0;
/** An address of this machine that nobody has called from. */
const newPlace = () => `127.1.0.${++places}`;

const signIn = (email: string, password: string, from: string): Call => ({
  method: 'POST',
  path: '/api/auth/sign-in',
  json: { email, password },
  from,
});

async function signUp(server: RunningServer, from: string) {
  const email = newEmail();
  const json = { email, password: PASSWORD };
  const reply = await ask(server, { method: 'POST', path: '/api/auth/sign-up', json, from });
  expect(reply.status).toBe(201);
  return { email, token: `Bearer ${reply.json.accessToken}` };
}

/** Asks until it is refused; answers the refusal and how many were answered before. */
async function askUntilRefused(server: RunningServer, call: Call, max: number) {
  for (let answered = 0; answered <= max; answered++) {
    const reply = await ask(server, call);
    if (reply.status === 429) return { reply, answered };
  }
  throw new Error(`${max} calls, and none was refused`);
}

const search: Call = { path: '/api/torrents/search?q=sintel' };

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
  const { answered } = await askUntilRefused(running, guess, 600);
  expect(answered).toBe(600);
  expect((await ask(running, { ...guess, headers: { authorization: token } })).status).toBe(200);
  expect((await ask(running, { ...guess, from: newPlace() })).status).toBe(401);
  // Whoever has an old token is no search for a key.
  expect((await ask(running, push('a guess', from))).status).toBe(401);
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
  expect(Number(found.headers['retry-after'])).toBeLessThanOrEqual(60);
  expect((await ask(running, push(INGEST_KEY, shared))).status).toBe(200);
  expect((await ask(running, push(INGEST_KEY, newPlace()))).status).toBe(200);
});

test('X-Forwarded-For is believed of trusted proxies only', async () => {
  const spoofed = (address: string): Call => ({
    ...search,
    headers: { 'x-forwarded-for': address },
  });
  const open = await server();
  await askUntilRefused(open, search, 300);
  expect((await ask(open, spoofed('192.0.2.1'))).status).toBe(429);

  const behindProxy = await server({ TRUST_PROXY: '127.0.0.1' });
  await askUntilRefused(behindProxy, spoofed('192.0.2.1'), 300);
  expect((await ask(behindProxy, spoofed('192.0.2.2'))).status).toBe(200);
  expect((await ask(behindProxy, spoofed('198.51.100.9, 192.0.2.1'))).status).toBe(429);
});

test('guessing a password is slowed, and does not lock out whose it is', async () => {
  const [home, work, elsewhere] = [newPlace(), newPlace(), newPlace()];
  const { email } = await signUp(running, home);
  const wrong = signIn(email, 'a wrong password', elsewhere);
  expect((await ask(running, signIn(email, PASSWORD, work))).status).toBe(200);

  const { reply, answered } = await askUntilRefused(running, wrong, 10);
  expect(answered).toBe(10);
  expect(reply.code).toBe('rate_limited');
  expect(Number(reply.headers['retry-after'])).toBeGreaterThan(60);
  expect((await ask(running, signIn(email, PASSWORD, elsewhere))).status).toBe(429);

  for (let place = 0; place < 10; place++) {
    await askUntilRefused(running, signIn(email, 'a wrong password', newPlace()), 10);
  }
  const stranger = await ask(running, signIn(email, PASSWORD, newPlace()));
  expect(stranger.status).toBe(429);
  for (const known of [home, work]) {
    expect((await ask(running, signIn(email, PASSWORD, known))).status).toBe(200);
  }
});

test('guesses made at once count like those made in turn', async () => {
  const from = newPlace();
  const { email } = await signUp(running, from);
  const guesses = await Promise.all(
    Array.from({ length: 30 }, () => ask(running, signIn(email, 'a wrong password', from))),
  );
  expect(guesses.filter(({ status }) => status === 401)).toHaveLength(10);
  expect(guesses.filter(({ status }) => status === 429)).toHaveLength(20);
});

test('an address without an account is slowed like one that has', async () => {
  const guess = signIn(newEmail(), 'a wrong password', newPlace());
  const { answered } = await askUntilRefused(running, guess, 10);
  expect(answered).toBe(10);
});

test('an address that strangers have tried is still free for whose it is', async () => {
  const [home, email] = [newPlace(), newEmail()];
  const json = { email, password: PASSWORD };
  for (const from of [home, ...Array.from({ length: 10 }, newPlace)]) {
    for (let guess = 0; guess < 10; guess++) await ask(running, signIn(email, 'a guess', from));
  }
  const reply = await ask(running, { method: 'POST', path: '/api/auth/sign-up', json, from: home });
  expect(reply.status).toBe(201);
  expect((await ask(running, signIn(email, PASSWORD, home))).status).toBe(200);
});

test('one password tried on many accounts is slowed, and keeps out nobody who is known here', async () => {
  const from = newPlace();
  const { email } = await signUp(running, from);
  const guest = await signUp(running, newPlace());
  expect((await ask(running, signIn(guest.email, PASSWORD, from))).status).toBe(200);
  for (let guess = 0; guess < 100; guess++) {
    expect((await ask(running, signIn(newEmail(), 'a guess', from))).status).toBe(401);
  }
  const refused = await ask(running, signIn(newEmail(), 'a guess', from));
  expect([refused.status, refused.code]).toEqual([429, 'rate_limited']);
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(5 * 60);
  // Nor does it give them more guesses who have an account of their own.
  for (let count = 0; count < 3; count++) {
    expect((await ask(running, signIn(email, PASSWORD, from))).status).toBe(200);
  }
  expect((await ask(running, signIn(newEmail(), 'a guess', from))).status).toBe(429);
  expect((await ask(running, signIn(newEmail(), 'a guess', newPlace()))).status).toBe(401);
});

test('who is right is not counted among those who guess', async () => {
  const { email } = await signUp(running, newPlace());
  for (let count = 0; count < 105; count++) {
    expect((await ask(running, signIn(email, PASSWORD, newPlace()))).status).toBe(200);
  }
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

test('imports, which may be large, are held to a few', async () => {
  const from = newPlace();
  const { token: authorization } = await signUp(running, from);
  const path = '/api/users/me/import';
  const call = { method: 'POST', path, json: {}, headers: { authorization }, from };
  const { reply, answered } = await askUntilRefused(running, call, 30);
  expect(answered).toBe(30);
  expect(reply.headers['ratelimit-policy']).toBe('"import";q=30;w=600');
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

test('a stolen access token is no way to guess the password', async () => {
  const from = newPlace();
  const { token } = await signUp(running, from);
  const guess: Call = {
    method: 'DELETE',
    path: '/api/users/me',
    headers: { authorization: token },
    json: { currentPassword: 'a wrong password' },
    from,
  };
  const { answered } = await askUntilRefused(running, guess, 10);
  expect(answered).toBe(10);
});

test('who remembers the password in time starts anew', async () => {
  const from = newPlace();
  const { email } = await signUp(running, from);
  for (let round = 0; round < 2; round++) {
    for (let guess = 0; guess < 9; guess++) {
      expect((await ask(running, signIn(email, 'a wrong password', from))).status).toBe(401);
    }
    expect((await ask(running, signIn(email, PASSWORD, from))).status).toBe(200);
  }
});

async function withPostgres() {
  const postgres = await startPostgres();
  onTestFinished(postgres.stop);
  const environment = {
    DATABASE_URL: await postgres.createDatabase(),
    ...secrets,
  };
  await runCli('migrate', [], environment);
  return environment;
}

test('who comes back in time stays known here for as long again', async () => {
  const environment = await withPostgres();
  const running = await server(environment);
  const home = newPlace();
  const { email } = await signUp(running, home);
  const client = new Client(environment.DATABASE_URL);
  await client.connect();
  onTestFinished(() => client.end());
  // The last of the 24 days is over in a moment.
  const soon = Date.now() + 3_000;
  const aged = "update rate_limits set expire = $1 where key like 'familiar:%'";
  expect((await client.query(aged, [soon])).rowCount).toBe(1);
  expect((await ask(running, signIn(email, PASSWORD, home))).status).toBe(200);
  const days = `select (expire - $1) / 86400000 as left from rate_limits where key like 'familiar:%'`;
  const { rows } = await client.query(days, [soon]);
  expect(Number(rows[0].left)).toBeGreaterThan(20);

  for (let place = 0; place < 10; place++) {
    await askUntilRefused(running, signIn(email, 'a wrong password', newPlace()), 10);
  }
  await vi.waitFor(() => expect(Date.now()).toBeGreaterThan(soon), 5_000);
  expect((await ask(running, signIn(email, PASSWORD, newPlace()))).status).toBe(429);
  expect((await ask(running, signIn(email, PASSWORD, home))).status).toBe(200);
  // What cannot be counted is a fault of ours, and nobody has asked too much.
  await client.query('alter table rate_limits rename to counts');
  expect((await ask(running, signIn(email, PASSWORD, home))).status).toBe(500);
});

test('servers and functions of Vercel that share a PostgreSQL count wrong passwords together', async () => {
  const environment = await withPostgres();
  const one = await server(environment);
  const onVercel = await startServer('next', { ...environment, VERCEL: '1' });
  onTestFinished(onVercel.stop);
  const from = newPlace();
  /** Whom the edge says that it speaks for. */
  const by = (address: string) => ({ headers: { 'x-forwarded-for': address } });
  const { email } = await signUp(one, from);
  const wrong = signIn(email, 'a wrong password', from);
  for (let guess = 0; guess < 5; guess++) {
    expect((await ask(one, wrong)).status).toBe(401);
    expect((await ask(onVercel, { ...wrong, ...by(from) })).status).toBe(401);
  }
  expect((await ask(one, wrong)).status).toBe(429);
  expect((await ask(onVercel, { ...wrong, ...by(from) })).status).toBe(429);
  expect((await ask(onVercel, { ...wrong, ...by(newPlace()) })).status).toBe(401);

  // And hold callers to their quotas by themselves, whatever they say before the edge does.
  const call = { method: 'POST', path: '/api/auth/sign-up', json: {} };
  const { reply, answered } = await askUntilRefused(onVercel, { ...call, ...by(from) }, 60);
  expect([answered, reply.code]).toEqual([60, 'rate_limited']);
  expect(reply.headers.ratelimit).toMatch(/^"sign-up";r=0;t=\d+$/);
  const spoofed = `${newPlace()}, ${from}`;
  expect((await ask(onVercel, { ...call, ...by(spoofed) })).status).toBe(429);
  expect((await ask(onVercel, { ...call, ...by(newPlace()) })).status).toBe(400);
});

describe('servers that share a Redis', () => {
  async function newRedis() {
    const redis = await startRedis();
    onTestFinished(redis.kill);
    return redis;
  }
  /** Two servers, each with a database of its own. */
  const pair = ({ url }: RedisServer) =>
    Promise.all([server({ REDIS_URL: url }), server({ REDIS_URL: url })]);
  const remaining = async (running: RunningServer) =>
    Number(/r=(\d+)/.exec(String((await ask(running, search)).headers.ratelimit))?.[1]);

  test('count calls together', async () => {
    const [one, other] = await pair(await newRedis());
    expect(await remaining(one)).toBe(299);
    expect(await remaining(other)).toBe(298);
    const { answered } = await askUntilRefused(one, search, 300);
    expect(answered).toBe(298);
    expect((await ask(other, search)).status).toBe(429);
    expect((await ask(other, { ...search, from: '127.0.0.2' })).status).toBe(200);
  });

  test.each(['is killed', 'hangs'])('count by themselves while it %s', async (fault) => {
    const redis = await newRedis();
    const [one, other] = await pair(redis);
    expect(await remaining(one)).toBe(299);
    if (fault === 'hangs') redis.hang();
    else await redis.kill();
    const [first, second] = [await remaining(one), await remaining(one)];
    expect([first, second]).toEqual([299, 298]);
    expect(await remaining(other)).toBe(299);
    const { answered } = await askUntilRefused(one, search, 300);
    expect(answered).toBe(298);
    expect(one.output()).toContain('Redis is not there');
    if (fault === 'hangs') {
      redis.goOn();
      await vi.waitFor(async () => {
        await ask(one, search);
        expect(one.output()).toContain('Redis is there again');
      }, 10_000);
      return;
    }
    await redis.start();
    await vi.waitFor(async () => expect(await remaining(other)).toBe(299), { timeout: 10_000 });
    await vi.waitFor(async () => expect(await remaining(one)).toBe(298), { timeout: 10_000 });
  });
});

test('pages are refused to who asks for too many, and files of theirs are not', async () => {
  const get = async (path: string) => {
    const response = await fetch(running.baseUrl + path);
    return { response, text: await response.text() };
  };
  const page = await get('/?q=sintel');
  expect(page.response.status).toBe(200);
  const [script = ''] = /\/_next\/static\/[^"]+\.js/.exec(page.text) ?? [];
  for (let count = 1; count < 600; count++) await get('/no-such-page');
  const { response, text } = await get('/');
  expect(response.status).toBe(429);
  expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(response.headers.get('ratelimit-policy')).toBe('"page";q=600;w=60');
  expect(response.headers.get('ratelimit')).toMatch(/^"page";r=0;t=\d+$/);
  expect(text).toBe('Too many requests. Try again later.\n');
  expect((await get(script)).response.status).toBe(200);
  expect((await get('/api/torrents/latest')).response.status).toBe(200);
});

test('RATE_LIMIT=off counts nobody', async () => {
  const running = await server({ RATE_LIMIT: 'off' });
  for (let call = 0; call < 400; call++) {
    const { status, headers } = await ask(running, search);
    expect(status).toBe(200);
    expect(headers).not.toHaveProperty('ratelimit');
  }
});
