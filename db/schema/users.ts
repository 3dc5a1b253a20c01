import { sql } from 'drizzle-orm';
import { check, index, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { roles } from '@/contracts/accounts';
import { isAmong, time } from './columns';

export const users = pgTable(
  'users',
  {
    id: uuid().primaryKey().defaultRandom(),
    email: text().notNull().unique('users_email_key'),
    /** When a link that was mailed to the address was used. */
    emailConfirmedAt: time(),
    passwordHash: text().notNull(),
    role: text({ enum: roles }).notNull().default('user'),
    createdAt: time().notNull().default(sql`now()`),
    updatedAt: time().notNull().default(sql`now()`),
  },
  (table) => [
    index('users_newest').on(table.createdAt, table.id),
    index('users_email_parts').using('gin', table.email.op('gin_trgm_ops')),
    index('users_administrators').on(table.id).where(sql`role = 'admin'`),
    check('users_email_length', sql`char_length(${table.email}) between 3 and 254`),
    check('users_role', isAmong(table.role, roles)),
  ],
);

/** One row per signed-in device: the family of refresh tokens, of which only the newest lives. */
export const sessions = pgTable(
  'sessions',
  {
    id: uuid().primaryKey().defaultRandom(),
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    tokenHash: text().notNull(),
    /** What its owner calls the device. */
    device: text(),
    createdAt: time().notNull().default(sql`now()`),
    lastUsedAt: time().notNull().default(sql`now()`),
    expiresAt: time().notNull(),
  },
  (table) => [
    index('sessions_user').on(table.userId, table.createdAt, table.id),
    index('sessions_expiry').on(table.expiresAt),
    check('sessions_device_length', sql`char_length(${table.device}) between 1 and 100`),
    check('sessions_token_hash', sql`${table.tokenHash} ~ '^[0-9a-f]{64}$'`),
  ],
);

const linkPurposes = ['confirm-email', 'reset-password'] as const;

/** Links that were mailed: the newest of each purpose, until it is used. */
export const mailedLinks = pgTable(
  'mailed_links',
  {
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    purpose: text({ enum: linkPurposes }).notNull(),
    tokenHash: text().notNull().unique('mailed_links_token_key'),
    expiresAt: time().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.purpose] }),
    index('mailed_links_expiry').on(table.expiresAt),
    check('mailed_links_purpose', isAmong(table.purpose, linkPurposes)),
    check('mailed_links_token_hash', sql`${table.tokenHash} ~ '^[0-9a-f]{64}$'`),
  ],
);

export const preferences = pgTable(
  'preferences',
  {
    id: uuid().primaryKey().defaultRandom(),
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    key: text().notNull(),
    value: text().notNull(),
  },
  (table) => [
    unique('preferences_user_key').on(table.userId, table.key),
    check('preferences_key_length', sql`char_length(${table.key}) between 1 and 64`),
    check('preferences_value_length', sql`char_length(${table.value}) <= 4096`),
  ],
);
