import { setImmediate as othersFirst } from 'node:timers/promises';

/** Milliseconds of work after which others come first. */
const SLICE_MS = 3;

/** Of one slice after the other, whichever list it is of: each has a turn of the event loop to itself. */
let lastTurn = Promise.resolve();

/** The same as `items.map(work)`, but long lists hold nobody else up. */
export async function mapInSlices<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Result,
): Promise<Result[]> {
  const results: Result[] = [];
  let start = performance.now();
  for (const item of items) {
    if (performance.now() - start > SLICE_MS) {
      lastTurn = lastTurn.then(() => othersFirst());
      await lastTurn;
      start = performance.now();
    }
    results.push(work(item));
  }
  return results;
}
