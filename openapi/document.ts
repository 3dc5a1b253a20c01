import * as z from 'zod';
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
} from 'zod-openapi';
import { problem } from '@/contracts/common';
import { endpoints } from '@/controllers/table';
import type { ErrorCode } from '@/lib/errors';
import {
  type Access,
  DEFAULT_BODY_LIMIT,
  DEFAULT_ROW_LIMIT,
  type Endpoint,
} from '@/middleware/endpoint';
import { hasTag } from '@/middleware/http-caching';
import { mediaTypes } from '@/middleware/media-types';
import { problemTypes } from '@/middleware/problems';
import packageJson from '@/package.json' with { type: 'json' };
import { headerComponents, headersOfAnswer, headersOfProblem } from './headers';

const DESCRIPTION = `The backend of a torrent-streaming app: a catalogue of works that may be shared, accounts, and what each person has watched.

Answers are JSON in camelCase; times are RFC 3339 in UTC, sizes are bytes. What is not known is null. Errors are \`application/problem+json\` (RFC 9457) with a stable \`code\`. Lists answer \`nextCursor\`, which goes back as \`cursor\` for the next page.`;

const tags = [
  { name: 'Accounts', description: 'Signing up, in and out.' },
  { name: 'Torrents', description: 'The catalogue, open to everyone.' },
  { name: 'Users', description: "A person's own account." },
  { name: 'Watch history', description: 'How far each torrent was watched.' },
  { name: 'Ingest', description: 'How torrents come into the catalogue.' },
  { name: 'Administration', description: 'For accounts with the role `admin`.' },
  { name: 'Service', description: 'About the service itself.' },
];

const securityOf: Record<Access, Record<string, string[]>[]> = {
  public: [],
  user: [{ accessToken: [] }],
  admin: [{ accessToken: [] }],
  'ingest-key': [{ ingestKey: [] }],
  cron: [{ cronSecret: [] }],
  metrics: [{ metricsToken: [] }],
};

/** The OpenAPI 3.1 document, of the same values as the routes. */
export function buildDocument() {
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Torrent Streamer',
      version: packageJson.version,
      description: DESCRIPTION,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/', description: 'The server that serves this document' }],
    tags,
    paths: paths(),
    components: {
      headers: headerComponents,
      securitySchemes: {
        accessToken: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: '`accessToken` of a sign-up, sign-in or refresh; lives 15 minutes.',
        },
        ingestKey: {
          type: 'apiKey',
          in: 'header',
          name: 'X-API-Key',
          description: 'One of `INGEST_API_KEYS`, or of `POST /api/admin/api-keys`.',
        },
        cronSecret: {
          type: 'http',
          scheme: 'bearer',
          description: '`CRON_SECRET`, which Vercel Cron sends.',
        },
        metricsToken: { type: 'http', scheme: 'bearer', description: '`METRICS_TOKEN`.' },
      },
    },
  });
}

function paths(): ZodOpenApiPathsObject {
  const paths: ZodOpenApiPathsObject = {};
  for (const endpoint of endpoints) {
    const method = endpoint.method.toLowerCase();
    paths[endpoint.path] = { ...paths[endpoint.path], [method]: operation(endpoint) };
  }
  return paths;
}

function operation(endpoint: Endpoint): ZodOpenApiOperationObject {
  const { params, query } = endpoint;
  const body = endpoint.documentedBody ?? endpoint.body;
  return {
    operationId: endpoint.operationId,
    tags: [endpoint.tag],
    summary: endpoint.summary,
    ...(endpoint.description && { description: endpoint.description }),
    security: securityOf[endpoint.access],
    requestParams: {
      ...(params && { path: params as z.ZodObject }),
      ...(query && { query: query as z.ZodObject }),
      ...(hasTag(endpoint.cache) && { header: ifNoneMatch }),
    },
    ...(body && {
      requestBody: {
        description: sizeOf(endpoint),
        required: true,
        content: {
          [mediaTypes[endpoint.bodyType ?? 'json']]: { schema: body },
          ...linesOf(endpoint.lines?.record),
        },
      },
    }),
    responses: { ...answers(endpoint), ...problems(endpoint) },
  };
}

function sizeOf({ bodyLimit = DEFAULT_BODY_LIMIT, bodyType, rowLimit, lines }: Endpoint): string {
  const rows = bodyType === 'csv' ? ` and ${rowLimit ?? DEFAULT_ROW_LIMIT} rows` : '';
  return `At most ${bodyLimit} bytes${rows}${lines ? '; of lines, so many each' : ''}.`;
}

const ifNoneMatch = z.object({
  'If-None-Match': z.string().optional().meta({ description: 'The `ETag` of what one has.' }),
});

const descriptions: Record<number, string> = {
  200: 'Done.',
  201: 'Made.',
  204: 'Done; there is nothing to say.',
  304: 'What the caller has is still the answer: its `If-None-Match` names the `ETag`.',
  503: 'The service cannot answer now.',
};

const withoutParameters = (mediaType: string) => mediaType.split(';', 1)[0] ?? mediaType;

const linesOf = (schema: z.ZodType | undefined) => schema && { [mediaTypes.lines]: { schema } };

function answers(endpoint: Endpoint): ZodOpenApiOperationObject['responses'] {
  const { responses, cache, lines, answerType } = endpoint;
  const headers = headersOfAnswer(endpoint);
  const withNotModified: typeof responses = hasTag(cache) ? { ...responses, 304: null } : responses;
  return Object.fromEntries(
    Object.entries(withNotModified).map(([status, schema]) => [
      status,
      {
        description: descriptions[Number(status)] ?? 'Done.',
        headers,
        ...(schema && {
          content: {
            [withoutParameters(mediaTypes[answerType ?? 'json'])]: { schema },
            // What goes wrong when the answer has begun is its last line.
            ...linesOf(lines && z.union([lines.result, problem])),
          },
        }),
      },
    ]),
  );
}

/** Problems by status; several codes may share one. */
function problems(endpoint: Endpoint): ZodOpenApiOperationObject['responses'] {
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of errorCodes(endpoint)) {
    const { status } = problemTypes[code];
    if (endpoint.responses[status] !== undefined) continue;
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus]
      .sort(([a], [b]) => a - b)
      .map(([status, codes]) => [
        String(status),
        {
          description: codes.map((code) => `\`${code}\`: ${problemTypes[code].title}.`).join(' '),
          headers: headersOfProblem(endpoint, status),
          content: { 'application/problem+json': { schema: problem } },
        },
      ]),
  );
}

function errorCodes({ access, body, limit, errors = [] }: Endpoint): Set<ErrorCode> {
  // An unknown parameter is refused even where none is known.
  const codes = new Set<ErrorCode>([
    'validation_failed',
    'not_acceptable',
    'head_too_large',
    'internal_error',
  ]);
  if (access !== 'public' && access !== 'ingest-key')
    codes.add('unauthenticated').add('invalid_token');
  if (access === 'admin') codes.add('forbidden');
  if (access === 'ingest-key') codes.add('invalid_api_key');
  if (body) {
    codes.add('invalid_json').add('body_too_large').add('unsupported_media_type');
  }
  // Who tries many tokens or keys is refused wherever one is asked for.
  if (limit !== 'unlimited' || access !== 'public') codes.add('rate_limited');
  if (limit !== 'unlimited') codes.add('overloaded');
  for (const code of errors) codes.add(code);
  return codes.add('unavailable');
}
