import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { cursorFormat, cutPage, sealedCursorFormat, timeAndId } from '@/lib/cursors';
import { createSeal } from '@/lib/seal';

const latest = cursorFormat('latest', timeAndId);
const ranked = cursorFormat('ranked', timeAndId.extend({ rank: z.number().min(0).max(9) }));

/** Times that the database holds and an answer can have told. */
const time = fc.integer({ min: Date.UTC(1970, 0), max: Date.UTC(9999, 11, 31) });
const key = fc.record({ time, id: fc.uuid() }, { noNullPrototype: true });

const expectInvalid = (decode: () => unknown) =>
  expect(decode).toThrow(
    expect.objectContaining({
      code: 'invalid_cursor',
      errors: [{ in: 'query', path: 'cursor', message: expect.any(String) }],
    }),
  );

const encode = (text: string) => Buffer.from(text).toString('base64url');
const id = '5f0c9d1e-6c1b-4c86-9a3e-2b7f6f1d0a11';

describe('a cursor', () => {
  test('comes back as the key that went in', () => {
    fc.assert(
      fc.property(key, (key) => {
        const cursor = latest.encode(key);
        expect(cursor).toMatch(/^[\w-]{1,512}$/);
        expect(latest.decode(cursor)).toEqual(key);
      }),
      { seed: 1 },
    );
  });

  test('keeps a rank to its last bit', () => {
    const rank = fc.double({ min: 0, max: 9, noNaN: true }).map((rank) => rank + 0);
    fc.assert(
      fc.property(key, rank, (key, rank) => {
        expect(ranked.decode(ranked.encode({ ...key, rank }))).toEqual({ ...key, rank });
      }),
      { seed: 1 },
    );
  });

  test('of another list is refused', () => {
    const other = cursorFormat('users', timeAndId);
    expectInvalid(() => latest.decode(other.encode({ time: 0, id })));
    expectInvalid(() => latest.decode(ranked.encode({ time: 0, id, rank: 1 })));
    expectInvalid(() => ranked.decode(encode(JSON.stringify(['ranked', { time: 0, id }]))));
  });

  test.each([
    '["latest",{}]',
    `["latest",{"id":"${id}"}]`,
    '["latest",{"time":0}]',
    `["latest",{"time":null,"id":"${id}"}]`,
    `["latest",{"time":"0","id":"${id}"}]`,
    `["latest",{"time":0.5,"id":"${id}"}]`,
    `["latest",{"time":NaN,"id":"${id}"}]`,
    `["latest",{"time":1e999,"id":"${id}"}]`,
    `["latest",{"time":9007199254740993,"id":"${id}"}]`,
    `["latest",{"time":0,"id":"${id}0"}]`,
    `["latest",{"time":0,"id":"me"}]`,
    `["latest",{"time":0,"id":null}]`,
    `["latest",{"time":0,"id":"${id}","rank":1}]`,
    `["latest",{"time":0,"id":"${id}"},0]`,
    `[{"time":0,"id":"${id}"}]`,
    `{"time":0,"id":"${id}"}`,
    'null',
    '',
  ])('of %s is refused', (text) => {
    expectInvalid(() => latest.decode(encode(text)));
  });

  // PostgreSQL reads no year of more than four digits in the form that JavaScript writes them.
  test.each([8.64e15, -8.64e15, Date.UTC(10_000, 0), Date.UTC(-1, 0)])(
    'of the time %d is refused, as no database holds it',
    (time) => {
      expectInvalid(() => latest.decode(encode(JSON.stringify(['latest', { time, id }]))));
    },
  );

  test('of any text is refused, and nothing else happens', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expectInvalid(() => latest.decode(text));
        expectInvalid(() => latest.decode(encode(text)));
      }),
      { seed: 1, numRuns: 2_000 },
    );
  });

  test('of any JSON is refused', () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        expectInvalid(() => latest.decode(encode(json)));
      }),
      { seed: 1, numRuns: 2_000 },
    );
  });
});

describe('cutPage', () => {
  const rows = Array.from({ length: 5 }, () => randomUUID());
  const cut = (limit: number) =>
    cutPage(rows.slice(0, limit + 1), limit, (last) => `after ${last}`);

  test('gives no cursor when nothing follows', () => {
    expect(cut(5)).toEqual({ rows, nextCursor: null });
    expect(cut(100)).toEqual({ rows, nextCursor: null });
    expect(cutPage([], 20, String)).toEqual({ rows: [], nextCursor: null });
  });

  test('cuts off what was asked for beyond the page', () => {
    expect(cut(4)).toEqual({ rows: rows.slice(0, 4), nextCursor: `after ${rows[3]}` });
    expect(cut(1)).toEqual({ rows: rows.slice(0, 1), nextCursor: `after ${rows[0]}` });
  });
});

describe('a sealed cursor', () => {
  const sealed = sealedCursorFormat('sealed', timeAndId);
  const seal = createSeal('a secret', 'cursors');
  const key = { time: 0, id };
  const cursor = sealed.encode(key, seal, 'what was asked');

  test('comes back as the key that went in, to what was asked', () => {
    expect(sealed.decode(cursor, seal, 'what was asked')).toEqual(key);
    expectInvalid(() => sealed.decode(cursor, seal, 'something else'));
  });

  test('is refused where the secret or the purpose is another', () => {
    for (const other of [createSeal('another', 'cursors'), createSeal('a secret', 'tokens')]) {
      expectInvalid(() => sealed.decode(cursor, other, 'what was asked'));
    }
  });
});
