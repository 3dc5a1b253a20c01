import type { Database } from '@/db/database';
import { timed } from '@/db/timed';
import type { FindClient } from '@/lib/client-address';
import { AppError } from '@/lib/errors';
import type { Tracing } from '@/lib/tracing';
import { type Actor, type Context, newContext, type Resources } from '@/services/context';
import type { ReadCatalogue } from '@/services/replicas';
import type { AnswerCache, CacheOutcome } from './answer-cache';
import { answerInLines, answerWithTag, toAnswer } from './answers';
import { admit, type MachineSecrets, sentKey } from './authentication';
import { expectBodyType, isOfLines, readLines } from './body';
import { type CorsOrigins, corsHeaders, optionsAnswer } from './cors';
import { DEFAULT_BODY_LIMIT, type Endpoint, type Method } from './endpoint';
import { type Answer, type IncomingRequest, isWhole, withoutBody } from './messages';
import { expectAccepted } from './negotiation';
import { methodName, tellOutcome } from './outcome';
import { endingWith, isPieces, toldPieces } from './pieces';
import { problemAnswer, toAppError } from './problems';
import {
  addressesOf,
  admitUnlessSearching,
  countCall,
  type LimitClass,
  type RateLimits,
} from './rate-limits';
import { requestIdOf } from './request-id';
import { type Input, readInput } from './validation';
import type { Workload } from './workload';

/** What the stages need beyond what the services do. */
export interface Runtime extends Resources {
  corsOrigins: CorsOrigins;
  /** Of every answer. */
  securityHeaders: Readonly<Answer['headers']>;
  findClient: FindClient;
  /** Where reads of the catalogue go. */
  readCatalogue: ReadCatalogue;
  machineSecrets: MachineSecrets;
  /** Null: nobody is told where the time goes. */
  tracing: Tracing | null;
  /** Null: nobody is counted. */
  rateLimits: RateLimits | null;
  workload: Workload;
  /** Null: every answer is made anew. */
  answerCache: AnswerCache | null;
  /** Holds every answer to its schema: for development and tests, as it takes time. */
  checksAnswers: boolean;
}

/** The endpoints of one path, by method. */
export type Route = Partial<Record<Method, Endpoint>>;

/** Milliseconds of a body for which who was let in stays so: it may take minutes, in which sessions end and roles are taken. */
const PROMPT_MS = 1_000;

/** What a host calls: the request, and what stood in the path's `{braces}`. */
export type Handler = (request: IncomingRequest, params: Record<string, string>) => Promise<Answer>;

/** The way of a request through the house, for all endpoints of one path; none for no such path. */
export function createHandler(
  path: string,
  route: Route,
  getRuntime: () => Promise<Runtime>,
): Handler {
  const allow = allowedMethods(route);
  const isUnknown = Object.keys(route).length === 0;

  return async (request, params) => {
    const start = performance.now();
    const runtime = await getRuntime();
    const { method, pathname } = request;
    const requestId = requestIdOf(request);
    const client = runtime.findClient(addressesOf(request));
    const span = runtime.tracing?.begin(methodName(method), path, (name) => request.header(name));
    let dbMs = 0;
    const timedForThis = (db: Database) =>
      timed(db, (milliseconds, text) => {
        dbMs += milliseconds;
        runtime.metrics.statements.observe(milliseconds / 1000);
        span?.statement(text, milliseconds);
      });
    let actor = { kind: 'anyone' } as Actor;
    let ownContext: Context | undefined;
    let limit: LimitClass = 'unlimited';
    let cache: CacheOutcome | undefined;
    /** Gives back the place of an answer in pieces. */
    let leave = () => {};
    const limitHeaders: Answer['headers'] = {};

    let answer = await answerTo().catch((error: unknown) => {
      const told = toAppError(error, context().log);
      const answer = problemAnswer(told, requestId, pathname);
      if (told.code === 'method_not_allowed') answer.headers.allow = allow;
      if (told.code === 'rate_limited' || told.code === 'overloaded') {
        runtime.metrics.refusals.inc({ limit, reason: told.code });
      }
      return answer;
    });
    const { headers } = answer;
    Object.assign(
      headers,
      runtime.securityHeaders,
      limitHeaders,
      corsHeaders(runtime.corsOrigins, request.header('origin')),
    );
    headers.vary = runtime.corsOrigins === '*' ? 'Accept-Encoding' : 'Accept-Encoding, Origin';
    headers['x-request-id'] = requestId;
    if (method === 'HEAD') answer = withoutBody(answer);
    const { body } = answer;
    if (body === null || isWhole(body)) tell();
    else answer.body = await endingWith(tell, body);
    return answer;

    /** That it is over, and what came of it; of pieces when they have ended, or whoever waited for them is gone. */
    function tell(): void {
      leave();
      const ms = performance.now() - start;
      const { status } = answer;
      span?.end(status, requestId, cache);
      const outcome = { requestId, method, route: path, status, ms, dbMs };
      tellOutcome(runtime, outcome, {
        ...(cache !== undefined && { cache }),
        ...(span !== undefined && { traceId: span.traceId }),
        ...(actor.kind === 'user' && { userId: actor.userId }),
      });
    }

    /** Made when it is needed: an answer that is kept does without. */
    function context(): Context {
      if (ownContext === undefined) {
        ownContext = newContext(runtime, 'anyone', requestId, client);
        ownContext.db = timedForThis(runtime.db);
      }
      return ownContext;
    }

    async function answerTo(): Promise<Answer> {
      // Next leads a path with a slash at its end to the one without: `DELETE …/{id}` with an
      // empty id would clear the whole list.
      if (isUnknown || pathname.endsWith('/')) {
        throw new AppError('not_found', 'There is no such endpoint.');
      }
      if (method === 'OPTIONS') return optionsAnswer(allow);
      const endpoint = route[(method === 'HEAD' ? 'GET' : method) as Method];
      if (endpoint === undefined) {
        throw new AppError('method_not_allowed', `${pathname} answers ${allow}.`);
      }
      limit = endpoint.limit;
      expectAccepted(request, endpoint);
      if (endpoint.access !== 'public') await letIn(endpoint);
      if (runtime.rateLimits) {
        await countCall(runtime.rateLimits, endpoint.limit, actor, request, client, limitHeaders);
      }
      if (endpoint.lines && isOfLines(request)) {
        const { bodyLimit = DEFAULT_BODY_LIMIT } = endpoint;
        await inputOf({ ...endpoint, body: undefined });
        expectBodyType(request, ['lines']);
        const results = endpoint.lines.handle({
          ctx: context(),
          lines: readLines(request, bodyLimit),
        });
        return answerInLines(results, toProblemLine);
      }
      const ifNoneMatch = request.header('if-none-match');
      if (endpoint.cache !== 'catalogue' || runtime.answerCache === null) {
        const asked = performance.now();
        const input = await inputOf(endpoint);
        const isLate = performance.now() - asked > PROMPT_MS;
        if (isLate && endpoint.access !== 'public') await letIn(endpoint);
        const reply = await atWork(endpoint, () => replyTo(endpoint, input));
        return toAnswer(endpoint, reply, ifNoneMatch);
      }
      const { answerCache } = runtime;
      const target = pathname + request.search;
      const make = async () => {
        const reply = await replyTo(endpoint, await inputOf(endpoint));
        return JSON.stringify(reply.body);
      };
      const { body, etag, outcome } =
        answerCache.find(target) ?? (await atWork(endpoint, () => answerCache.get(target, make)));
      cache = outcome;
      runtime.metrics.answers.inc({ outcome });
      return answerWithTag(endpoint, body, etag, ifNoneMatch);
    }

    /** What goes wrong when the answer has begun is its last line. */
    function toProblemLine(error: unknown): string {
      return `${problemAnswer(toAppError(error, context().log), requestId, pathname).body}\n`;
    }

    async function replyTo(
      endpoint: Endpoint,
      input: Input,
    ): Promise<{ status: number; body?: unknown }> {
      const ctx = context();
      const handle = () => endpoint.handle({ ctx, ...input });
      const reply =
        endpoint.cache === 'catalogue'
          ? await runtime.readCatalogue((db) => {
              ctx.db = timedForThis(db);
              return handle();
            })
          : await handle();
      if (isPieces(reply.body)) {
        leave = runtime.workload.stay(client);
        return { ...reply, body: toldPieces(reply.body, logFault) };
      }
      if (runtime.checksAnswers) endpoint.responses[reply.status]?.parse(reply.body);
      return reply;
    }

    function logFault(error: unknown): void {
      toAppError(error, context().log);
    }

    function inputOf(endpoint: Endpoint): Promise<Input> {
      return runtime.workload.hold(client, (take) => readInput(endpoint, request, params, take));
    }

    /** Not while a body comes in: who sends it slowly would take the place of others. */
    function atWork<Result>({ limit }: Endpoint, work: () => Promise<Result>): Promise<Result> {
      return runtime.workload.run(limit, client, work);
    }

    async function letIn(endpoint: Endpoint): Promise<void> {
      const { access } = endpoint;
      const admitNow = () =>
        atWork(endpoint, () => admit(access, context(), request, runtime.machineSecrets));
      actor =
        runtime.rateLimits === null
          ? await admitNow()
          : await admitUnlessSearching(
              runtime.rateLimits,
              sentKey(access, request),
              client,
              admitNow,
            );
      context().actor = actor;
    }
  };
}

function allowedMethods(route: Route): string {
  const methods = Object.keys(route);
  return [...methods, ...(route.GET ? ['HEAD'] : []), 'OPTIONS'].join(', ');
}
