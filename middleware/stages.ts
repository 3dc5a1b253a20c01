import { AppError } from '@/lib/errors';
import type { AnswerCache } from './answer-cache';
import { answerInLines, answerWithTag, toAnswer } from './answers';
import { admit, expectRole, sentKey } from './authentication';
import { readLines } from './body-lines';
import { type Call, contextOf, timedFor } from './call';
import { optionsAnswer } from './cors';
import { DEFAULT_BODY_LIMIT, type Endpoint, type Method, type Route } from './endpoint';
import { expectBodyType, isOfLines } from './media-types';
import type { Answer } from './messages';
import { expectAccepted } from './negotiation';
import { isPieces, toldPieces } from './pieces';
import { problemAnswer, toAppError } from './problems';
import { admitUnlessSearching, countCall } from './rate-limits';
import { type Input, readInput } from './validation';

/** Milliseconds of a body for which who was let in stays so: it may take minutes, in which sessions end and roles are taken. */
const PROMPT_MS = 1_000;

/**
 * The stages of a call, one after the other: its endpoint, who asks, how often, what they say, and the work.
 * @param allow the methods of the route, as they are told; null: there is no such route
 */
export async function answerTo(call: Call, route: Route, allow: string | null): Promise<Answer> {
  const { runtime, request, client } = call;
  const { method, pathname } = request;
  // Next leads a path with a slash at its end to the one without: `DELETE …/{id}` with an
  // empty id would clear the whole list.
  if (allow === null || pathname.endsWith('/')) {
    throw new AppError('not_found', 'There is no such endpoint.');
  }
  if (method === 'OPTIONS') return optionsAnswer(allow);
  const endpoint = route[(method === 'HEAD' ? 'GET' : method) as Method];
  if (endpoint === undefined) {
    throw new AppError('method_not_allowed', `${pathname} answers ${allow}.`);
  }
  call.limit = endpoint.limit;
  expectAccepted(request, endpoint);
  if (endpoint.access !== 'public') await letIn(call, endpoint);
  if (runtime.rateLimits !== null) {
    const { actor, limitHeaders } = call;
    await countCall(runtime.rateLimits, endpoint.limit, actor, request, client, limitHeaders);
  }
  // Counted before: else nothing would hold those who may not.
  expectRole(endpoint.access, call.actor);
  if (endpoint.lines && isOfLines(request)) return lineAnswer(call, endpoint, endpoint.lines);
  if (endpoint.cache === 'catalogue' && runtime.answerCache !== null) {
    return keptAnswer(call, endpoint, runtime.answerCache);
  }
  return newAnswer(call, endpoint);
}

async function newAnswer(call: Call, endpoint: Endpoint): Promise<Answer> {
  const asked = performance.now();
  const input = await inputOf(call, endpoint);
  const isLate = performance.now() - asked > PROMPT_MS;
  if (isLate && endpoint.access !== 'public') {
    await letIn(call, endpoint);
    expectRole(endpoint.access, call.actor);
  }
  const reply = await atWork(call, endpoint, () => replyTo(call, endpoint, input));
  return toAnswer(endpoint, reply, call.request.header('if-none-match'));
}

async function keptAnswer(
  call: Call,
  endpoint: Endpoint,
  answerCache: AnswerCache,
): Promise<Answer> {
  const { runtime, request } = call;
  const target = request.pathname + request.search;
  const make = async () => {
    const reply = await replyTo(call, endpoint, await inputOf(call, endpoint));
    return JSON.stringify(reply.body);
  };
  const { body, etag, outcome } =
    answerCache.find(target) ?? (await atWork(call, endpoint, () => answerCache.get(target, make)));
  call.cache = outcome;
  runtime.metrics.answers.inc({ outcome });
  return answerWithTag(endpoint, body, etag, request.header('if-none-match'));
}

async function lineAnswer(
  call: Call,
  endpoint: Endpoint,
  { handle }: NonNullable<Endpoint['lines']>,
): Promise<Answer> {
  const { runtime, request, requestId } = call;
  const { bodyLimit = DEFAULT_BODY_LIMIT } = endpoint;
  await inputOf(call, { ...endpoint, body: undefined });
  expectBodyType(request, ['lines']);
  const ctx = contextOf(call);
  const results = handle({ ctx, lines: readLines(request, bodyLimit, runtime.ending) });
  // What goes wrong when the answer has begun is its last line.
  return answerInLines(results, (error) => {
    const told = toAppError(error, ctx.log);
    return `${problemAnswer(told, requestId, request.pathname).body}\n`;
  });
}

/** Sets who asks. Throws what keeps them out. */
async function letIn(call: Call, endpoint: Endpoint): Promise<void> {
  const { access } = endpoint;
  const { runtime, request, client, limitHeaders } = call;
  const { rateLimits, machineSecrets } = runtime;
  const ctx = contextOf(call);
  const admitNow = () => atWork(call, endpoint, () => admit(access, ctx, request, machineSecrets));
  const sent = sentKey(access, request);
  call.actor =
    rateLimits === null
      ? await admitNow()
      : await admitUnlessSearching(rateLimits, sent, client, limitHeaders, admitNow);
  ctx.actor = call.actor;
}

const inputOf = ({ runtime, client, request, params }: Call, endpoint: Endpoint): Promise<Input> =>
  runtime.workload.hold(client, (take) => readInput(endpoint, request, params, take));

/** Not while a body comes in: who sends it slowly would take the place of others. */
const atWork = <Result>(
  { runtime, client }: Call,
  { limit }: Endpoint,
  work: () => Promise<Result>,
): Promise<Result> => runtime.workload.run(limit, client, work);

async function replyTo(
  call: Call,
  endpoint: Endpoint,
  input: Input,
): Promise<{ status: number; body?: unknown }> {
  const { runtime, client } = call;
  const ctx = contextOf(call);
  const handle = () => endpoint.handle({ ctx, ...input });
  const reply =
    endpoint.cache === 'catalogue'
      ? await runtime.readCatalogue((db) => {
          ctx.db = timedFor(call, db);
          return handle();
        })
      : await handle();
  if (isPieces(reply.body)) {
    call.leave = runtime.workload.stay(client);
    const logFault = (error: unknown) => void toAppError(error, ctx.log);
    return { ...reply, body: toldPieces(reply.body, logFault) };
  }
  if (runtime.checksAnswers) endpoint.responses[reply.status]?.parse(reply.body);
  return reply;
}
