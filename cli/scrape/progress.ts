import type { Gathered } from '../../worker/src/pipeline/gather';

/** What has become of the items of a source, or of all. */
export interface Tally {
  found: number;
  created: number;
  updated: number;
  unchanged: number;
  'held-back': number;
  rejected: number;
  gone: number;
  failed: number;
}

export const newTally = (): Tally => ({
  found: 0,
  created: 0,
  updated: 0,
  unchanged: 0,
  'held-back': 0,
  rejected: 0,
  gone: 0,
  failed: 0,
});

export function count(tally: Tally, { outcomes, delays }: Gathered) {
  for (const { outcome } of outcomes) tally[outcome]++;
  tally.failed += delays.length;
}

export function addTo(total: Tally, tally: Tally) {
  for (const name of Object.keys(total) as (keyof Tally)[]) total[name] += tally[name];
}

export function lineOf(label: string, tally: Tally): string {
  const { found, created, updated, unchanged, rejected, gone, failed } = tally;
  const pushed = `${created + updated + unchanged} pushed (${created} created, ${updated} updated, ${unchanged} unchanged)`;
  const rest = `${tally['held-back']} held back, ${rejected} rejected, ${gone} gone, ${failed} failed`;
  return `${label}: ${found} found, ${pushed}, ${rest}`;
}
