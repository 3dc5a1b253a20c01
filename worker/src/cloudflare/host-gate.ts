import { DurableObject } from 'cloudflare:workers';
import { RETRY_AFTER_MAX_SECONDS } from '../../../client/retry-after';
import { createLimiter, type Limiter, type Manners } from '../web/limiter';
import { Paused } from '../web/web';
import type { Environment } from './environment';

interface Gate {
  reserve(spacingMs: number): Promise<{ waitMs: number } | { pausedSeconds: number }>;
  /** Answers for how many seconds the host is left alone. */
  pause(seconds: number, atOnce: number): Promise<number>;
}

/** A pause gets no longer than this, unless the host asks for it. */
const GROWN_MAX_SECONDS = 3_600;

/** One host's turns, for all isolates: however many there are, the host sees one guest. */
export class HostGate extends DurableObject<Environment> implements Gate {
  #nextStart = 0;
  /** Turns since the last pause. */
  #turns = 0;

  /** No pause is longer than a day: the end of one that is was written by a clock that was put back. */
  #pausedUntil(now: number): number {
    const until = this.ctx.storage.kv.get<number>('pausedUntil') ?? 0;
    return until > now + RETRY_AFTER_MAX_SECONDS * 1000 ? 0 : until;
  }

  async reserve(spacingMs: number) {
    const now = Date.now();
    const pausedUntil = this.#pausedUntil(now);
    if (pausedUntil > now) return { pausedSeconds: Math.ceil((pausedUntil - now) / 1000) };
    const start = Math.max(now, this.#nextStart);
    this.#nextStart = start + spacingMs;
    this.#turns++;
    return { waitMs: start - now };
  }

  /**
   * Kept, since the pause may outlive the object in memory. After one from which nothing was had, twice
   * as long: all that waits for the host comes back after each.
   */
  async pause(seconds: number, atOnce: number) {
    const { kv } = this.ctx.storage;
    const now = Date.now();
    const before = this.#pausedUntil(now);
    const sinceMs = now - before;
    const isInVain = this.#turns <= atOnce && sinceMs >= 0 && sinceMs < GROWN_MAX_SECONDS * 1000;
    const last = isInVain ? (kv.get<number>('pauseSeconds') ?? 0) : 0;
    const lasting = Math.max(seconds, Math.min(last * 2, GROWN_MAX_SECONDS));
    this.#turns = 0;
    if (now + lasting * 1000 <= before) return Math.ceil((before - now) / 1000);
    kv.put('pausedUntil', now + lasting * 1000);
    kv.put('pauseSeconds', lasting);
    return lasting;
  }
}

/** Spacing and pauses are shared by all isolates; how many at once is counted in each. */
export function hostGates(
  hosts: DurableObjectNamespace,
  mannersAt: (host: string) => Manners,
): Limiter {
  const gateOf = (host: string) => hosts.getByName(host) as unknown as Gate;
  const here = createLimiter(mannersAt, async (host) => {
    const answer = await gateOf(host).reserve(mannersAt(host).spacingMs);
    if ('pausedSeconds' in answer) throw new Paused(host, answer.pausedSeconds);
    return answer.waitMs;
  });
  return {
    turn: here.turn,
    async pause(host, seconds) {
      const lasting = await gateOf(host).pause(seconds, mannersAt(host).atOnce);
      // Here as well, for those who have their turn already and wait for its time.
      await here.pause(host, lasting);
    },
  };
}
