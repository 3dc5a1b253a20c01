/** Milliseconds and requests of one try at least: fewer tell nothing. */
const TRY = { ms: 100, requests: 20 } as const;
/** The share by which it is changed from one try to the next, one at least. */
const STEP = 0.2;
/** Milliseconds in which some wait and none is done. */
const STALLED_MS = 100;
const LEAST = 2;

/**
 * How many requests are best worked on at a time, found by trying: as many as get the most done in
 * the least time each (Kleinrock's power, throughput by delay). With fewer some of the machine idles; with
 * more they take longer, and no more are done. Where one does not slow the other it is near the most.
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
  let since = 0;
  let requests = 0;
  let sumMs = 0;
  let doneAt = 0;

  function begin(now: number): void {
    since = now;
    requests = 0;
    sumMs = 0;
  }

  function change(direction: number): void {
    const step = direction * Math.max(1, Math.round(STEP * number));
    number = Math.min(most, Math.max(LEAST, number + step));
  }

  return {
    current: () => number,
    onDone(ms, isAwaited, now) {
      doneAt = now;
      if (!isAwaited) return void begin(now);
      requests += 1;
      sumMs += ms;
      if (requests < TRY.requests || now - since < TRY.ms) return;
      const power = requests ** 2 / sumMs / (now - since);
      if (power < powerBefore) direction = -direction;
      powerBefore = power;
      change(direction);
      begin(now);
    },
    onWait(since, now) {
      if (number === most || now - Math.max(doneAt, since) <= STALLED_MS) return false;
      change(1);
      doneAt = now;
      return true;
    },
  };
}
