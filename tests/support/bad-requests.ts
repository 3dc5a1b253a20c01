import { request } from 'node:http';
import { expect } from 'vitest';
import type * as z from 'zod';
import { type Problem, problem } from '@/contracts/common';
import { endpoints } from '@/controllers/table';
import type { Endpoint } from '@/middleware/endpoint';
import { type Answer, type Call, host, signInAdmin, signUp } from './api';
import { exampleOf, inputSchema, leastExampleOf } from './schema-fields';
import { expectProblem } from './shapes';

type Part = 'params' | 'query' | 'body';
type With<P extends Part> = Endpoint & Record<P, z.ZodType>;

/** Endpoints as rows of a table of tests. */
type Row<E extends Endpoint = Endpoint> = [name: string, endpoint: E];

export const everyEndpoint: Row[] = endpoints.map((endpoint) => [
  `${endpoint.method} ${endpoint.path}`,
  endpoint,
]);

/** Those that take a part of a request; a body that is JSON. */
export const endpointsWith = <P extends Part>(part: P) =>
  everyEndpoint.filter(
    (row): row is Row<With<P>> =>
      row[1][part] !== undefined && (part !== 'body' || row[1].bodyType === undefined),
  );

export type Callers = Record<Endpoint['access'], Call>;

/** Somebody for each access, so that what is refused is refused for what was sent. */
export async function signInCallers(): Promise<Callers> {
  const [user, admin] = await Promise.all([signUp(), signInAdmin()]);
  return {
    public: {},
    user: { token: user.accessToken },
    admin: { token: admin.accessToken },
    'ingest-key': { key: host.ingestKey },
    cron: { token: host.machineSecrets.cron },
    metrics: { token: host.machineSecrets.metrics },
  };
}

/** The path of an endpoint with its parameters in place: those given, else good ones. */
export function pathOf({ path, params }: Endpoint, given: Record<string, string> = {}): string {
  const good = params ? (exampleOf(inputSchema(params)) as Record<string, string>) : {};
  return path.replace(/\{(\w+)\}/g, (_, name) =>
    encodeURIComponent(given[name] ?? good[name] ?? ''),
  );
}

/** What an endpoint must at least be asked, as a query string. */
export function leastQuery({ query }: Endpoint): Record<string, string> {
  return query ? (leastExampleOf(inputSchema(query)) as Record<string, string>) : {};
}

export const queryString = (query: Record<string, string> | [string, string][]) =>
  new URLSearchParams(query).toString();

/** JSON text as a body. */
export const json = (text: string, options: Call = {}): Call => ({
  ...options,
  body: text,
  headers: { 'content-type': 'application/json', ...options.headers },
});

/** Holds an answer to refuse a request and to name the place that is wrong. */
export function expectNamed(
  answer: Answer,
  status: number,
  code: string,
  place: { in: 'body' | 'query' | 'path' | 'header'; path: string },
): void {
  expect(expectProblem(answer, status, code).errors).toContainEqual(expect.objectContaining(place));
}

/** Holds the answer to anything at all to be one that the endpoint may give. */
export function expectDecent(answer: Answer, endpoint?: Endpoint): void {
  expect(answer.status, answer.text).toBeLessThan(500);
  if (answer.status >= 400) {
    const { code } = problem.parse(answer.json) as Problem;
    expectProblem(answer, answer.status, code);
    return;
  }
  if (endpoint === undefined) return;
  const shape = endpoint.responses[answer.status];
  if (shape) shape.parse(endpoint.answerType === undefined ? answer.json : answer.text);
  else expect({ status: answer.status, text: answer.text }).toEqual({ status: 204, text: '' });
}

/** A request that `fetch` would put right first: its path, its headers and its method go as given. */
export function callAsIs(method: string, path: string, options: Call = {}): Promise<Answer> {
  const { token, key, headers } = options;
  const body = (options.body ?? '') as string | Uint8Array;
  const { hostname, port } = new URL(host.baseUrl);
  return new Promise((resolve, reject) => {
    const sent = request({
      hostname,
      port,
      method,
      path,
      agent: false,
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(key !== undefined && { 'x-api-key': key }),
        ...(body.length > 0 && { 'content-length': Buffer.byteLength(body) }),
        ...headers,
      },
    });
    sent.once('error', reject);
    sent.once('response', async (response) => {
      try {
        const text = (await response.setEncoding('utf8').toArray()).join('');
        const answer = new Response(null, { headers: toPairs(response.rawHeaders) });
        resolve({
          status: response.statusCode ?? 0,
          headers: answer.headers,
          text,
          json: parse(text),
        });
      } catch (error) {
        reject(error);
      }
    });
    sent.end(body);
  });
}

const toPairs = (flat: string[]): [string, string][] =>
  flat.flatMap((name, place) => (place % 2 === 0 ? [[name, flat[place + 1] ?? '']] : []));

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
