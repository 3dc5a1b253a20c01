import { headers } from 'next/headers';
import { sharedRuntime } from '@/runtime/runtime';
import { type Context, newContext } from '@/services/context';

/** The context of a page: anyone, and a database that is open already. */
export async function pageContext(): Promise<Context> {
  const requestId = (await headers()).get('x-request-id') ?? undefined;
  const runtime = await sharedRuntime();
  const ctx = newContext(runtime, 'anyone', requestId);
  ctx.db = runtime.pageTimes.timed(runtime.db);
  return ctx;
}
