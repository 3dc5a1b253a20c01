/** Milliseconds and requests of one try at least: fewer tell nothing. */
const TRY = { ms: 200, requests: 40 } as const;
/** The share by which it is changed from one try to the next, one at least. */
const STEP = 0.2;
/** Milliseconds in which some wait and none is done. */
const STALLED_MS = 100;
const LEAST = 2;

/**
 * How many requests are best worked on at a time, found by trying: throughput by the square of the
 * delay (Kleinrock's power) is the highest. So what is worked on takes hardly longer than by itself,
 * though a tenth less may be done. Where one does not slow the other the number is near the most.
 */
export interface BestNumber {
  current(): number;
  /** A request was done in `ms`. Where nobody waited that tells nothing: the number held none up. */
  onDone(ms: number, isAwaited: boolean, now: number): void;
  /**
   * Somebody has waited `since` then. Answers whether more are to be begun, as nothing is done: what
   * is under way waits for something itself.
   */
  onWait(since: number, now: number): boolean;
}

/** @param most where it begins */
export function createBestNumber(most: number): BestNumber {
  let number = most;
  let direction = -1;
  let powerBefore = 0;
  let requests = 0;
  let sumMs = 0;
  /** For how long somebody waited, since the try began. */
  let heldUpMs = 0;
  let doneAt = 0;

  function change(direction: number): void {
    const step = direction * Math.max(1, Math.round(STEP * number));
    number = Math.min(most, Math.max(LEAST, number + step));
  }

  return {
    current: () => number,
    onDone(ms, isAwaited, now) {
      const sinceMs = now - doneAt;
      doneAt = now;
      if (!isAwaited) return;
      requests += 1;
      sumMs += ms;
      heldUpMs += sinceMs;
      if (requests < TRY.requests || heldUpMs < TRY.ms) return;
      const meanMs = sumMs / requests;
      const power = requests / heldUpMs / meanMs ** 2;
      if (power < powerBefore) direction = -direction;
      powerBefore = power;
      change(direction);
      requests = 0;
      sumMs = 0;
      heldUpMs = 0;
    },
    onWait(since, now) {
      if (number === most || now - Math.max(doneAt, since) <= STALLED_MS) return false;
      change(1);
      doneAt = now;
      return true;
    },
  };
}
