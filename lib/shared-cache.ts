import type { Redis } from './redis';

/** Seconds that an answer is kept; it is asked for under another name when something changes. */
const KEPT_SECONDS = 60;

/** What processes share. When it is not there, nothing is found and nothing is kept. */
export interface SharedCache {
  get(name: string): Promise<string | null>;
  /** Does not wait. */
  set(name: string, text: string): void;
}

export const createSharedCache = (redis: Redis): SharedCache => ({
  get: (name) => redis.ask((client) => client.get(name)).catch(() => null),
  set(name, text) {
    const expiration = { type: 'EX', value: KEPT_SECONDS } as const;
    redis.ask((client) => client.set(name, text, { expiration })).catch(() => {});
  },
});
