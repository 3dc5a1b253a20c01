import { newContext, sharedRuntime } from '@/runtime/runtime';
import type { Context } from '@/services/context';

/** The context of a page: anyone, and a database that is open already. */
export const pageContext = async (): Promise<Context> =>
  newContext(await sharedRuntime(), 'anyone');
