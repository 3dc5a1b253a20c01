import document from '@/openapi/openapi.json' with { type: 'json' };
import type { JsonSchema } from '@/tests/support/schema-fields';

interface Parameter {
  name: string;
  schema: JsonSchema;
  isRequired: boolean;
}

interface DocumentedAnswer {
  /** Schemas as places in the document, by media type; none where there is no body. */
  schemas: Record<string, string>;
  /** Names in lower case. */
  headers: string[];
}

/** An operation of the OpenAPI document. */
export interface Operation {
  method: string;
  path: string;
  /** What lets a caller in; null: nothing is asked for. */
  needs: 'accessToken' | 'ingestKey' | 'cronSecret' | 'metricsToken' | null;
  isForAdministrators: boolean;
  pathParameters: Parameter[];
  queryParameters: Parameter[];
  bodies: { mediaType: string; schema: JsonSchema }[];
  answers: Record<string, DocumentedAnswer>;
}

interface RawOperation {
  security?: Record<string, unknown>[];
  parameters?: { in: string; name: string; required?: boolean; schema: JsonSchema }[];
  requestBody?: { content: Record<string, { schema: JsonSchema }> };
  responses: Record<string, { content?: Record<string, unknown>; headers?: object }>;
}

/** Every operation of the document, in its order. */
export const operations: Operation[] = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item as unknown as Record<string, RawOperation>).map(([method, operation]) =>
    toOperation(method, path, operation),
  ),
);

function toOperation(method: string, path: string, operation: RawOperation): Operation {
  const { security = [], parameters = [], requestBody, responses } = operation;
  const parametersIn = (place: string) =>
    parameters
      .filter((parameter) => parameter.in === place)
      .map(({ name, schema, required = false }) => ({
        name,
        schema: resolve(schema),
        isRequired: required,
      }));
  const [needs = null] = security.flatMap(Object.keys);
  return {
    method: method.toUpperCase(),
    path,
    needs: needs as Operation['needs'],
    isForAdministrators: path.startsWith('/api/admin/'),
    pathParameters: parametersIn('path'),
    queryParameters: parametersIn('query'),
    bodies: Object.entries(requestBody?.content ?? {}).map(([mediaType, { schema }]) => ({
      mediaType,
      schema: resolve(schema),
    })),
    answers: Object.fromEntries(
      Object.entries(responses).map(([status, { content = {}, headers = {} }]) => [
        status,
        {
          schemas: schemaPlaces(['paths', path, method, 'responses', status, 'content'], content),
          headers: Object.keys(headers).map((name) => name.toLowerCase()),
        },
      ]),
    ),
  };
}

function schemaPlaces(place: string[], content: Record<string, unknown>): Record<string, string> {
  const pointer = (parts: string[]) =>
    parts.map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1')).join('/');
  return Object.fromEntries(
    Object.keys(content).map((type) => [type, `#/${pointer([...place, type, 'schema'])}`]),
  );
}

/** A schema with what it refers to in its place. */
function resolve(schema: JsonSchema): JsonSchema {
  const { $ref, ...own } = schema;
  const whole = { ...($ref !== undefined && component($ref)), ...own };
  return {
    ...whole,
    ...(whole.items && { items: resolve(whole.items) }),
    ...(whole.anyOf && { anyOf: whole.anyOf.map(resolve) }),
    ...(whole.additionalProperties && {
      additionalProperties: resolve(whole.additionalProperties),
    }),
    ...(whole.properties && {
      properties: Object.fromEntries(
        Object.entries(whole.properties).map(([key, part]) => [key, resolve(part)]),
      ),
    }),
  };
}

function component(ref: string): JsonSchema {
  const name = ref.replace('#/components/schemas/', '');
  return (document.components.schemas as unknown as Record<string, JsonSchema>)[name] ?? {};
}
