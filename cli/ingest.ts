import { loadEnvFile } from '@/lib/config';
import { inBatches } from '../client/batches';
import type { Target } from '../client/push';
import { findSources, readEntries } from './ingest/inputs';
import { type IngestOptions, readOptions, USAGE } from './ingest/options';
import { pushPatiently } from './patience';
import { endWithReader, printable, printableJson } from './terminal';
import { UsageError } from './usage';

const tally = { created: 0, updated: 0, unchanged: 0, failed: 0 };

process.exitCode = await run().catch((error: unknown) => {
  console.error(`✗ ${printable(error instanceof Error ? error.message : String(error))}`);
  return error instanceof UsageError ? 2 : 1;
});

async function run(): Promise<number> {
  loadEnvFile();
  endWithReader();
  const options = readOptions(process.argv.slice(2), process.env);
  if (options === 'help') console.log(USAGE);
  else if (options.target === null) await list(options);
  else await push(options, options.target);
  return tally.failed > 0 ? 1 : 0;
}

/** A dry run: one line of JSON for each record. */
async function list({ inputs, extras }: IngestOptions) {
  const sources = await findSources(inputs, reportFailure);
  for await (const { record } of readEntries(sources, extras, reportFailure)) {
    console.log(printableJson(record));
  }
}

async function push({ inputs, extras }: IngestOptions, target: Target) {
  const sources = await findSources(inputs, reportFailure);
  const found = sources.length + tally.failed;
  try {
    for await (const batch of inBatches(readEntries(sources, extras, reportFailure))) {
      const { results } = await pushPatiently(batch, target);
      for (const { index, status, errors = [] } of results) {
        const { label, record } = batch[index] ?? { label: `record ${index}`, record: null };
        if (status === 'rejected') {
          reportFailure(label, errors.map(({ path, message }) => `${path} ${message}`).join('; '));
        } else {
          tally[status]++;
          console.log(printable(`✓ ${label}: ${status} ${record?.name}`));
        }
      }
    }
  } finally {
    const counts = Object.entries(tally).map(([status, count]) => `${count} ${status}`);
    // What the server did not answer for, and what was not read any more after that.
    const left = Object.values(tally).reduce((rest, count) => rest - count, found);
    if (left > 0) counts.push(`${left} left over`);
    console.log(counts.join(', '));
  }
}

function reportFailure(label: string, reason: string) {
  tally.failed++;
  console.error(printable(`✗ ${label}: ${reason}`));
}
