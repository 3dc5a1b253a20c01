/**
 * A wait below `soonMs` is short: callers who ask one thing after the other may have as much. When no
 * wait was short for `standingMs`, the queue is not a burst any more, which passes: it stands.
 */
const USUAL = { soonMs: 200, standingMs: 300 } as const;
/** The same for the time `forMs` after a crowd, which may not be over. */
const CAUTIOUS = { soonMs: 100, standingMs: 100, forMs: 60_000 } as const;
/**
 * After a crowd, all who were refused come at once, and then as many wait as ask one thing after the
 * other. If the queue grows after that, by more than one for `oneIn` turns, the crowd goes on. The
 * times are counted from its end.
 */
const GROWTH = { fromMs: 50, untilMs: 150, toMs: 300, least: 10, oneIn: 10 } as const;
/** How long a request may wait for its turn in a burst … */
const BURST_MS = 1_000;
/** … and in a crowd, where few wait. */
const CROWD_WAIT_MS = 50;
/** A crowd is assumed to last so long; each time it comes back soon, twice as long. */
const CROWD_MS = { least: 5_000, most: 40_000 } as const;
/** It is over earlier when fewer than one request in `oneIn` is refused for the time `ms`. */
const CALM = { oneIn: 10, ms: 1_000 } as const;

/**
 * Recognizes a crowd: more requests than can be served, for longer than a burst. It goes by how long
 * requests wait for their turn. Times are those of `performance.now()`.
 */
export interface Crowd {
  isThere(now: number): boolean;
  /** To be called when a request has its turn, with the milliseconds that it waited. */
  onTurn(waitedMs: number, now: number): void;
  /** To be called when nobody waits, unless for their own requests. */
  onNoQueue(now: number): void;
  /** Whether the queue stands, so that those who come now are better refused. */
  isStanding(waiting: number, now: number): boolean;
  /** To be called when a request is refused for the load that others make. */
  onRefusal(now: number): void;
  /** Milliseconds that a request which comes now may wait. */
  patienceMs(now: number): number;
}

export function createCrowd(): Crowd {
  /** When the crowd is over. */
  let until = Number.NEGATIVE_INFINITY;
  let length: number = CROWD_MS.least;
  /** When a wait was last short. */
  let soonAt = 0;
  /** Turns and refusals are counted since then. */
  let since = 0;
  let turns = 0;
  let refusals = 0;
  /** As it was when growth was first looked for after a crowd. */
  let first: { waiting: number; turns: number } | null = null;

  const isThere = (now: number) => now < until;
  const isCautious = (now: number) => now - until < CAUTIOUS.forMs;
  const signs = (now: number) => (isCautious(now) ? CAUTIOUS : USUAL);

  function countAnew(now: number): void {
    since = now;
    turns = 0;
    refusals = 0;
  }

  /** Shows sooner than waits do that a crowd goes on. */
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
      // Not prolonged by those who ask again at once: they would keep the crowd up by themselves.
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
