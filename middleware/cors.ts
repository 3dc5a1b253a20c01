import type { Answer } from './messages';

/** Which web pages may call. Tokens travel in headers, never in cookies, so `*` gives nothing away. */
export type CorsOrigins = '*' | readonly string[];

const exposedHeaders = 'Date, ETag, RateLimit, RateLimit-Policy, Retry-After, X-Request-Id';
const allowedHeaders =
  'Authorization, Content-Type, If-None-Match, Traceparent, Tracestate, X-API-Key, X-Request-Id';
const PREFLIGHT_SECONDS = '86400';

const forOrigin = (origin: string): Answer['headers'] => ({
  'access-control-expose-headers': exposedHeaders,
  'access-control-allow-origin': origin,
});
const forAll = forOrigin('*');

/** The headers that tell a browser which page may read the answer. */
export function corsHeaders(
  origins: CorsOrigins,
  origin: string | null,
): Readonly<Answer['headers']> {
  if (origins === '*') return forAll;
  return origin !== null && origins.includes(origin) ? forOrigin(origin) : {};
}

/** The answer to `OPTIONS`, a browser's preflight or not. */
export const optionsAnswer = (allow: string): Answer => ({
  status: 204,
  headers: {
    allow,
    'access-control-allow-methods': allow,
    'access-control-allow-headers': allowedHeaders,
    'access-control-max-age': PREFLIGHT_SECONDS,
  },
  body: null,
});
