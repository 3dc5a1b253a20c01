import { vi } from 'vitest';

/** Far longer than anything takes on a slow machine with other work: who waits so long waits in vain. */
const PATIENCE_MS = 60_000;

/** Tries until nothing is thrown; answers what came of it. */
export const eventually = <Value>(attempt: () => Value | Promise<Value>): Promise<Value> =>
  vi.waitFor(attempt, { timeout: PATIENCE_MS });
