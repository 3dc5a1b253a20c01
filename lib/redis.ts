import { createClient } from '@redis/client';
import type { Logger } from './logging';

/** Milliseconds that Redis gets to answer: what it saves takes little longer. */
const PATIENCE_MS = 100;
/** Milliseconds without a question, after one that was not answered. */
const PAUSE_MS = 1_000;
const RECONNECT_MS = 1_000;

type Client = ReturnType<typeof createClient>;

/** Redis, or what speaks like it. It may come later, and go at any time. */
export interface Redis {
  /** Rejects, mostly at once, when it is not there. */
  ask<Answer>(question: (client: Client) => Promise<Answer>): Promise<Answer>;
  close(): void;
}

export function openRedis(url: string, log: Logger): Redis {
  const client = createClient({
    url,
    disableOfflineQueue: true,
    socket: { connectTimeout: 2_000, reconnectStrategy: RECONNECT_MS },
  });
  let wasThere = true;
  let isClosed = false;
  const found = (what: string) => {
    wasThere = true;
    log.info(what);
  };
  const missed = (error: unknown) => {
    if (wasThere && !isClosed) {
      log.warn({ err: error }, 'Redis is not there: each process keeps and counts by itself');
    }
    wasThere = false;
  };
  client.on('ready', () => found('Redis is there'));
  client.on('error', missed);
  client.connect().catch(() => {});

  let pausedUntil = 0;
  return {
    async ask(question) {
      if (!client.isReady || performance.now() < pausedUntil) throw new Error('Redis is not there');
      try {
        const answer = await withinPatience(question(client as Client));
        if (!wasThere) found('Redis is there again');
        return answer;
      } catch (error) {
        missed(error);
        pausedUntil = performance.now() + PAUSE_MS;
        throw error;
      }
    },
    close() {
      isClosed = true;
      client.destroy();
    },
  };
}

function withinPatience<Value>(answer: Promise<Value>): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('Redis takes too long')), PATIENCE_MS);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
