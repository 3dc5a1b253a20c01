import { type Call, contextOf, newCall, type Runtime } from './call';
import { corsHeaders } from './cors';
import type { Route } from './endpoint';
import { type Answer, type IncomingRequest, isWhole, withoutBody } from './messages';
import { tellOutcome } from './outcome';
import { endingWith } from './pieces';
import { problemAnswer, toAppError } from './problems';
import { answerTo } from './stages';

/** What a host calls: the request, and what stood in the path's `{braces}`. */
export type Handler = (request: IncomingRequest, params: Record<string, string>) => Promise<Answer>;

/** The way of a request through the house, for all endpoints of one path; none for no such path. */
export function createHandler(
  path: string,
  route: Route,
  getRuntime: () => Promise<Runtime>,
): Handler {
  const allow = allowedMethods(route);
  return async (request, params) => {
    const start = performance.now();
    const call = newCall(await getRuntime(), request, { path, params, start });
    const made = await answerTo(call, route, allow).catch((error) =>
      faultAnswer(call, error, allow),
    );
    addHeaders(call, made);
    const answer = request.method === 'HEAD' ? withoutBody(made) : made;
    const { body, status } = answer;
    if (body === null || isWhole(body)) tell(call, status);
    else answer.body = await endingWith(() => tell(call, status), body);
    return answer;
  };
}

/** As they are told; null where there are none. */
function allowedMethods(route: Route): string | null {
  const methods = Object.keys(route);
  if (methods.length === 0) return null;
  return [...methods, ...(route.GET ? ['HEAD'] : []), 'OPTIONS'].join(', ');
}

function faultAnswer(call: Call, error: unknown, allow: string | null): Answer {
  const { runtime, request, requestId, limit } = call;
  const told = toAppError(error, contextOf(call).log);
  const answer = problemAnswer(told, requestId, request.pathname);
  if (allow !== null && told.code === 'method_not_allowed') answer.headers.allow = allow;
  if (told.code === 'rate_limited' || told.code === 'overloaded') {
    runtime.metrics.refusals.inc({ limit, reason: told.code });
  }
  return answer;
}

/** Those that every answer has. */
function addHeaders({ runtime, request, requestId, limitHeaders }: Call, { headers }: Answer) {
  const { securityHeaders, corsOrigins } = runtime;
  Object.assign(
    headers,
    securityHeaders,
    limitHeaders,
    corsHeaders(corsOrigins, request.header('origin')),
  );
  headers.vary = corsOrigins === '*' ? 'Accept-Encoding' : 'Accept-Encoding, Origin';
  headers['x-request-id'] = requestId;
}

/** That it is over, and what came of it; of pieces when they have ended, or whoever waited for them is gone. */
function tell(call: Call, status: number): void {
  const { runtime, request, requestId, path, start, dbMs, span, cache, actor } = call;
  call.leave();
  const ms = performance.now() - start;
  span?.end(status, requestId, cache);
  const outcome = { requestId, method: request.method, route: path, status, ms, dbMs };
  tellOutcome(runtime, outcome, {
    ...(cache !== undefined && { cache }),
    ...(span !== undefined && { traceId: span.traceId }),
    ...(actor.kind === 'user' && { userId: actor.userId }),
  });
}
