import type { Health } from '@/contracts/health';
import { ping } from '@/db/repositories/health';
import packageJson from '@/package.json' with { type: 'json' };
import type { Context } from './context';

/** Milliseconds that an answer of the database is good for: probes may come by the hundred. */
const GOOD_FOR_MS = 250;

let last: { askedAt: number; isAnswered: boolean; latencyMs: Promise<number | null> } | undefined;

/** Whether this process lives, and whether its database answers. */
export async function checkHealth(ctx: Context): Promise<Health> {
  const now = performance.now();
  if (last === undefined || (last.isAnswered && now - last.askedAt >= GOOD_FOR_MS)) {
    last = { askedAt: now, isAnswered: false, latencyMs: measurePing(ctx) };
  }
  const asked = last;
  const latencyMs = await asked.latencyMs;
  asked.isAnswered = true;
  const status = latencyMs === null ? 'unavailable' : 'ok';
  return {
    status,
    version: packageJson.version,
    uptimeSeconds: Math.floor((ctx.now().getTime() - ctx.startedAt.getTime()) / 1000),
    database: { status, kind: ctx.databaseKind, latencyMs },
  };
}

async function measurePing(ctx: Context): Promise<number | null> {
  const start = performance.now();
  try {
    await ping(ctx.db);
  } catch (error) {
    ctx.log.warn({ err: error }, 'the database does not answer');
    return null;
  }
  return Math.round((performance.now() - start) * 100) / 100;
}
