import { eq, type SQL, sql } from 'drizzle-orm';
import type { Facet, Order } from '@/contracts/torrents';
import type { Database } from '@/db/database';
import { prepared } from '@/db/prepared';
import { swarms, torrents } from '@/db/schema/torrents';
import { type TorrentRow, torrentColumns } from './torrents';

/** What has to hold of a match. */
export interface Conditions {
  /** Words and labels, tsqueries that must all hold: answered by the text index. */
  parts: string[];
  /** A tsquery of the part of the catalogue that is looked at, a stretch or some sizes; null: all. */
  within: string | null;
  /** A tsquery that each match is held against besides, or null … */
  recheck: string | null;
  /** … unless it is one of these, which were looked at already. */
  inFiles: string[];
  minSize: number | null;
  maxSize: number | null;
  yearFrom: number | null;
  yearTo: number | null;
  hasSeeders: boolean;
}

/** What a match is compared with, to say how good it is. Folded. */
export interface Likeness {
  title: string;
  /** The title without the year at its end, and that year. */
  titleBeforeYear: string | null;
  titleYear: number | null;
  /** A tsquery of the words in their order; null when there is but one. */
  inOrder: string | null;
  /** The same of words that may have a few others between; null when there is but one, or many. */
  near: string | null;
  /** A tsquery that a match has in its name, or else in files only; null when all have it there. */
  inName: string | null;
}

/** Place of a match: by rank, the lowest first, then by what ties it, the highest first. */
export interface SearchKey {
  rank: number;
  tie: string;
}

export interface Match extends SearchKey {
  id: string;
  /** What a list shows of it; null beyond as many as were asked for. */
  row: TorrentRow | null;
}

/** How many torrents have which value of a facet. */
export interface FacetCount {
  facet: Facet;
  value: string;
  count: number;
}

export interface Matches {
  /** At most as many as asked for, those after the key when there was one. */
  matches: Match[];
  /** How many there are from there on. */
  count: number;
  /** How many torrents were looked at for it. */
  examined: number;
  /** Counts of them all, the most frequent values; none unless asked for. */
  facets: FacetCount[];
}

/**
 * A value, in a select of its own: the planner makes nothing of it, so that a plan made for it is no
 * better than one made for any, and PostgreSQL plans once for each connection, not for each search.
 */
const given = (name: string, type: string) =>
  sql`(select ${sql.placeholder(name)}::${sql.raw(type)})`;

/** In a place where it is looked up for each match; a join could read the whole table. */
const seeders = sql`coalesce((
  select ${swarms.seeders} from ${swarms} where ${eq(swarms.torrentId, torrents.id)}
), 0)`;

const begins = (start: SQL) =>
  sql`(starts_with(${torrents.nameFolded}, ${start}) or starts_with(${torrents.title}, ${start}))`;

/** 0: the very title; 1: begins with it; 2: with part of a word; 3: has it in order; 4: and near; 5: has it; 6: in files only. */
const tier = sql`case
  when ${given('title', 'text')} = '' then 5
  when ${torrents.title} = ${given('title', 'text')}
    or ${torrents.nameFolded} = ${given('title', 'text')}
    or (${torrents.title} = ${given('titleBeforeYear', 'text')} and ${torrents.year} = ${given('titleYear', 'int')})
    then 0
  when ${begins(sql`(${given('title', 'text')} || ' ')`)} then 1
  when not ts_match_vq(${torrents.search}, ${given('inName', 'tsquery')}) then 6
  when ${begins(given('title', 'text'))} then 2
  when ts_match_vq(${torrents.search}, ${given('inOrder', 'tsquery')}) then 3
  when ts_match_vq(${torrents.search}, ${given('near', 'tsquery')}) then 4
  else 5 end`;

/** Seeders by powers of two, so that age decides among swarms that are about as large: 0 to 31. */
const health = sql`floor(ln(1 + (${seeders})::float8) / ln(2::float8))`;
/** Among equals in all else, what is called so and nothing more comes first. */
const more = sql`(${torrents.nameFolded} <> ${given('title', 'text')})::int`;

/** Ranks of a tier: the next tier's best comes after its worst. */
const TIER = 64;
/** Whether the rank, by relevance among names and files, is of what has the words in files only. */
export const isInFilesOnly = (rank: number) => rank > 5 * TIER + 1;

const ranks: Record<Order, SQL> = {
  relevance: sql`(${tier}) * ${sql.raw(String(TIER))} - ${health} * 2 + ${more}`,
  newest: sql`0`,
  size: sql`-${torrents.sizeBytes}`,
  seeders: sql`-${seeders}`,
};

const byNumber = { column: torrents.number, type: 'bigint' };
const byId = { column: torrents.id, type: 'uuid' };
const ties = { relevance: byNumber, newest: byNumber, size: byId, seeders: byId };

const withinLimits = sql`
  (${given('recheck', 'tsquery')} is null or ts_match_vq(${torrents.search}, ${given('recheck', 'tsquery')})
    or ${torrents.id} = any(${given('inFiles', 'uuid[]')}::uuid[]))
  and (${given('minSize', 'bigint')} is null or ${torrents.sizeBytes} >= ${given('minSize', 'bigint')})
  and (${given('maxSize', 'bigint')} is null or ${torrents.sizeBytes} <= ${given('maxSize', 'bigint')})
  and (${given('yearFrom', 'int')} is null or ${torrents.year} >= ${given('yearFrom', 'int')})
  and (${given('yearTo', 'int')} is null or ${torrents.year} <= ${given('yearTo', 'int')})
  and (not ${given('hasSeeders', 'boolean')} or ${seeders} > 0)`;

/**
 * As the planner cannot guess how words go together, it takes the text index, whatever was typed.
 * Each part is a condition of its own, what it is within first: so the index goes from one match of
 * all to the next, and not through all that one of them has.
 */
const inTextIndex = ({ parts, within }: Conditions) =>
  sql.join(
    [...(within === null ? [] : ['within']), ...parts.map((_, place) => `part${place}`)].map(
      (name) => sql`${torrents.search} @@ ${given(name, 'tsquery')}`,
    ),
    sql` and `,
  );
const inText = sql`ts_match_vq(${torrents.search}, ${given('tsquery', 'tsquery')})`;

export interface Ask {
  conditions: Conditions;
  likeness: Likeness;
  limit: number;
  after: SearchKey | null;
  withFacets: boolean;
}

/**
 * All that match, ranked. Each is looked at: the conditions must hold of a bounded number.
 * @param most when more than these match, one more is looked at, and what is answered is not all
 */
export const rankMatches = (
  db: Database,
  order: Order,
  ask: Ask,
  except: string[] = [],
  most?: number,
) =>
  read(
    db,
    [
      `search_${order}_${ask.conditions.parts.length}`,
      ...(ask.conditions.within === null ? [] : ['within']),
      ...(most === undefined ? [] : [`most_${most}`]),
    ].join('_'),
    order,
    ask,
    { except },
    () => ({
      where: sql`${inTextIndex(ask.conditions)}
        and ${torrents.id} not in (select unnest(${given('except', 'uuid[]')}))
        ${most === undefined ? sql`` : sql`limit ${sql.raw(String(most + 1))}`}`,
    }),
  );

/** Titles looked at of those that are the words, and of those that begin with them. */
const TITLES_MAX = 50;

/**
 * The best of those that have the words for their title or at its beginning, however old: all of
 * them, whatever the limit.
 * @param before a number of the catalogue: what came later does not count
 */
export const rankTitles = (db: Database, ask: Ask, before: number): Promise<Matches> =>
  read(db, 'search_titles', 'relevance', ask, { before }, () => ({
    where: sql`${torrents.id} in (${idsByTitle()}) and ${inText}`,
    isToTheEnd: true,
  }));

function idsByTitle(): SQL {
  const some = (condition: SQL, order: SQL) => sql`(
    select ${torrents.id} from ${torrents}
    where ${condition} and ${torrents.number} < ${given('before', 'bigint')}
    order by ${order} limit ${sql.raw(String(TITLES_MAX))}
  )`;
  const title = given('title', 'text');
  const is = sql`${torrents.title} = ${title}`;
  const isOfYear = sql`${torrents.title} = ${given('titleBeforeYear', 'text')}
    and ${torrents.year} = ${given('titleYear', 'int')}`;
  const begins = sql`${torrents.title} ~>~ ${title}
    and ${torrents.title} ~<~ (${title} || U&'\\+10FFFF')`;
  return sql`
    ${some(is, sql`${torrents.year} desc, ${torrents.number} desc`)}
    union ${some(isOfYear, sql`${torrents.number} desc`)}
    union ${some(begins, sql`${torrents.title} using ~<~`)}`;
}

/** Torrents looked at one after the other, where all that match are too many to be sorted … */
const WALK_MAX = 20_000;
/** … until so many match: what is left of an ordered list is in its order. */
const WALKED_MATCHES = 400;

/**
 * Those that match among the largest, or among those with the most seeders: of a common word there
 * are enough of them. When there are fewer than asked for, those further down may be missing.
 */
export const walkMatches = (db: Database, order: 'size' | 'seeders', ask: Ask): Promise<Matches> =>
  read(db, `search_walk_${order}`, order, ask, {}, () => ({
    from: walked[order](ask.after),
    where: sql`${inText} and ${withinLimits} limit ${sql.raw(String(WALKED_MATCHES))}`,
  }));

const walked = {
  size: (after: SearchKey | null) => sql`(
    select * from ${torrents} where true ${inOrder(sql`size_bytes`, sql`id`, after)}
  ) as ${torrents}`,
  seeders: (after: SearchKey | null) => sql`(
    select torrent_id from ${swarms} where seeders > 0 ${inOrder(sql`seeders`, sql`torrent_id`, after)}
  ) as seeded cross join lateral (
    select * from ${torrents} where id = seeded.torrent_id offset 0
  ) as ${torrents}`,
};

const inOrder = (column: SQL, id: SQL, after: SearchKey | null) => sql`
  ${
    after === null
      ? sql``
      : sql`and (${column}, ${id}) < ((-${given('rank', 'float8')})::bigint, ${given('tie', 'uuid')})`
  }
  order by ${column} desc, ${id} desc limit ${sql.raw(String(WALK_MAX))}`;

const facetColumns = sql`, ${torrents.kind} as kind, ${torrents.year} as year,
  ${torrents.resolution} as resolution, ${torrents.license} as license, ${torrents.source} as source`;

/** Values of a facet that are told. */
const VALUES_MAX = 100;

const facetCounts = (isWanted: SQL) => sql`
  select json_agg(json_build_object('facet', facet, 'value', value, 'count', count))
  from (
    select facet, value, count(*)::int as count,
      row_number() over (partition by facet order by count(*) desc, value) as place
    from examined cross join lateral (values
      ('kind', kind), ('year', year::text), ('resolution', resolution), ('license', license),
      ('source', source)
    ) as fact(facet, value)
    where ${isWanted} and value is not null
    group by facet, value
  ) as counts
  where place <= ${sql.raw(String(VALUES_MAX))}`;

/** Those beyond the limit, in their order. */
const restOf = (isWanted: SQL) => sql`
  select json_agg(json_build_object('id', id, 'rank', rank, 'tie', tie::text))
  from (
    select * from examined where ${isWanted}
    order by rank, tie desc offset ${given('limit', 'bigint')}
  ) as rest`;

/** The row of each match: looked up for it, as above. */
const rowsOfFound = {
  torrents: (db: Database) =>
    db.select().from(torrents).where(eq(torrents.id, sql`found.id`)).limit(1),
  swarms: (db: Database) =>
    db.select().from(swarms).where(eq(swarms.torrentId, sql`found.id`)).limit(1),
};

interface Source {
  from?: SQL;
  where: SQL;
  /** Lists what is beyond the limit as well. */
  isToTheEnd?: boolean;
}

/** Said once, by the first of the rows. */
const onFirst = (value: SQL) => sql`case when row_number() over () = 1 then (${value}) end`;

async function read(
  db: Database,
  name: string,
  order: Order,
  { conditions, likeness, limit, after, withFacets }: Ask,
  more: Record<string, unknown>,
  source: () => Source,
): Promise<Matches> {
  const { column, type } = ties[order];
  const variant = `${name}${after === null ? '' : '_after'}${withFacets ? '_facets' : ''}`;
  const query = prepared(db, variant, (db) => {
    const { from = sql`${torrents}`, where, isToTheEnd = false } = source();
    const place = sql`(rank > ${given('rank', 'float8')}
      or (rank = ${given('rank', 'float8')} and tie < ${given('tie', type)}))`;
    const isWanted = sql`rank is not null ${after === null ? sql`` : sql`and ${place}`}`;
    const found = sql`(
      with examined as materialized (
        select ${torrents.id} as id, ${column} as tie,
          case when ${withinLimits} then (${ranks[order]})::float8 end as rank
          ${withFacets ? facetColumns : sql``}
        from ${from} where ${where}
      )
      select page.id, page.rank, page.tie as page_tie, page.tie::text as tie, totals.count, totals.examined,
        ${isToTheEnd ? onFirst(restOf(isWanted)) : sql`null::json`} as rest,
        ${withFacets ? onFirst(facetCounts(isWanted)) : sql`null::json`} as facets
      from (
        select count(*)::int as examined, (count(*) filter (where ${isWanted}))::int as count
        from examined
      ) as totals
      left join lateral (
        select * from examined where ${isWanted}
        order by rank, tie desc limit ${given('limit', 'bigint')}
      ) as page on true
    ) as found`;
    return db
      .select({
        id: sql<string | null>`found.id`,
        row: torrentColumns,
        rank: sql<number>`found.rank`.mapWith(Number),
        tie: sql<string>`found.tie`,
        count: sql<number>`found.count`,
        examined: sql<number>`found.examined`,
        rest: sql<Omit<Match, 'row'>[] | null>`found.rest`,
        facets: sql<FacetCount[] | null>`found.facets`,
      })
      .from(found)
      .leftJoinLateral(rowsOfFound.torrents(db).as('torrents'), sql`true`)
      .leftJoinLateral(rowsOfFound.swarms(db).as('swarms'), sql`true`)
      .orderBy(sql`found.rank, found.page_tie desc`);
  });
  const { parts, ...others } = conditions;
  const values: Record<string, unknown> = Object.assign({ limit }, others, likeness, after, more);
  for (const [place, part] of parts.entries()) values[`part${place}`] = part;
  values.tsquery = parts.join(' & ');
  const rows = await query.execute(values);
  const matches: Match[] = [];
  for (const { id, rank, tie, row } of rows) {
    if (id !== null)
      matches.push({ id, rank, tie, row: row.id === null ? null : (row as TorrentRow) });
  }
  for (const match of rows.find(({ rest }) => rest !== null)?.rest ?? []) {
    matches.push({ row: null, ...match });
  }
  return {
    matches,
    count: rows[0]?.count ?? 0,
    examined: rows[0]?.examined ?? 0,
    facets: rows.find(({ facets }) => facets !== null)?.facets ?? [],
  };
}
