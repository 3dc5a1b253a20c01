/** Next calls this for what goes wrong in a page; the API tells of its own errors. */
export async function onRequestError(
  error: unknown,
  _request: unknown,
  { routePath }: { routePath: string },
): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { sharedRuntime } = await import('@/runtime/runtime');
  const { log } = await sharedRuntime();
  log.error({ err: error, route: routePath }, 'a page could not be made');
}
