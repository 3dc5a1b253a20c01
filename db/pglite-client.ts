import { statfsSync } from 'node:fs';
import type { PGlite, QueryOptions, Transaction } from '@electric-sql/pglite';

/** Milliseconds between two tries to open a database that gave up. */
const REOPEN_EVERY_MS = 2_000;

/** What is used of PGlite. */
export type Client = Pick<PGlite, 'query' | 'exec' | 'transaction' | 'close'>;

/**
 * A client that lasts as long as the process. PostgreSQL gives up where it cannot write its log;
 * it is opened anew then, as it would be after a crash, when it is next asked for.
 */
export async function openLasting(open: () => Promise<PGlite>): Promise<Client> {
  const openMortal = async () => {
    const client = await open();
    return { client, hasGivenUp: watchLife(client) };
  };
  let current = await openMortal();
  let opening: Promise<void> | null = null;
  let triedAt = Number.NEGATIVE_INFINITY;

  function reopen(): Promise<void> {
    if (opening !== null) return opening;
    if (performance.now() - triedAt < REOPEN_EVERY_MS) return Promise.reject(gaveUp());
    opening = openMortal()
      .then(
        (opened) => {
          current = opened;
        },
        () => Promise.reject(gaveUp()),
      )
      .finally(() => {
        opening = null;
        triedAt = performance.now();
      });
    return opening;
  }

  const use = async <Result>(work: (client: PGlite) => Promise<Result>): Promise<Result> => {
    if (current.hasGivenUp()) await reopen();
    return work(current.client);
  };
  return {
    query: (text, values, options) =>
      use((client) => client.query(text, values, withOwnParsers(client, options))),
    exec: (...given) => use((client) => client.exec(...given)),
    transaction: (work) =>
      use((client) =>
        client.transaction((inner) =>
          work(
            asking(inner, (text, values, options) =>
              inner.query(text, values, withOwnParsers(client, options)),
            ),
          ),
        ),
      ),
    async close() {
      if (!current.hasGivenUp()) await current.client.close();
    },
  };
}

/**
 * Drizzle brings the same nine ways to read values with each query, which PGlite would join anew to its three hundred:
 * two fifths of the time of a small query. The client keeps them instead.
 */
function withOwnParsers(client: PGlite, { parsers, ...options }: QueryOptions = {}): QueryOptions {
  Object.assign(client.parsers, parsers);
  return options;
}

/** The same transaction, which asks in another way. */
const asking = (transaction: Transaction, query: Transaction['query']): Transaction =>
  Object.assign(Object.create(transaction), { query });

/** As PostgreSQL says it to those who are there when it crashes. */
const gaveUp = () => Object.assign(new Error('the embedded database gave up'), { code: '57P02' });

/** The parts of PGlite that its types leave out. */
interface Inside {
  mod: { _PostgresMainLoopOnce(): void; stackRestore(place: number): void };
  POSTGRES_MAIN_LONGJMP: number;
}

/**
 * Whether PostgreSQL has ended, by which nobody is told: PGlite would go on with it in a loop
 * without an end.
 */
function watchLife(client: PGlite): () => boolean {
  let isOver = false;
  const inside = client as unknown as Inside;
  const { mod } = inside;
  const expectAlive = () => {
    if (isOver) throw gaveUp();
  };
  const run = mod._PostgresMainLoopOnce;
  mod._PostgresMainLoopOnce = () => {
    try {
      run();
    } catch (error) {
      const isJump = (error as { status?: number }).status === inside.POSTGRES_MAIN_LONGJMP;
      isOver ||= !isJump;
      throw error;
    }
  };
  // What the loop calls next after an error: the only way out of it.
  const restore = mod.stackRestore;
  mod.stackRestore = (place) => {
    expectAlive();
    restore(place);
  };
  const send = client.execProtocolRawSync.bind(client);
  client.execProtocolRawSync = (message) => {
    // Those who waited for their turn meanwhile.
    expectAlive();
    return send(message);
  };
  return () => isOver;
}

/** Of a statement that takes room. */
const writes = /\b(?:insert|update|delete|create|alter)\b/i;

/**
 * The same client, which writes nothing while its disk has no more room than is to stay free, so
 * that there is room for what PostgreSQL cannot do without. It says so as PostgreSQL would.
 */
export function keepingRoom(client: Client, folder: string, reserveBytes: number): Client {
  const carefully =
    <Asked extends Pick<Transaction, 'query'>>(asked: Asked): Asked['query'] =>
    async (text, ...given) => {
      if (writes.test(text)) expectRoom();
      return asked.query(text, ...given);
    };
  function expectRoom(): void {
    const { bavail, bsize } = statfsSync(folder);
    if (bavail * bsize >= reserveBytes) return;
    throw Object.assign(new Error(`the disk of ${folder} is full`), { code: '53100' });
  }
  return {
    ...client,
    query: carefully(client),
    transaction: (work) => client.transaction((inner) => work(asking(inner, carefully(inner)))),
  };
}
