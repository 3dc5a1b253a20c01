import cluster from 'node:cluster';
import { LRUCache } from 'lru-cache';
import {
  type RateLimiterAbstract,
  RateLimiterCluster,
  RateLimiterClusterMaster,
  RateLimiterMemory,
  RateLimiterPostgres,
  RateLimiterRedis,
  RateLimiterRes,
} from 'rate-limiter-flexible';
import { AppError } from './errors';
import type { Redis } from './redis';
import type { Seal } from './seal';

/** How many calls somebody has in each window of time. */
export interface Quota {
  name: string;
  calls: number;
  seconds: number;
}

/** What somebody has left of a quota. */
export interface Share {
  isExceeded: boolean;
  remaining: number;
  /** Whole seconds until all is theirs again, at least one. */
  resetSeconds: number;
}

/** Throws `rate_limited`, saying `why`, when they have asked for more than is theirs. */
export function refuseWhenExceeded({ isExceeded, resetSeconds }: Share, why: string): void {
  if (isExceeded) throw new AppError('rate_limited', why, [], resetSeconds);
}

/** Counts calls by whose they are. */
export interface Counter {
  quota: Quota;
  /** Counts one. */
  take(who: string): Promise<Share>;
  /** Takes back one that should not have counted. */
  giveBack(who: string): Promise<void>;
  /** Whether anything of theirs is counted. */
  knows(who: string): Promise<boolean>;
  /** Has something counted, from now on for the whole window. */
  remember(who: string): Promise<void>;
  forget(who: string): Promise<void>;
}

/** A PostgreSQL that several processes count in, its table `rate_limits`. */
export interface CounterStore {
  query(text: string, values: unknown[]): Promise<unknown>;
}

/** Counts for the processes that this one has forked. */
export const serveCounters = () => void new RateLimiterClusterMaster();

/** Counts in this process, or in the one that forked it. */
export const createLocalCounter = (quota: Quota): Counter =>
  toCounter(quota, new LocalLimiter(optionsOf(quota)));

/** Counts in `store`, where `seal` stands for whose it is: the table is no list of them. Without one, locally. */
export function createCounter(quota: Quota, store: CounterStore | null, seal: Seal): Counter {
  if (store === null) return createLocalCounter(quota);
  const limiter = new RateLimiterPostgres({
    ...optionsOf(quota),
    storeClient: withoutStatementNames(store),
    storeType: 'client',
    tableName: 'rate_limits',
    tableCreated: true,
    // A job does, some rows at a time.
    clearExpiredByTimeout: false,
  });
  return toCounter(quota, limiter, seal);
}

/** Counts in Redis, and as long as that is gone locally. */
export function createSharedCounter(quota: Quota, redis: Redis): Pick<Counter, 'quota' | 'take'> {
  type Script = { keys: string[]; arguments: string[] };
  const limiter = new RateLimiterRedis({
    ...optionsOf(quota),
    keyPrefix: `torrent-streamer:quota:${quota.name}`,
    useRedisPackage: true,
    storeClient: {
      eval: (script: string, options: Script) =>
        redis.ask((client) => client.eval(script, options)),
    },
    insuranceLimiter: new LocalLimiter(optionsOf(quota)),
    // Who has used theirs up is refused without a question.
    inMemoryBlockOnConsumed: quota.calls + 1,
  });
  return toCounter(quota, limiter);
}

const optionsOf = ({ name, calls, seconds }: Quota) => ({
  keyPrefix: name,
  points: calls,
  duration: seconds,
});

/** Of how many callers a counter of this process knows what they asked for. */
const HEARD_MAX = 50_000;

/** Forgets who was heard of longest ago: who has all addresses of a network would fill the memory with counts. */
class LocalLimiter extends (cluster.isWorker ? RateLimiterCluster : RateLimiterMemory) {
  /** From the first one on: it has room for all at once, a megabyte and a half, and most counters are never asked. */
  private heard: LRUCache<string, true> | undefined;

  override consume(who: string) {
    this.hear(who);
    return super.consume(who);
  }

  override block(who: string, seconds: number) {
    this.hear(who);
    return super.block(who, seconds);
  }

  private hear(who: string): void {
    this.heard ??= new LRUCache({
      max: HEARD_MAX,
      dispose: (_, forgotten, reason) => {
        // A count that the first process could not be asked to forget ends with its window.
        if (reason === 'evict') this.delete(forgotten).catch(() => {});
      },
    });
    this.heard.set(who, true);
  }
}

function toCounter(
  quota: Quota,
  limiter: RateLimiterAbstract,
  keyOf: (who: string) => string = (who) => who,
): Counter {
  return {
    quota,
    async take(who) {
      try {
        return toShare(await limiter.consume(keyOf(who)), false);
      } catch (error) {
        if (error instanceof RateLimiterRes) return toShare(error, true);
        throw error;
      }
    },
    async giveBack(who) {
      await limiter.reward(keyOf(who));
    },
    knows: async (who) => (await limiter.get(keyOf(who))) !== null,
    async remember(who) {
      await limiter.block(keyOf(who), quota.seconds);
    },
    async forget(who) {
      await limiter.delete(keyOf(who));
    },
  };
}

const toShare = (result: RateLimiterRes, isExceeded: boolean): Share => ({
  isExceeded,
  remaining: Math.max(0, result.remainingPoints),
  resetSeconds: Math.max(1, Math.ceil(result.msBeforeNext / 1000)),
});

/** A pooler in transaction mode does not know a statement by its name. */
const withoutStatementNames = (store: CounterStore) => ({
  query: ({ text, values }: { text: string; values: unknown[] }) => store.query(text, values),
});
