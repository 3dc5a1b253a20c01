import type { RequestListener } from 'node:http';
import { AppError } from '@/lib/errors';
import type { Runtime } from '@/middleware/pipeline';
import { addressesOf, countPage } from '@/middleware/rate-limits';
import { toIncoming } from './api';
import { refuse } from './refusals';

/** Refuses pages to who asks for too many; on Vercel that is its firewall's. */
export function limitPages(
  { rateLimits, findClient }: Runtime,
  isFile: (target?: string) => boolean,
  serve: RequestListener,
) {
  if (rateLimits === null) return serve;
  const limited: RequestListener = (request, response) => {
    if (isFile(request.url)) return serve(request, response);
    countPage(rateLimits, findClient(addressesOf(toIncoming(request)))).then(
      () => serve(request, response),
      (error: unknown) => {
        if (!(error instanceof AppError)) return void response.destroy();
        refuse(response, 429, error.detail, { 'retry-after': String(error.retryAfterSeconds) });
      },
    );
  };
  return limited;
}
