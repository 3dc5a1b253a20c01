import type { Database } from '@/db/database';
import { timed } from '@/db/timed';
import type { FindClient } from '@/lib/client-address';
import type { RequestSpan, Tracing } from '@/lib/tracing';
import { type Actor, type Context, newContext, type Resources } from '@/services/context';
import type { ReadCatalogue } from '@/services/replicas';
import type { AnswerCache, CacheOutcome } from './answer-cache';
import type { MachineSecrets } from './authentication';
import type { CorsOrigins } from './cors';
import type { Answer, IncomingRequest } from './messages';
import { methodName } from './outcome';
import { addressesOf, type LimitClass, type RateLimits } from './rate-limits';
import { requestIdOf } from './request-id';
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
  /** When bodies of any length are read no further, as the process ends. */
  ending: AbortSignal;
  /** Null: every answer is made anew. */
  answerCache: AnswerCache | null;
  /** Holds every answer to its schema: for development and tests, as it takes time. */
  checksAnswers: boolean;
}

/** A request on its way through the house, and what is known of it so far. */
export interface Call {
  readonly runtime: Runtime;
  readonly request: IncomingRequest;
  /** As OpenAPI writes it: `/api/torrents/{id}`. */
  readonly path: string;
  /** What stood in the path's `{braces}`. */
  readonly params: Record<string, string>;
  /** When it came, by `performance.now()`. */
  readonly start: number;
  readonly requestId: string;
  /** Address or network of who asks. */
  readonly client: string;
  readonly span: RequestSpan | undefined;
  /** What its statements took. */
  dbMs: number;
  actor: Actor;
  context: Context | undefined;
  limit: LimitClass;
  /** How the caller stands. */
  limitHeaders: Answer['headers'];
  cache: CacheOutcome | undefined;
  /** Gives back the place of an answer in pieces. */
  leave(): void;
}

export function newCall(
  runtime: Runtime,
  request: IncomingRequest,
  { path, params, start }: Pick<Call, 'path' | 'params' | 'start'>,
): Call {
  const { tracing, findClient } = runtime;
  return {
    runtime,
    request,
    path,
    params,
    start,
    requestId: requestIdOf(request),
    client: findClient(addressesOf(request)),
    span: tracing?.begin(methodName(request.method), path, (name) => request.header(name)),
    dbMs: 0,
    actor: { kind: 'anyone' },
    context: undefined,
    limit: 'unlimited',
    limitHeaders: {},
    cache: undefined,
    leave() {},
  };
}

/** Made when it is needed: an answer that is kept does without. */
export function contextOf(call: Call): Context {
  if (call.context === undefined) {
    const { runtime, requestId, client } = call;
    call.context = newContext(runtime, 'anyone', requestId, client);
    call.context.db = timedFor(call, runtime.db);
  }
  return call.context;
}

/** The database, with what its statements take counted for the call. */
export const timedFor = (call: Call, db: Database): Database =>
  timed(db, (milliseconds, text) => {
    call.dbMs += milliseconds;
    call.runtime.metrics.statements.observe(milliseconds / 1000);
    call.span?.statement(text, milliseconds);
  });
