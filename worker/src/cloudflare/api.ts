import { ConfigurationError } from '../config';
import { retryDeadLetters, statusOfDeadLetters } from './dead-letters';
import type { Environment } from './environment';
import type { Job } from './jobs';
import { logError } from './log';
import { openScraper, type Scraper } from './scraper';
import { ledgerOf } from './source-ledger';
import type { WorkerStatus } from './status';

type Endpoint = (request: Request, env: Environment, scraper: Scraper) => Promise<Response>;

const endpoints: Record<string, { method: string; answer: Endpoint }> = {
  '/run': { method: 'POST', answer: run },
  '/status': { method: 'GET', answer: status },
  '/retry': { method: 'POST', answer: retry },
};

/** What the Worker answers over HTTP. Errors are problems as RFC 9457 describes them. */
export async function answer(request: Request, env: Environment): Promise<Response> {
  const { pathname } = new URL(request.url);
  const endpoint = endpoints[pathname];
  if (endpoint === undefined) return problem(404, 'not_found', 'There is nothing here.');
  if (request.method !== endpoint.method) {
    const headers = { allow: endpoint.method };
    const detail = `${pathname} takes ${endpoint.method}.`;
    return problem(405, 'method_not_allowed', detail, headers);
  }
  if (!env.RUN_KEY) return problem(503, 'unavailable', 'RUN_KEY must be set');
  if (!(await isSame(request.headers.get('x-api-key') ?? '', env.RUN_KEY))) {
    const headers = { 'www-authenticate': 'ApiKey' };
    return problem(401, 'invalid_api_key', 'X-API-Key must be the key to run.', headers);
  }
  try {
    return await endpoint.answer(request, env, openScraper(env));
  } catch (error) {
    if (error instanceof ConfigurationError) return problem(503, 'unavailable', error.message);
    logError('a request failed', error, { pathname });
    return problem(500, 'internal_error', 'Something went wrong on our side.');
  }
}

/** Begins a run of every source, or of those that `source` names. */
export async function startRuns(env: Environment, ids: Iterable<string>): Promise<void> {
  for (const source of ids) await env.JOBS.send({ kind: 'run', source } satisfies Job);
}

async function run(request: Request, env: Environment, { origins }: Scraper) {
  const { searchParams } = new URL(request.url);
  const stray = [...searchParams.keys()].find((name) => name !== 'source');
  if (stray !== undefined) return problem(400, 'validation_failed', `query ${stray}: not known`);
  const asked = searchParams.getAll('source');
  const unknown = asked.find((id) => !origins.has(id));
  if (unknown !== undefined) {
    const detail = `query source: there is no ${unknown}; there are ${[...origins.keys()].join(', ')}`;
    return problem(400, 'validation_failed', detail);
  }
  const sources = asked.length > 0 ? [...new Set(asked)] : [...origins.keys()];
  await startRuns(env, sources);
  return json(202, { sources });
}

async function status(_request: Request, env: Environment, { origins }: Scraper) {
  const deadLetters = await statusOfDeadLetters(env);
  const sources = await Promise.all(
    [...origins.values()].map(async ({ id, name }) => ({
      id,
      name,
      ...(await ledgerOf(env, id).status()),
      deadLetters: deadLetters.bySource[id] ?? 0,
    })),
  );
  const { count, latest } = deadLetters;
  return json(200, { sources, deadLetters: { count, latest } } satisfies WorkerStatus);
}

async function retry(_request: Request, env: Environment) {
  return json(202, { retried: await retryDeadLetters(env) });
}

/** Compared as digests, in a time that tells nothing of the key. */
async function isSame(given: string, expected: string): Promise<boolean> {
  const digest = (text: string) => crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  const [one, other] = await Promise.all([digest(given), digest(expected)]);
  return crypto.subtle.timingSafeEqual(one, other);
}

const json = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  Response.json(body, { status, headers: { 'cache-control': 'no-store', ...headers } });

function problem(status: number, code: string, detail: string, headers?: Record<string, string>) {
  return json(
    status,
    { type: 'about:blank', status, code, detail },
    { 'content-type': 'application/problem+json', ...headers },
  );
}
