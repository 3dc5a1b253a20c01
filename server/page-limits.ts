import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { AppError } from '@/lib/errors';
import type { Runtime } from '@/middleware/call';
import { problemTypes } from '@/middleware/problems';
import { addressesOf, countPage } from '@/middleware/rate-limits';
import { toIncoming } from './api';
import { refuse } from './refusals';

/**
 * Refuses pages to who asks for too many, which on Vercel is its firewall's, and when there is more
 * to do than can be done: a page asks the database as the API does.
 */
export function limitPages(
  { rateLimits, findClient, workload }: Runtime,
  isFile: (target?: string) => boolean,
  serve: RequestListener,
): RequestListener {
  async function serveInTurn(
    request: IncomingMessage,
    response: ServerResponse,
    headers: Record<string, string>,
  ): Promise<void> {
    const client = findClient(addressesOf(toIncoming(request)));
    if (rateLimits !== null) await countPage(rateLimits, client, headers);
    await workload.run('page', client, async () => {
      // Who waited for their turn may be gone, and would never make room.
      if (response.closed) return;
      const made = whenMade(response);
      serve(request, response);
      await made;
    });
  }
  return (request, response) => {
    if (isFile(request.url)) return serve(request, response);
    const headers: Record<string, string> = {};
    serveInTurn(request, response, headers).catch((error: unknown) => {
      if (!(error instanceof AppError)) return void response.destroy();
      const { status, retryAfter } = problemTypes[error.code];
      const seconds = error.retryAfterSeconds ?? retryAfter;
      refuse(response, status, error.detail, { ...headers, 'retry-after': String(seconds) });
    });
  };
}

/** Whoever reads slowly keeps nobody out: what is left then is to be sent. */
const whenMade = (response: ServerResponse) =>
  new Promise<void>((resolve) => {
    response.once('prefinish', resolve);
    response.once('close', resolve);
  });
