import type { Counts, Reason, SourceStatus } from './status';

/** A row as SQLite gives it. */
export type Row = Record<string, SqlStorageValue>;

const MAX_REASONS = 10;

export function readStatus(sql: SqlStorage): SourceStatus {
  const source = sql.exec<Row>('SELECT * FROM source').one();
  const { since = null } = sql
    .exec<Row>("SELECT min(opened_at) AS since FROM items WHERE state = 'open'")
    .one();
  return {
    lastRun:
      source.started_at === null || source.started_at === undefined
        ? null
        : {
            startedAt: timeOf(source.started_at),
            endedAt: source.ended_at ? timeOf(source.ended_at) : null,
            ...countsOf(
              sql.exec<Row>(
                'SELECT state, count(*) AS n FROM items WHERE run = ? GROUP BY state',
                source.run ?? null,
              ),
            ),
          },
    total: countsOf(sql.exec<Row>('SELECT state, count(*) AS n FROM items GROUP BY state')),
    waitingSince: since === null ? null : timeOf(since),
    heldBackFor: reasonsOf(sql, 'held-back'),
    rejectedFor: reasonsOf(sql, 'rejected'),
    waitingFor: reasonsOf(sql, 'open'),
    failing:
      source.failing_since === null || source.failing_since === undefined
        ? null
        : { since: timeOf(source.failing_since), reason: String(source.failure) },
  };
}

const timeOf = (ms: SqlStorageValue) => new Date(Number(ms)).toISOString();

function countsOf(rows: Iterable<Row>): Counts {
  const states = new Map([...rows].map(({ state, n }) => [state, Number(n)]));
  const of = (state: string) => states.get(state) ?? 0;
  const pushed = of('created') + of('updated') + of('unchanged');
  return {
    found: [...states.values()].reduce((sum, n) => sum + n, 0),
    pushed,
    created: of('created'),
    updated: of('updated'),
    unchanged: of('unchanged'),
    heldBack: of('held-back'),
    rejected: of('rejected'),
    gone: of('gone'),
    waiting: of('open'),
    dead: of('dead'),
  };
}

function reasonsOf(sql: SqlStorage, state: string): Reason[] {
  const rows = sql.exec<Row>(
    `SELECT reason, count(*) AS n FROM items WHERE state = ? AND reason IS NOT NULL
      GROUP BY reason ORDER BY n DESC, reason LIMIT ?`,
    state,
    MAX_REASONS,
  );
  return [...rows].map(({ reason, n }) => ({ reason: String(reason), count: Number(n) }));
}
