import { describe, expect, onTestFinished, test } from 'vitest';
import { ask } from '../support/calls';
import { eventually } from '../support/eventually';
import {
  askUntilRefused,
  limitedServer,
  newPlace,
  search,
  signIn,
  signUp,
  withPostgres,
} from '../support/limits';
import { type RedisServer, startRedis } from '../support/redis';
import { type RunningServer, startServer } from '../support/server';

test('servers and functions of Vercel that share a PostgreSQL count wrong passwords together', async () => {
  const environment = await withPostgres();
  const one = await limitedServer(environment);
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
    Promise.all([limitedServer({ REDIS_URL: url }), limitedServer({ REDIS_URL: url })]);
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
      await eventually(async () => {
        await ask(one, search);
        expect(one.output()).toContain('Redis is there again');
      });
      return;
    }
    await redis.start();
    await eventually(async () => expect(await remaining(other)).toBe(299));
    await eventually(async () => expect(await remaining(one)).toBe(298));
  });
});
