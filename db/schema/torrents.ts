import { sql } from 'drizzle-orm';
import { bigint, check, index, integer, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { time, tsvector } from './columns';

export const torrents = pgTable(
  'torrents',
  {
    id: uuid().primaryKey().defaultRandom(),
    infoHash: text().notNull().unique('torrents_info_hash_key'),
    /** Of a v2-only torrent as well, so that no hybrid can stand beside it. */
    infoHashV2: text('info_hash_v2').unique('torrents_info_hash_v2_key'),
    name: text().notNull(),
    /** `foldText(name)`: what search compares with. */
    nameFolded: text().notNull(),
    sizeBytes: bigint({ mode: 'number' }).notNull(),
    posterUrl: text(),
    createdAt: time().notNull().defaultNow(),
    updatedAt: time().notNull().defaultNow(),
    publishedAt: time(),
    source: text(),
    sourceUrl: text(),
    license: text(),
    torrentUrl: text(),
    trackers: text().array().notNull().default(sql`'{}'`),
    webSeeds: text().array().notNull().default(sql`'{}'`),
    search: tsvector().notNull().generatedAlwaysAs(sql`to_tsvector('simple', name_folded)`),
  },
  (table) => [
    index('torrents_newest').on(table.createdAt, table.id),
    index('torrents_search').using('gin', table.search),
    index('torrents_name_trigrams').using('gin', table.nameFolded.op('gin_trgm_ops')),
    check('torrents_info_hash', sql`${table.infoHash} ~ '^([0-9a-f]{40}|[0-9a-f]{64})$'`),
    check('torrents_info_hash_v2', sql`${table.infoHashV2} ~ '^[0-9a-f]{64}$'`),
    check(
      'torrents_v2_only',
      sql`length(${table.infoHash}) = 40 or ${table.infoHashV2} is not distinct from ${table.infoHash}`,
    ),
    check('torrents_name_length', sql`char_length(${table.name}) between 1 and 1024`),
    check('torrents_size', sql`${table.sizeBytes} between 0 and 9007199254740991`),
  ],
);

/** Apart from `torrents`, as it changes often and that table's rows carry wide indexes. */
export const swarms = pgTable(
  'swarms',
  {
    torrentId: uuid()
      .primaryKey()
      .references(() => torrents.id, { onDelete: 'cascade' }),
    seeders: integer(),
    leechers: integer(),
    checkedAt: time().notNull(),
  },
  (table) => [
    check('swarms_seeders', sql`${table.seeders} >= 0`),
    check('swarms_leechers', sql`${table.leechers} >= 0`),
  ],
);

export const files = pgTable(
  'files',
  {
    id: uuid().primaryKey().defaultRandom(),
    torrentId: uuid()
      .notNull()
      .references(() => torrents.id, { onDelete: 'cascade' }),
    fileName: text().notNull(),
    fileSize: bigint({ mode: 'number' }).notNull(),
    fileIndex: integer().notNull(),
  },
  (table) => [
    unique('files_torrent_index').on(table.torrentId, table.fileIndex),
    check('files_name_length', sql`char_length(${table.fileName}) between 1 and 4096`),
    check('files_size', sql`${table.fileSize} between 0 and 9007199254740991`),
    check('files_index', sql`${table.fileIndex} >= 0`),
  ],
);
