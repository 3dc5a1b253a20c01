import type * as z from 'zod';
import type { IngestRecord } from '../../../contracts/ingest';
import type { Web } from '../web/web';

/** What JSON can say: a queue carries it and a ledger keeps it. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** Something that a source has, before its details are fetched. */
export interface Item {
  /** Names it within its source, for ever; in a few thousand characters, as the queue carries it. */
  key: string;
  /** Another one whenever the item has changed; null where the source does not tell. */
  version: string | null;
  /** What `resolve` needs beside the key. */
  hint: Json;
  /**
   * What the source says of the licence, where that is known before the details: so nothing need be
   * fetched for what may not leave. Left out where only the details tell.
   */
  licenceHints?: string[];
}

/** An item with its details. Whether it may leave is not decided here. */
export interface Find {
  record: Omit<IngestRecord, 'license' | 'source'>;
  /** What the source says of the licence, in its own words; empty when it says nothing. */
  licenceHints: string[];
}

/** One step of a run's way through a source. */
export interface Discovery {
  /** Where the run goes on: what the step before answered as `next`; null on the first step. */
  position: Json;
  /** What the last whole run left; null before the first. */
  checkpoint: Json;
  /** Only what is newer is asked for, where the source can tell. */
  since: Date | null;
  web: Web;
  /** Hands on what was found, in parts of any size. */
  emit(items: Item[]): Promise<void>;
}

export interface Step {
  /** Where to go on; null when the run is through. */
  next: Json;
  /** What the next run is to be given, once this one is through. */
  checkpoint: Json;
}

/**
 * One kind of place where torrents are found. It holds no state: a step may be repeated, and what
 * it emits twice is taken once. Both functions throw `SourceError`.
 */
export interface Source<Settings> {
  kind: string;
  settings: z.ZodType<Settings>;
  discover(settings: Settings, discovery: Discovery): Promise<Step>;
  /** Null when the item has gone. */
  resolve(settings: Settings, item: Item, web: Web): Promise<Find | null>;
}
