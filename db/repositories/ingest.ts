import { desc, eq, getTableColumns, or, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { anyOf } from '@/db/any-of';
import type { Database } from '@/db/database';
import { files, swarms, torrents } from '@/db/schema/torrents';
import { newId } from '@/lib/ids';
import { INDEX_VERSION } from '@/search/index-version';
import { STRETCH_BITS, stretchLabel } from '@/search/labels';
import type { FileRow } from './torrents';

const recordColumns = {
  id: torrents.id,
  infoHash: torrents.infoHash,
  infoHashV2: torrents.infoHashV2,
  name: torrents.name,
  sizeBytes: torrents.sizeBytes,
  posterUrl: torrents.posterUrl,
  publishedAt: torrents.publishedAt,
  source: torrents.source,
  sourceUrl: torrents.sourceUrl,
  license: torrents.license,
  torrentUrl: torrents.torrentUrl,
  trackers: torrents.trackers,
  webSeeds: torrents.webSeeds,
  corrected: torrents.corrected,
};

const entryColumns = {
  nameFolded: torrents.nameFolded,
  title: torrents.title,
  kind: torrents.kind,
  year: torrents.year,
  season: torrents.season,
  episode: torrents.episode,
  resolution: torrents.resolution,
  quality: torrents.quality,
  codec: torrents.codec,
  languages: torrents.languages,
  search: torrents.search,
  indexVersion: torrents.indexVersion,
};

type Torrent = typeof torrents.$inferSelect;

/** What records say of a torrent. */
export type StoredRecord = Pick<Torrent, keyof typeof recordColumns>;

/** What search knows of it. `search` is without the stretch, which goes by its number. */
export type StoredEntry = Pick<Torrent, keyof typeof entryColumns>;

export type SwarmRow = typeof swarms.$inferSelect;

export interface StoredTorrent {
  torrent: StoredRecord;
  swarm: SwarmRow | null;
}

const fileColumns = {
  id: files.id,
  torrentId: files.torrentId,
  fileIndex: files.fileIndex,
  fileName: files.fileName,
  fileSize: files.fileSize,
};

/**
 * The torrents that have one of the hashes, kept from other writers until the transaction ends; what
 * refers to them may come meanwhile. Always in the order of their hashes, so that two batches that
 * overlap wait for each other rather than in a circle.
 */
export const lockTorrents = (
  db: Database,
  infoHashes: string[],
  infoHashesV2: string[],
): Promise<StoredTorrent[]> =>
  lockWhere(
    db,
    or(
      anyOf(torrents.infoHash, infoHashes),
      infoHashesV2.length > 0 ? anyOf(torrents.infoHashV2, infoHashesV2) : undefined,
    ),
  );

/** The same for one, which may get other hashes while it is waited for. */
export const lockTorrent = (db: Database, id: string): Promise<StoredTorrent[]> =>
  lockWhere(db, eq(torrents.id, id));

async function lockWhere(db: Database, condition: SQL | undefined): Promise<StoredTorrent[]> {
  const rows = await db
    .select(recordColumns)
    .from(torrents)
    .where(condition)
    .orderBy(torrents.infoHash)
    .for('no key update');
  if (rows.length === 0) return [];
  const counted = await db
    .select()
    .from(swarms)
    .where(
      anyOf(
        swarms.torrentId,
        rows.map(({ id }) => id),
      ),
    );
  const swarmOf = new Map(counted.map((swarm) => [swarm.torrentId, swarm]));
  return rows.map((torrent) => ({ torrent, swarm: swarmOf.get(torrent.id) ?? null }));
}

/** Those who begin to watch a torrent pass who waits for it: a batch begins anew then, and in the end keeps them out. */
const LOCK_TIMEOUT_MS = 500;

/** Of torrents that are locked, those whose hashes or files change: now nothing new may refer to them. */
export async function lockKeys(db: Database, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  await db.execute(sql.raw(`set local lock_timeout = ${LOCK_TIMEOUT_MS}`));
  await db
    .select({ id: torrents.id })
    .from(torrents)
    .where(anyOf(torrents.id, ids))
    .orderBy(torrents.infoHash)
    .for('update');
  await db.execute(sql`set local lock_timeout to default`);
}

/** How many went in; fewer than given when another batch brought the same ones meanwhile. */
export async function insertTorrents(
  db: Database,
  records: (StoredRecord & StoredEntry)[],
): Promise<number> {
  if (records.length === 0) return 0;
  const { search: _search, ...columns } = { ...recordColumns, ...entryColumns };
  const inserted = await db.execute(sql`
    with record as materialized (
      select *, nextval('torrents_number_seq') as number
      from ${recordset({ ...columns, search: torrents.search }, records)}
    ), inserted as (
      insert into ${torrents} (${names(columns)}, number, search)
      select ${keys(columns)}, number, ${withStretches(sql`number`)} from record
      order by "infoHash"
      on conflict do nothing
      returning 1
    )
    select count(*)::int as count from inserted
  `);
  const [row] = (inserted as unknown as { rows: { count: number }[] }).rows;
  return row?.count ?? 0;
}

/** Those that others have taken in, with what is left of them. */
export async function deleteHalves(db: Database, ids: string[]): Promise<void> {
  if (ids.length > 0) await db.delete(torrents).where(anyOf(torrents.id, ids));
}

export async function updateTorrents(
  db: Database,
  records: (StoredRecord & StoredEntry)[],
): Promise<void> {
  await update(db, { ...recordColumns, ...entryColumns }, records, sql`, updated_at = now()`);
}

/** A torrent whose entry was made by an older version, and what of that entry is counted. */
export interface NotIndexed {
  torrent: StoredRecord;
  /** Null: no version of the program made one yet. */
  title: string | null;
  lexemes: string[];
}

/** The newest first; kept from others until the transaction ends. */
export function lockNotIndexed(db: Database, limit: number): Promise<NotIndexed[]> {
  const isCounted = sql`${torrents.indexVersion} > 0`;
  return db
    .select({
      torrent: recordColumns,
      title: sql<string | null>`case when ${isCounted} then ${torrents.title} end`,
      lexemes: sql<
        string[]
      >`case when ${isCounted} then tsvector_to_array(${torrents.search}) else '{}' end`,
    })
    .from(torrents)
    .where(sql`index_version < ${sql.raw(String(INDEX_VERSION))}`)
    .orderBy(desc(torrents.id))
    .limit(limit)
    .for('no key update', { skipLocked: true });
}

export async function updateEntries(
  db: Database,
  entries: (StoredEntry & Pick<Torrent, 'id'>)[],
): Promise<void> {
  await update(db, { id: torrents.id, ...entryColumns }, entries, sql``);
}

async function update(db: Database, columns: Columns, rows: object[], more: SQL): Promise<void> {
  if (rows.length === 0) return;
  const { id: _id, search: _search, ...plain } = columns;
  const assignments = Object.entries(plain).map(
    ([key, column]) => sql`${name(column)} = record.${sql.identifier(key)}`,
  );
  await db.execute(sql`
    update ${torrents} set ${sql.join(assignments, sql`, `)},
      search = ${withStretches(sql`${torrents.number}`)}${more}
    from ${recordset(columns, rows)}
    where ${torrents.id} = record.id
  `);
}

/** The words and labels of a record, and the labels of the stretches that its number is in. */
function withStretches(number: SQL): SQL {
  const labels = STRETCH_BITS.map(
    (bits) =>
      sql`${sql.raw(`'${stretchLabel(bits, '')}'`)} || (${number} >> ${sql.raw(String(bits))})`,
  );
  return sql`record.search || array_to_tsvector(array[${sql.join(labels, sql`, `)}])`;
}

/** Puts each list in the place of what the torrent had. */
export async function replaceFiles(
  db: Database,
  lists: { torrentId: string; isNew: boolean; files: FileRow[] }[],
): Promise<void> {
  const stale = lists.filter(({ isNew }) => !isNew).map(({ torrentId }) => torrentId);
  if (stale.length > 0) await db.delete(files).where(anyOf(files.torrentId, stale));
  const rows = lists.flatMap(({ torrentId, files }) =>
    files.map(([fileIndex, fileName, fileSize]) => ({
      id: newId(),
      torrentId,
      fileIndex,
      fileName,
      fileSize,
    })),
  );
  if (rows.length === 0) return;
  await db.execute(sql`
    insert into ${files} (${names(fileColumns)})
    select ${keys(fileColumns)} from ${recordset(fileColumns, rows)}
  `);
}

export async function upsertSwarms(db: Database, rows: SwarmRow[]): Promise<void> {
  if (rows.length === 0) return;
  const columns = getTableColumns(swarms);
  await db.execute(sql`
    insert into ${swarms} (${names(columns)})
    select ${keys(columns)} from ${recordset(columns, rows)}
    on conflict (torrent_id) do update set
      seeders = excluded.seeders, leechers = excluded.leechers, checked_at = excluded.checked_at
  `);
}

/** Counts of what has become another torrent. */
export async function deleteSwarms(db: Database, torrentIds: string[]): Promise<void> {
  if (torrentIds.length === 0) return;
  await db.delete(swarms).where(anyOf(swarms.torrentId, torrentIds));
}

/** Columns by the key that they have in rows here. */
type Columns = Record<string, PgColumn>;

const name = (column: PgColumn) => sql.identifier(snakeCase(column.name));
const names = (columns: Columns) => sql.join(Object.values(columns).map(name), sql`, `);
const keys = (columns: Columns) => sql.join(Object.keys(columns).map(sql.identifier), sql`, `);
const snakeCase = (key: string) => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/**
 * `json_to_recordset(…) as record(…)`, its columns called by their keys: any number of rows as one
 * parameter, where a parameter for each value would end at 65,535.
 */
function recordset(columns: Columns, rows: object[]): SQL {
  const types = Object.entries(columns).map(
    ([key, column]) => sql`${sql.identifier(key)} ${sql.raw(column.getSQLType())}`,
  );
  return sql`json_to_recordset(${JSON.stringify(rows)}::json) as record(${sql.join(types, sql`, `)})`;
}
