import { Paused } from './web';

/** Who may ask a host, and when. The pipeline may share one among all that run in a process. */
export interface Limiter {
  /**
   * Waits for a turn at the host, and answers the function that ends it.
   *
   * @throws {Paused} while the host has asked for a pause
   */
  turn(host: string): Promise<() => void>;
  /** The host asked to be left alone for so many seconds. */
  pause(host: string, seconds: number): Promise<void>;
}

export interface Manners {
  /** Milliseconds between the beginnings of two requests to a host. */
  spacingMs: number;
  /** Requests at a time to a host. */
  atOnce: number;
}

interface Host {
  running: number;
  waiting: (() => void)[];
  pausedUntil: number;
}

/**
 * A limiter for one process.
 *
 * @param spacing says for how many milliseconds the next request to a host has to wait
 */
export function createLimiter(
  mannersAt: (host: string) => Manners,
  spacing: (host: string) => Promise<number> = spacingHere(mannersAt),
): Limiter {
  const hosts = new Map<string, Host>();

  function stateOf(name: string): Host {
    const known = hosts.get(name);
    if (known !== undefined) return known;
    const host = { running: 0, waiting: [], pausedUntil: 0 };
    hosts.set(name, host);
    return host;
  }

  return {
    async turn(name) {
      const host = stateOf(name);
      const { atOnce } = mannersAt(name);
      refuseWhilePaused(name, host);
      if (host.running < atOnce) host.running++;
      else await new Promise<void>((resume) => host.waiting.push(resume));
      const end = once(() => {
        const next = host.waiting.shift();
        if (next === undefined) host.running--;
        else next();
      });
      try {
        const waitMs = await spacing(name);
        if (waitMs > 0) await new Promise((resume) => setTimeout(resume, waitMs));
        refuseWhilePaused(name, host);
      } catch (error) {
        end();
        throw error;
      }
      return end;
    },
    async pause(name, seconds) {
      const host = stateOf(name);
      host.pausedUntil = Math.max(host.pausedUntil, Date.now() + seconds * 1000);
    },
  };
}

function spacingHere(mannersAt: (host: string) => Manners) {
  const nextStarts = new Map<string, number>();
  return async (host: string) => {
    const now = Date.now();
    const start = Math.max(now, nextStarts.get(host) ?? 0);
    nextStarts.set(host, start + mannersAt(host).spacingMs);
    return start - now;
  };
}

/** Waiting it out is for whoever asks: a Worker is not kept alive for an hour. */
function refuseWhilePaused(name: string, { pausedUntil }: Host): void {
  const seconds = Math.ceil((pausedUntil - Date.now()) / 1000);
  if (seconds > 0) throw new Paused(name, seconds);
}

function once(action: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone) action();
    isDone = true;
  };
}
