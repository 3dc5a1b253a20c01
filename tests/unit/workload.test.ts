import { expect, onTestFinished, test, vi } from 'vitest';
import type { LimitClass } from '@/middleware/rate-limits';
import { createWorkload, type Workload } from '@/middleware/workload';

/** Twenty at a time of those who wait for no password, ten of each client. */
const newWorkload = () => createWorkload(2, true);

/** Asks so many times. What is answered has a function for each that is worked on, which ends it. */
async function begin(workload: Workload, limit: LimitClass, client: string, count: number) {
  const ends: (() => void)[] = [];
  const work = () => new Promise<void>((resolve) => ends.push(resolve));
  for (let place = 0; place < count; place++) void workload.run(limit, client, work);
  await soon();
  return ends;
}

const soon = () => new Promise((resolve) => setImmediate(resolve));

test('who waits for what is theirs lets others by, and who has gone is counted no more', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const workload = newWorkload();
  const greedy = await begin(workload, 'search', 'a', 11);
  const second = await begin(workload, 'search', 'b', 10);
  const third = await begin(workload, 'search', 'c', 1);
  expect(workload.state()[1]).toMatchObject({ underWay: 20, waiting: 2 });
  second.shift()?.();
  await soon();
  expect([greedy, second, third].map(({ length }) => length)).toEqual([10, 9, 1]);
  greedy.shift()?.();
  await soon();
  expect(greedy).toHaveLength(10);

  for (const end of [greedy, second, third].flat()) end();
  await soon();
  // However long those who waited might have.
  vi.advanceTimersByTime(10_000);
  expect(workload.state()[1]).toMatchObject({ underWay: 0, waiting: 0 });
});

test.each<[LimitClass, accounts: number, others: number]>([
  ['sign-in', 1, 0],
  ['sign-up', 1, 0],
  ['account', 1, 0],
  ['search', 0, 1],
  ['unlimited', 0, 0],
])(
  '%s takes %i places of those who wait for passwords, and %i of the others',
  async (limit, accounts, others) => {
    const workload = newWorkload();
    await begin(workload, limit, 'a', 1);
    expect(workload.state()).toEqual([
      { part: 'accounts', underWay: accounts, waiting: 0 },
      { part: 'others', underWay: others, waiting: 0 },
    ]);
  },
);
