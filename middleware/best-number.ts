/** How long each number is tried at least, in milliseconds and in requests: less tells nothing. */
const TRY = { ms: 200, requests: 40 } as const;
/** The share by which the number is changed from one try to the next; by one at least. */
const STEP = 0.2;
/** When requests wait and none is done for so many milliseconds, the number is too small. */
const STALLED_MS = 100;
const LEAST = 2;

/**
 * How many requests are best worked on at a time, found by hill climbing: the number with the highest
 * throughput divided by the square of the latency (a form of Kleinrock's power). A request then takes
 * hardly longer than alone, for about a tenth of the throughput.
 */
export interface BestNumber {
  current(): number;
  /** A request was done in `ms`. It counts only if others waited: else the number made no difference. */
  onDone(ms: number, isAwaited: boolean, now: number): void;
  /**
   * A request has been waiting `since` then. Answers whether one more may be begun, as none of those
   * under way is done: they wait for something themselves.
   */
  onWait(since: number, now: number): boolean;
}

/** @param most the highest number, with which it begins */
export function createBestNumber(most: number): BestNumber {
  let number = most;
  let direction = -1;
  let powerBefore = 0;
  let requests = 0;
  let sumMs = 0;
  /** Milliseconds of this try in which somebody waited. */
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
