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

/** What a timed database was made of. A weak map of them would cost the garbage collector more than all else. */
const original = Symbol('original');
type Timed = Database & { [original]?: { db: Database; onStatement: OnStatement } };

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
  return Object.assign(Object.create(db), {
    session: timedSession,
    [original]: { db, onStatement },
  });
}

/** The database that statements can be kept of, and how to time one of them. */
export function untimed(db: Database) {
  const made = (db as Timed)[original];
  return {
    db: made?.db ?? db,
    time: <Query extends Executable>(query: Query): Query =>
      made === undefined ? query : timedQuery(query, made.onStatement),
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
