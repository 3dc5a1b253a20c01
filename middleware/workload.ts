import { AppError } from '@/lib/errors';
import type { LimitClass } from './rate-limits';

/** Requests for each connection to the database that are worked on: more would only wait there. */
const PER_CONNECTION = 2;
const LEAST = 20;
/** The same of those who wait for a password to be hashed. */
const OF_ACCOUNTS = 100;
/** Those who wait for their turn, at most. */
const WAITING_MAX = 1_000;
/** How long a request waits for its turn when many come at once. */
const BURST_MS = 1_000;
/** A wait that is no sign of too much to do: callers that ask one thing after the other have it. */
const SOON_MS = 200;
/** When nobody had their turn soon for so long, those that come are no burst any more. */
const STANDING_MS = 300;
/** For so long nobody waits then; after that it is tried again whether waits are short … */
const CROWD_MS = { least: 5_000, most: 40_000 } as const;
/** … for so long by waits that are no longer than that; what comes back then stays twice as long. */
const CAUTIOUS_MS = 60_000;

/**
 * What a process works on at a time. When many come at once the others wait, up to a second. Once
 * waits were long for a while, those that come are told at once, so that in a lasting crowd what is
 * taken does not wait as well.
 */
export interface Workload {
  /** Throws `overloaded`; `rate_limited` when `client` alone has half of all there is. */
  run<Result>(limit: LimitClass, client: string, work: () => Promise<Result>): Promise<Result>;
  /** How many requests of each part are worked on, and wait. */
  state(): { part: 'accounts' | 'others'; underWay: number; waiting: number }[];
}

/**
 * Those who sign in wait for passwords to be hashed, and keep nobody else out; probes are answered
 * whatever there is to do.
 * @param connections to the database
 * @param isShared whether one client gets half at most, so that the others are served meanwhile
 */
export function createWorkload(connections: number, isShared: boolean): Workload {
  const ofAccounts = createPart(OF_ACCOUNTS, isShared);
  const others = createPart(Math.max(LEAST, PER_CONNECTION * connections), isShared);
  return {
    run(limit, client, work) {
      if (limit === 'unlimited') return work();
      const isOfAccounts = limit === 'sign-in' || limit === 'sign-up' || limit === 'account';
      return (isOfAccounts ? ofAccounts : others).run(client, work);
    },
    state: () => [
      { part: 'accounts', ...ofAccounts.state() },
      { part: 'others', ...others.state() },
    ],
  };
}

interface Waiting {
  client: string;
  since: number;
  start(): void;
}

function createPart(max: number, isShared: boolean) {
  let crowdUntil = Number.NEGATIVE_INFINITY;
  let crowdMs: number = CROWD_MS.least;
  // Half as many at a time are done twice as soon, and as many of them.
  const places = () => (performance.now() < crowdUntil ? max / 2 : max);
  const underWay = createCounts(places, isShared);
  const waiting = createCounts(() => WAITING_MAX, isShared);
  /** Oldest first. */
  const queue = new Set<Waiting>();
  /** When somebody had their turn soon, or could have had. */
  let soonAt = 0;

  function refusal(client: string, { hasShare }: Counts): AppError {
    // Who alone asks for too much makes no crowd: nobody else is refused for it.
    if (!hasShare(client)) return new AppError('rate_limited', 'Too many requests at once.', [], 1);
    // Not longer for those who ask again at once, or they would keep it up themselves.
    const now = performance.now();
    if (now > crowdUntil) {
      const isBack = now - crowdUntil < CAUTIOUS_MS;
      crowdMs = isBack ? Math.min(2 * crowdMs, CROWD_MS.most) : CROWD_MS.least;
      crowdUntil = now + crowdMs;
    }
    return new AppError('overloaded', 'Too much to do. Try again later.');
  }

  /** Resolves when it is the turn of `client`. */
  function turn(client: string): Promise<void> | void {
    if (underWay.add(client)) return;
    const now = performance.now();
    if (queue.size === 0 || !underWay.isFull()) soonAt = now;
    const isCrowd = now < crowdUntil || now - soonAt > STANDING_MS;
    if (isCrowd) throw refusal(client, underWay);
    if (!waiting.add(client)) throw refusal(client, waiting);
    const patienceMs = now - crowdUntil < CAUTIOUS_MS ? SOON_MS : BURST_MS;
    return new Promise((resolve, reject) => {
      const leave = () => {
        clearTimeout(timer);
        queue.delete(entry);
        waiting.remove(client);
      };
      const entry: Waiting = {
        client,
        since: now,
        start() {
          leave();
          resolve();
        },
      };
      const timer = setTimeout(() => {
        leave();
        reject(refusal(client, underWay));
      }, patienceMs);
      queue.add(entry);
    });
  }

  function startNext(): void {
    if (queue.size === 0) return;
    const now = performance.now();
    for (const entry of queue) {
      if (underWay.isFull()) break;
      if (!underWay.add(entry.client)) continue;
      if (now - entry.since < SOON_MS) soonAt = now;
      entry.start();
    }
  }

  return {
    async run<Result>(client: string, work: () => Promise<Result>): Promise<Result> {
      await turn(client);
      try {
        return await work();
      } finally {
        underWay.remove(client);
        startNext();
      }
    },
    state: () => ({ underWay: underWay.count(), waiting: waiting.count() }),
  };
}

/** How many there are, of all clients and of each. */
interface Counts {
  /** Answers false when there are as many as may be, of all or of `client`. */
  add(client: string): boolean;
  remove(client: string): void;
  isFull(): boolean;
  count(): number;
  hasShare(client: string): boolean;
}

function createCounts(max: () => number, isShared: boolean): Counts {
  const byClient = new Map<string, number>();
  let all = 0;
  const hasShare = (client: string) => !isShared || (byClient.get(client) ?? 0) < max() / 2;
  return {
    hasShare,
    isFull: () => all >= max(),
    count: () => all,
    add(client) {
      if (all >= max() || !hasShare(client)) return false;
      all += 1;
      byClient.set(client, (byClient.get(client) ?? 0) + 1);
      return true;
    },
    remove(client) {
      all -= 1;
      const left = (byClient.get(client) ?? 1) - 1;
      if (left === 0) byClient.delete(client);
      else byClient.set(client, left);
    },
  };
}
