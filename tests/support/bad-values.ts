import type { Field, JsonSchema, Path } from './schema-fields';
import { exampleOf, smallestOf, takes } from './schema-fields';

/** A way to make a good value bad at one place. */
export interface Flaw {
  what: string;
  /** JSON text to stand at the place; undefined leaves the place out. */
  raw: string | undefined;
  /** Where the flaw is put. */
  path: Path;
  /** Where the answer has to say that it is; dotted. */
  named: string;
}

type BadText = readonly [what: string, raw: string];

const uuid = '5f0c9d1e-6c1b-4c86-9a3e-2b7f6f1d0a11';

/** Texts that are none of what a format stands for. */
const badFormats: Record<string, string[]> = {
  email: ['ada', 'ada@', '@example.org', 'ada@example', 'a b@example.org', 'ada@b@example.org'],
  uri: [
    'example.org',
    '//example.org/a',
    'https://',
    'https://[::1',
    'javascript:alert(1)',
    'file:///etc/passwd',
    'data:text/plain,a',
    'ftp://example.org/a',
  ],
  uuid: [`{${uuid}}`, uuid.replaceAll('-', ''), uuid.slice(1), `${uuid}0`, `${uuid}\n`],
  'date-time': [
    '+275760-09-13T00:00:00.000Z',
    '275760-09-13T00:00:00Z',
    '-271821-04-20T00:00:00.000Z',
    '10000-01-01T00:00:00Z',
    '9999-12-31T23:59:59-23:59',
    '0999-12-31T23:59:59Z',
    '0000-01-01T00:00:00Z',
    '2026-02-30T00:00:00Z',
    '2026-01-31T24:00:00Z',
    '2026-01-31T23:59:60Z',
    '2026-01-31T12:00:00',
    '2026-01-31 12:00:00Z',
    '2026-01-31',
    'infinity',
    'now',
  ],
};

/** Keys that every object has without having been given them, and one that none has. */
const unknownKeys = ['unknownField', 'constructor', 'toString', 'hasOwnProperty', 'prototype'];

/** Everything that can be wrong with a field, each at a time. */
export function flawsOf(field: Field): Flaw[] {
  const { path, schema, isRequired } = field;
  const named = path.join('.');
  const flaws: Flaw[] = [];
  if (isRequired && path.length > 0) flaws.push({ what: 'missing', raw: undefined, path, named });
  for (const [what, raw] of [...wrongTypes(field), ...badValues(schema)]) {
    flaws.push({ what, raw, path, named });
  }
  for (const [what, key] of badKeys(schema)) {
    const inner = [...path, key];
    flaws.push({ what, raw: '"a"', path: inner, named: inner.join('.') });
  }
  return flaws;
}

function wrongTypes({ schema, isNullable }: Field): BadText[] {
  const { type } = schema;
  if (type === undefined) return [];
  const values: [string, string, (typeof type)[]][] = [
    ['null', 'null', isNullable ? [type] : []],
    ['a boolean', 'true', ['boolean']],
    ['a number', '12', ['integer', 'number']],
    ['a text', '"12"', ['string']],
    ['a list', '[]', ['array']],
    ['an object', '{}', ['object']],
  ];
  return values
    .filter(([, , types]) => !types.includes(type))
    .map(([what, raw]) => [`${what} instead`, raw]);
}

function badValues(schema: JsonSchema): BadText[] {
  switch (schema.type) {
    case 'string':
      return badTexts(schema);
    case 'integer':
    case 'number':
      return badNumbers(schema);
    case 'array':
      return badLists(schema);
    default:
      return [];
  }
}

function badTexts(schema: JsonSchema): BadText[] {
  const good = String(exampleOf(schema));
  const inside = (code: string) => {
    const [start, end] = [good.slice(0, -1), good.slice(-1)].map((part) =>
      JSON.stringify(part).slice(1, -1),
    );
    return `"${start}${code}${end}"`;
  };
  const texts = badFormats[schema.format ?? ''] ?? [];
  return [
    ...(takes(schema, '') ? [] : [['empty', '""'] as const]),
    ['too long', JSON.stringify(tooLong(schema, good))],
    ['U+0000', inside('\\u0000')],
    ['a high surrogate alone', inside('\\ud800')],
    ['a low surrogate alone', inside('\\udfff')],
    ['surrogates in the wrong order', inside('\\udc00\\ud800')],
    ...(schema.enum || schema.pattern ? badPatterns(schema, good) : []),
    ...texts.map((text) => [JSON.stringify(text), JSON.stringify(text)] as const),
  ];
}

/** Longer than may be, and otherwise as good as the example. */
function tooLong({ maxLength, pattern, enum: choices }: JsonSchema, good: string): string {
  if (maxLength !== undefined) return good.padEnd(maxLength + 1, 'a');
  if (pattern === undefined && !choices) throw new Error(`a text like "${good}" has no bound`);
  return good.padEnd(10_000, good);
}

const badPatterns = (schema: JsonSchema, good: string): BadText[] =>
  [`${good}\n`, `\n${good}`, ` ${good}`, `${good}é`, '!', '\u{1f984}']
    .filter((text) => !takes(schema, text))
    .map((text) => [JSON.stringify(text), JSON.stringify(text)]);

function badNumbers({ type, minimum, maximum }: JsonSchema): BadText[] {
  if (minimum === undefined || maximum === undefined) throw new Error('a number has no bounds');
  const texts = ['1e308', '-1e308', '1e400', '-1e400', '1e999999999'];
  if (minimum >= 0) texts.push('-1', '-0.5', '-9007199254740993');
  if (maximum <= Number.MAX_SAFE_INTEGER) texts.push('9007199254740992', '9007199254740993');
  if (maximum < Number.MAX_SAFE_INTEGER) texts.push(String(maximum + 1));
  if (type === 'integer') texts.push('1.5', '1e-7', String(minimum + 0.1));
  return [...new Set(texts)].map((text) => [text, text]);
}

function badLists(schema: JsonSchema): BadText[] {
  const { minItems = 0, maxItems, items } = schema;
  if (maxItems === undefined) throw new Error('a list has no bound');
  const item = JSON.stringify(items ? smallestOf(items) : null);
  const list = (length: number) => `[${Array(length).fill(item).join(',')}]`;
  return [
    ...(minItems > 0 ? [[`${minItems - 1} items`, list(minItems - 1)] as const] : []),
    [`${maxItems + 1} items`, list(maxItems + 1)],
  ];
}

function badKeys({ type, properties, propertyNames, additionalProperties }: JsonSchema) {
  if (type !== 'object') return [];
  if (additionalProperties === false && properties) {
    return unknownKeys.map((key) => [`an unknown field ${key}`, key] as const);
  }
  const keys = ['', '1', '_a', '-a', 'a b', 'a\n', 'a\u0000', 'é', '\ud800', 'a'.repeat(10_000)];
  return keys
    .filter((key) => propertyNames && !takes(propertyNames, key))
    .map((key) => [`a key ${JSON.stringify(key.slice(0, 10))}`, key] as const);
}

/** The JSON text of a value that is good but for one flaw. */
export function spoil(good: unknown, { path, raw }: Pick<Flaw, 'path' | 'raw'>): string {
  const mark = '@here@';
  const spoilt = replace(good, path, raw === undefined ? undefined : mark);
  return (JSON.stringify(spoilt) ?? '').replace(JSON.stringify(mark), () => raw ?? '');
}

function replace(value: unknown, [key, ...rest]: Path, by: unknown): unknown {
  if (key === undefined) return by;
  if (Array.isArray(value)) {
    return value.map((item, index) => (index === key ? replace(item, rest, by) : item));
  }
  const object = value as Record<string | number, unknown>;
  // Not by spreading: a key may be one that an object literal treats as special.
  return Object.fromEntries([
    ...Object.entries(object).filter(([name]) => name !== key),
    ...(by === undefined && rest.length === 0 ? [] : [[key, replace(own(object, key), rest, by)]]),
  ]);
}

const own = (object: Record<string | number, unknown>, key: string | number) =>
  Object.hasOwn(object, key) ? object[key] : undefined;
