import { setTimeout as sleep } from 'node:timers/promises';
import { attachDatabasePool } from '@vercel/functions';
import { drizzle } from 'drizzle-orm/node-postgres';
import { Client, type ClientBase, type ClientConfig, Pool, types } from 'pg';
import type { PostgresConfig } from '@/lib/config';
import type { Logger } from '@/lib/logging';
import { Refusal } from '@/lib/refusal';
import { isShared, type OpenWatch, settleCatalogue, watchCatalogue } from './catalogue-watch';
import { connectionTo, warnWhenExposed } from './connection';
import { type Database, MIGRATIONS_FOLDER, type OpenDatabase, type PoolState } from './database';
import { runMigrations } from './migrate';
import { pipelineReads } from './pipelined-reads';
import { withoutStatementNames, withStatementNames } from './prepared';
import { noticeSilence, streamOf } from './silence';

/** Milliseconds to wait for a connection before the caller is told that there is none. */
const CONNECT_TIMEOUT_MS = 5_000;

/** Milliseconds that a statement may take beyond its limit before its connection is given up. */
const OVERTIME_MS = 2_000;

/** The number of `text[]` in PostgreSQL's catalogue, which the driver's types leave out. */
const TEXT_ARRAY = 1009 as number as never;

/** Every torrent of a list has some; what needs no unquoting is read at a tenth of the cost. */
const parseTextArray = types.getTypeParser(TEXT_ARRAY);
types.setTypeParser(TEXT_ARRAY, (value) => {
  if (value === '{}') return [];
  return /["\\]|NULL/.test(value) ? parseTextArray(value) : value.slice(1, -1).split(',');
});

/** Any number that no other program takes a lock by. */
const MIGRATION_LOCK = 7_268_001;

/** Milliseconds between two tries to have it. */
const MIGRATION_POLL_MS = 200;

export async function openPostgres(config: PostgresConfig, log: Logger): Promise<OpenDatabase> {
  const connection = connectionTo(config.url, config.ca);
  const connections = [
    connection,
    ...config.replicaUrls.map((url) => connectionTo(url, config.ca)),
  ];
  const [primary, ...replicas] = connections.map((connection) => openPool(connection, config, log));
  if (primary === undefined) throw new Error('there is no address of a database');
  const { pool, db } = primary;
  const watches: OpenWatch[] = [];
  return {
    kind: 'postgresql',
    db,
    replicas: replicas.map(({ db }) => db),
    pools: () => [
      stateOf('primary', pool),
      ...replicas.map(({ pool }, place) => stateOf(`replica-${place + 1}`, pool)),
    ],
    counterStore: { query: (text, values) => pool.query(text, values) },
    watch(read) {
      const watch = watchCatalogue(connection, log, read);
      watches.push(watch);
      return watch;
    },
    settle: (read) => settleCatalogue(db, log, read),
    migrate: (folder) => migrateUnderLock(connection, folder),
    async transfer(mode, work) {
      const { transferPostgres } = await import('./transfer/postgres');
      return transferPostgres(connection, CONNECT_TIMEOUT_MS, mode, work);
    },
    async close() {
      await Promise.all(watches.map((watch) => watch.close()));
      await Promise.all([primary, ...replicas].map((opened) => opened.close()));
    },
  };
}

function openPool(
  connection: ClientConfig,
  { poolMax, isServerless, statementTimeoutMs }: PostgresConfig,
  log: Logger,
) {
  warnWhenExposed(connection, log);
  const pool = new Pool({
    max: poolMax,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    application_name: 'torrent-streamer',
    keepAlive: true,
    pipeline: !isServerless,
    ...connection,
    onConnect: settle,
  });
  const silence = noticeSilence(pool, connection, statementTimeoutMs + OVERTIME_MS, log);
  // A function is frozen as soon as nothing is asked of it: what is idle has to be given back by then.
  const reads = isServerless ? null : pipelineReads(pool);
  if (isServerless) attachDatabasePool(pool);
  pool.on('error', (error) => log.warn({ err: error }, 'idle database connection lost'));
  const db = drizzle(pool, { casing: 'snake_case' }) as unknown as Database;
  withoutStatementNames(db);
  let isBehindPooler: boolean | undefined;
  const close = async () => {
    silence.close();
    reads?.close();
    await pool.end();
  };
  return { pool, db, close };

  /**
   * Whether a pooler is at the other end shows at the first connection, however late that is. It hands
   * each statement to any process of the server: so it keeps no settings of a session, which its role
   * has to have there, and does not find again what was prepared by name.
   */
  async function settle(client: ClientBase): Promise<void> {
    if (isBehindPooler || (isBehindPooler === false && hasStatementTimeout(client))) return;
    const givenUp = setTimeout(() => streamOf(client).destroy(), CONNECT_TIMEOUT_MS);
    try {
      if (isBehindPooler === undefined) {
        isBehindPooler = await isShared(client);
        if (isBehindPooler) return;
        pool.options.statement_timeout ??= statementTimeoutMs;
        withStatementNames(db);
      }
      // Those that come after begin with it; others were on their way already.
      if (hasStatementTimeout(client)) return;
      await client.query(`set statement_timeout = ${statementTimeoutMs}`);
    } finally {
      clearTimeout(givenUp);
    }
  }
}

/** Whether it was opened with a limit of its own. */
const hasStatementTimeout = (client: ClientBase) =>
  Boolean(
    (client as unknown as { connectionParameters: ClientConfig }).connectionParameters
      .statement_timeout,
  );

const stateOf = (name: string, { totalCount, idleCount, waitingCount }: Pool): PoolState => ({
  pool: name,
  busy: totalCount - idleCount,
  idle: idleCount,
  waiting: waitingCount,
});

/** The lock is a transaction's, on a connection of its own: a pooler keeps no other kind. */
async function migrateUnderLock(
  connection: ClientConfig,
  folder = MIGRATIONS_FOLDER,
): Promise<void> {
  const options = { connectionTimeoutMillis: CONNECT_TIMEOUT_MS, ...connection };
  const lock = new Client(options);
  const client = new Client(options);
  try {
    await lock.connect();
    await expectFit(lock);
    while (!(await beginLocked(lock))) await sleep(MIGRATION_POLL_MS);
    await client.connect();
    await runMigrations(drizzle(client, { casing: 'snake_case' }) as unknown as Database, folder);
  } finally {
    await Promise.allSettled([lock.end(), client.end()]);
  }
}

const OLDEST_VERSION = 15;

/** Before anything is made there: some of it would fail in the middle, or only when texts come in. */
async function expectFit(client: Client): Promise<void> {
  const { rows } = await client.query(
    `select current_setting('server_version_num') as number,
      current_setting('server_encoding') as encoding, current_schema() as schema`,
  );
  const { number, encoding, schema } = rows[0];
  const version = Math.floor(number / 10_000);
  if (version < OLDEST_VERSION) {
    throw new Refusal(
      `PostgreSQL ${version} is too old: take version ${OLDEST_VERSION} or a later one.`,
    );
  }
  if (encoding !== 'UTF8') {
    throw new Refusal(
      `The database that DATABASE_URL names has the encoding ${encoding}, which not every text can be kept in: make one with UTF8.`,
    );
  }
  if (schema !== 'public') {
    throw new Refusal(
      `The tables belong into the schema public, and the search_path of DATABASE_URL leads to ${schema ?? 'none'}: have it begin with public.`,
    );
  }
}

/**
 * An index that is built concurrently waits for every snapshot before it: so none may wait for the
 * lock within a statement, nor ask for it with a parameter, whose portal keeps its snapshot.
 */
async function beginLocked(lock: Client): Promise<boolean> {
  await lock.query('begin');
  const { rows } = await lock.query(
    `select pg_try_advisory_xact_lock(${MIGRATION_LOCK}) as is_held`,
  );
  if (!rows[0].is_held) await lock.query('rollback');
  return rows[0].is_held;
}
