import { createServer, type RequestListener } from 'node:http';
import next from 'next';

/** The pages, and whatever is not of the API, by Next in this very process. */
export async function createPageListener(isDevelopment: boolean): Promise<RequestListener> {
  const pages = next({
    dev: isDevelopment,
    dir: process.cwd(),
    // Next would listen for upgrades on our server, and hang up on clients that offer HTTP/2 by
    // one (`Upgrade: h2c`), whom Node answers as if they had not. It needs them in development.
    ...(!isDevelopment && { httpServer: createServer() }),
  });
  await pages.prepare();
  const listener = pages.getRequestHandler();
  return (request, response) => void listener(request, response);
}
