import { Pool } from 'pg';
import { readConfig } from '@/lib/config';
import { openRuntime } from '@/runtime/runtime';
import { newContext } from '@/services/context';
import { suggestTitles } from '@/services/suggestions';
import { searchTorrents } from '@/services/torrent-search';
import { environmentOf } from '../environment';
import { prepareRivals, type Rival } from '../rivals';
import { type Asked, hostile, queryMix, typedTitles } from './queries';

/** Queries of the mix that are asked, and those that others are asked as well. */
const QUERIES = 600;
const RIVAL_QUERIES = 40;
/** A rival that takes longer is cut off, and counts as having taken that long. */
const GIVE_UP_MS = 30_000;
const LIMIT = 20;

/** A catalogue that `bench:data` made. */
export interface Catalogue {
  url: string;
  torrents: number;
  seed: number;
}

/** How long some queries took, one at a time, each asked once before. */
export interface Figure {
  kind: string;
  queries: number;
  p50Ms: number;
  p99Ms: number;
  worstMs: number;
  worst: string;
}

interface Timed extends Asked {
  ms: number;
}

/** Searches and suggestions, from the words to the answer, the program's own part included. */
export async function measureSearch({ url, torrents, seed }: Catalogue): Promise<{
  kinds: Figure[];
  mix: Figure;
  hostile: Figure;
  suggestions: Figure;
}> {
  const runtime = await openRuntime(
    readConfig({
      ...environmentOf(url),
      NODE_ENV: 'production',
      LOG_LEVEL: 'silent',
      DATABASE_STATEMENT_TIMEOUT_MS: '60000',
    }),
  );
  try {
    const ctx = newContext(runtime);
    const search = ({ q, sort = 'relevance' }: Asked) =>
      searchTorrents(ctx, { q, limit: LIMIT, sort });
    const suggest = ({ q }: Asked) => suggestTitles(ctx, { q, limit: 8 });
    const mix = await timeAll(queryMix(QUERIES, torrents, seed), search);
    const kinds = [...new Set(mix.map(({ kind }) => kind))].sort();
    const worst = await timeAll(hostile, search);
    return {
      kinds: kinds.map((kind) =>
        figureOf(
          kind,
          mix.filter((timed) => timed.kind === kind),
        ),
      ),
      mix: figureOf('the mix', mix),
      hostile: figureOf(
        'the hostile',
        worst.map((timed) => ({ ...timed, q: timed.kind })),
      ),
      suggestions: figureOf(
        'suggestions',
        await timeAll(typedTitles(QUERIES, torrents, seed), suggest),
      ),
    };
  } finally {
    await runtime.database.close();
  }
}

/** The first queries of the mix by the other ways to search. */
export async function measureRivals(
  { url, torrents, seed }: Catalogue,
  rivals: readonly Rival[],
): Promise<{ name: string; mix: Figure }[]> {
  await prepareRivals(url);
  const pool = new Pool({ connectionString: url, max: 1, statement_timeout: GIVE_UP_MS });
  try {
    const queries = queryMix(QUERIES, torrents, seed).slice(0, RIVAL_QUERIES);
    const figures = [];
    for (const { name, search } of rivals) {
      const ask = ({ q }: Asked) => search(pool, q, LIMIT).catch(expectCutOff);
      figures.push({ name, mix: figureOf(name, await timeAll(queries, ask)) });
    }
    return figures;
  } finally {
    await pool.end();
  }
}

function expectCutOff(error: unknown): void {
  const QUERY_CANCELED = '57014';
  if ((error as { code?: string }).code !== QUERY_CANCELED) throw error;
}

async function timeAll(
  queries: Asked[],
  ask: (asked: Asked) => Promise<unknown>,
): Promise<Timed[]> {
  const time = async (asked: Asked) => {
    const start = performance.now();
    await ask(asked);
    return performance.now() - start;
  };
  const timed: Timed[] = [];
  for (const asked of queries) {
    // Once to have it in memory; what takes seconds then does not take less again.
    const cold = await time(asked);
    timed.push({ ...asked, ms: cold > GIVE_UP_MS / 2 ? cold : await time(asked) });
  }
  return timed;
}

function figureOf(kind: string, timed: Timed[]): Figure {
  const sorted = timed.toSorted((a, b) => a.ms - b.ms);
  const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)]?.ms ?? Number.NaN;
  const last = sorted.at(-1);
  return {
    kind,
    queries: timed.length,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    worstMs: last?.ms ?? Number.NaN,
    worst: last?.q ?? '',
  };
}
