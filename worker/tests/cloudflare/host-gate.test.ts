import { env } from 'cloudflare:workers';
import { expect, it, onTestFinished, vi } from 'vitest';
import { hostGates } from '../../src/cloudflare/host-gate';
import { Paused } from '../../src/web/web';

function stopClock(...more: 'setTimeout'[]) {
  vi.useFakeTimers({ toFake: ['Date', ...more] });
  onTestFinished(() => void vi.useRealTimers());
}

it('gives turns one after the other, however many ask at once', async () => {
  stopClock();
  const gate = env.HOSTS.getByName('asked.example.org') as unknown as {
    reserve(spacingMs: number): Promise<unknown>;
  };
  const turns = [await gate.reserve(1_000), await gate.reserve(1_000), await gate.reserve(1_000)];
  expect(turns).toEqual([{ waitMs: 0 }, { waitMs: 1_000 }, { waitMs: 2_000 }]);
});

it('keeps to the longest pause that was asked for, and lets in whoever comes after it', async () => {
  stopClock();
  const host = 'paused.example.org';
  const gates = hostGates(env.HOSTS, () => ({ spacingMs: 0, atOnce: 1 }));
  await gates.pause(host, 60);
  await gates.pause(host, 5);
  for (let turn = 0; turn < 2; turn++) {
    const refused = await gates.turn(host).catch((error) => error);
    expect(refused).toBeInstanceOf(Paused);
    expect(refused).toMatchObject({ retryAfterSeconds: 60 });
  }
  vi.advanceTimersByTime(60_000);
  (await gates.turn(host))();
});

it('waits out no pause that was written down by a clock that was wrong', async () => {
  stopClock();
  const host = 'ahead.example.org';
  const gates = hostGates(env.HOSTS, () => ({ spacingMs: 0, atOnce: 1 }));
  const gate = env.HOSTS.getByName(host) as unknown as {
    pause(...args: number[]): Promise<number>;
  };
  const now = Date.now();
  vi.setSystemTime(now + 10 * 365 * 86_400_000);
  await gate.pause(86_400, 1);
  vi.setSystemTime(now);
  (await gates.turn(host))();
  expect(await gate.pause(60, 1)).toBe(60);
});

it('lets nobody in who had a turn before the pause, and waited for its time', async () => {
  stopClock('setTimeout');
  const gates = hostGates(env.HOSTS, () => ({ spacingMs: 1_000, atOnce: 2 }));
  const host = 'busy.example.org';
  await gates.turn(host);
  const next = gates.turn(host).catch((error) => error);
  await gates.pause(host, 60);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(await next).toMatchObject({ retryAfterSeconds: 59 });
});

it('leaves a host alone for longer each time, as long as it lets nobody in between', async () => {
  stopClock();
  const gates = hostGates(env.HOSTS, () => ({ spacingMs: 0, atOnce: 1 }));
  const host = 'tired.example';
  const ask = async () => (await gates.turn(host))();
  for (const [asked, seconds] of [
    [1, 1],
    [1, 2],
    [2, 1],
  ] as const) {
    for (let times = 0; times < asked; times++) await ask();
    await gates.pause(host, 1);
    await expect(ask()).rejects.toMatchObject({ retryAfterSeconds: seconds });
    vi.advanceTimersByTime(seconds * 1000);
  }
});
