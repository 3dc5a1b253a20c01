import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { buildDocument } from '@/openapi/document';

interface Schema {
  $ref?: string;
  type?: string | string[];
  properties?: Record<string, Schema>;
  items?: Schema;
  anyOf?: Schema[];
}

interface Operation {
  parameters?: { name: string; in: string }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, { description: string }>;
}

const document = buildDocument() as unknown as {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
};
const { schemas } = document.components;
const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
const codes = operations.flatMap(({ responses }) =>
  Object.values(responses).flatMap(({ description }) => namesIn(description)),
);

const guide = readFileSync('docs/flutter.md', 'utf8');
const blocks = [...guide.matchAll(/^```dart\n(.*?)^```$/gms)].map(([, code = '']) => code);
const dart = blocks.join('\n');
const prose = guide.replaceAll(/^```.*?^```$/gms, '');

/** What stands in backticks. */
function namesIn(text: string): string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
}

/** Every name that a value of the schema has a field by, however deep. */
function fieldsOf(schema: Schema | undefined): string[] {
  if (schema === undefined) return [];
  const { $ref, properties = {}, items, anyOf = [] } = schema;
  const referred = $ref && schemas[$ref.slice('#/components/schemas/'.length)];
  const inner = [referred || undefined, items, ...anyOf, ...Object.values(properties)];
  return [...Object.keys(properties), ...inner.flatMap((part) => fieldsOf(part))];
}

/** Methods of the path, be it with what `$id` stands for. */
const operationsAt = (path: string) => document.paths[path.replaceAll(/\$\w+/g, '{id}')];

/** The map or list from where it opens to where it closes. */
function enclosed(text: string): string {
  let depth = 0;
  for (const { 0: bracket, index } of text.matchAll(/[{}]/g)) {
    depth += bracket === '{' ? 1 : -1;
    if (depth === 0) return text.slice(0, index + 1);
  }
  throw new Error(`what opens does not close: ${text.slice(0, 80)}`);
}

const keysOf = (map: string) => [...map.matchAll(/'(\w+)':/g)].map(([, key]) => key);

test.each(blocks.map((code, index) => [index + 1, code]))(
  'block %i closes what it opens',
  (_, code) => {
    const open: string[] = [];
    const closing: Record<string, string> = { ')': '(', ']': '[', '}': '{' };
    const plain = String(code).replaceAll(/'(?:\\.|[^'\\\n])*'|\/\/.*$/gm, '');
    for (const [bracket] of plain.matchAll(/[()[\]{}]/g)) {
      if (closing[bracket] === undefined) open.push(bracket);
      else expect(open.pop(), plain).toBe(closing[bracket]);
    }
    expect(open).toEqual([]);
  },
);

const calls = [...dart.matchAll(/\.(get|post|put|patch|delete)<[^(]*>\(\s*'(\/[^']*)'/g)].map(
  ({ 1: method = '', 2: path = '', 0: start, index }) => {
    const rest = dart.slice(index + start.length, index + start.length + 600);
    const [ending = ''] = rest.split(';', 1);
    return { method, path, ending };
  },
);

test('every call is in one of these words', () => {
  expect(calls.length).toBeGreaterThan(8);
  expect(dart.match(/'\/api\//g)).toHaveLength(calls.length);
});

test.each(calls)(
  '$method $path is called with fields that it takes',
  ({ method, path, ending }) => {
    const operation = operationsAt(path)?.[method];
    expect(operation).toBeDefined();
    const query = operation?.parameters?.filter((parameter) => parameter.in === 'query') ?? [];
    const body = Object.values(operation?.requestBody?.content ?? {})[0]?.schema;
    const taken = { queryParameters: query.map(({ name }) => name), data: fieldsOf(body) };
    for (const [name, fields] of Object.entries(taken)) {
      const at = ending.indexOf(`${name}: {`);
      if (at >= 0)
        expect(fields).toEqual(expect.arrayContaining(keysOf(enclosed(ending.slice(at)))));
    }
  },
);

const named = namesIn(prose)
  .filter((name) => name.includes('/api/') && !name.startsWith('http'))
  .map((name) => {
    const [, method = 'GET', path = ''] = /^(?:([A-Z]+) )?(\/api\/\S+)$/.exec(name) ?? [];
    return { method: method.toLowerCase(), path };
  });

test('every path that the text names is there, with its method', () => {
  expect(named.length).toBeGreaterThan(8);
  for (const { method, path } of named) {
    expect(operationsAt(path)?.[method], `${method} ${path}`).toBeDefined();
  }
});

describe('a class that is called as a schema', () => {
  const classes = [...dart.matchAll(/^(?:class|extension) (\w+) .*\{$/gm)]
    .map(({ 1: name = '', index }) => ({ name, body: enclosed(dart.slice(index)) }))
    .filter(({ name }) => schemas[name] !== undefined);

  test('is there for whatever is read', () => {
    const readers = classes.flatMap(({ body }) => body.match(/\bjson\['\w+'\]/g) ?? []);
    expect(dart.match(/\bjson\['\w+'\]/g)).toHaveLength(readers.length);
  });

  test.each(classes)('$name has its fields', ({ name, body }) => {
    const read = [...body.matchAll(/\['(\w+)'\]/g)].map(([, field]) => field);
    const used = [...read, ...keysOf(body)];
    expect(used).not.toEqual([]);
    expect(fieldsOf(schemas[name])).toEqual(expect.arrayContaining(used));
  });
});

const [, table = ''] = /^\| `code`(.*?)\n\n/ms.exec(prose) ?? [];
const listed = [...table.matchAll(/^\| ([^|]*`[^|]*)\|/gm)].flatMap(([, cell = '']) =>
  namesIn(cell),
);

/** Of a request that cannot be right, whatever happens: nobody meets them in an app that works. */
const FAULTS_OF_AN_APP = [
  'invalid_json',
  'method_not_allowed',
  'not_acceptable',
  'unsupported_media_type',
  'body_too_large',
];

test('whatever the calls of the guide may be answered stands in its table', () => {
  const answered = [...calls, ...named].flatMap(({ method, path }) =>
    Object.values(operationsAt(path)?.[method]?.responses ?? {}).flatMap(({ description }) =>
      [...description.matchAll(/`([a-z_]+)`:/g)].map(([, code]) => code),
    ),
  );
  expect([...listed, ...FAULTS_OF_AN_APP]).toEqual(expect.arrayContaining(answered));
});

test('every code is one that the API answers', () => {
  expect(listed.length).toBeGreaterThan(12);
  const used = [...dart.matchAll(/'([a-z]+_[a-z_]+|unauthenticated)'/g)].map(([, code]) => code);
  expect(codes).toEqual(expect.arrayContaining([...listed, ...used]));
});

test('what the API answers by a status of its own stands in the table with it', () => {
  for (const [, cell = '', status = ''] of prose.matchAll(/^\| (`[^|]*) \| (\d+) \|/gm)) {
    for (const code of namesIn(cell)) {
      const answers = operations.map(({ responses }) => responses[status]?.description ?? '');
      expect(answers.join(' '), `${code} is not a ${status}`).toContain(`\`${code}\`:`);
    }
  }
});

/** Packages of Dart, and what the generator makes of a field. */
const ELSEWHERE = ['video_player', 'media_kit', 'dio_cache_interceptor', 'source_'];

test('every other name in the text is in the document or in the snippets', () => {
  const known = `${JSON.stringify(document)} ${dart} ${ELSEWHERE.join(' ')}`.split(/\W+/);
  const names = namesIn(prose).filter((name) => /^[a-z]+(?:[A-Z_]\w*)+$/.test(name));
  expect(names.length).toBeGreaterThan(20);
  expect(known).toEqual(expect.arrayContaining(names));
});
