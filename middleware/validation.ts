import type * as z from 'zod';
import { faultsOf } from '@/contracts/messages';
import { type FieldError, fieldError, invalidRequest } from '@/lib/errors';
import type { Take } from './body-bytes';
import { readCsv } from './body-csv';
import { readJson } from './body-json';
import { DEFAULT_BODY_LIMIT, DEFAULT_ROW_LIMIT, type Endpoint } from './endpoint';
import { expectBodyType } from './media-types';
import type { IncomingRequest } from './messages';

/** Errors told at once: enough to mend the request, too few to fill the answer. */
const ERRORS_MAX = 50;

/** The parts of a request, as the endpoint's schemas make them. */
export interface Input {
  params: unknown;
  query: unknown;
  body: unknown;
}

/** Checks path, query and body; the body is read last. Throws what a 400, 413 or 415 tells. */
export async function readInput(
  endpoint: Endpoint,
  request: IncomingRequest,
  params: Record<string, string>,
  take: Take,
): Promise<Input> {
  return {
    params: endpoint.params && parse(endpoint.params, params, 'path'),
    query: readQuery(endpoint.query, request.search),
    body: endpoint.body && parse(endpoint.body, await readBody(endpoint, request, take), 'body'),
  };
}

async function readBody(
  endpoint: Endpoint,
  request: IncomingRequest,
  take: Take,
): Promise<unknown> {
  const { bodyType = 'json', lines } = endpoint;
  const { bodyLimit = DEFAULT_BODY_LIMIT, rowLimit = DEFAULT_ROW_LIMIT } = endpoint;
  expectBodyType(request, [bodyType, ...(lines ? (['lines'] as const) : [])]);
  if (bodyType === 'csv') return readCsv(request, bodyLimit, take, rowLimit);
  // Of what may come as lines each record is checked by itself: a bad one does not stop the rest.
  return readJson(request, bodyLimit, take, lines !== undefined);
}

function parse(schema: z.ZodType, value: unknown, place: FieldError['in']): unknown {
  const parsed = schema.safeParse(value, { reportInput: false });
  if (parsed.success) return parsed.data;
  const faults = faultsOf(parsed.error, ERRORS_MAX);
  throw invalidRequest(faults.map((fault) => ({ in: place, ...fault })));
}

function readQuery(schema: z.ZodType | undefined, search: string): unknown {
  if (search.length <= 1) return schema && parse(schema, {}, 'query');
  const query = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(search)) {
    if (schema === undefined) {
      throw fieldError('query', name, 'is not a known parameter');
    }
    if (query.has(name)) {
      throw fieldError('query', name, 'must be given once');
    }
    query.set(name, value);
  }
  return schema && parse(schema, Object.fromEntries(query), 'query');
}
