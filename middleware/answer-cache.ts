import { LRUCache } from 'lru-cache';
import type { SharedCache } from '@/lib/shared-cache';
import { sha256 } from '@/lib/tokens';
import type { Generation } from '@/services/context';
import { entityTag } from './http-caching';

/** Bytes of answers that a process keeps. */
const BYTES_MAX = 32 * 1024 * 1024;
/** Longer ones are made each time: a few torrents have many thousand files. */
const ANSWER_MAX = 1024 * 1024;
/** What an answer takes beyond its bytes, about. */
const OVERHEAD = 500;

/** Where an answer was found: in this process, where processes share them, or nowhere. */
export type CacheOutcome = 'hit' | 'shared' | 'miss';

/** An answer, and where it was found. */
export interface FoundAnswer {
  /** JSON. */
  body: Buffer;
  etag: string;
  outcome: CacheOutcome;
}

/** Keeps answers on the catalogue for as long as the catalogue does not change. */
export interface AnswerCache {
  /** What this process keeps, and knows to be good without a question; else null. */
  find(target: string): FoundAnswer | null;
  /**
   * @param target path and query: an answer that is kept must depend on nothing else
   * @param make makes the text of the answer; called once for all who wait for it
   */
  get(target: string, make: () => Promise<string>): Promise<FoundAnswer>;
  /** Of what is kept. */
  bytes(): number;
}

const keyOf = (generation: string, target: string) => `${generation} ${target}`;

/** @param shared where processes leave answers for each other; null when there is no such place */
export function createAnswerCache(generation: Generation, shared: SharedCache | null): AnswerCache {
  const kept = new LRUCache<string, FoundAnswer, () => Promise<FoundAnswer>>({
    maxSize: BYTES_MAX,
    maxEntrySize: ANSWER_MAX,
    sizeCalculation: ({ body }, key) => OVERHEAD + body.length + 2 * key.length,
    // What was made is still the answer for who waits, though it was pushed out meanwhile.
    ignoreFetchAbort: true,
    fetchMethod: (_key, _stale, { context }) => context(),
  });

  return {
    find(target) {
      const known = generation.known();
      return known === null ? null : (kept.get(keyOf(known, target)) ?? null);
    },
    async get(target, make) {
      const key = keyOf(await generation.current(), target);
      let outcome: CacheOutcome = 'hit';
      const context = async () => {
        const { text, isShared } = await throughShared(key, make);
        outcome = isShared ? 'shared' : 'miss';
        return { body: Buffer.from(text), etag: entityTag(text), outcome: 'hit' as const };
      };
      const { body, etag } = kept.get(key) ?? (await kept.forceFetch(key, { context }));
      return { body, etag, outcome };
    },
    bytes: () => kept.calculatedSize,
  };

  async function throughShared(key: string, make: () => Promise<string>) {
    if (shared === null) return { text: await make(), isShared: false };
    const name = `torrent-streamer:answer:${sha256(key)}`;
    const found = await shared.get(name);
    if (found !== null) return { text: found, isShared: true };
    const text = await make();
    if (text.length <= ANSWER_MAX) shared.set(name, text);
    return { text, isShared: false };
  }
}
