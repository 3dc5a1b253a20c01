import { sql } from 'drizzle-orm';
import { check, index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { auditActions } from '@/contracts/audit-log';
import { isAmong, time } from './columns';

/** Take-downs: what may not come into the catalogue, whoever sends it. */
export const blockedInfoHashes = pgTable(
  'blocked_info_hashes',
  {
    id: uuid().primaryKey().defaultRandom(),
    /** Of v1 or v2, whichever the torrent has. */
    infoHash: text().notNull().unique('blocked_info_hashes_key'),
    reason: text().notNull(),
    reference: text(),
    createdAt: time().notNull().default(sql`now()`),
  },
  (table) => [
    index('blocked_info_hashes_newest').on(table.createdAt, table.id),
    check('blocked_info_hashes_hash', sql`${table.infoHash} ~ '^([0-9a-f]{40}|[0-9a-f]{64})$'`),
    check('blocked_info_hashes_reason', sql`char_length(${table.reason}) between 1 and 500`),
    check('blocked_info_hashes_reference', sql`char_length(${table.reference}) between 1 and 500`),
  ],
);

/** Keys for ingest that administrators made; those of the environment are beside them. */
export const apiKeys = pgTable(
  'api_keys',
  {
    id: uuid().primaryKey().defaultRandom(),
    name: text().notNull(),
    keyHash: text().notNull().unique('api_keys_hash_key'),
    createdAt: time().notNull().default(sql`now()`),
    lastUsedAt: time(),
  },
  (table) => [
    index('api_keys_newest').on(table.createdAt, table.id),
    check('api_keys_name', sql`char_length(${table.name}) between 1 and 100`),
    check('api_keys_hash', sql`${table.keyHash} ~ '^[0-9a-f]{64}$'`),
  ],
);

/** What administrators did. A trigger refuses to change or delete a row. */
export const auditLog = pgTable(
  'audit_log',
  {
    id: uuid().primaryKey().defaultRandom(),
    /** No reference to the account: what was done stays when it goes. Null: the operator did it. */
    actorId: uuid(),
    action: text({ enum: auditActions }).notNull(),
    details: jsonb().$type<Record<string, unknown>>().notNull(),
    createdAt: time().notNull().default(sql`now()`),
  },
  (table) => [
    index('audit_log_newest').on(table.createdAt, table.id),
    check('audit_log_action', isAmong(table.action, auditActions)),
  ],
);

/** When each job that comes round ran last; a row is what keeps two machines from running it at once. */
export const jobRuns = pgTable('job_runs', {
  job: text().primaryKey(),
  startedAt: time().notNull(),
  /** When it was last done; null: never yet. */
  finishedAt: time(),
});
