import { sql } from 'drizzle-orm';
import {
  bigint,
  check,
  index,
  integer,
  pgTable,
  smallint,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { correctable } from '@/contracts/corrections';
import { kinds } from '@/contracts/torrents';
import { INDEX_VERSION } from '@/search/index-version';
import { isAmong, time, tsvector } from './columns';

/**
 * In kilobytes. What a GIN index has not sorted in yet is read by every search from end to end: of
 * the usual 4 MB, milliseconds each time.
 */
const shortPendingList = { gin_pending_list_limit: 64 };

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
    createdAt: time().notNull().default(sql`now()`),
    updatedAt: time().notNull().default(sql`now()`),
    publishedAt: time(),
    source: text(),
    sourceUrl: text(),
    license: text(),
    torrentUrl: text(),
    trackers: text().array().notNull().default(sql`'{}'`),
    webSeeds: text().array().notNull().default(sql`'{}'`),
    /** Columns that an administrator put right, which records do not change; null: none. */
    corrected: text({ enum: correctable }).array(),
    /** Counts up as torrents arrive. */
    number: bigint({ mode: 'number' }).notNull().generatedByDefaultAsIdentity(),
    /** What the name says, read by `indexEntry`; folded. */
    title: text().notNull().default(''),
    kind: text({ enum: kinds }),
    year: smallint(),
    season: smallint(),
    episode: smallint(),
    resolution: text(),
    quality: text(),
    codec: text(),
    languages: text().array().notNull().default(sql`'{}'`),
    /** Words of the name at their places, words of files, and labels. */
    search: tsvector().notNull().default(''),
    /** `INDEX_VERSION` of the entry; 0: none was made yet. */
    indexVersion: smallint().notNull().default(0),
  },
  (table) => [
    index('torrents_newest').on(table.createdAt, table.id),
    index('torrents_search').using('gin', table.search).with(shortPendingList),
    index('torrents_title').on(table.title.op('text_pattern_ops'), table.year, table.number),
    index('torrents_largest').on(table.sizeBytes, table.id),
    index('torrents_not_indexed')
      .on(table.id)
      .where(sql.raw(`index_version < ${INDEX_VERSION}`))
      .concurrently(),
    check('torrents_info_hash', sql`${table.infoHash} ~ '^([0-9a-f]{40}|[0-9a-f]{64})$'`),
    check('torrents_info_hash_v2', sql`${table.infoHashV2} ~ '^[0-9a-f]{64}$'`),
    check(
      'torrents_v2_only',
      sql`length(${table.infoHash}) = 40 or ${table.infoHashV2} is not distinct from ${table.infoHash}`,
    ),
    check('torrents_name_length', sql`char_length(${table.name}) between 1 and 1024`),
    check('torrents_title_length', sql`char_length(${table.title}) <= 255`),
    check('torrents_kind', isAmong(table.kind, kinds)),
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
    index('swarms_most').on(table.seeders, table.torrentId).where(sql`seeders > 0`),
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

/** The titles of the catalogue, which what is being typed is completed to. */
export const titles = pgTable(
  'titles',
  {
    /** Folded. */
    title: text().notNull(),
    /** As the first torrent wrote it, the only one since, or whoever put a name right. */
    written: text().notNull(),
    /** About how many torrents are called so; exact while they are few, and never 0. */
    torrents: integer().notNull(),
  },
  (table) => [
    uniqueIndex('titles_title').on(table.title.op('text_pattern_ops')),
    index('titles_by_1').on(sql`left(title, 1)`, table.torrents),
    index('titles_by_3').on(sql`left(title, 3)`, table.torrents),
    index('titles_by_6').on(sql`left(title, 6)`, table.torrents),
  ],
);

/**
 * The sum of the values is the generation of the catalogue: another one after every change. Batches
 * that end at the same time count in different places, so that they do not wait for each other.
 */
export const generations = pgTable('generations', {
  place: smallint().primaryKey(),
  value: bigint({ mode: 'number' }).notNull(),
});

/** The vocabulary: every word that a torrent is found by. */
export const words = pgTable(
  'words',
  {
    word: text().primaryKey(),
    /** About how many torrents have it in their name; exact while they are few. */
    names: integer().notNull(),
    /** The same of those that have it in the name of a file only. */
    files: integer().notNull(),
  },
  (table) => [
    index('words_trigrams').using('gin', table.word.op('gin_trgm_ops')).with(shortPendingList),
    index('words_by_1').on(sql`left(word, 1)`, table.names),
    index('words_by_2').on(sql`left(word, 2)`, table.names),
    index('words_by_4').on(sql`left(word, 4)`, table.names),
  ],
);
