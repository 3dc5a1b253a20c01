import { and, desc, eq, not, type SQL, sql } from 'drizzle-orm';
import type { Database } from '@/db/database';
import { keyValues, olderThan } from '@/db/keyset';
import { prepared } from '@/db/prepared';
import { swarms, torrents } from '@/db/schema/torrents';
import type { TimeAndId } from '@/lib/cursors';
import { type TorrentRow, torrentColumns } from './torrents';

/** Matches are counted up to here; beyond, the total is a lower bound. */
export const TOTAL_MAX = 10_000;

/**
 * How like a name must be to what was typed (`word_similarity`, 0 to 1). Two letters that
 * changed places in a word of six leave 0.57.
 */
const FUZZY_THRESHOLD = 0.4;

/** Place of an item among the matches: rank ascending, then newest first. */
export interface SearchKey extends TimeAndId {
  rank: number;
}

export interface SearchPage {
  rows: (TorrentRow & { rank: number })[];
  /** At most one more than `TOTAL_MAX`. */
  total: number;
}

/** Parameters of a page: those of the match, and `limit`, `rank`, `time`, `id` of the key. */
type Parameters = Record<string, unknown>;

/**
 * Matches by the words of the name. Rank 0: the name is `title`; 1: it begins with it; 2: others.
 * @param tsquery of the `simple` configuration, its words folded and quoted
 * @param title folded
 */
export function searchByWords(
  db: Database,
  words: { tsquery: string; title: string },
  limit: number,
  after: SearchKey | null,
): Promise<SearchPage> {
  const tsquery = sql`to_tsquery('simple', ${sql.placeholder('tsquery')})`;
  const title = sql`${sql.placeholder('title')}::text`;
  const rank = sql<number>`case
    when ${torrents.nameFolded} = ${title} then 0
    when ${title} <> '' and starts_with(${torrents.nameFolded}, ${title}) then 1
    else 2 end`;
  const matching = sql`${torrents.search} @@ ${tsquery}`;
  const name = after === null ? 'search_words' : 'search_words_after';
  const query = prepared(db, name, (db) => searchQuery(db, rank, matching, after !== null));
  return run(query, words, limit, after);
}

/**
 * Matches by likeness to the name, trigram by trigram. Rank: how unlike, 0 to 1.
 * @param excluded a tsquery of what must not be in the name, or null
 */
export function searchByLikeness(
  db: Database,
  { title, excluded }: { title: string; excluded: string | null },
  limit: number,
  after: SearchKey | null,
): Promise<SearchPage> {
  const placeholder = sql`${sql.placeholder('title')}::text`;
  // Among names that hold the words equally well, the one that holds little else comes first.
  const likeness = sql`0.9 * word_similarity(${placeholder}, ${torrents.nameFolded})
    + 0.1 * similarity(${placeholder}, ${torrents.nameFolded})`;
  const unlikeness = sql<number>`round((1 - (${likeness}))::numeric, 3)::float8`;
  const matching = and(
    sql`${placeholder} <% ${torrents.nameFolded}`,
    excluded === null
      ? undefined
      : not(sql`${torrents.search} @@ to_tsquery('simple', ${sql.placeholder('excluded')})`),
  ) as SQL;
  return db.transaction(async (tx) => {
    await tx.execute(
      sql`select set_config('pg_trgm.word_similarity_threshold', ${String(FUZZY_THRESHOLD)}, true)`,
    );
    const query = searchQuery(tx, unlikeness, matching, after !== null).prepare('');
    return run(query, { title, excluded }, limit, after);
  });
}

/**
 * All matches come from one index and are gathered before they are ordered, so that no query
 * depends on the planner's guess of how words go together.
 */
function searchQuery(db: Database, rank: SQL<number>, matching: SQL, isAfter: boolean) {
  const matches = db.$with('matches').as(
    db
      .select({ id: torrents.id, createdAt: torrents.createdAt, rank: rank.as('rank') })
      .from(torrents)
      .where(matching),
  );
  const counted = db
    .select({ one: sql`1`.as('one') })
    .from(matches)
    .limit(TOTAL_MAX + 1)
    .as('counted');
  const total = db
    .$with('total')
    .as(db.select({ value: sql<number>`count(*)`.mapWith(Number).as('value') }).from(counted));
  const keyRank = sql`${sql.placeholder('rank')}::float8`;
  const page = db.$with('page').as(
    db
      .select()
      .from(matches)
      .where(
        isAfter
          ? sql`${matches.rank} > ${keyRank} or (${matches.rank} = ${keyRank} and ${olderThan(matches.createdAt, matches.id)})`
          : undefined,
      )
      .orderBy(matches.rank, desc(matches.createdAt), desc(matches.id))
      .limit(sql.placeholder('limit')),
  );
  return db
    .with(matches, total, page)
    .select({ total: total.value, rank: page.rank, torrent: torrentColumns })
    .from(total)
    .leftJoin(page, sql`true`)
    .leftJoin(torrents, eq(torrents.id, page.id))
    .leftJoin(swarms, eq(swarms.torrentId, torrents.id))
    .orderBy(page.rank, desc(page.createdAt), desc(page.id));
}

type SearchRow = { total: number; rank: number | null; torrent: Partial<TorrentRow> | null };

/** The total comes on every row, and on a row of its own when the page is empty. */
async function run(
  query: { execute(parameters: Parameters): Promise<unknown[]> },
  match: Parameters,
  limit: number,
  after: SearchKey | null,
): Promise<SearchPage> {
  const key = after && { rank: after.rank, ...keyValues(after) };
  const found = (await query.execute({ ...match, ...key, limit })) as SearchRow[];
  return {
    rows: found.flatMap(({ rank, torrent }) =>
      rank === null || torrent === null ? [] : [{ ...(torrent as TorrentRow), rank }],
    ),
    total: found[0]?.total ?? 0,
  };
}
