import type { RequestListener } from 'node:http';
import { AppError } from '@/lib/errors';
import type { Runtime } from '@/middleware/pipeline';
import { addressesOf, countPage } from '@/middleware/rate-limits';
import { toIncoming } from './api';

/** What pages are made with; they are files, and cost nothing. */
export const isFile = (url = '') => /^\/(?:_next|vendor)\/|^\/icon\.svg/.test(url);

/** Refuses pages to who asks for too many; on Vercel that is its firewall's. */
export function limitPages({ rateLimits, findClient }: Runtime, serve: RequestListener) {
  if (rateLimits === null) return serve;
  const limited: RequestListener = (request, response) => {
    if (isFile(request.url)) return serve(request, response);
    const headers = {};
    countPage(rateLimits, findClient(addressesOf(toIncoming(request))), headers).then(
      () => serve(request, response),
      (error: unknown) => {
        if (!(error instanceof AppError)) return void response.destroy();
        response.writeHead(429, {
          ...headers,
          'content-type': 'text/plain; charset=utf-8',
          'cache-control': 'no-store',
          'retry-after': String(error.retryAfterSeconds),
        });
        response.end(`${error.detail}\n`);
      },
    );
  };
  return limited;
}
