import type { IncomingHttpHeaders, RequestListener } from 'node:http';
import { pageMethods } from '@/lib/page-methods';
import { hasHost } from './api';
import { drain } from './patience';
import { refuse } from './refusals';

/** Parts of a query: Next takes the square of their number of time, two thirds of a second for 7,000. */
const PARTS_MAX = 100;

/**
 * Keeps from Next what it would fail on, take long for, or make a whole page of. Pages are read: they have no other
 * methods, and read no bodies.
 */
export function guardPages(
  isFile: (target?: string) => boolean,
  isDevelopment: boolean,
  serve: RequestListener,
): RequestListener {
  return async (request, response) => {
    drain(request, response);
    const { method = '', url = '', headers } = request;
    if (!hasHost(request)) {
      refuse(response, 400, 'The Host is none.');
    } else if (!pageMethods.includes(method) && !isDevelopment) {
      refuse(response, 405, 'Pages are read.', { allow: pageMethods.join(', ') });
    } else if (url.split('&').length > PARTS_MAX) {
      refuse(response, 400, 'The query has too many parts.');
    } else if (url.startsWith('/_next/') && !isFile(url)) {
      refuse(response, 404, 'There is no such file.');
    } else if (!(await isRouterState(headers['next-router-state-tree']))) {
      refuse(response, 400, 'The state of the router cannot be read.');
    } else {
      serve(request, response);
    }
  };
}

/** By Next's own judgement, of which it makes a fault of the server. */
async function isRouterState(header: IncomingHttpHeaders[string]): Promise<boolean> {
  if (header === undefined) return true;
  const { parseAndValidateFlightRouterState } = await import(
    'next/dist/server/app-render/parse-and-validate-flight-router-state.js'
  );
  try {
    parseAndValidateFlightRouterState(header);
    return true;
  } catch {
    return false;
  }
}
