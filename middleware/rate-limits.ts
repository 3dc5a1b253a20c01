import { LRUCache } from 'lru-cache';
import { AppError } from '@/lib/errors';
import {
  type Counter,
  createLocalCounter,
  createSharedCounter,
  type Quota,
  refuseWhenExceeded,
  type Share,
} from '@/lib/quota';
import type { Redis } from '@/lib/redis';
import { sha256 } from '@/lib/tokens';
import type { Actor } from '@/services/context';
import type { Answer, IncomingRequest } from './messages';
import { problemTypes } from './problems';

const MINUTE = 60;

/**
 * What each caller may ask for, by class of endpoint; many may share an address. `unlimited` is
 * for probes.
 */
const quotas = {
  'sign-up': { calls: 60, seconds: 10 * MINUTE },
  'sign-in': { calls: 120, seconds: 5 * MINUTE },
  account: { calls: 300, seconds: MINUTE },
  /**
   * Bodies of megabytes, which nobody brings often: to read one takes a processor a second or two. Of an account, and of all
   * that are signed in at an address.
   */
  import: { calls: 30, seconds: 10 * MINUTE },
  search: { calls: 300, seconds: MINUTE },
  read: { calls: 1_200, seconds: MINUTE },
  write: { calls: 600, seconds: MINUTE },
  ingest: { calls: 1_200, seconds: MINUTE },
  page: { calls: 600, seconds: MINUTE },
} satisfies Record<string, Omit<Quota, 'name'>>;

/** All calls of those who are signed in at one address: accounts are free, and many of them one machine's. */
const ADDRESS: Quota = { name: 'address', calls: 4_000, seconds: MINUTE };

/** Refusals of who is not let in: more is a search for a token or a key. */
const REFUSALS: Quota = { name: 'refusal', calls: 600, seconds: MINUTE };

/** Addresses that search, and keys that were right, which are remembered. */
const REMEMBERED = 10_000;

const TOO_MANY = 'Too many requests. Try again later.';

/** Which quota a call counts against. */
export type LimitClass = keyof typeof quotas | 'unlimited';

type CallCounter = Pick<Counter, 'quota' | 'take'>;

export interface RateLimits {
  counters: ReadonlyMap<LimitClass, CallCounter>;
  addresses: CallCounter;
  refusals: CallCounter;
  /** Addresses whose refusals of keys are used up, until all are theirs again. */
  searching: LRUCache<string, true>;
  /** Keys that were right, each with where it came from. */
  known: LRUCache<string, true>;
}

/**
 * Counts calls in Redis where there is one, else in this process: PostgreSQL would take longer to
 * count than to answer most of them.
 */
export function createRateLimits(redis: Redis | null): RateLimits {
  const create = (quota: Quota) =>
    redis === null ? createLocalCounter(quota) : createSharedCounter(quota, redis);
  const counters = Object.entries(quotas).map(
    ([name, quota]) => [name as LimitClass, create({ name, ...quota })] as const,
  );
  return {
    counters: new Map(counters),
    addresses: create(ADDRESS),
    refusals: create(REFUSALS),
    searching: new LRUCache({ max: REMEMBERED }),
    known: new LRUCache({ max: REMEMBERED }),
  };
}

/** Addresses of who called, the nearest first. */
export function addressesOf(request: Pick<IncomingRequest, 'header' | 'remoteAddress'>): string[] {
  const forwarded = request.header('x-forwarded-for')?.split(',').reverse() ?? [];
  const nearest = request.remoteAddress === null ? [] : [request.remoteAddress];
  return [...nearest, ...forwarded.map((address) => address.trim())];
}

/** Counts the call, and tells the answer's headers how the caller stands. Throws `rate_limited`. */
export async function countCall(
  limits: RateLimits,
  limitClass: LimitClass,
  actor: Actor,
  request: IncomingRequest,
  client: string,
  headers: Answer['headers'],
): Promise<void> {
  const counter = limits.counters.get(limitClass);
  if (counter === undefined) return;
  const addresses = limitClass === 'import' ? counter : limits.addresses;
  const [share, ofAddress] = await Promise.all([
    counter.take(callerOf(actor, request, client)),
    actor.kind === 'user' ? addresses.take(client) : null,
  ]);
  Object.assign(headers, describe(counter.quota, share));
  refuseWhenExceeded(share, TOO_MANY);
  if (!ofAddress?.isExceeded) return;
  Object.assign(headers, describe(addresses.quota, ofAddress));
  refuseWhenExceeded(ofAddress, TOO_MANY);
}

/** The same for a page: they search as the API does. Throws `rate_limited`. */
export async function countPage(
  limits: RateLimits,
  client: string,
  headers: Answer['headers'],
): Promise<void> {
  const counter = limits.counters.get('page');
  if (counter === undefined) return;
  const share = await counter.take(client);
  Object.assign(headers, describe(counter.quota, share));
  refuseWhenExceeded(share, TOO_MANY);
}

/**
 * Lets in by `admit`, and counts whom it refuses, which the answer's headers tell. Who searches for a key is refused unseen,
 * be it right, unless it was right from there before. Throws `rate_limited`.
 * @param sent the key; null for a token, which is signed, so that no search finds one
 */
export async function admitUnlessSearching(
  limits: RateLimits,
  sent: string | null,
  client: string,
  headers: Answer['headers'],
  admit: () => Promise<Actor>,
): Promise<Actor> {
  const { refusals, searching, known } = limits;
  const key = sent === null ? null : sha256(`${client} ${sent}`);
  if (key !== null && !known.has(key)) refuseWhileSearching(limits, client, headers);
  try {
    const actor = await admit();
    if (key !== null) known.set(key, true);
    return actor;
  } catch (error) {
    const isRefusal = error instanceof AppError && problemTypes[error.code].status === 401;
    if (!isRefusal) throw error;
    const share = await refusals.take(key === null ? client : `key ${client}`);
    Object.assign(headers, describe(refusals.quota, share));
    if (key !== null && share.remaining === 0) {
      searching.set(client, true, { ttl: share.resetSeconds * 1000 });
    }
    refuseWhenExceeded(share, TOO_MANY);
    throw error;
  }
}

function refuseWhileSearching(
  { searching, refusals }: RateLimits,
  client: string,
  headers: Answer['headers'],
): void {
  if (!searching.has(client)) return;
  const resetSeconds = Math.ceil(searching.getRemainingTTL(client) / 1000);
  Object.assign(headers, describe(refusals.quota, { remaining: 0, resetSeconds }));
  throw new AppError('rate_limited', TOO_MANY, [], resetSeconds);
}

function callerOf(actor: Actor, request: IncomingRequest, client: string): string {
  if (actor.kind === 'user') return `user ${actor.userId}`;
  if (actor.kind === 'ingester') return `key ${sha256(request.header('x-api-key') ?? '')}`;
  return client;
}

/** Fields of draft-ietf-httpapi-ratelimit-headers-10. */
const describe = (
  { name, calls, seconds }: Quota,
  { remaining, resetSeconds }: Pick<Share, 'remaining' | 'resetSeconds'>,
) => ({
  'ratelimit-policy': `"${name}";q=${calls};w=${seconds}`,
  ratelimit: `"${name}";r=${remaining};t=${resetSeconds}`,
});

/** What who has called once is told, for the document; or who was refused once. */
export function headersOfFirstCall(limitClass: keyof typeof quotas | 'refusal') {
  const quota = limitClass === 'refusal' ? REFUSALS : { name: limitClass, ...quotas[limitClass] };
  return describe(quota, { remaining: quota.calls - 1, resetSeconds: quota.seconds });
}
