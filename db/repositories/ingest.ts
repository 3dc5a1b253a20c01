import { getTableColumns, or, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { anyOf } from '@/db/any-of';
import type { Database } from '@/db/database';
import { files, swarms, torrents } from '@/db/schema/torrents';
import type { FileRow } from './torrents';

/** What ingest writes of a torrent. */
export type StoredRecord = Omit<typeof torrents.$inferSelect, 'createdAt' | 'updatedAt' | 'search'>;

export type SwarmRow = typeof swarms.$inferSelect;

export interface StoredTorrent {
  torrent: StoredRecord;
  swarm: SwarmRow | null;
}

const {
  createdAt: _createdAt,
  updatedAt: _updatedAt,
  search: _search,
  ...recordColumns
} = getTableColumns(torrents);

const fileColumns = {
  torrentId: files.torrentId,
  fileIndex: files.fileIndex,
  fileName: files.fileName,
  fileSize: files.fileSize,
};

/**
 * The torrents that have one of the hashes, kept from other writers until the transaction ends.
 * Always in the order of their hashes, so that two batches that overlap wait for each other
 * rather than in a circle.
 */
export async function lockTorrents(
  db: Database,
  infoHashes: string[],
  infoHashesV2: string[],
): Promise<StoredTorrent[]> {
  const rows = await db
    .select(recordColumns)
    .from(torrents)
    .where(
      or(
        anyOf(torrents.infoHash, infoHashes),
        infoHashesV2.length > 0 ? anyOf(torrents.infoHashV2, infoHashesV2) : undefined,
      ),
    )
    .orderBy(torrents.infoHash)
    .for('update');
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

/** The files of each torrent, in order. */
export async function listFilesOf(
  db: Database,
  torrentIds: string[],
): Promise<Map<string, FileRow[]>> {
  const lists = new Map<string, FileRow[]>(torrentIds.map((id) => [id, []]));
  if (torrentIds.length === 0) return lists;
  const rows = await db
    .select(fileColumns)
    .from(files)
    .where(anyOf(files.torrentId, torrentIds))
    .orderBy(files.torrentId, files.fileIndex);
  for (const row of rows) {
    lists.get(row.torrentId)?.push([row.fileIndex, row.fileName, row.fileSize]);
  }
  return lists;
}

/** How many went in; fewer than given when another batch brought the same ones meanwhile. */
export async function insertTorrents(db: Database, records: StoredRecord[]): Promise<number> {
  if (records.length === 0) return 0;
  const inserted = await db.execute(sql`
    with inserted as (
      insert into ${torrents} (${names(recordColumns)})
      select ${keys(recordColumns)} from ${recordset(recordColumns, records)}
      order by "infoHash"
      on conflict do nothing
      returning 1
    )
    select count(*)::int as count from inserted
  `);
  const [row] = (inserted as unknown as { rows: { count: number }[] }).rows;
  return row?.count ?? 0;
}

export async function updateTorrents(db: Database, records: StoredRecord[]): Promise<void> {
  if (records.length === 0) return;
  const assignments = Object.entries(recordColumns)
    .filter(([key]) => key !== 'id')
    .map(([key, column]) => sql`${name(column)} = record.${sql.identifier(key)}`);
  await db.execute(sql`
    update ${torrents} set ${sql.join(assignments, sql`, `)}, updated_at = now()
    from ${recordset(recordColumns, records)}
    where ${torrents.id} = record.id
  `);
}

/** Puts each list in the place of what the torrent had. */
export async function replaceFiles(
  db: Database,
  lists: { torrentId: string; isNew: boolean; files: FileRow[] }[],
): Promise<void> {
  const stale = lists.filter(({ isNew }) => !isNew).map(({ torrentId }) => torrentId);
  if (stale.length > 0) await db.delete(files).where(anyOf(files.torrentId, stale));
  const rows = lists.flatMap(({ torrentId, files }) =>
    files.map(([fileIndex, fileName, fileSize]) => ({ torrentId, fileIndex, fileName, fileSize })),
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
