/**
 * Runs `action`, and ends what it started with the signal: when time is up, and when it is done.
 *
 * @throws {Error} with one line that says what went wrong
 */
export async function withinSeconds<T>(
  seconds: number,
  action: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  // Not AbortSignal.timeout in AbortSignal.any: Node 20 collects it as garbage before it fires.
  const timer = setTimeout(() => controller.abort(), seconds * 1000);
  try {
    return await action(controller.signal);
  } catch (error) {
    if (controller.signal.aborted) throw new Error(`no answer within ${seconds} seconds`);
    throw error instanceof TypeError ? new Error(`the request failed: ${causeOf(error)}`) : error;
  } finally {
    clearTimeout(timer);
    controller.abort();
  }
}

/** `fetch` throws a TypeError, and says what went wrong in its cause. */
function causeOf(error: TypeError): string {
  const { code, message } = (error.cause ?? error) as Error & { code?: string };
  return code ?? message;
}
