import { and, eq, sql } from 'drizzle-orm';
import { anyOf } from '@/db/any-of';
import type { Database } from '@/db/database';
import { prepared } from '@/db/prepared';
import { titles, torrents } from '@/db/schema/torrents';

export type KnownTitle = typeof titles.$inferSelect;

/** Titles looked at in their order, and again of the most frequent. */
const LOOKED_AT = 400;

/** Lengths of the beginnings that have an index. */
const indexedLengths = [6, 3, 1] as const;

/**
 * Titles that begin with `start`: what is called so and nothing more, then those that the most
 * torrents have; of a short beginning, among the most frequent of those that begin nearly so.
 * @param start folded
 */
export function listTitlesFrom(db: Database, start: string, limit: number): Promise<KnownTitle[]> {
  // Characters as PostgreSQL counts them, not UTF-16 units.
  const length = [...start].length;
  const indexed = indexedLengths.find((indexed) => indexed <= length) ?? 1;
  const query = prepared(db, `titles_from_${indexed}`, (db) => {
    const given = sql`${sql.placeholder('start')}::text`;
    const beginning = sql.raw(`left(title, ${indexed})`);
    const lookedAt = sql.raw(String(LOOKED_AT));
    const found = sql`(
      (
        select * from ${titles}
        where title ~>=~ ${given} and title ~<~ (${given} || U&'\\+10FFFF')
        order by title using ~<~ limit ${lookedAt}
      )
      union
      select * from (
        select * from ${titles} where ${beginning} = left(${given}, ${sql.raw(String(indexed))})
        order by ${beginning} desc, torrents desc limit ${lookedAt}
      ) as frequent where starts_with(title, ${given})
    ) as found`;
    return db
      .select({
        title: sql<string>`found.title`,
        written: sql<string>`found.written`,
        torrents: sql<number>`found.torrents`,
      })
      .from(found)
      .orderBy(
        sql`found.title = ${given} desc`,
        sql`found.torrents desc`,
        sql`length(found.title)`,
        sql`found.title`,
      )
      .limit(sql.placeholder('limit'));
  });
  return query.execute({ start, limit });
}

/** The titles of these torrents, in the order of the ids, each once. */
export async function listTitlesOf(db: Database, torrentIds: string[]): Promise<KnownTitle[]> {
  if (torrentIds.length === 0) return [];
  const query = prepared(db, 'titles_of', (db) =>
    db
      .select({ title: titles.title, written: titles.written, torrents: titles.torrents })
      .from(torrents)
      .innerJoin(titles, sql`${titles.title} = ${torrents.title}`)
      .where(sql`${torrents.id} = any(${sql.placeholder('ids')}::uuid[])`)
      .orderBy(sql`array_position(${sql.placeholder('ids')}::uuid[], ${torrents.id})`),
  );
  const rows = await query.execute({ ids: torrentIds });
  return [...new Map(rows.map((row) => [row.title, row])).values()];
}

/** Those of `given`, folded, that something is called. */
export async function listTitlesAmong(db: Database, given: string[]): Promise<Set<string>> {
  if (given.length === 0) return new Set();
  const query = prepared(db, 'titles_among', (db) =>
    db
      .select({ title: titles.title })
      .from(titles)
      .where(sql`${titles.title} = any((select ${sql.placeholder('given')}::text[])::text[])`),
  );
  return new Set((await query.execute({ given })).map(({ title }) => title));
}

/** What these torrents are called, folded, by their ids. */
export async function titlesById(db: Database, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const { id, title } = torrents;
  const rows = await db.select({ id, title }).from(torrents).where(anyOf(id, ids));
  return new Map(rows.map(({ id, title }) => [id, title]));
}

/** Up to this count a title is counted each time; beyond, one time in so many that it is right. */
const EXACT_COUNT = 100;

/** Counts titles that torrents brought, in their order, so that batches never wait in a circle. */
export async function countTitles(db: Database, brought: KnownTitle[]): Promise<void> {
  if (brought.length === 0) return;
  await db.execute(sql`
    insert into ${titles} (title, written, torrents)
    select given.title, given.written, case
      when known.torrents > ${EXACT_COUNT} then greatest(given.torrents, known.torrents / 10)
      else given.torrents end
    from json_to_recordset(${JSON.stringify(brought)}::json)
      as given(title text, written text, torrents int)
    left join ${titles} as known on known.title = given.title
    where coalesce(known.torrents, 0) <= ${EXACT_COUNT}
      or random() < 10.0 * given.torrents / known.torrents
    order by given.title
    on conflict (title) do update set torrents = titles.torrents + excluded.torrents
  `);
}

/** Those of these titles that are written folded. */
export async function listFolded(db: Database, given: string[]): Promise<string[]> {
  const rows = await db
    .select({ title: titles.title })
    .from(titles)
    .where(and(anyOf(titles.title, given), eq(titles.written, titles.title)));
  return rows.map(({ title }) => title);
}

/** How a title is to be written: as the name of a torrent does that is called so. */
export interface Writing {
  /** Folded. */
  title: string;
  written: string;
  /** Whether it is surely better than how the title is written now. */
  isSure: boolean;
}

/**
 * Changes how titles are written, where that is surely better, or no other torrent is called so.
 * The titles must be locked.
 */
export async function updateWritings(db: Database, writings: Writing[]): Promise<void> {
  if (writings.length === 0) return;
  await db.execute(sql`
    update ${titles} set written = given.written
    from json_to_recordset(${JSON.stringify(writings)}::json)
      as given(title text, written text, "isSure" boolean)
    where ${titles.title} = given.title and titles.written <> given.written
      and (given."isSure" or ${titles.torrents} = 1)
  `);
}

/** Keeps the titles from other writers until the transaction ends. */
export async function lockTitles(db: Database, given: string[]): Promise<void> {
  await db
    .select({ title: titles.title })
    .from(titles)
    .where(anyOf(titles.title, given))
    .orderBy(titles.title)
    .for('update');
}

/** Counts titles that torrents have no more, each as often as it is given; the last one forgets it. */
export async function forgetTitles(db: Database, given: string[]): Promise<void> {
  if (given.length === 0) return;
  // First locked, then looked at: a batch that counts one meanwhile is waited for and seen.
  await lockTitles(db, given);
  await db.execute(sql`
    delete from ${titles} where ${anyOf(titles.title, given)}
      and not exists (select from ${torrents} where ${torrents.title} = ${titles.title})
  `);
  await db.execute(sql`
    update ${titles} set torrents = greatest(1, ${titles.torrents} - gone.count)
    from (
      select title, count(*) from json_array_elements_text(${JSON.stringify(given)}::json) as title
      group by title
    ) as gone
    where ${titles.title} = gone.title
  `);
}
