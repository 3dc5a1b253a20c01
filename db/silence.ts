import type { Socket } from 'node:net';
import {
  Client,
  type ClientBase,
  type ClientConfig,
  DatabaseError,
  type Pool,
  type PoolClient,
} from 'pg';
import type { Logger } from '@/lib/logging';

/** Milliseconds between one look at who waits for PostgreSQL and the next. */
const LOOK_EVERY_MS = 500;
/** Milliseconds that PostgreSQL gets to say that it is there. */
const PATIENCE_MS = 3_000;
/** Milliseconds that an answer is good for. */
const TRUST_MS = 1_000;

type Callback = (error: Error | undefined, client?: PoolClient, release?: unknown) => void;

/** A connection that is in use. */
interface Use {
  /** That have come by it. */
  bytes: number;
  /** When the last of them came. */
  since: number;
}

/**
 * Gives PostgreSQL up when it hangs, which no limit of its own tells of. Whoever waits for it makes
 * it be asked, by a connection apart, whether it is there. While it does not say so, everybody is
 * told at once, and it is asked again.
 * @param connection how it is reached
 * @param statementMs after which a connection that says nothing is dead, whatever others do
 */
export function noticeSilence(
  pool: Pool,
  connection: ClientConfig,
  statementMs: number,
  log: Logger,
): { close(): void } {
  const clients = new Set<PoolClient>();
  const uses = new Map<PoolClient, Use>();
  /** Those who wait for a connection. */
  const waiting = new Map<(error: Error) => void, number>();
  let isSilent = false;
  let isAsking = false;
  let trustedUntil = 0;

  pool.on('connect', (client) => {
    clients.add(client);
    // The pool listens while it is idle; in a transaction nobody does, which would end the process.
    client.on('error', () => {});
  });
  pool.on('remove', (client) => {
    clients.delete(client);
    uses.delete(client);
  });
  pool.on('acquire', (client) => uses.set(client, { bytes: -1, since: performance.now() }));
  pool.on('release', (_error, client) => uses.delete(client));

  const connect = pool.connect.bind(pool) as (callback?: Callback) => Promise<PoolClient>;
  const connectUnlessSilent = (callback?: Callback) => {
    if (callback === undefined) return untilSilent(connect()).then(releasedOnce);
    if (!isSilent && pool.idleCount > 0) return void connect(callback);
    untilSilent(isSilent ? Promise.reject(silence()) : connect()).then(
      (client) => callback(undefined, client, client.release),
      (error) => callback(error),
    );
  };
  pool.connect = connectUnlessSilent as typeof pool.connect;

  /** Who waited until nobody waits any more gives back what comes after all. */
  function untilSilent(asked: Promise<PoolClient>): Promise<PoolClient> {
    if (isSilent) {
      asked.then((client) => client.release()).catch(() => {});
      return Promise.reject(silence());
    }
    return new Promise((resolve, reject) => {
      waiting.set(reject, performance.now());
      asked.then(
        (client) => (waiting.delete(reject) ? resolve(client) : client.release()),
        (error) => {
          waiting.delete(reject);
          reject(error);
        },
      );
    });
  }

  function look(): void {
    const now = performance.now();
    let isWaiting = isSilent;
    for (const since of waiting.values()) isWaiting ||= now - since >= LOOK_EVERY_MS;
    for (const [client, use] of uses) {
      const bytes = bytesOf(client);
      if (bytes !== use.bytes) Object.assign(use, { bytes, since: now });
      isWaiting ||= now - use.since >= LOOK_EVERY_MS;
      if (now - use.since > statementMs) streamOf(client).destroy();
    }
    if (isWaiting && !isAsking && now >= trustedUntil) void ask();
  }

  /** What has come on any connection meanwhile is an answer as well. */
  async function ask(): Promise<void> {
    isAsking = true;
    const before = new Map([...clients].map((client) => [client, bytesOf(client)]));
    const isThere =
      (await answers(connection)) ||
      [...before].some(([client, bytes]) => clients.has(client) && bytesOf(client) !== bytes);
    isAsking = false;
    if (isThere) trustedUntil = performance.now() + TRUST_MS;
    if (isThere === !isSilent) return;
    isSilent = !isThere;
    if (!isSilent) return log.info('PostgreSQL answers again');
    log.warn('PostgreSQL does not answer: nobody waits for it');
    for (const reject of waiting.keys()) reject(silence());
    waiting.clear();
    for (const client of clients) streamOf(client).destroy();
  }

  const timer = setInterval(look, LOOK_EVERY_MS).unref();
  return { close: () => clearInterval(timer) };
}

/** As PostgreSQL's clients call a connection that failed. */
const silence = () => Object.assign(new Error('PostgreSQL does not answer'), { code: '08006' });

export const streamOf = (client: ClientBase) =>
  (client as unknown as { connection: { stream: Socket } }).connection.stream;

const bytesOf = (client: PoolClient) => streamOf(client).bytesRead;

/**
 * Given back when its connection ends, and to be given back again: Drizzle keeps one for ever on
 * which a transaction could not begin.
 */
function releasedOnce(client: PoolClient): PoolClient {
  const giveBack = client.release;
  const end = () => client.release(true);
  let isReleased = false;
  client.release = (isBroken) => {
    if (isReleased) return;
    isReleased = true;
    client.off('end', end);
    giveBack(isBroken);
  };
  client.once('end', end);
  return client;
}

async function answers(connection: ClientConfig): Promise<boolean> {
  const client = new Client({
    ...connection,
    connectionTimeoutMillis: PATIENCE_MS,
    query_timeout: PATIENCE_MS,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch (error) {
    // That it lets nobody in, for whatever reason, is an answer.
    return error instanceof DatabaseError;
  } finally {
    client.end().catch(() => {});
    streamOf(client).destroySoon();
  }
}
