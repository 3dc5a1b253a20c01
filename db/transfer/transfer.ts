import { sql } from 'drizzle-orm';
import type { Table, Transfer, TransferMode } from '../database';

export const beginTransfer = {
  read: 'begin isolation level repeatable read read only',
  write: 'begin',
};

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

export const columnList = ({ columns }: Table) => columns.map(quoted).join(', ');

export const qualifiedName = (name: string) => `public.${quoted(name)}`;

/** `text` in the form of COPY does not depend on what the role or the database has set. */
const FORMS = {
  datestyle: 'ISO, YMD',
  intervalstyle: 'postgres',
  timezone: 'UTC',
  extra_float_digits: '3',
  // A role that is kept from rows is told so, rather than given a part of them.
  row_security: 'off',
};

const LIMITS = [
  'statement_timeout',
  'lock_timeout',
  'transaction_timeout',
  'idle_in_transaction_session_timeout',
];

/**
 * Locks the tables, and settles how values are written and that nothing ends the transaction. In
 * this order: the first query is the moment that `read` sees, and no schema changes from then on.
 */
export async function settleTransfer(
  { db }: Transfer,
  mode: TransferMode,
  tables: string[],
): Promise<void> {
  const names = sql.raw(tables.map(qualifiedName).join(', '));
  const lock = { read: 'access share', write: 'access exclusive' }[mode];
  if (tables.length > 0) await db.execute(sql`lock table ${names} in ${sql.raw(lock)} mode`);
  for (const [name, value] of Object.entries(FORMS)) {
    await db.execute(sql`select set_config(${name}, ${value}, true)`);
  }
  await db.execute(
    sql`select set_config(name, '0', true) from pg_settings where name = any(${sql.param(LIMITS)}::text[])`,
  );
}
