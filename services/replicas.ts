import type { Database, OpenDatabase } from '@/db/database';
import { isConflict, isUnavailable } from '@/db/errors';
import { readGeneration } from '@/db/repositories/generations';
import type { Logger } from '@/lib/logging';
import type { Generation } from './context';

/** Milliseconds that a replica is left alone after it did not answer. */
const PAUSE_MS = 5_000;
/** Milliseconds between two questions to a replica that lags behind. */
const ASK_EVERY_MS = 50;

/** Does `work`, which only reads the catalogue, with a database that has all of its newest generation. */
export type ReadCatalogue = <Result>(work: (db: Database) => Promise<Result>) => Promise<Result>;

interface Replica {
  db: Database;
  /** The newest generation that it was seen to have. */
  generation: string | null;
  restsUntil: number;
}

/**
 * Reads from replicas in turn. One that lags behind, or does not answer, is passed over, so that
 * nobody reads what was before: the primary is always there.
 */
export function createReadCatalogue(
  { db: primary, replicas: databases }: OpenDatabase,
  generation: Generation,
  log: Logger,
): ReadCatalogue {
  if (databases.length === 0) return (work) => work(primary);
  const replicas = databases.map((db): Replica => ({ db, generation: null, restsUntil: 0 }));
  let turn = 0;

  async function hasAll(replica: Replica, current: string): Promise<boolean> {
    if (replica.generation === current) return true;
    // Others are answered by the primary meanwhile.
    replica.restsUntil = Number.POSITIVE_INFINITY;
    replica.generation = await readGeneration(replica.db);
    const isThere = replica.generation === current;
    replica.restsUntil = isThere ? 0 : performance.now() + ASK_EVERY_MS;
    return isThere;
  }

  async function findReplica(): Promise<Replica | null> {
    const current = await generation.current();
    for (let tries = 0; tries < replicas.length; tries++) {
      const replica = replicas[turn++ % replicas.length];
      if (replica === undefined || performance.now() < replica.restsUntil) continue;
      if (await hasAll(replica, current).catch((error) => passOver(replica, error))) return replica;
    }
    return null;
  }

  /** Throws what is no fault of the replica. */
  function passOver(replica: Replica, error: unknown): false {
    const isFaultOfIts = isUnavailable(error) || isConflict(error);
    replica.restsUntil = isFaultOfIts ? performance.now() + PAUSE_MS : 0;
    if (!isFaultOfIts) throw error;
    log.warn({ err: error }, 'a replica does not answer: the primary does');
    return false;
  }

  return async (work) => {
    const replica = await findReplica();
    if (replica === null) return work(primary);
    try {
      return await work(replica.db);
    } catch (error) {
      passOver(replica, error);
      return work(primary);
    }
  };
}
