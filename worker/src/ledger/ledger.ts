import type { Item, Json } from '../sources/source';

/** An item that is to be fetched, and when it was noticed: a later turn is the newer news. */
export interface Offer extends Item {
  turn: number;
  /** Of the torrent that the catalogue has of it, and of no other item; null when it has none. */
  infoHash: string | null;
}

export const OUTCOMES = [
  'created',
  'updated',
  'unchanged',
  'held-back',
  'rejected',
  'gone',
] as const;

/** What became of an item, for good: the backend answered for it, or it cannot or may not leave. */
export interface Outcome {
  key: string;
  turn: number;
  outcome: (typeof OUTCOMES)[number];
  /** Why it was held back or rejected; null for the others. */
  reason: string | null;
  /** Of the torrent that the catalogue took; null when it took none. */
  infoHash: string | null;
}

export interface Run {
  /** Where it goes on; null at its beginning. */
  position: Json;
  /** What the last whole run left. */
  checkpoint: Json;
}

/**
 * What is remembered of one source. An item is known once its outcome is settled, never before, so
 * that whatever is cut off is found anew. Each call has happened whole or not at all.
 */
export interface Ledger {
  run(): Promise<Run>;
  /** Those that are new, have changed, or were offered before and never settled. */
  offer(items: Item[]): Promise<Offer[]>;
  /** What was offered and not settled, oldest first. */
  waiting(): Promise<Offer[]>;
  /** What another policy held back is open again; the first one is only noted. */
  adopt(policy: string): Promise<void>;
  /** Writes down what became of items; an older turn never replaces a later one. */
  settle(outcomes: Outcome[]): Promise<void>;
  /** Notes where the run goes on; with `position` null, the next one is a new one. */
  advance(run: Run): Promise<void>;
}
