import { and, desc, eq, lt, or, type SQL, sql } from 'drizzle-orm';
import { anyOf } from '@/db/any-of';
import type { Database } from '@/db/database';
import { keyValues, olderThan } from '@/db/keyset';
import { prepared } from '@/db/prepared';
import { files, swarms, torrents } from '@/db/schema/torrents';
import type { TimeAndId } from '@/lib/cursors';

/** What a list shows of a torrent. */
export const torrentColumns = {
  id: torrents.id,
  infoHash: torrents.infoHash,
  /** Of a hybrid only: it is what a v2-only torrent has for its info hash. */
  infoHashV2: sql<string | null>`nullif(${torrents.infoHashV2}, ${torrents.infoHash})`.as(
    'hybrid_info_hash_v2',
  ),
  name: torrents.name,
  sizeBytes: torrents.sizeBytes,
  posterUrl: torrents.posterUrl,
  createdAt: torrents.createdAt,
  publishedAt: torrents.publishedAt,
  source: torrents.source,
  sourceUrl: torrents.sourceUrl,
  license: torrents.license,
  torrentUrl: torrents.torrentUrl,
  trackers: torrents.trackers,
  webSeeds: torrents.webSeeds,
  kind: torrents.kind,
  year: torrents.year,
  season: torrents.season,
  episode: torrents.episode,
  resolution: torrents.resolution,
  quality: torrents.quality,
  codec: torrents.codec,
  languages: torrents.languages,
  seeders: swarms.seeders,
  leechers: swarms.leechers,
  swarmCheckedAt: swarms.checkedAt,
};

export type TorrentRow = Omit<
  typeof torrents.$inferSelect,
  'nameFolded' | 'corrected' | 'title' | 'number' | 'search' | 'indexVersion' | 'updatedAt'
> & { seeders: number | null; leechers: number | null; swarmCheckedAt: Date | null };

/** Index, name and size in bytes. */
export type FileRow = [index: number, name: string, sizeBytes: number];

const selectTorrents = (db: Database) =>
  db
    .select(torrentColumns)
    .from(torrents)
    .leftJoin(swarms, eq(swarms.torrentId, torrents.id))
    .$dynamic();

/** Newest first: at most `limit` torrents, those after a key when one is given. */
export function listLatestTorrents(
  db: Database,
  limit: number,
  after: TimeAndId | null,
): Promise<TorrentRow[]> {
  const newest = (db: Database) =>
    selectTorrents(db)
      .orderBy(desc(torrents.createdAt), desc(torrents.id))
      .limit(sql.placeholder('limit'));
  if (after === null) return prepared(db, 'torrents_latest', newest).execute({ limit });

  return prepared(db, 'torrents_latest_after', (db) =>
    newest(db).where(olderThan(torrents.createdAt, torrents.id)),
  ).execute({ limit, ...keyValues(after) });
}

/** The torrents of these ids, in the same order; without those that are gone. */
export async function listTorrentsByIds(db: Database, ids: string[]): Promise<TorrentRow[]> {
  if (ids.length === 0) return [];
  const query = prepared(db, 'torrents_by_ids', (db) =>
    selectTorrents(db).where(sql`${torrents.id} = any(${sql.placeholder('ids')}::uuid[])`),
  );
  const found = new Map((await query.execute({ ids })).map((row) => [row.id, row]));
  return ids.flatMap((id) => found.get(id) ?? []);
}

/** The torrent that has one of the hashes, of whichever version. */
export async function findTorrentByInfoHash(
  db: Database,
  infoHashes: string[],
): Promise<TorrentRow | undefined> {
  const query = prepared(db, 'torrent_by_info_hash', (db) => {
    const hashes = sql`any(${sql.placeholder('infoHashes')}::text[])`;
    return selectTorrents(db)
      .where(sql`${torrents.infoHash} = ${hashes} or ${torrents.infoHashV2} = ${hashes}`)
      .limit(1);
  });
  return (await query.execute({ infoHashes }))[0];
}

/** The ids of the torrents that have one of the hashes, by each of their hashes. */
export async function findIdsByInfoHash(
  db: Database,
  infoHashes: string[],
): Promise<Map<string, string>> {
  const { id, infoHash, infoHashV2 } = torrents;
  const rows = await db
    .select({ id, infoHash, infoHashV2 })
    .from(torrents)
    .where(or(anyOf(infoHash, infoHashes), anyOf(infoHashV2, infoHashes)));
  return new Map(
    rows.flatMap((row) =>
      [row.infoHash, row.infoHashV2].flatMap((hash) => (hash === null ? [] : [[hash, row.id]])),
    ) as [string, string][],
  );
}

/** Those of the torrents that are there, and stay, with their hashes, until the transaction ends. */
export async function holdTorrents(db: Database, ids: string[]): Promise<Set<string>> {
  const rows = await db
    .select({ id: torrents.id })
    .from(torrents)
    .where(anyOf(torrents.id, ids))
    .orderBy(torrents.infoHash)
    .for('key share');
  return new Set(rows.map(({ id }) => id));
}

/** The files of each torrent, in order: those with an index below `before`. */
export async function listFilesOf(
  db: Database,
  torrentIds: string[],
  before = Number.POSITIVE_INFINITY,
): Promise<Map<string, FileRow[]>> {
  const lists = new Map<string, FileRow[]>(torrentIds.map((id) => [id, []]));
  if (torrentIds.length === 0) return lists;
  const { torrentId, fileIndex, fileName, fileSize } = files;
  const rows = await db
    .select({ torrentId, fileIndex, fileName, fileSize })
    .from(files)
    .where(
      and(
        anyOf(torrentId, torrentIds),
        Number.isFinite(before) ? lt(fileIndex, before) : undefined,
      ),
    )
    .orderBy(torrentId, fileIndex);
  for (const row of rows) {
    lists.get(row.torrentId)?.push([row.fileIndex, row.fileName, row.fileSize]);
  }
  return lists;
}

export interface TorrentKey {
  /** Which of the two `value` is; an info hash is lower-case hex and finds hybrids by either. */
  by: 'id' | 'infoHash';
  value: string;
}

/** A torrent with its files in order; in one round trip, as every detail page asks for both. */
export async function findTorrentWithFiles(
  db: Database,
  { by, value }: TorrentKey,
): Promise<(TorrentRow & { files: FileRow[] }) | undefined> {
  const query = prepared(db, `torrent_with_files_by_${by}`, (db) => {
    const key = sql.placeholder('key');
    const columns = by === 'id' ? [torrents.id] : [torrents.infoHash, torrents.infoHashV2];
    return db
      .select({
        ...torrentColumns,
        files: sql<FileRow[]>`(
          select coalesce(json_agg(json_build_array(${files.fileIndex}, ${files.fileName}, ${files.fileSize}) order by ${files.fileIndex}), '[]')
          from ${files} where ${eq(files.torrentId, torrents.id)}
        )`,
      })
      .from(torrents)
      .leftJoin(swarms, eq(swarms.torrentId, torrents.id))
      .where(or(...columns.map((column) => eq(column, key))));
  });
  return (await query.execute({ key: value }))[0];
}

export async function hasTorrents(db: Database): Promise<boolean> {
  return (await db.select({ id: torrents.id }).from(torrents).limit(1)).length > 0;
}

/**
 * Whether there is such a file of one torrent. The order is that of the index: where some torrents
 * have very many files, the planner would sooner read the whole table than look one up.
 */
export const isFileThere = (where: SQL | undefined) => sql<boolean>`coalesce((
  select true from ${files} where ${where} order by ${files.torrentId}, ${files.fileIndex} limit 1
), false)`;
