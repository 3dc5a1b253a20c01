import { type SQL, sql } from 'drizzle-orm';
import type { Database } from '@/db/database';
import { prepared } from '@/db/prepared';
import { torrents, words } from '@/db/schema/torrents';

/** A word of the catalogue, and about how many torrents have it: in the name, or in a file only. */
export interface KnownWord {
  word: string;
  names: number;
  files: number;
}

const columns = { word: words.word, names: words.names, files: words.files };

/** Those of `given` that the catalogue has. */
export async function findWords(db: Database, given: string[]): Promise<Map<string, KnownWord>> {
  if (given.length === 0) return new Map();
  const query = prepared(db, 'words_known', (db) =>
    db
      .select(columns)
      .from(words)
      .where(sql`${words.word} = any(${sql.placeholder('given')}::text[])`),
  );
  return new Map((await query.execute({ given })).map((known) => [known.word, known]));
}

/**
 * Those of the words that no torrent has any more. The index lists all that have one, so ask for rare ones.
 * @param given words by what finds each, a tsquery
 */
export async function listGone(db: Database, given: Map<string, string>): Promise<string[]> {
  if (given.size === 0) return [];
  const query = prepared(db, 'words_gone', (db) =>
    db
      .select({ word: sql<string>`given.word` })
      .from(
        sql`unnest(${sql.placeholder('words')}::text[], ${sql.placeholder('queries')}::text[])
          as given(word, query)`,
      )
      // Apart, as if all were asked for, though only the first is read: for that alone the planner would
      // go through the whole table.
      .where(
        sql`(
          with found as materialized (
            select true from ${torrents} where ${torrents.search} @@ given.query::tsquery
          )
          select true from found limit 1
        ) is null`,
      ),
  );
  const rows = await query.execute({ words: [...given.keys()], queries: [...given.values()] });
  return rows.map(({ word }) => word);
}

/** Lengths of the beginnings that have an index. */
const indexedLengths = [4, 2, 1] as const;

/** What a search must know before it begins, by one statement. */
export interface LookedUp {
  /** Those of the given words that the catalogue has. */
  known: Map<string, KnownWord>;
  /** For each beginning, the words that begin so, those that most names have first. */
  from: Map<string, KnownWord[]>;
  /** The number that was given out last: no torrent has a higher one. */
  lastNumber: number;
}

/**
 * Looks words and beginnings of words up.
 * @param starts beginnings, few of them: each number of them is a statement of its own
 * @param limit words of each beginning
 */
export async function lookUpWords(
  db: Database,
  given: string[],
  starts: string[],
  limit: number,
): Promise<LookedUp> {
  const lengths = starts.map(indexedLengthOf);
  const name = ['words_looked_up', ...lengths].join('_');
  const query = prepared(db, name, (db) => {
    // In a select of its own: so the planner makes nothing of how many they are, and plans but once.
    const known = sql`select null::int as start, word, names, files from ${words}
      where word = any((select ${sql.placeholder('given')}::text[])::text[])`;
    const found = sql.join([known, ...lengths.map(wordsFrom)], sql` union all `);
    return db
      .select({
        lastNumber: sql<number>`last_value`.mapWith(Number),
        start: sql<number | null>`found.start`,
        word: sql<string | null>`found.word`,
        names: sql<number>`found.names`,
        files: sql<number>`found.files`,
      })
      .from(sql`torrents_number_seq left join (${found}) as found on true`);
  });
  const rows = await query.execute({
    given,
    limit,
    ...Object.fromEntries(starts.map((start, place) => [`start${place}`, start])),
  });
  const looked: LookedUp = {
    known: new Map(),
    from: new Map(starts.map((start) => [start, []])),
    lastNumber: rows[0]?.lastNumber ?? 0,
  };
  for (const { start, word, names, files } of rows) {
    if (word === null) continue;
    const found = { word, names, files };
    if (start === null) looked.known.set(word, found);
    else looked.from.get(starts[start] ?? '')?.push(found);
  }
  return looked;
}

function wordsFrom(indexed: number, place: number): SQL {
  const start = sql`${sql.placeholder(`start${place}`)}::text`;
  const beginning = sql.raw(`left(word, ${indexed})`);
  return sql`(
    select ${sql.raw(String(place))}, word, names, files from ${words}
    where ${beginning} = left(${start}, ${sql.raw(String(indexed))}) and starts_with(word, ${start})
    order by ${beginning} desc, names desc limit ${sql.placeholder('limit')}
  )`;
}

/** Characters as PostgreSQL counts them, not UTF-16 units. */
const indexedLengthOf = (start: string) => {
  const { length } = [...start];
  return indexedLengths.find((indexed) => indexed <= length) ?? 1;
};

/** The words that share the most trigrams with each of `given`: at most `limit` for each. */
export async function listWordsLike(
  db: Database,
  given: string[],
  limit: number,
): Promise<(KnownWord & { given: string })[]> {
  if (given.length === 0) return [];
  const query = prepared(db, 'words_like', (db) => {
    const like = sql`lateral (
      select * from ${words} where ${words.word} % wanted.given
      order by similarity(${words.word}, wanted.given) desc, ${words.names} desc
      limit ${sql.placeholder('limit')}
    ) as found`;
    return db
      .select({
        given: sql<string>`wanted.given`,
        word: sql<string>`found.word`,
        names: sql<number>`found.names`,
        files: sql<number>`found.files`,
      })
      .from(sql`unnest(${sql.placeholder('given')}::text[]) as wanted(given), ${like}`);
  });
  return query.execute({ given, limit });
}

/**
 * Counts words that new torrents brought. Those that are frequent are counted now and then only, by
 * as much as they missed meanwhile on average: so batches do not wait for each other at `the`.
 * @param kept words of torrents that were there before: what is known of them is counted already
 */
export async function countWords(
  db: Database,
  brought: KnownWord[],
  kept: KnownWord[],
): Promise<void> {
  const known = await findWords(db, [...new Set([...brought, ...kept].map(({ word }) => word))]);
  await addToWords(db, [
    ...brought.flatMap((given) => counted(given, known.get(given.word), sampled)),
    ...kept.flatMap((given) => counted(given, known.get(given.word), () => [])),
  ]);
}

type Count = (given: KnownWord, before: number) => KnownWord[];

/** That a word is in names at all, or in files, must be known at once: search goes by it. */
function counted(given: KnownWord, known: KnownWord | undefined, count: Count): KnownWord[] {
  const isFirst = (by: 'names' | 'files') => !known?.[by] && given[by] > 0;
  if (known === undefined || isFirst('names') || isFirst('files')) return [given];
  return count(given, known.names + known.files);
}

/** Up to this count a word is counted each time. */
const EXACT_COUNT = 100;
/** Beyond, it is counted for certain when it grows by a tenth, and else by as much of a chance. */
const CERTAIN_GROWTH = 0.1;

function sampled(given: KnownWord, before: number): KnownWord[] {
  const growth = (given.names + given.files) / before;
  const share = before <= EXACT_COUNT ? 1 : Math.min(1, growth / CERTAIN_GROWTH);
  if (Math.random() >= share) return [];
  const scaled = (count: number) => Math.round(count / share);
  return [{ word: given.word, names: scaled(given.names), files: scaled(given.files) }];
}

/**
 * Adds counts to words, and words that are new. One after the other in their order, so that two
 * batches wait for each other rather than in a circle; a word that both bring is counted for both.
 */
async function addToWords(db: Database, rows: KnownWord[]): Promise<void> {
  if (rows.length === 0) return;
  await db.execute(sql`
    insert into ${words} (word, names, files)
    select word, sum(names), sum(files)
    from json_to_recordset(${JSON.stringify(rows)}::json) as given(word text, names int, files int)
    group by word order by word
    on conflict (word) do update set
      names = words.names + excluded.names, files = words.files + excluded.files
  `);
}
