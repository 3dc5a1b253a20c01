/** What Next throws again for the browser's part of a page, of an error that it has told already. */
const TOLD_ALREADY = 'An error occurred in the Server Components render.';

/** Next calls this for what goes wrong in a page; the API tells of its own errors. */
export async function onRequestError(
  error: unknown,
  { headers }: { headers: NodeJS.Dict<string | string[]> },
  { routePath }: { routePath: string },
): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  if (error instanceof Error && error.message.startsWith(TOLD_ALREADY)) return;
  const { sharedRuntime } = await import('@/runtime/runtime');
  const { log } = await sharedRuntime();
  const requestId = headers['x-request-id'];
  log.error({ err: error, requestId, route: routePath }, 'a page could not be made');
}
