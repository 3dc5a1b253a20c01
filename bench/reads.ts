import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { recordAt } from './data/rows';
import { type Load, measureLoad } from './load';
import type { BenchServer } from './processes';
import { randomNumbers } from './records';
import { median, type Row, resource } from './report';
import type { Catalogue } from './search/measure';
import { queryMix } from './search/queries';
import { type FloorTarget, recordStatements, type Target } from './statements';

const SEED = 2026;
/** Different targets of one kind. */
const TARGETS = 100;
/** Until then the compiler is still at work, and the figures are those of a cold server. */
const WARM_UP_SECONDS = 5;
/**
 * Callers of reads come little by little: all at once, where all connections to PostgreSQL have still to
 * be opened, they are a crowd on a slow machine, of which most are refused.
 */
const FIRST_CONNECTIONS = 8;
const FIRST_SECONDS = 1;
const AIM = 0.8;

export interface Rounds {
  rounds: number;
  seconds: number;
}

export interface Read {
  name: string;
  targets: Target[];
}

/** What is asked for, chosen from the catalogue's own records. */
export function readsOf({ torrents, seed }: Catalogue): Read[] {
  const next = randomNumbers(SEED + 1);
  const plain = (endpoint: string): Target[] => [{ endpoint, params: {}, target: endpoint }];
  const mix = queryMix(TARGETS * 10, torrents, seed);
  const search = (wanted: string): Target[] =>
    mix
      .filter(({ kind }) => kind === wanted)
      .slice(0, TARGETS)
      .map(({ q }) => ({
        endpoint: '/api/torrents/search',
        params: {},
        target: `/api/torrents/search?${new URLSearchParams({ q })}`,
      }));
  return [
    { name: 'GET /api/health', targets: plain('/api/health') },
    { name: 'GET /api/torrents/latest', targets: plain('/api/torrents/latest') },
    {
      name: 'GET /api/torrents/{id}',
      targets: Array.from({ length: TARGETS }, () => {
        const { infoHash } = recordAt(next(torrents), torrents, seed);
        return {
          endpoint: '/api/torrents/{id}',
          params: { id: infoHash },
          target: `/api/torrents/${infoHash}`,
        };
      }),
    },
    { name: 'search, a title', targets: search('title') },
    { name: 'search, a common word', targets: search('common word') },
    { name: 'search, misspelt', targets: search('misspelling') },
  ];
}

/** What a process keeps, beside a floor that answers as much and knows nothing else. */
const KEPT = '/api/torrents/latest';
export const keptAnswers = [
  { name: 'latest, kept', floor: '/kept', status: 200 },
  { name: 'latest, 304', floor: '/not-modified', status: 304 },
] as const;

/** Writes down for the floor what it has to do for each target. Answers the name of the file. */
export async function writeTargets(
  folder: string,
  environment: Record<string, string>,
  reads: Read[],
  keptBytes: number,
): Promise<string> {
  const targets: FloorTarget[] = [
    { target: '/api/health', statements: [{ text: 'select 1', values: [] }], bytes: 100 },
    ...(await recordStatements(
      environment,
      reads.flatMap((read) => read.targets),
    )),
    ...keptAnswers.map(({ floor, status }) => ({
      target: floor,
      statements: [],
      bytes: keptBytes,
      status,
    })),
  ];
  const file = join(folder, 'targets.json');
  writeFileSync(file, JSON.stringify(targets));
  return file;
}

/** The answer that is asked for over and over. */
export async function keptAnswer(server: BenchServer): Promise<{ bytes: number; etag: string }> {
  const answer = await fetch(server.baseUrl + KEPT);
  return { bytes: (await answer.bytes()).length, etag: answer.headers.get('etag') ?? '' };
}

const sides = ['node', 'floor', 'next'] as const;
type Side = (typeof sides)[number];
type Measured = Record<'node' | 'floor', Load> & { next?: Load };

/** Node, floor and Next in turn, round after round, so that a drift of the machine meets all. */
export async function compareReads(
  { name, targets }: Read,
  servers: Record<Side, BenchServer>,
  { rounds, seconds }: Rounds,
): Promise<Row[]> {
  const paths = targets.map(({ target }) => target);
  const first = { connections: FIRST_CONNECTIONS };
  const measureSide = async (side: Side, length: number) => {
    await measureLoad(servers[side], paths, FIRST_SECONDS, first);
    return measureLoad(servers[side], paths, length);
  };
  for (const side of sides) await measureLoad(servers[side], paths, WARM_UP_SECONDS, first);
  const loads: Measured[] = [];
  for (let round = 0; round < rounds; round++) {
    loads.push({
      node: await measureSide('node', seconds),
      floor: await measureSide('floor', seconds),
      next: await measureSide('next', seconds),
    });
  }
  return rowsOf(name, loads);
}

export async function compareKept(
  { name, floor: floorTarget, status }: (typeof keptAnswers)[number],
  node: BenchServer,
  floor: BenchServer,
  etag: string,
  { rounds, seconds }: Rounds,
): Promise<Row[]> {
  const expected = { status, headers: status === 304 ? { 'if-none-match': etag } : {} };
  const measure = async (length: number) => ({
    node: await measureLoad(node, [KEPT], length, expected),
    floor: await measureLoad(floor, [floorTarget], length, expected),
  });
  await measure(WARM_UP_SECONDS);
  const loads: Measured[] = [];
  for (let round = 0; round < rounds; round++) loads.push(await measure(seconds));
  return rowsOf(name, loads);
}

function rowsOf(name: string, loads: Measured[]): Row[] {
  const row = (what: string, unit: string, key: keyof Load): Row => ({
    ...resource(
      what,
      unit,
      median(loads.map(({ node }) => node[key])),
      median(loads.map(({ next }) => next?.[key] ?? Number.NaN)),
    ),
    floor: median(loads.map(({ floor }) => floor[key])),
    nodeRatio: median(loads.map(({ node, floor }) => node[key] / floor[key])),
    nextRatio: median(loads.map(({ next, floor }) => (next?.[key] ?? Number.NaN) / floor[key])),
  });
  const throughput = row(name, 'requests/s', 'requestsPerSecond');
  return [
    { ...throughput, aim: { text: `≥ ${AIM}`, isMet: throughput.nodeRatio >= AIM } },
    row('', 'p50 ms', 'p50Ms'),
    row('', 'p99 ms', 'p99Ms'),
    row('', 'CPU µs/request', 'cpuMicros'),
  ];
}
