import { AppError } from '@/lib/errors';
import { type Counter, createCounter, type Quota, type Share } from '@/lib/quota';
import { sha256 } from '@/lib/tokens';
import type { Actor } from '@/services/context';
import type { Answer, IncomingRequest } from './messages';

const MINUTE = 60;

/**
 * What each caller may ask for, by class of endpoint; many may share an address. `unlimited` is
 * for probes.
 */
const quotas = {
  'sign-up': { calls: 60, seconds: 10 * MINUTE },
  'sign-in': { calls: 120, seconds: 5 * MINUTE },
  account: { calls: 300, seconds: MINUTE },
  search: { calls: 300, seconds: MINUTE },
  read: { calls: 1_200, seconds: MINUTE },
  write: { calls: 600, seconds: MINUTE },
  ingest: { calls: 1_200, seconds: MINUTE },
} satisfies Record<string, Omit<Quota, 'name'>>;

/** Refusals of who is not let in: more is a search for a token or a key. */
const REFUSALS: Quota = { name: 'refusal', calls: 600, seconds: MINUTE };

/** Which quota a call counts against. */
export type LimitClass = keyof typeof quotas | 'unlimited';

/** Counts calls in this process, as a count elsewhere would cost more than most of the answers. */
export interface RateLimits {
  counters: ReadonlyMap<LimitClass, Counter>;
  refusals: Counter;
}

export const createRateLimits = (): RateLimits => ({
  counters: new Map(
    Object.entries(quotas).map(([name, quota]) => [
      name as LimitClass,
      createCounter({ name, ...quota }, null),
    ]),
  ),
  refusals: createCounter(REFUSALS, null),
});

/** Addresses of who called, the nearest first. */
export function addressesOf(request: IncomingRequest): string[] {
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
  const share = await counter.take(callerOf(actor, request, client));
  Object.assign(headers, describe(counter.quota, share));
  refuseWhenExceeded(share);
}

/** Counts that somebody was not let in. Throws `rate_limited`. */
export async function countRefusal(limits: RateLimits, client: string): Promise<void> {
  refuseWhenExceeded(await limits.refusals.take(client));
}

function callerOf(actor: Actor, request: IncomingRequest, client: string): string {
  if (actor.kind === 'user') return `user ${actor.userId}`;
  if (actor.kind === 'ingester') return `key ${sha256(request.header('x-api-key') ?? '')}`;
  return client;
}

/** Fields of draft-ietf-httpapi-ratelimit-headers-10. */
const describe = ({ name, calls, seconds }: Quota, { remaining, resetSeconds }: Share) => ({
  'ratelimit-policy': `"${name}";q=${calls};w=${seconds}`,
  ratelimit: `"${name}";r=${remaining};t=${resetSeconds}`,
});

function refuseWhenExceeded({ isExceeded, resetSeconds }: Share): void {
  if (!isExceeded) return;
  throw new AppError('rate_limited', 'Too many requests. Try again later.', [], resetSeconds);
}
