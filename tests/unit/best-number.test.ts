import { expect, test } from 'vitest';
import { randomNumbers } from '@/bench/records';
import { createBestNumber } from '@/middleware/best-number';

const MOST = 40;
/** Long enough to come from one end to the other, and then to stay for a while. */
const SECONDS = 30;

/**
 * Runs requests that each take `msOf` the number worked on at a time, give or take half of it.
 * @returns the numbers that were tried in the last ten seconds
 */
function numbersTried(msOf: (number: number) => number, seed: number): number[] {
  const next = randomNumbers(seed);
  const best = createBestNumber(MOST);
  const tried: number[] = [];
  for (let now = 0; now < SECONDS * 1000; ) {
    const number = best.current();
    const ms = msOf(number) * (0.5 + next(1_000) / 1_000);
    now += ms / number;
    best.onDone(ms, true, now);
    if (now > (SECONDS - 10) * 1000) tried.push(number);
  }
  return tried;
}

const mean = (numbers: number[]) => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;

test.each([1, 2, 3])('more than the machine does at once are not begun (%i)', (seed) => {
  // Four at a time are done as soon as one; of more each takes its share.
  const tried = numbersTried((number) => Math.max(4, number), seed);
  expect(mean(tried)).toBeGreaterThan(3);
  expect(mean(tried)).toBeLessThan(6);
});

test.each([1, 2, 3])('where one does not slow the other, all are begun (%i)', (seed) => {
  expect(mean(numbersTried(() => 50, seed))).toBeGreaterThan(MOST / 2);
});

test('at least two are always begun', () => {
  expect(Math.min(...numbersTried((number) => number ** 2, 1))).toBe(2);
});

test('where nothing is done though many wait, more are begun', () => {
  const best = createBestNumber(MOST);
  let now = 0;
  for (; best.current() > 2; now += 10) best.onDone(best.current() ** 2, true, now);
  const since = now;
  for (; now < since + 3_000; now += 10) best.onWait(since, now);
  expect(best.current()).toBe(MOST);
});
