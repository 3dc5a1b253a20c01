import { type SQLWrapper, sql } from 'drizzle-orm';
import { customType } from 'drizzle-orm/pg-core';

/** Milliseconds, as JavaScript dates hold them: a time read back is the very time stored. */
export const time = customType<{ data: Date; driverData: string }>({
  dataType: () => 'timestamp (3) with time zone',
  toDriver: (time) => time.toISOString(),
  fromDriver: readTime,
});

export const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' });

/** For a CHECK, whose text the migrations hold: the values stand in it as they are. */
export const isAmong = (column: SQLWrapper, values: readonly string[]) =>
  sql`${column} in (${sql.raw(values.map((value) => `'${value}'`).join(', '))})`;

/** A time as PostgreSQL writes it, in whatever zone the server is set to. */
function readTime(text: string): Date {
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? readLocalMeanTime(text) : time;
}

/** Before zones were of whole minutes: `1902-09-01 00:19:32+00:19:32`, which `Date` does not read. */
function readLocalMeanTime(text: string): Date {
  const [, time, sign, ...offset] = /^(.+)([+-])(\d\d):(\d\d):(\d\d)$/.exec(text) ?? [];
  const [hours = 0, minutes = 0, seconds = 0] = offset.map(Number);
  const ms = ((hours * 60 + minutes) * 60 + seconds) * 1000;
  return new Date(Date.parse(`${time}Z`) + (sign === '-' ? ms : -ms));
}
