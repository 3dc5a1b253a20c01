import { createClient } from '@redis/client';
import type { Logger } from './logging';

/** Seconds that an answer is kept; it is asked for under another name when something changes. */
const KEPT_SECONDS = 60;
/** Milliseconds that Redis gets for an answer: making it anew takes little longer. */
const PATIENCE_MS = 100;
/** Milliseconds without a question, after one that was not answered. */
const PAUSE_MS = 1_000;
const RECONNECT_MS = 1_000;

/** What processes share. When it is not there, nothing is found and nothing is kept. */
export interface SharedCache {
  get(name: string): Promise<string | null>;
  /** Does not wait. */
  set(name: string, text: string): void;
  close(): void;
}

/** Redis, or what speaks like it. It may come later, and go at any time. */
export function openSharedCache(url: string, log: Logger): SharedCache {
  const client = createClient({
    url,
    disableOfflineQueue: true,
    socket: { connectTimeout: 2_000, reconnectStrategy: RECONNECT_MS },
  });
  let wasThere = true;
  client.on('ready', () => {
    wasThere = true;
    log.info('Redis is there');
  });
  client.on('error', (error: unknown) => {
    if (wasThere) log.warn({ err: error }, 'Redis is not there: answers are made without it');
    wasThere = false;
  });
  client.connect().catch(() => {});

  let pausedUntil = 0;
  const pause = () => {
    pausedUntil = Date.now() + PAUSE_MS;
  };
  const isThere = () => client.isReady && Date.now() >= pausedUntil;

  return {
    async get(name) {
      if (!isThere()) return null;
      try {
        return await withinPatience(client.get(name));
      } catch {
        pause();
        return null;
      }
    },
    set(name, text) {
      if (!isThere()) return;
      client.set(name, text, { expiration: { type: 'EX', value: KEPT_SECONDS } }).catch(pause);
    },
    close: () => client.destroy(),
  };
}

function withinPatience<Value>(answer: Promise<Value>): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('Redis takes too long')), PATIENCE_MS);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
