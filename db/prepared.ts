import type { Database } from './database';
import { type Mapped, mapRowsAtOnce } from './row-mapper';
import { type Executable, untimed } from './timed';

const unnamed = new WeakSet<object>();
const cache = new WeakMap<Database, Map<string, unknown>>();

/** From now on, statements of `db` and of its transactions go out without a name. */
export const withoutStatementNames = (db: Database) => void unnamed.add(dialectOf(db));

/** They have names again, also those of queries that were built before. */
export function withStatementNames(db: Database): void {
  unnamed.delete(dialectOf(db));
  cache.delete(db);
}

/** What a database and its transactions have in common, and with no other database. */
const dialectOf = (db: Database) => (db as unknown as { dialect: object }).dialect;

/**
 * A query that is built once for each database, and whose plan the server keeps under `name`.
 * For reads on the busiest paths; its parameters are `sql.placeholder(…)`.
 */
export function prepared<Query extends Executable>(
  asked: Database,
  name: string,
  build: (db: Database) => { prepare(name: string): Query },
): Query {
  const { db, time } = untimed(asked);
  let queries = cache.get(db);
  if (queries === undefined) {
    queries = new Map();
    cache.set(db, queries);
  }
  let query = queries.get(name) as Query | undefined;
  if (query === undefined) {
    query = build(db).prepare(unnamed.has(dialectOf(db)) ? '' : name);
    mapRowsAtOnce(query as Mapped);
    queries.set(name, query);
  }
  return time(query);
}
