import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openRedis } from '@/lib/redis';
import { testServer } from '../support/commands';
import { eventually } from '../support/eventually';
import { callsOf, latest, newDatabase, OUTAGE_MS, timed } from '../support/outages';
import { startRedis } from '../support/redis';
import { startServer } from '../support/server';

/** How long a Redis takes connections and questions, and answers none. */
const HANG_MS = 8_000;

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
  const reads = Array.from({ length: 3 }, () => lane(calls.slice(0, 2), 20));
  const load = Promise.all([...reads, lane(calls, 100)]);
  onTestFinished(async () => {
    isOver = true;
    await load;
  });
  const expectAnswers = async (milliseconds: number) => {
    answers.length = 0;
    await sleep(milliseconds);
    await eventually(() => expect(answers.length).toBeGreaterThan(100));
    for (const { status } of answers) expect(status).toBeLessThan(300);
    // A machine that stands still for a moment is not a Redis that is waited for: nobody waits as long as it hangs.
    const times = answers.map(({ ms }) => ms).sort((a, b) => a - b);
    expect(times[Math.floor(times.length / 2)]).toBeLessThan(500);
    expect(times.at(-1)).toBeLessThan(HANG_MS);
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
    await eventually(() => expect(hasRedis()).not.toContain(false));
  };

  await expectAnswers(2_000);
  await redis.kill();
  await expectAnswers(OUTAGE_MS);
  await isBack(redis.start);
  await expectAnswers(2_000);
  redis.hang();
  await expectAnswers(HANG_MS);
  await isBack(redis.goOn);
  await expectAnswers(2_000);

  redis.hang();
  const late = await startServer('node', shared);
  expect((await timed(latest(late))).status).toBe(200);
  await late.stop();
  expect(late.process.exitCode).toBe(0);
});

test('what asks Redis still when a process closes is not taken for a Redis that has gone', async () => {
  const redis = await startRedis();
  onTestFinished(redis.kill);
  const lines: string[] = [];
  const { ask, close } = openRedis(
    redis.url,
    pino({}, { write: (line: string) => void lines.push(line) }),
  );
  await eventually(() => ask((client) => client.get('film')));
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
  await eventually(find);
  await expect(ask(() => Promise.reject(new Error('no answer')))).rejects.toThrow('no answer');
  vi.useFakeTimers({ now: Date.now() - 3_600_000, toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  await eventually(find);
});
