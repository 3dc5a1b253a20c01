import { sql } from 'drizzle-orm';
import { check, doublePrecision, index, integer, pgTable, unique, uuid } from 'drizzle-orm/pg-core';
import { time } from './columns';
import { torrents } from './torrents';
import { users } from './users';

export const watchHistory = pgTable(
  'watch_history',
  {
    id: uuid().primaryKey().defaultRandom(),
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    torrentId: uuid()
      .notNull()
      .references(() => torrents.id, { onDelete: 'cascade' }),
    /** Null: the torrent as a whole. */
    fileIndex: integer(),
    watchedAt: time().notNull().default(sql`now()`),
    progressPercent: integer().notNull().default(0),
    positionSeconds: doublePrecision(),
    durationSeconds: doublePrecision(),
  },
  (table) => [
    unique('watch_history_entry')
      .on(table.userId, table.torrentId, table.fileIndex)
      .nullsNotDistinct(),
    index('watch_history_newest').on(table.userId, table.watchedAt, table.id),
    // With the person: statistics are late for what many begin to watch, and PostgreSQL looked for one
    // viewer's entry among those of all.
    index('watch_history_of_torrent').on(table.torrentId, table.userId).concurrently(),
    check('watch_history_file_index', sql`${table.fileIndex} >= 0`),
    check('watch_history_progress', sql`${table.progressPercent} between 0 and 100`),
    check('watch_history_position', sql`${table.positionSeconds} >= 0`),
    check('watch_history_duration', sql`${table.durationSeconds} >= 0`),
  ],
);
