import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import pLimit from 'p-limit';
import { Client, type ClientBase, type ClientConfig } from 'pg';
import type { Logger } from '@/lib/logging';
import {
  type CatalogueWatch,
  CHANGES_CHANNEL,
  type Database,
  type ReadGeneration,
} from './database';

const CONNECT_TIMEOUT_MS = 5_000;
/** Before a lost connection is made anew. */
const RETRY_MS = 1_000;
/** Between one look whether the connection still answers and the next. */
const HEARTBEAT_MS = 1_000;
/** What is known holds so long after the connection last answered. */
const LEASE_MS = 3_000;
/** Longer than a lease, by whichever clock: who has not let go by then relies on nothing any more. */
const PATIENCE_MS = 4_000;
/** Milliseconds for what the connection knows, until the others are asked instead. */
const LEARN_MS = 500;
/** Between one look who still relies on an older generation and the next. */
const LOOK_EVERY_MS = 2;

/** With a generation, the two halves of an advisory lock that no other program takes. */
const LOCK_CLASS = 7_268_002;
/** As much of a generation as the other half has room for. */
const KEYS = 2 ** 31;
const keyOf = (generation: string) => Number(BigInt(generation) % BigInt(KEYS));

export interface OpenWatch extends CatalogueWatch {
  close(): Promise<void>;
}

/**
 * Knows the newest generation of the catalogue by a connection of its own, which is made anew when
 * it is lost. While it does, the connection holds a lock by which `settleCatalogue` sees it; it
 * lets go as soon as it hears of a newer one. Behind a pooler that shares sessions out it gives up.
 */
export function watchCatalogue(
  connection: ClientConfig,
  log: Logger,
  read: ReadGeneration,
): OpenWatch {
  let client: Client | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isListening = false;
  let isClosed = false;
  let learning: Promise<string | null> | null = null;
  let generation: string | null = null;
  let leaseEnd = 0;
  let changes = 0;
  /** The driver wants one question after the other. */
  const inTurn = pLimit(1);

  function forget(): void {
    changes += 1;
    letGo();
  }

  function letGo(): void {
    if (generation !== null) void unlock(client, keyOf(generation));
    generation = null;
  }

  /** Who cannot be told that the lock is not needed is gone, and the lock with the session. */
  const unlock = (holder: Client | null, key: number) =>
    inTurn(() =>
      holder?.query('select pg_advisory_unlock_shared($1, $2)', [LOCK_CLASS, key]),
    ).catch(() => holder?.end());

  /** The lock comes before the last look, so that whoever changes the catalogue after it sees the lock. */
  async function learn(): Promise<string | null> {
    const opened = client;
    if (opened === null || !isListening) return null;
    letGo();
    const before = changes;
    const askedAt = performance.now();
    const db = drizzle(opened, { casing: 'snake_case' }) as unknown as Database;
    const newest = await read(db);
    const key = keyOf(newest);
    const { rows } = await opened.query('select pg_try_advisory_lock_shared($1, $2) as is_held', [
      LOCK_CLASS,
      key,
    ]);
    if (!rows[0].is_held) return null;
    // A lock that is held for nothing would have whoever changes the catalogue wait in vain.
    const isStill = (await read(db).catch(() => null)) === newest && changes === before;
    if (!isStill || client !== opened) {
      void unlock(opened, key);
      return null;
    }
    generation = newest;
    leaseEnd = askedAt + LEASE_MS;
    return newest;
  }

  async function open(): Promise<void> {
    const opened = new Client({
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      query_timeout: LEASE_MS,
      keepAlive: true,
      application_name: 'torrent-streamer watch',
      ...connection,
    });
    client = opened;
    const lose = (error?: Error) => {
      if (client !== opened) return;
      client = null;
      isListening = false;
      generation = null;
      clearTimeout(timer);
      opened.end().catch(() => {});
      if (isClosed) return;
      log.debug({ err: error }, 'changes of the catalogue are not heard of');
      timer = setTimeout(open, RETRY_MS).unref();
    };
    opened.on('error', lose);
    opened.on('end', () => lose());
    opened.on('notification', forget);
    try {
      await opened.connect();
      if (await isShared(opened)) {
        client = null;
        return void opened.end().catch(() => {});
      }
      await opened.query(`listen ${CHANGES_CHANNEL}`);
      isListening = client === opened;
      await beat(opened);
    } catch (error) {
      lose(error as Error);
    }
  }

  /** A connection may be dead and not know it: then what is told is lost. */
  async function beat(opened: Client): Promise<void> {
    while (client === opened) {
      await new Promise((resolve) => {
        timer = setTimeout(resolve, HEARTBEAT_MS).unref();
      });
      if (client !== opened) return;
      const askedAt = performance.now();
      await inTurn(() => opened.query('select 1'));
      leaseEnd = askedAt + LEASE_MS;
    }
  }

  void open();
  return {
    forget,
    known: () => (performance.now() < leaseEnd ? generation : null),
    async learn() {
      // One question for all who wait.
      learning ??= inTurn(learn)
        .catch(() => null)
        .finally(() => {
          learning = null;
        });
      return Promise.race([learning, sleep(LEARN_MS, null, { ref: false })]);
    },
    async close() {
      isClosed = true;
      clearTimeout(timer);
      const open = client;
      client = null;
      await open?.end().catch(() => {});
    },
  };
}

/**
 * Resolves when no process relies on a generation older than the newest. One that does not let go
 * within a lease does not rely on it either: it is stopped, or cut off, and its session is ended.
 */
export async function settleCatalogue(
  db: Database,
  log: Logger,
  read: ReadGeneration,
): Promise<void> {
  const newest = keyOf(await read(db));
  const isOlder = (key: number) => {
    const distance = (newest - key + KEYS) % KEYS;
    return distance > 0 && distance < KEYS / 2;
  };
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const late = (await listHolders(db)).filter(({ key }) => isOlder(key));
    if (late.length === 0) return;
    if (performance.now() > deadline) return endSessions(db, late, log);
    await sleep(LOOK_EVERY_MS);
  }
}

/** Sessions that hold the lock of a generation. */
async function listHolders(db: Database): Promise<{ pid: number; key: number }[]> {
  const found = await db.execute(sql`
    select pid, objid::bigint::text as key from pg_locks
    where locktype = 'advisory' and classid = ${LOCK_CLASS} and objsubid = 2 and granted
      and database = (select oid from pg_database where datname = current_database())`);
  const { rows } = found as unknown as { rows: { pid: number; key: string }[] };
  return rows.map(({ pid, key }) => ({ pid, key: Number(key) }));
}

async function endSessions(db: Database, holders: { pid: number }[], log: Logger): Promise<void> {
  const pids = holders.map(({ pid }) => pid);
  log.warn({ pids }, 'a process does not hear of changes of the catalogue: its session is ended');
  for (const pid of pids) await db.execute(sql`select pg_terminate_backend(${pid}::int)`);
}

/** A pooler gives itself away: the process id of its greeting is not that of the server. */
export async function isShared(client: ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  return rows[0]?.pid !== (client as unknown as { processID: number }).processID;
}
