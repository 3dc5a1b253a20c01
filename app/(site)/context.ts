import { randomUUID } from 'node:crypto';
import { sharedRuntime } from '@/runtime/runtime';
import type { Context } from '@/services/context';

/** The context of a page: anyone, and a database that is open already. */
export async function pageContext(): Promise<Context> {
  const runtime = await sharedRuntime();
  const requestId = randomUUID();
  return {
    ...runtime,
    actor: { kind: 'anyone' },
    requestId,
    log: runtime.log.child({ requestId }),
  };
}
