import { expect, test } from 'vitest';
import { type Crowd, createCrowd } from '@/middleware/crowd';

/** What became of those who came, by the millisecond. One is served in each, the oldest first. */
interface Moment {
  now: number;
  isCrowd: boolean;
  waitedMs: number;
}

/**
 * @param cameIn how many come in a millisecond, as so many wait
 * @param ms how long it goes on
 */
function play(
  crowd: Crowd,
  from: number,
  ms: number,
  cameIn: (now: number, waiting: number) => number,
): Moment[] {
  const queue: number[] = [];
  const moments: Moment[] = [];
  for (let now = from; now < from + ms; now++) {
    for (let coming = cameIn(now, queue.length); coming > 0; coming--) {
      if (queue.length === 0) crowd.onNoQueue(now);
      const isFull = crowd.isThere(now) && queue.length > 2;
      if (isFull || crowd.isStanding(queue.length, now)) crowd.onRefusal(now);
      else queue.push(now);
    }
    const since = queue.shift();
    if (since !== undefined) crowd.onTurn(now - since, now);
    moments.push({ now, isCrowd: crowd.isThere(now), waitedMs: now - (since ?? now) });
  }
  return moments;
}

const SECOND = 1_000;

/** Seven come for each five that are served. */
const tooMany = (now: number) => (now % 5 < 2 ? 2 : 1);

/** As many as ask again as soon as they are answered, or refused. */
const callers = (count: number) => (_now: number, waiting: number) => count - waiting;

test('a crowd that goes on is told again before those who come wait long', () => {
  const moments = play(createCrowd(), 0, 60 * SECOND, tooMany);
  const tries = moments.filter(({ now, isCrowd }) => now > SECOND && !isCrowd);
  expect(tries.length).toBeGreaterThan(0);
  const crowds = moments.filter(({ isCrowd }, place) => isCrowd && !moments[place - 1]?.isCrowd);
  expect(tries.length / (crowds.length - 1)).toBeLessThan(200);
  // The longer it goes on, the more seldom it is tried whether it does.
  expect(crowds.length).toBeLessThan(6);
  const waits = moments.filter(({ now }) => now > 2 * SECOND).map(({ waitedMs }) => waitedMs);
  expect(Math.max(...waits)).toBeLessThan(100);
});

test.each([40, 80])(
  '%i who ask one thing after the other are all served after a crowd, and after the next',
  (count) => {
    const crowd = createCrowd();
    for (const from of [0, 300 * SECOND]) {
      play(crowd, from, 2 * SECOND, tooMany);
      expect(crowd.isThere(from + 2 * SECOND)).toBe(true);
      const moments = play(crowd, from + 2 * SECOND, 120 * SECOND, callers(count));
      count = 120 - count;
      expect(moments.filter(({ now, isCrowd }) => now > from + 10 * SECOND && isCrowd)).toEqual([]);
    }
  },
);

test('a crowd is over two seconds after its cause is', () => {
  const crowd = createCrowd();
  play(crowd, 0, 2 * SECOND, tooMany);
  expect(crowd.isThere(2 * SECOND)).toBe(true);
  play(crowd, 2 * SECOND, 2 * SECOND, (now) => now % 2);
  expect(crowd.isThere(4 * SECOND)).toBe(false);
});

test('those who ask again as soon as they are refused keep up no crowd for longer than 40 s', () => {
  const crowd = createCrowd();
  play(crowd, 0, 180 * SECOND, tooMany);
  expect(crowd.isThere(180 * SECOND)).toBe(true);
  play(crowd, 180 * SECOND, 41 * SECOND, callers(60));
  expect(crowd.isThere(221 * SECOND)).toBe(false);
});

test('a burst is no crowd', () => {
  const crowd = createCrowd();
  const burst = (now: number) => (now === 0 ? 400 : 0);
  expect(play(crowd, 0, SECOND, burst).some(({ isCrowd }) => isCrowd)).toBe(false);
});
