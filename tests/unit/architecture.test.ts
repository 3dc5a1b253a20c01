import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';

/** Rooms that each room may look into, of `docs/architecture.md`; from the top of the house. */
const described = new Map(
  readFileSync('docs/architecture.md', 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [, room, , others] = /^\| `(\w+)\/` \| (.+) \| (.+) \|$/.exec(line) ?? [];
      return room === undefined ? [] : [[room, others] as const];
    })
    .map(([room, others = '']) => [
      room,
      /^(?:zod alone|nothing)$/.test(others) ? [] : others.split(', '),
    ]),
);

/** The same as imports are held to, without the files that are generated. */
async function allowed(): Promise<Map<string, string[]>> {
  const { default: config } = await import(resolve('.dependency-cruiser.mjs'));
  const rooms = new Map<string, Set<string>>();
  for (const { name, comment } of config.forbidden as { name: string; comment?: string }[]) {
    if (!name.startsWith('from-')) continue;
    const [, from = '', to = ''] = /^(\S+) may import (.+)\.$/.exec(comment ?? '') ?? [];
    const room = roomOf(from);
    const others = rooms.get(room) ?? new Set();
    rooms.set(room, others);
    if (to === 'no other room') continue;
    for (const path of to.split(', ')) {
      if (!/\.\w+$/.test(path) && roomOf(path) !== room) others.add(roomOf(path));
    }
  }
  return new Map([...rooms].map(([room, others]) => [room, [...others].sort()]));
}

const roomOf = (path: string) => path.split('/', 1)[0] as string;

test('the rooms of the house are told as imports are held to them', async () => {
  expect(Object.fromEntries(described)).toEqual(Object.fromEntries(await allowed()));
});

test('each room looks into those below it alone', () => {
  const rooms = [...described.keys(), 'catalogue'];
  for (const [room, others] of described) {
    for (const other of others) {
      expect(rooms.indexOf(other), `${room} looks into ${other}`).toBeGreaterThan(
        rooms.indexOf(room),
      );
    }
  }
});
