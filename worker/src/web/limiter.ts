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
  nextStart: number;
  pausedUntil: number;
}

/** A limiter for one process. */
export function createLimiter(mannersAt: (host: string) => Manners): Limiter {
  const hosts = new Map<string, Host>();

  function stateOf(name: string): Host {
    const known = hosts.get(name);
    if (known !== undefined) return known;
    const host = { running: 0, waiting: [], nextStart: 0, pausedUntil: 0 };
    hosts.set(name, host);
    return host;
  }

  return {
    async turn(name) {
      const host = stateOf(name);
      const { spacingMs, atOnce } = mannersAt(name);
      refuseWhilePaused(name, host);
      if (host.running < atOnce) host.running++;
      else await new Promise<void>((resume) => host.waiting.push(resume));
      const end = once(() => {
        const next = host.waiting.shift();
        if (next === undefined) host.running--;
        else next();
      });
      try {
        const now = Date.now();
        const start = Math.max(now, host.nextStart);
        host.nextStart = start + spacingMs;
        if (start > now) await new Promise((resume) => setTimeout(resume, start - now));
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
