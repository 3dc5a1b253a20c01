import fc from 'fast-check';
import { almost, almostBytes, anySegment, anyText } from '@/tests/support/bad-arbitraries';
import { exampleOf, type JsonSchema } from '@/tests/support/schema-fields';
import { type Operation, operations } from './document';
import type { Memory } from './memory';

/** Who a request comes from; the last two are let in nowhere. */
export const callers = [
  'nobody',
  'user',
  'admin',
  'someone',
  'key',
  'cron',
  'metrics',
  'forged',
  'swapped',
] as const;
export type Caller = (typeof callers)[number];

/** A request, good or bad. */
export interface FuzzRequest {
  operation: Operation;
  /** Mostly the operation's own. */
  method: string;
  /** Path and query, in ASCII. */
  target: string;
  caller: Caller;
  contentType: string | null;
  body: Uint8Array | null;
}

/** Those that hash a password take as long as a hundred others; those that remove leave nothing. */
const isRare = ({ method, path }: Operation) =>
  method === 'DELETE' || /sign-(?:up|in|out)$|\/users\/me$|password$|blocks$/.test(path);

const anyOperation = fc.oneof(
  ...operations.map((operation) => ({
    weight: isRare(operation) ? 1 : 5,
    arbitrary: fc.constant(operation),
  })),
);

/** Request number `number` of a seed, as far as what was learnt is the same. */
export function requestOf(seed: number, number: number, memory: Memory): FuzzRequest {
  const request = anyOperation.chain((operation) => requestFor(operation, memory));
  const [made] = fc.sample(request, { seed: seed + number, numRuns: 1 });
  return made as FuzzRequest;
}

function requestFor(operation: Operation, memory: Memory): fc.Arbitrary<FuzzRequest> {
  return fc
    .record({
      method: rarely(fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'), {
        else: fc.constant(operation.method),
      }),
      path: pathOf(operation, memory),
      query: queryOf(operation, memory),
      caller: callerOf(operation),
      body: bodyOf(operation, memory),
    })
    .map(({ method, path, query, caller, body }) => ({
      operation,
      method,
      target: path + (query === '' ? '' : `?${query}`),
      caller,
      contentType: body?.type ?? null,
      body: method === 'GET' || method === 'HEAD' ? null : (body?.bytes ?? null),
    }));
}

const rarely = <T>(arbitrary: fc.Arbitrary<T>, { else: other }: { else: fc.Arbitrary<T> }) =>
  fc.oneof({ weight: 1, arbitrary }, { weight: 30, arbitrary: other });

function callerOf({ needs, isForAdministrators }: Operation): fc.Arbitrary<Caller> {
  const right: Caller[] = [];
  if (needs === 'accessToken') right.push(...(isForAdministrators ? [] : ['someone' as const]));
  if (needs === 'accessToken') right.push(isForAdministrators ? 'admin' : 'user');
  if (needs === 'ingestKey') right.push('key');
  if (needs === 'cronSecret') right.push('cron');
  if (needs === 'metricsToken') right.push('metrics');
  if (right.length === 0) return fc.constantFrom(...callers);
  return fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...right) },
    { weight: 1, arbitrary: fc.constantFrom(...callers) },
  );
}

function pathOf({ path, pathParameters }: Operation, memory: Memory): fc.Arbitrary<string> {
  const segments = pathParameters.map(({ name, schema }) => {
    const good = fc.constant(String(exampleOf(schema)));
    const hashes = path.includes('/torrents/') ? memory.recall(path, 'infoHash') : [];
    const known = [...memory.recall(path, name), ...hashes];
    return fc.oneof(
      { weight: 6, arbitrary: known.length > 0 ? fc.constantFrom(...known) : good },
      { weight: 2, arbitrary: good },
      { weight: 1, arbitrary: anySegment },
    );
  });
  return fc.tuple(...segments).map((values) => {
    let place = 0;
    return path.replace(/\{\w+\}/g, () => values[place++] ?? '');
  });
}

function queryOf({ path, queryParameters }: Operation, memory: Memory): fc.Arbitrary<string> {
  const known = queryParameters.map(({ name, schema, isRequired }) => {
    const recalled = memory.recall(path, name);
    const value = fc.oneof(
      { weight: 4, arbitrary: textFor(schema) },
      { weight: recalled.length > 0 ? 8 : 0, arbitrary: fc.constantFrom('', ...recalled) },
      { weight: 1, arbitrary: anyText },
    );
    const given = value.map((value): [string, string] => [name, value]);
    return isRequired
      ? rarely(fc.constant(undefined), { else: given })
      : fc.option(given, { freq: 1, nil: undefined });
  });
  const unknown = rarely(fc.tuple(anyText, anyText), { else: fc.constant(undefined) });
  return fc.tuple(...known, unknown).map((pairs) => {
    const given = pairs.filter((pair) => pair !== undefined);
    return new URLSearchParams(given as [string, string][]).toString();
  });
}

/** A value of a parameter that its schema takes. */
function textFor({ type, enum: choices, pattern, ...schema }: JsonSchema): fc.Arbitrary<string> {
  if (choices) return fc.constantFrom(...choices.map(String));
  if (type === 'integer') {
    const { minimum: min = 0, maximum: max = 1 } = schema;
    return fc.integer({ min, max }).map(String);
  }
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern));
  const example = fc.constant(String(exampleOf({ ...schema, type: 'string' })));
  return fc.oneof(example, anyText);
}

function bodyOf(
  { path, bodies }: Operation,
  memory: Memory,
): fc.Arbitrary<{ type: string | null; bytes: Uint8Array } | null> {
  const types = fc.constantFrom(null, 'text/plain', 'application/json', 'text/csv', 'a/b; c=d');
  const none = fc.constant(null);
  if (bodies.length === 0) return rarely(junk(types), { else: none });
  const written = fc.oneof(
    ...bodies.map(({ mediaType, schema }) => {
      const text = textOf(path, mediaType, schema, memory);
      const bytes = rarely(almostBytes(text), { else: text.map((text) => Buffer.from(text)) });
      return fc.record({ type: rarely(types, { else: fc.constant(mediaType) }), bytes });
    }),
  );
  return rarely<{ type: string | null; bytes: Uint8Array } | null>(none, { else: written });
}

const junk = (type: fc.Arbitrary<string | null>) =>
  fc.record({ type, bytes: fc.uint8Array({ maxLength: 100 }) });

function textOf(
  path: string,
  mediaType: string,
  schema: JsonSchema,
  memory: Memory,
): fc.Arbitrary<string> {
  const json = fc.tuple(almost(schema), fc.infiniteStream(fc.nat()));
  const filled = json.map(([text, numbers]) =>
    withMemories(text, (name) => memory.recall(path, name), numbers),
  );
  if (mediaType === 'application/x-ndjson') {
    return fc.array(filled, { maxLength: 5 }).map((lines) => lines.join('\n'));
  }
  return mediaType === 'text/csv' ? tableOf(memory.recall(path, 'infoHash')) : filled;
}

/** Puts what answers told into fields of the same name, here and there. */
function withMemories(
  text: string,
  recall: (name: string) => readonly string[],
  numbers: Iterator<number>,
): string {
  const next = () => numbers.next().value as number;
  const fill = (name: string, value: unknown): unknown => {
    if (Array.isArray(value)) return value.map((item) => fill(name, item));
    if (value !== null && typeof value === 'object') {
      const entries = Object.entries(value).map(([key, part]) => [key, fill(key, part)] as const);
      return Object.fromEntries(entries);
    }
    const known = name === 'name' ? [] : recall(name);
    if (known.length === 0 || typeof value !== 'string') return value;
    return next() % 2 === 0 ? value : known[next() % known.length];
  };
  try {
    return JSON.stringify(fill('', JSON.parse(text)));
  } catch {
    return text;
  }
}

/** A table of what was watched, mostly as an export has it. */
function tableOf(hashes: readonly string[]): fc.Arbitrary<string> {
  const hash = fc.constantFrom('a'.repeat(40), ...hashes);
  const row = fc
    .tuple(hash, anyText, fc.integer({ min: -1, max: 101 }), fc.date({ noInvalidDate: true }))
    .map(
      ([hash, name, percent, time]) =>
        `${hash},"${name.replaceAll('"', '""')}",${percent},${time.toJSON()}`,
    );
  const head = 'infoHash,name,progressPercent,watchedAt';
  return rarely(anyText, {
    else: fc.array(row, { maxLength: 4 }).map((rows) => [head, ...rows].join('\r\n')),
  });
}
