/** What Next throws again for the browser's part of a page, of an error that it has told already. */
const TOLD_ALREADY = 'An error occurred in the Server Components render.';

/** What it throws of a header of its router that cannot be read, which is the caller's. */
const CALLERS_FAULT = /^(?:The router state header|Multiple router state headers) /;

/** Next calls this before it serves. On Vercel the edge says who calls, and our own server knows it. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === 'nodejs' && process.env.VERCEL === undefined) {
    const { isRuntimeShared } = await import('@/runtime/runtime');
    if (isRuntimeShared()) return;
    const { addCallers } = await import('@/runtime/callers-of-next');
    addCallers();
  }
}

/** Next calls this for what goes wrong in a page; the API tells of its own errors. */
export async function onRequestError(
  error: unknown,
  { headers }: { headers: NodeJS.Dict<string | string[]> },
  { routePath }: { routePath: string },
): Promise<void> {
  if (error instanceof Error && error.message.startsWith(TOLD_ALREADY)) return;
  // As a branch, which is left out where it is never taken; what follows a `return` is not.
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { sharedRuntime } = await import('@/runtime/runtime');
    const { log } = await sharedRuntime();
    const requestId = headers['x-request-id'];
    const told = { err: error, requestId, route: routePath };
    if (error instanceof Error && CALLERS_FAULT.test(error.message)) {
      log.info(told, 'what came with a call for a page cannot be read');
    } else {
      log.error(told, 'a page could not be made');
    }
  }
}
