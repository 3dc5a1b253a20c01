import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openRedis } from '@/lib/redis';
import { testServer } from '../support/commands';
import { callsOf, latest, newDatabase, OUTAGE_MS, timed } from '../support/outages';
import { startRedis } from '../support/redis';
import { startServer } from '../support/server';

test('a Redis that goes, comes back and hangs costs nobody an answer', async () => {
  const redis = await startRedis();
  onTestFinished(redis.kill);
  const { environment } = await newDatabase();
  const shared = { ...environment, REDIS_URL: redis.url, RATE_LIMIT: 'on', TRUST_PROXY: '1' };
  const server = await testServer({ ...shared, WEB_CONCURRENCY: '2' });
  const calls = await callsOf(server);

  const answers: { status: number; ms: number }[] = [];
  let isOver = false;
  const lane = async (calls: (() => Promise<Response>)[], pauseMs: number) => {
    while (!isOver) {
      for (const call of calls) answers.push(await timed(call()));
      await sleep(pauseMs);
    }
  };
  const reads = Array.from({ length: 8 }, () => lane(calls.slice(0, 2), 0));
  const load = Promise.all([...reads, lane(calls, 100)]);
  onTestFinished(async () => {
    isOver = true;
    await load;
  });
  const expectAnswers = async (milliseconds: number) => {
    answers.length = 0;
    await sleep(milliseconds);
    await vi.waitFor(() => expect(answers.length).toBeGreaterThan(100), 10_000);
    for (const { status } of answers) expect(status).toBeLessThan(300);
    const times = answers.map(({ ms }) => ms).sort((a, b) => a - b);
    expect(times[Math.floor(times.length * 0.95)]).toBeLessThan(500);
    expect(times.at(-1)).toBeLessThan(3_000);
  };
  /** Whether each of the two that serve has found it, as far as they have said. */
  const hasRedis = () => {
    const said = new Map<number, boolean>();
    for (const line of server
      .output()
      .split('\n')
      .filter((line) => line.includes('"Redis is '))) {
      const { pid, msg } = JSON.parse(line) as { pid?: number; msg: string };
      if (pid !== undefined) said.set(pid, !msg.startsWith('Redis is not there'));
    }
    return [...said.values()];
  };
  const isBack = async (begin: () => unknown) => {
    expect(hasRedis()).toContain(false);
    await begin();
    await vi.waitFor(() => expect(hasRedis()).not.toContain(false), 10_000);
  };

  await expectAnswers(2_000);
  await redis.kill();
  await expectAnswers(OUTAGE_MS);
  await isBack(redis.start);
  await expectAnswers(2_000);
  redis.hang();
  await expectAnswers(8_000);
  await isBack(redis.goOn);
  await expectAnswers(2_000);

  redis.hang();
  const late = await startServer('node', shared);
  expect((await timed(latest(late))).status).toBe(200);
  await late.stop();
  expect(late.process.exitCode).toBe(0);
}, 120_000);

test('what asks Redis still when a process closes is not taken for a Redis that has gone', async () => {
  const redis = await startRedis();
  onTestFinished(redis.kill);
  const lines: string[] = [];
  const { ask, close } = openRedis(
    redis.url,
    pino({}, { write: (line: string) => void lines.push(line) }),
  );
  await vi.waitFor(() => ask((client) => client.get('film')), 10_000);
  redis.hang();
  const asked = ask((client) => client.get('film'));
  close();
  await expect(asked).rejects.toThrow();
  expect(lines.map((line) => JSON.parse(line).msg)).toEqual(['Redis is there']);
});

test('a clock that is set back keeps nobody from asking again', async () => {
  const redis = await startRedis();
  onTestFinished(redis.kill);
  const { ask, close } = openRedis(redis.url, pino({ level: 'silent' }));
  onTestFinished(close);
  const find = () => ask((client) => client.get('film'));
  await vi.waitFor(find, 10_000);
  await expect(ask(() => Promise.reject(new Error('no answer')))).rejects.toThrow('no answer');
  vi.useFakeTimers({ now: Date.now() - 3_600_000, toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  await vi.waitFor(find, 5_000);
});
