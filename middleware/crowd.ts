/**
 * A wait that callers may have who ask one thing after the other, and how long it takes without any
 * shorter one until those who come are no burst any more.
 */
const USUAL = { soonMs: 200, standingMs: 300 } as const;
/** The same for a while after a crowd: there may be one still. */
const CAUTIOUS = { soonMs: 100, standingMs: 100, forMs: 60_000 } as const;
/**
 * After a crowd all who were refused come at once, and as many wait from then on as ask one thing
 * after the other. When more and more do, by one for so many turns, it goes on.
 */
const GROWTH = { fromMs: 50, untilMs: 150, toMs: 300, least: 10, oneIn: 10 } as const;
/** How long a request waits for its turn when many come at once … */
const BURST_MS = 1_000;
/** … and in a crowd, where few wait. */
const CROWD_WAIT_MS = 50;
/** A crowd is taken to last for so long, and twice as long when it comes back. */
const CROWD_MS = { least: 5_000, most: 40_000 } as const;
/** It is over before that when it refuses fewer than one in so many, for so long. */
const CALM = { oneIn: 10, ms: 1_000 } as const;

/**
 * Tells a crowd, more than can be done, from a burst and from callers that each wait a little: by
 * how long people wait for their turn.
 */
export interface Crowd {
  isThere(now: number): boolean;
  /** Somebody has their turn, after so many milliseconds. */
  onTurn(waitedMs: number, now: number): void;
  /** Nobody waits, but for what they have too much of themselves. */
  onNoQueue(now: number): void;
  /** Whether those who come are too many to wait, as so many do. */
  isStanding(waiting: number, now: number): boolean;
  /** Somebody is refused, for all there is to do. */
  onRefusal(now: number): void;
  /** Milliseconds that somebody who comes now waits. */
  patienceMs(now: number): number;
}

export function createCrowd(): Crowd {
  let until = Number.NEGATIVE_INFINITY;
  let length: number = CROWD_MS.least;
  let soonAt = 0;
  let since = 0;
  let turns = 0;
  let refusals = 0;
  /** Soon after a crowd. */
  let first: { waiting: number; turns: number } | null = null;

  const isThere = (now: number) => now < until;
  const isCautious = (now: number) => now - until < CAUTIOUS.forMs;
  const signs = (now: number) => (isCautious(now) ? CAUTIOUS : USUAL);

  function countAnew(now: number): void {
    since = now;
    turns = 0;
    refusals = 0;
  }

  /** Tells sooner than waits do that a crowd goes on. */
  function isGrowing(waiting: number, now: number): boolean {
    const ms = now - until;
    if (ms < GROWTH.fromMs || ms > GROWTH.toMs) return false;
    first ??= { waiting, turns };
    const least = Math.max(GROWTH.least, (turns - first.turns) / GROWTH.oneIn);
    return ms >= GROWTH.untilMs && waiting - first.waiting > least;
  }

  return {
    isThere,
    onTurn(waitedMs, now) {
      if (waitedMs < signs(now).soonMs) soonAt = now;
      turns += 1;
      if (!isThere(now) || now - since < CALM.ms) return;
      if (refusals * CALM.oneIn < turns) until = now;
      countAnew(now);
    },
    onNoQueue(now) {
      soonAt = now;
    },
    isStanding: (waiting, now) => now - soonAt > signs(now).standingMs || isGrowing(waiting, now),
    onRefusal(now) {
      refusals += 1;
      // Not longer for those who ask again at once, or they would keep it up themselves.
      if (isThere(now)) return;
      length = isCautious(now) ? Math.min(2 * length, CROWD_MS.most) : CROWD_MS.least;
      until = now + length;
      first = null;
      countAnew(now);
    },
    patienceMs(now) {
      if (isThere(now)) return CROWD_WAIT_MS;
      return isCautious(now) ? CAUTIOUS.soonMs : BURST_MS;
    },
  };
}
