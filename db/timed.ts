import type { Database } from './database';

/** Told of each statement how many milliseconds it took, the wait for a connection included, and its text. */
export type OnStatement = (milliseconds: number, text: string) => void;

/** The parts of Drizzle's session through which every statement goes. */
interface Session {
  prepareQuery(...given: unknown[]): Executable;
  transaction(work: (db: Database) => Promise<unknown>, config?: unknown): Promise<unknown>;
}

/** A statement. */
export interface Executable {
  execute(values?: Record<string, unknown>): Promise<unknown>;
  getQuery(): { sql: string };
}

const originals = new WeakMap<Database, { db: Database; onStatement: OnStatement }>();

/**
 * The same database, which tells of its statements. Explicit, one for each request: asynchronous
 * local storage would cost each of them more than the smallest take (Node 20: 10 µs and more).
 */
export function timed(db: Database, onStatement: OnStatement): Database {
  const session = (db as unknown as { session: Session }).session;
  const timedSession: Session = Object.assign(Object.create(session), {
    prepareQuery: (...given: unknown[]) => timedQuery(session.prepareQuery(...given), onStatement),
    transaction(work: (db: Database) => Promise<unknown>, config?: unknown) {
      let start = performance.now();
      const lap = (text: string) => {
        const now = performance.now();
        onStatement(now - start, text);
        start = now;
      };
      const timedWork = async (db: Database) => {
        lap('begin');
        try {
          return await work(timed(db, onStatement));
        } finally {
          start = performance.now();
        }
      };
      return session.transaction(timedWork, config).finally(() => lap('end'));
    },
  });
  const own: Database = Object.assign(Object.create(db), { session: timedSession });
  originals.set(own, { db, onStatement });
  return own;
}

/** The database that statements can be kept of, and how to time one of them. */
export function untimed(db: Database) {
  const original = originals.get(db);
  return {
    db: original?.db ?? db,
    time: <Query extends Executable>(query: Query): Query =>
      original === undefined ? query : timedQuery(query, original.onStatement),
  };
}

function timedQuery<Query extends Executable>(query: Query, onStatement: OnStatement): Query {
  return Object.assign(Object.create(query), {
    async execute(values?: Record<string, unknown>) {
      const start = performance.now();
      try {
        return await query.execute(values);
      } finally {
        onStatement(performance.now() - start, query.getQuery().sql);
      }
    },
  });
}
