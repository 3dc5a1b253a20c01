import { createServer, type RequestListener } from 'node:http';
import type { Logger } from '@/lib/logging';

/**
 * The pages, and whatever is not of the API, by Next in this very process. It is loaded when first
 * asked for: it takes memory, and slows promises and dates for all, where only the API is called.
 */
export function createNextListener(isDevelopment: boolean, log: Logger): RequestListener {
  let opened: ReturnType<typeof openPages> | undefined;
  const open = () =>
    openPages(isDevelopment).catch((error: unknown) => {
      opened = undefined;
      throw error;
    });
  return (request, response) => {
    opened ??= open();
    opened
      .then((serve) => serve(request, response))
      .catch((error: unknown) => {
        const requestId = request.headers['x-request-id'];
        log.error({ err: error, requestId }, 'a page cannot be served');
        if (!response.headersSent) response.writeHead(500);
        response.end();
      });
  };
}

async function openPages(isDevelopment: boolean) {
  const { prepareStackTrace } = Error;
  const { default: next } = await import('next');
  const pages = next({
    dev: isDevelopment,
    dir: process.cwd(),
    // Next would listen for upgrades on our server, and hang up on clients that offer HTTP/2 by
    // one (`Upgrade: h2c`), whom Node answers as if they had not. It needs them in development.
    ...(!isDevelopment && { httpServer: createServer() }),
  });
  await pages.prepare();
  // From when it is loaded, Next has errors of the whole process told by the lines of bundles.
  if (!isDevelopment) Error.prepareStackTrace = prepareStackTrace;
  return pages.getRequestHandler();
}
