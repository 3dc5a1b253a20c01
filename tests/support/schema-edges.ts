import { exampleOf, type Field, fieldsOf, type JsonSchema, type Path } from './schema-fields';

/** Times that are just possible, or written as few people would. */
const oddTimes = [
  '1000-01-01T00:00:00Z',
  '9999-12-31T23:59:59.999Z',
  '9999-12-31T23:59:59.9999999-00:00',
  '2024-02-29T23:59:59+23:59',
  `2026-01-31T12:00:00.${'9'.repeat(500)}Z`,
];

/** Each value that a field of the schema just takes, as rows of a table of tests. */
export const edgeRows = (schema: JsonSchema): [name: string, path: Path, raw: string][] =>
  fieldsOf(schema).flatMap((field) =>
    edgesOf(field).map((raw): [string, Path, string] => [
      `${field.path.join('.')}: ${raw.slice(0, 40)} (${raw.length})`,
      field.path,
      raw,
    ]),
  );

/** As JSON texts: shortest, longest, least, most. */
function edgesOf({ schema, isNullable }: Field): string[] {
  const values = isNullable ? ['null'] : [];
  return [...new Set([...values, ...edgesOfType(schema)])];
}

function edgesOfType(schema: JsonSchema): string[] {
  const { type, minimum = 0, maximum = 0, minItems = 0, maxItems = 0, items } = schema;
  switch (type) {
    case 'string':
      return textEdges(schema).map((text) => JSON.stringify(text));
    case 'number':
    case 'integer': {
      const smallest = type === 'number' ? ['5e-324', '1e-400', '0.1'] : ['1e0'];
      return [String(minimum), String(maximum), '-0', '0e999', ...smallest];
    }
    case 'array':
      // Things in a list may have to differ; texts need not.
      if (items?.type !== 'string') return [];
      return [minItems, maxItems].map((n) => JSON.stringify(Array(n).fill(exampleOf(items))));
    default:
      return [];
  }
}

function textEdges(schema: JsonSchema): string[] {
  const { format, pattern, enum: choices, minLength = 0, maxLength } = schema;
  if (format === 'date-time') return oddTimes;
  if (choices) return choices.map(String);
  if (pattern !== undefined || maxLength === undefined) return [];
  if (format === 'uri') return [String(exampleOf(schema)).padEnd(maxLength, 'a')];
  // The local part of an address and the names in its domain have limits of their own.
  if (format === 'email') return ['a@b.co', `${'a'.repeat(64)}@${'b'.repeat(63)}.example.org`];
  return [
    'a'.repeat(minLength),
    'a'.repeat(maxLength),
    '\u{10ffff}'.repeat(maxLength / 2),
    // Each of these is eighteen letters once it is taken apart.
    '\ufdfa'.repeat(maxLength),
    // Letters of one and the same word, four bytes each.
    '\u{10428}'.repeat(maxLength / 2),
  ];
}
