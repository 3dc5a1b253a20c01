import type { RequestListener } from 'node:http';
import { tellOutcome } from '@/middleware/outcome';
import { requestIdOf } from '@/middleware/request-id';
import type { OpenRuntime } from '@/runtime/runtime';
import { toIncoming } from './api';

/** What log and figures call all of them: anybody may ask for any path. */
const ROUTE = 'page';

/** What is told of who was gone before there was an answer, as nginx has it. */
const GONE = 499;

/** Gives each request for a page an id, and tells what came of it as the API does; not of files. */
export function tellOfPages(
  runtime: OpenRuntime,
  isFile: (target?: string) => boolean,
  serve: RequestListener,
): RequestListener {
  return (request, response) => {
    if (isFile(request.url)) return serve(request, response);
    const start = performance.now();
    const { method = '' } = request;
    const requestId = requestIdOf(toIncoming(request));
    // Where Next takes it from, for the page and for what it tells of its errors.
    request.headers['x-request-id'] = requestId;
    response.setHeader('x-request-id', requestId);
    const dbMs = runtime.pageTimes.follow(() => serve(request, response));
    response.once('close', () => {
      const ms = performance.now() - start;
      const status = response.headersSent ? response.statusCode : GONE;
      tellOutcome(runtime, { requestId, method, route: ROUTE, status, ms, dbMs: dbMs() });
    });
  };
}
