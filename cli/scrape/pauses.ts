import { setTimeout as sleep } from 'node:timers/promises';

/** What could not be had, and after how many seconds it may be, where the other side said so. */
interface Fault {
  reason: string;
  retryAfterSeconds: number | null;
}

const PAUSE_MAX_SECONDS = 300;
/** Pauses one after the other in which nothing was had. */
const VAIN_MAX = 5;

/** Pauses that a source asks for in a run: short ones are waited out while it gives something between. */
export function createPauses(stop: AbortSignal, tell: (line: string) => void) {
  let vain = 0;
  return {
    isWorthIt: ({ retryAfterSeconds }: Fault) =>
      !stop.aborted &&
      vain < VAIN_MAX &&
      retryAfterSeconds !== null &&
      retryAfterSeconds <= PAUSE_MAX_SECONDS,
    /** Ends early with the run. */
    async waitOut(faults: Fault[]): Promise<void> {
      vain++;
      const seconds = Math.max(...faults.map(({ retryAfterSeconds }) => retryAfterSeconds ?? 0));
      tell(`${faults[0]?.reason}: going on in ${seconds} s`);
      await sleep(seconds * 1000, undefined, { signal: stop }).catch(() => {});
    },
    /** Something was had. */
    end() {
      vain = 0;
    },
  };
}
