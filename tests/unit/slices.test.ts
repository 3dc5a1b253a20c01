import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { mapInSlices } from '@/lib/slices';

/** Keeps the processor for two milliseconds, so that ten of them are several slices. */
function work(item: number): number {
  const end = performance.now() + 2;
  while (performance.now() < end);
  return 2 * item;
}

const items = Array.from({ length: 10 }, (_, place) => place);
const doubled = items.map((item) => 2 * item);

test('every item has its result, in its place', async () => {
  expect(await mapInSlices(items, work)).toEqual(doubled);
  expect(await mapInSlices([], work)).toEqual([]);
});

test('others have their turn meanwhile, and no two lists one turn together', async () => {
  let isOver = false;
  const inTurn: number[] = [];
  const counted = (item: number) => {
    inTurn[inTurn.length - 1] = (inTurn.at(-1) ?? 0) + 1;
    return work(item);
  };
  const lists = [mapInSlices(items, counted), mapInSlices(items, counted)];
  const all = Promise.all(lists).finally(() => {
    isOver = true;
  });
  while (!isOver) {
    inTurn.push(0);
    await nextTurn();
  }
  expect(await all).toEqual([doubled, doubled]);
  expect(inTurn.length).toBeGreaterThan(5);
  // A slice ends with the item by which its time is over; the first ones begin at once.
  expect(Math.max(...inTurn.slice(1))).toBeLessThan(4);
});

test('what an item throws ends it', async () => {
  const refuse = (item: number) => {
    if (item === 7) throw new Error('not this one');
    return work(item);
  };
  await expect(mapInSlices(items, refuse)).rejects.toThrow('not this one');
  expect(await mapInSlices(items, work)).toEqual(doubled);
});
