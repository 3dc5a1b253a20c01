import { timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import { AppError } from './errors';
import type { Seal } from './seal';

/** The years 1000 to 9999, which is all the times that the contracts let in. */
const time = z
  .int()
  .min(Date.UTC(1000))
  .max(Date.UTC(10_000) - 1);

/** A key cursor: the sort key of the last item of a page, after which the next one begins. */
export interface CursorFormat<Key> {
  encode(key: Key): string;
  /** Throws `invalid_cursor`. */
  decode(cursor: string): Key;
}

/** `kind` keeps the cursor of one list from being taken by another. */
export function cursorFormat<Key>(kind: string, key: z.ZodType<Key>): CursorFormat<Key> {
  const format = z.tuple([z.literal(kind), key]);
  return {
    encode: (value) => Buffer.from(JSON.stringify([kind, value])).toString('base64url'),
    decode(cursor) {
      const parsed = format.safeParse(readJson(cursor));
      if (parsed.success) return parsed.data[1];
      throw invalidCursor();
    },
  };
}

/** Cursors that nobody else can make, for lists that take what they say for true. */
export interface SealedCursorFormat<Key> {
  /** @param about what else must be the same when it is brought back */
  encode(key: Key, seal: Seal, about: string): string;
  /** Throws `invalid_cursor`. */
  decode(cursor: string, seal: Seal, about: string): Key;
}

export function sealedCursorFormat<Key>(
  kind: string,
  key: z.ZodType<Key>,
): SealedCursorFormat<Key> {
  const format = cursorFormat(kind, key);
  const sealed = (text: string, seal: Seal, about: string) => `${text}.${seal(`${text} ${about}`)}`;
  return {
    encode: (value, seal, about) => sealed(format.encode(value), seal, about),
    decode(cursor, seal, about) {
      const [text = ''] = cursor.split('.');
      if (!isSame(cursor, sealed(text, seal, about))) throw invalidCursor();
      return format.decode(text);
    },
  };
}

/** Whether they are, in a time that tells nothing about where they differ. */
function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

const invalidCursor = () =>
  new AppError('invalid_cursor', 'The cursor is not one that this list gave out.', [
    { in: 'query', path: 'cursor', message: 'is not a cursor of this list' },
  ]);

/** The commonest key: a time in milliseconds since 1970 and an id for what shares it. */
export const timeAndId = z.strictObject({ time, id: z.guid() });
export type TimeAndId = z.infer<typeof timeAndId>;

function readJson(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return undefined;
  }
}

/** One page of a list, as it is asked for. */
export interface PageRequest {
  limit: number;
  cursor?: string | undefined;
}

/**
 * Reads a page of a list that goes by a time and then by id, newest first.
 * @param read answers at most `limit` rows, those after the key when there is one
 */
export async function readByTime<Row>(
  format: CursorFormat<TimeAndId>,
  { limit, cursor }: PageRequest,
  read: (limit: number, after: TimeAndId | null) => Promise<Row[]>,
  keyOf: (row: Row) => { time: Date; id: string },
): Promise<{ rows: Row[]; nextCursor: string | null }> {
  const found = await read(limit + 1, cursor === undefined ? null : format.decode(cursor));
  return cutPage(found, limit, (last) => {
    const { time, id } = keyOf(last);
    return format.encode({ time: time.getTime(), id });
  });
}

/** Cuts a list that was asked for one item too many, and says where the next page begins. */
export function cutPage<Row>(
  rows: Row[],
  limit: number,
  cursorOf: (last: Row) => string,
): { rows: Row[]; nextCursor: string | null } {
  const last = rows[limit - 1];
  if (rows.length <= limit || last === undefined) return { rows, nextCursor: null };
  return { rows: rows.slice(0, limit), nextCursor: cursorOf(last) };
}
