import { expect } from 'vitest';
import { type IngestReport, ingestReport } from '@/contracts/ingest';
import { call, host } from './api';
import { expectShape } from './shapes';

/** Sends a body as it is. */
export const post = (body: string) =>
  call('POST', '/api/ingest', {
    key: host.ingestKey,
    body,
    headers: { 'content-type': 'application/json' },
  });

/** Pushes a batch, and holds its report to the contract and to itself. */
export async function push(...torrents: unknown[]): Promise<IngestReport> {
  const report = expectShape(await post(JSON.stringify({ torrents })), 200, ingestReport);
  expectTotals(report, torrents.length);
  return report;
}

/** Holds the totals of a report to its results. */
function expectTotals({ results, received, ...totals }: IngestReport, count: number): void {
  expect(received).toBe(count);
  expect(results.map(({ index }) => index)).toEqual([...results.keys()]);
  expect(results).toHaveLength(count);
  const counted = { created: 0, updated: 0, unchanged: 0, rejected: 0 };
  for (const { status, id, errors } of results) {
    counted[status] += 1;
    expect(typeof id).toBe(status === 'rejected' ? 'undefined' : 'string');
    expect(errors !== undefined).toBe(status === 'rejected');
  }
  expect(totals).toEqual(counted);
}

/** Pushes one record; answers what became of it. */
export async function pushOne(record: unknown) {
  const { results } = await push(record);
  return results[0] as IngestReport['results'][number];
}

/** Files of these names, of a byte, two and so on. */
export const files = (...names: string[]) =>
  names.map((name, index) => ({ index, name, sizeBytes: index + 1 }));
