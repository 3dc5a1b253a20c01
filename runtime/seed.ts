import starter from '@/catalogue/starter.json' with { type: 'json' };
import type { IngestReport } from '@/contracts/ingest';
import { hasTorrents } from '@/db/repositories/torrents';
import { newContext } from '@/services/context';
import { ingestBatch } from '@/services/ingest';
import type { OpenRuntime } from './runtime';

/** Loads the starter catalogue, through the same door as everything else. */
export function seed(runtime: OpenRuntime): Promise<IngestReport> {
  return ingestBatch(
    newContext(runtime, 'operator'),
    starter.torrents.map(({ record }) => record),
  );
}

export async function seedIfEmpty(runtime: OpenRuntime): Promise<void> {
  if (!(await hasTorrents(runtime.db))) await seed(runtime);
}
