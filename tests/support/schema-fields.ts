import fc from 'fast-check';
import * as z from 'zod';

/** What the tests read of JSON Schema: as much as the contracts say. */
export interface JsonSchema {
  type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean' | 'null';
  $ref?: string;
  $defs?: Record<string, JsonSchema>;
  anyOf?: JsonSchema[];
  const?: unknown;
  enum?: unknown[];
  example?: unknown;
  default?: unknown;
  format?: string;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  maxProperties?: number;
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  propertyNames?: JsonSchema;
  additionalProperties?: JsonSchema | false;
}

export type Path = readonly (string | number)[];

/** A place in a value that a schema describes, and what may stand there. */
export interface Field {
  /** Keys from the root, which has none. */
  path: Path;
  schema: JsonSchema;
  isRequired: boolean;
  isNullable: boolean;
}

/** What goes into a Zod schema, as JSON Schema without references. */
export function inputSchema(schema: z.ZodType): JsonSchema {
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema;
  return inline(json, json.$defs ?? {});
}

function inline(schema: JsonSchema, definitions: Record<string, JsonSchema>): JsonSchema {
  const { $ref, $defs, ...rest } = schema;
  const name = $ref?.replace('#/$defs/', '');
  const whole = { ...(name !== undefined && definitions[name]), ...rest };
  const walk = (part: JsonSchema) => inline(part, definitions);
  return {
    ...whole,
    ...(whole.items && { items: walk(whole.items) }),
    ...(whole.anyOf && { anyOf: whole.anyOf.map(walk) }),
    ...(whole.additionalProperties && { additionalProperties: walk(whole.additionalProperties) }),
    ...(whole.properties && {
      properties: Object.fromEntries(
        Object.entries(whole.properties).map(([key, part]) => [key, walk(part)]),
      ),
    }),
  };
}

/** Every field of a schema, the root first; of a list its first place, of a record one key. */
export function fieldsOf(schema: JsonSchema, path: Path = [], isRequired = true): Field[] {
  const { choice, isNullable } = withoutNull(schema);
  const { properties = {}, required = [], items, additionalProperties } = choice;
  const fields: Field[] = [{ path, schema: choice, isRequired, isNullable }];
  for (const [key, part] of Object.entries(properties)) {
    fields.push(...fieldsOf(part, [...path, key], required.includes(key)));
  }
  if (items) fields.push(...fieldsOf(items, [...path, 0], false));
  if (additionalProperties) {
    const [key = 'key'] = Object.keys((choice.example as object | undefined) ?? {});
    fields.push(...fieldsOf(additionalProperties, [...path, key], false));
  }
  return fields;
}

/** What stands in a choice beside null, and whether null does. */
export function withoutNull(schema: JsonSchema): { choice: JsonSchema; isNullable: boolean } {
  const choices = schema.anyOf?.filter(({ type }) => type !== 'null');
  const isNullable = choices !== undefined && choices.length < (schema.anyOf?.length ?? 0);
  if (choices === undefined) return { choice: schema, isNullable };
  if (choices.length > 1 || choices[0] === undefined) {
    throw new Error('a choice of several types: teach the tests to walk it');
  }
  return { choice: choices[0], isNullable };
}

/** Whether the schema's own words, without formats, take a text. */
export function takes({ enum: choices, pattern, minLength, format }: JsonSchema, text: string) {
  if (choices) return choices.includes(text);
  if (text.length < (minLength ?? 0) || (text === '' && format !== undefined)) return false;
  return pattern === undefined || new RegExp(pattern).test(text);
}

/** A value that the schema takes, with all that it may hold: examples first, else the plainest. */
export function exampleOf(schema: JsonSchema): unknown {
  const { choice } = withoutNull(schema);
  if (choice.example !== undefined) return choice.example;
  if (choice.const !== undefined) return choice.const;
  if (choice.enum) return choice.enum[0];
  switch (choice.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(choice.properties ?? {}).map(([key, part]) => [key, exampleOf(part)]),
      );
    case 'array':
      return choice.items ? [exampleOf(choice.items)] : [];
    case 'string':
      return exampleText(choice);
    case 'integer':
    case 'number':
      return choice.minimum ?? 0;
    case 'boolean':
      return true;
    default:
      return {};
  }
}

/** The same without what may be left out, as deep as the root goes. */
export function leastExampleOf(schema: JsonSchema): Record<string, unknown> {
  const { properties = {}, required = [] } = schema;
  return Object.fromEntries(
    required.map((key) => [key, exampleOf(properties[key] as JsonSchema)] as const),
  );
}

/** The smallest value that the schema takes. */
export const smallestOf = (schema: JsonSchema): unknown => exampleOf(withoutExtras(schema));

function withoutExtras({ example: _, ...schema }: JsonSchema): JsonSchema {
  const { properties = {}, required = [] } = schema;
  const needed = Object.entries(properties).filter(([key]) => required.includes(key));
  return {
    ...schema,
    properties: Object.fromEntries(needed.map(([key, part]) => [key, withoutExtras(part)])),
  };
}

function exampleText({ format, pattern, minLength = 1 }: JsonSchema): string {
  if (format === 'uri') return 'https://example.org/a';
  if (pattern === undefined) return 'a'.repeat(minLength);
  const [text = ''] = fc.sample(fc.stringMatching(new RegExp(pattern)), { seed: 1, numRuns: 1 });
  return text;
}
