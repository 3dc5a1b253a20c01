import { INGEST_BATCH_MAX, type IngestRecord } from '../contracts/ingest';

/** A record, and its JSON, which is made once. */
export interface Entry {
  record: IngestRecord;
  json: string;
}

/** Safely under what the server takes. */
const MAX_BATCH_BYTES = 3.5 * 1024 * 1024;

/** @throws {Error} when the record alone is more than a batch may hold */
export function makeEntry(record: IngestRecord): Entry {
  const json = JSON.stringify(record);
  if (sizeOf(json) > MAX_BATCH_BYTES) throw new Error('lists too many files for one request');
  return { record, json };
}

/** The JSON of a request that carries these. */
export function batchBody(batch: Entry[]): string {
  return `{"torrents":[${batch.map((entry) => entry.json).join(',')}]}`;
}

/** Cuts the stream into batches of at most 1,000 records and 3.5 MiB of JSON. */
export async function* inBatches<E extends Entry>(entries: AsyncIterable<E>): AsyncGenerator<E[]> {
  let batch: E[] = [];
  let batchBytes = 0;
  for await (const entry of entries) {
    const bytes = sizeOf(entry.json);
    if (batch.length === INGEST_BATCH_MAX || batchBytes + bytes > MAX_BATCH_BYTES) {
      yield batch;
      batch = [];
      batchBytes = 0;
    }
    batch.push(entry);
    batchBytes += bytes;
  }
  if (batch.length > 0) yield batch;
}

/** In bytes of UTF-8, with the comma after it. */
const sizeOf = (json: string) => new TextEncoder().encode(json).length + 1;
