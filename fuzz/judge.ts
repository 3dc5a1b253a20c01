import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { securityHeaders } from '@/lib/security-headers';
import document from '@/openapi/openapi.json' with { type: 'json' };
import type { Operation } from './document';
import type { Caller, FuzzRequest } from './requests';

export interface FuzzAnswer {
  status: number;
  /** Names in lower case. */
  headers: Record<string, string | string[] | undefined>;
  text: string;
}

const ajv = new Ajv2020({ strict: false, validateFormats: true });
formats.default(ajv);
ajv.addSchema(document, 'api');

/** What is wrong with an answer; null: nothing. */
export function judge(request: FuzzRequest, answer: FuzzAnswer): string | null {
  const { operation, method } = request;
  const { status, headers, text } = answer;
  if (status >= 500) return `it is ${status}`;
  if (headers['x-request-id'] === undefined) return 'it has no X-Request-Id';
  if (method === 'HEAD' || method === 'OPTIONS') return text === '' ? null : 'it has a body';
  if (method !== operation.method) {
    return status < 400 || status === 404 || status === 405 || isDeclared(operation.path, method)
      ? null
      : `a method that is not declared is answered ${status}`;
  }
  const intruder = judgeAccess(operation, request.caller, status);
  if (intruder !== null) return intruder;
  const documented = operation.answers[status];
  if (documented === undefined) return `${status} is not documented`;
  const header = Object.keys(headers).find(
    (name) => !usual.test(name) && !documented.headers.includes(name),
  );
  if (header !== undefined) return `its header ${header} is not documented`;
  return judgeBody(documented.schemas, headers, text);
}

const isDeclared = (path: string, method: string) =>
  method.toLowerCase() in ((document.paths as Record<string, object>)[path] ?? {});

const letIn: Record<NonNullable<Operation['needs']>, Caller[]> = {
  accessToken: ['user', 'admin', 'someone'],
  ingestKey: ['key'],
  cronSecret: ['cron'],
  metricsToken: ['metrics'],
};

/** What every answer has, of HTTP or for browsers. */
const usual = new RegExp(
  `^(?:${Object.keys(securityHeaders.api).join('|')}|access-control-.*|connection|content-.*|date|keep-alive|transfer-encoding|vary)$`,
);

/** Nobody is answered who is not let in. What cannot be read at all may be refused before. */
function judgeAccess(operation: Operation, caller: Caller, status: number): string | null {
  const { needs, isForAdministrators } = operation;
  if (needs === null || status === 406) return null;
  if (!letIn[needs].includes(caller))
    return status === 401 ? null : `${caller} is answered ${status}`;
  if (isForAdministrators && caller === 'user' && status !== 403) {
    return `a user is answered ${status} where administrators are`;
  }
  return null;
}

function judgeBody(
  schemas: Record<string, string>,
  headers: FuzzAnswer['headers'],
  text: string,
): string | null {
  const types = Object.keys(schemas);
  if (types.length === 0) return text === '' ? null : 'it has a body, and none is documented';
  const [type = ''] = String(headers['content-type']).split(';');
  const place = schemas[type];
  if (place === undefined) return `its type is ${type}, documented are ${types.join(', ')}`;
  const validate = ajv.getSchema(`api${place}`);
  if (validate === undefined) return `there is no schema at ${place}`;
  for (const value of valuesOf(type, text)) {
    if (!validate(value)) return `it breaks its schema: ${ajv.errorsText(validate.errors)}`;
  }
  return null;
}

function valuesOf(type: string, text: string): unknown[] {
  if (type.startsWith('text/')) return [text];
  if (type !== 'application/x-ndjson') return [JSON.parse(text)];
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}
