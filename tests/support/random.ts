import { randomInt } from 'node:crypto';

/** A copy in random order. */
export function shuffled<Item>(items: readonly Item[]): Item[] {
  const rest = [...items];
  return items.map(() => rest.splice(randomInt(rest.length), 1)[0] as Item);
}
