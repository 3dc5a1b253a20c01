import { sharedRuntime } from '@/runtime/runtime';
import { type Context, newContext } from '@/services/context';

/** The context of a page: anyone, and a database that is open already. */
export const pageContext = async (): Promise<Context> => newContext(await sharedRuntime());
