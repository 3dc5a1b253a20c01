import { DurableObject } from 'cloudflare:workers';
import { createLimiter, type Limiter, type Manners } from '../web/limiter';
import { Paused } from '../web/web';
import type { Environment } from './environment';

interface Gate {
  reserve(spacingMs: number): Promise<{ waitMs: number } | { pausedSeconds: number }>;
  pause(seconds: number): Promise<void>;
}

/** One host's turns, for all isolates: however many there are, the host sees one guest. */
export class HostGate extends DurableObject<Environment> implements Gate {
  #nextStart = 0;

  async reserve(spacingMs: number) {
    const now = Date.now();
    const pausedUntil = this.ctx.storage.kv.get<number>('pausedUntil') ?? 0;
    if (pausedUntil > now) return { pausedSeconds: Math.ceil((pausedUntil - now) / 1000) };
    const start = Math.max(now, this.#nextStart);
    this.#nextStart = start + spacingMs;
    return { waitMs: start - now };
  }

  /** Kept, since the pause may outlive the object in memory. */
  async pause(seconds: number) {
    const pausedUntil = this.ctx.storage.kv.get<number>('pausedUntil') ?? 0;
    this.ctx.storage.kv.put('pausedUntil', Math.max(pausedUntil, Date.now() + seconds * 1000));
  }
}

/** Spacing and pauses are shared by all isolates; how many at once is counted in each. */
export function hostGates(
  hosts: DurableObjectNamespace,
  mannersAt: (host: string) => Manners,
): Limiter {
  const gateOf = (host: string) => hosts.getByName(host) as unknown as Gate;
  const here = createLimiter((host) => ({ ...mannersAt(host), spacingMs: 0 }));
  return {
    async turn(host) {
      const end = await here.turn(host);
      try {
        const answer = await gateOf(host).reserve(mannersAt(host).spacingMs);
        if ('pausedSeconds' in answer) throw new Paused(host, answer.pausedSeconds);
        await new Promise((resume) => setTimeout(resume, answer.waitMs));
        return end;
      } catch (error) {
        end();
        throw error;
      }
    },
    pause: (host, seconds) => gateOf(host).pause(seconds),
  };
}
