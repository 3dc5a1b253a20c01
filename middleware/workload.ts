import { AppError } from '@/lib/errors';
import { createBestNumber } from './best-number';
import type { Take } from './body-bytes';
import { createCrowd } from './crowd';
import type { LimitClass } from './rate-limits';

/** Requests worked on at a time for each connection to the database: more would only wait there. */
const PER_CONNECTION = 2;
/** Requests worked on at a time, however few connections there are. */
const LEAST = 20;
/** The same for requests that wait for a password to be hashed. */
const OF_ACCOUNTS = 100;
/** Answers in pieces that go out at a time: each holds megabytes for as long as its reader takes. */
const IN_PIECES_MAX = 40;
/** Bytes held of all bodies that are still coming in: a slow sender has us hold what came before. */
const BODIES_MAX_BYTES = 256 * 1024 * 1024;
/** Requests that may wait for their turn. */
const WAITING_MAX = 1_000;

/**
 * Bounds what a process works on at a time. In a burst, the requests beyond that wait, up to a second.
 * In a crowd (see `createCrowd`) fewer are worked on, so that these are served about as fast as ever;
 * a few wait, not for long, and the others are refused at once.
 */
export interface Workload {
  /** Throws `overloaded`; `rate_limited` when `client` alone has half of all there is. */
  run<Result>(limit: LimitClass, client: string, work: () => Promise<Result>): Promise<Result>;
  /** Takes a place for an answer in pieces; the function that it returns gives it back. Throws what `run` does. */
  stay(client: string): () => void;
  /** Counts the bytes that `read` takes of a body, until `read` is done. `take` throws what `run` does. */
  hold<Result>(client: string, read: (take: Take) => Promise<Result>): Promise<Result>;
  /** How many requests of each part are worked on, and how many wait. */
  state(): { part: 'accounts' | 'others'; underWay: number; waiting: number }[];
}

/**
 * Calls of accounts are counted apart: they wait for passwords to be hashed, and shall keep no others
 * out. Probes (`unlimited`) are not counted at all.
 * @param connections to the database
 * @param isShared whether one client gets half of each at most, so that others are served meanwhile
 */
export function createWorkload(connections: number, isShared: boolean): Workload {
  const ofAccounts = createPart(OF_ACCOUNTS, isShared);
  const others = createPart(Math.max(LEAST, PER_CONNECTION * connections), isShared);
  const inPieces = createCounts(() => IN_PIECES_MAX, isShared);
  const bodyBytes = createCounts(() => BODIES_MAX_BYTES, isShared);
  return {
    run(limit, client, work) {
      if (limit === 'unlimited') return work();
      const isOfAccounts = limit === 'sign-in' || limit === 'sign-up' || limit === 'account';
      return (isOfAccounts ? ofAccounts : others).run(client, work);
    },
    stay(client) {
      if (!inPieces.add(client)) throw refusalOf(client, inPieces);
      return () => inPieces.remove(client);
    },
    async hold(client, read) {
      let held = 0;
      try {
        return await read((bytes) => {
          if (!bodyBytes.add(client, bytes)) throw refusalOf(client, bodyBytes);
          held += bytes;
        });
      } finally {
        bodyBytes.remove(client, held);
      }
    },
    state: () => [
      { part: 'accounts', ...ofAccounts.state() },
      { part: 'others', ...others.state() },
    ],
  };
}

const refusalOf = (client: string, { hasShare }: Counts) =>
  hasShare(client)
    ? new AppError('overloaded', 'Too much to do. Try again later.')
    : new AppError('rate_limited', 'Too many requests at once.', [], 1);

interface Waiting {
  client: string;
  since: number;
  start(): void;
}

function createPart(max: number, isShared: boolean) {
  const crowd = createCrowd();
  const isCrowd = () => crowd.isThere(performance.now());
  const ofCrowd = createBestNumber(max / 2);
  const underWay = createCounts(() => (isCrowd() ? ofCrowd.current() : max), isShared);
  // In a crowd few: enough that hardly a place is ever free, and so few that nobody waits long.
  const waiting = createCounts(() => (isCrowd() ? ofCrowd.current() / 2 : WAITING_MAX), isShared);
  /** Oldest first. */
  const queue = new Set<Waiting>();

  function refusal(client: string, counts: Counts): AppError {
    // A client that asks for more than its share alone is no crowd: nobody else is refused for it.
    if (counts.hasShare(client)) crowd.onRefusal(performance.now());
    return refusalOf(client, counts);
  }

  /** Resolves when it is the client's turn. */
  function turn(client: string): Promise<void> | void {
    const now = performance.now();
    const [oldest] = queue;
    if (oldest && isCrowd() && ofCrowd.onWait(oldest.since, now)) startNext();
    if (underWay.add(client)) return crowd.onTurn(0, now);
    if (queue.size === 0 || !underWay.isFull()) crowd.onNoQueue(now);
    if (crowd.isStanding(queue.size, now)) throw refusal(client, underWay);
    if (!waiting.add(client)) throw refusal(client, waiting);
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
      }, crowd.patienceMs(now));
      queue.add(entry);
    });
  }

  function startNext(): void {
    if (queue.size === 0) return;
    const now = performance.now();
    for (const entry of queue) {
      if (underWay.isFull()) break;
      if (!underWay.add(entry.client)) continue;
      crowd.onTurn(now - entry.since, now);
      entry.start();
    }
  }

  return {
    async run<Result>(client: string, work: () => Promise<Result>): Promise<Result> {
      await turn(client);
      const start = performance.now();
      try {
        return await work();
      } finally {
        underWay.remove(client);
        const now = performance.now();
        ofCrowd.onDone(now - start, crowd.isThere(now) && queue.size > 0, now);
        startNext();
      }
    },
    state: () => ({ underWay: underWay.count(), waiting: waiting.count() }),
  };
}

/** Counts of all clients together and of each. */
interface Counts {
  /** False, and counts nothing, when all clients together, or this one, have as much as they may. */
  add(client: string, count?: number): boolean;
  remove(client: string, count?: number): void;
  isFull(): boolean;
  count(): number;
  /** Whether the client has less than it may have at a time. */
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
    add(client, count = 1) {
      if (all >= max() || !hasShare(client)) return false;
      all += count;
      byClient.set(client, (byClient.get(client) ?? 0) + count);
      return true;
    },
    remove(client, count = 1) {
      all -= count;
      const left = (byClient.get(client) ?? count) - count;
      if (left === 0) byClient.delete(client);
      else byClient.set(client, left);
    },
  };
}
