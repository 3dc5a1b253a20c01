import type { Health } from '@/contracts/health';
import { ping } from '@/db/repositories/health';
import packageJson from '@/package.json' with { type: 'json' };
import type { Context, Ping } from './context';

/** Milliseconds that an answer of the database is good for: probes may come by the hundred. */
const GOOD_FOR_MS = 250;

/** Asks the database once for all who ask at about the same time. */
export function createPing(): Ping {
  let last: { askedAt: number; isAnswered: boolean; latencyMs: Promise<number | null> } | undefined;
  return async (ctx) => {
    const now = performance.now();
    if (last === undefined || (last.isAnswered && now - last.askedAt >= GOOD_FOR_MS)) {
      last = { askedAt: now, isAnswered: false, latencyMs: measurePing(ctx) };
    }
    const asked = last;
    const latencyMs = await asked.latencyMs;
    asked.isAnswered = true;
    return latencyMs;
  };
}

/** Whether this process lives, and whether its database answers. */
export async function checkHealth(ctx: Context): Promise<Health> {
  const latencyMs = await ctx.ping(ctx);
  const status = latencyMs === null ? 'unavailable' : 'ok';
  return {
    status,
    version: packageJson.version,
    uptimeSeconds: Math.floor((ctx.now().getTime() - ctx.startedAt.getTime()) / 1000),
    database: { status, kind: ctx.databaseKind, latencyMs },
  };
}

async function measurePing({ db, log }: Pick<Context, 'db' | 'log'>): Promise<number | null> {
  const start = performance.now();
  try {
    await ping(db);
  } catch (error) {
    log.warn({ err: error }, 'the database does not answer');
    return null;
  }
  return Math.round((performance.now() - start) * 100) / 100;
}
