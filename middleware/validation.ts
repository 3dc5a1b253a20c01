import sjson from 'secure-json-parse';
import type { z } from 'zod';
import { AppError, type FieldError } from '@/lib/errors';
import { DEFAULT_BODY_LIMIT, type Endpoint } from './endpoint';
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
): Promise<Input> {
  return {
    params: endpoint.params && parse(endpoint.params, params, 'path'),
    query: readQuery(endpoint.query, request.search),
    body: endpoint.body && parse(endpoint.body, await readJson(request, endpoint), 'body'),
  };
}

function parse(schema: z.ZodType, value: unknown, place: FieldError['in']): unknown {
  const parsed = schema.safeParse(value, { reportInput: false });
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.flatMap((issue) => toFieldErrors(issue, place));
  throw invalid(errors.slice(0, ERRORS_MAX));
}

function toFieldErrors(issue: z.core.$ZodIssue, place: FieldError['in']): FieldError[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      in: place,
      path: [...issue.path, key].join('.'),
      message: 'is not a known field',
    }));
  }
  const message =
    issue.code === 'invalid_key' ? (issue.issues[0]?.message ?? issue.message) : issue.message;
  return [{ in: place, path: issue.path.join('.'), message }];
}

function invalid(errors: FieldError[]): AppError {
  const detail =
    errors.length === 1
      ? 'The request has an invalid field.'
      : 'The request has several invalid fields.';
  return new AppError('validation_failed', detail, errors);
}

function readQuery(schema: z.ZodType | undefined, search: string): unknown {
  if (search.length <= 1) return schema && parse(schema, {}, 'query');
  const query = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(search)) {
    if (schema === undefined) {
      throw invalid([{ in: 'query', path: name, message: 'is not a known parameter' }]);
    }
    if (query.has(name)) {
      throw invalid([{ in: 'query', path: name, message: 'must be given once' }]);
    }
    query.set(name, value);
  }
  return schema && parse(schema, Object.fromEntries(query), 'query');
}

async function readJson(request: IncomingRequest, endpoint: Endpoint): Promise<unknown> {
  const type = request.header('content-type') ?? '';
  if (!/^application\/json\s*(?:;\s*charset\s*=\s*"?utf-8"?\s*)?$/i.test(type.trim())) {
    throw new AppError('unsupported_media_type', 'The body must be application/json in UTF-8.', [
      { in: 'header', path: 'content-type', message: 'must be application/json' },
    ]);
  }
  if (!/^(?:identity)?$/i.test(request.header('content-encoding') ?? '')) {
    throw new AppError('unsupported_media_type', 'The body must not be compressed.', [
      { in: 'header', path: 'content-encoding', message: 'must be absent' },
    ]);
  }
  const bytes = await readBytes(request, endpoint.bodyLimit ?? DEFAULT_BODY_LIMIT);
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return sjson.parse(text, undefined, { protoAction: 'error', constructorAction: 'error' });
  } catch {
    throw new AppError('invalid_json', 'The body is not JSON in UTF-8.', [
      { in: 'body', path: '', message: 'must be JSON in UTF-8' },
    ]);
  }
}

/** Stops at the limit, whatever `Content-Length` promised. */
async function readBytes(request: IncomingRequest, limit: number): Promise<Uint8Array> {
  const tooLarge = () =>
    new AppError('body_too_large', `The body must not have more than ${limit} bytes.`, [
      { in: 'body', path: '', message: `must not have more than ${limit} bytes` },
    ]);
  if (Number(request.header('content-length') ?? 0) > limit) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of request.body() ?? []) {
      length += chunk.byteLength;
      if (length > limit) break;
      chunks.push(chunk);
    }
  } catch {
    // Whoever breaks off is gone; but the log should not say that something failed on our side.
    throw new AppError('invalid_json', 'The body was cut off.', [
      { in: 'body', path: '', message: 'was cut off' },
    ]);
  }
  if (length > limit) throw tooLarge();
  return Buffer.concat(chunks, length);
}
