import { endpoints } from '@/controllers/table';
import type { CachePolicy, Endpoint } from '@/middleware/endpoint';
import { cacheControl, hasTag } from '@/middleware/http-caching';
import { headersOfFirstCall } from '@/middleware/rate-limits';

const header = (description: string, example: string) => ({
  description,
  schema: { type: 'string' as const },
  example,
});

const ofCaching = Object.entries(cacheControl).map(([policy, value]) => [
  `Cache-Control.${policy}`,
  header('Who may keep it, and for how many seconds.', value),
]);

const limits = new Set([...endpoints.map(({ limit }) => limit), 'refusal' as const]);

const ofLimits = [...limits].flatMap((limit) => {
  if (limit === 'unlimited') return [];
  const { 'ratelimit-policy': policy, ratelimit } = headersOfFirstCall(limit);
  return [
    [`RateLimit-Policy.${limit}`, header('The quota: `q` calls in `w` seconds.', policy)],
    [`RateLimit.${limit}`, header('`r` calls are left for the next `t` seconds.', ratelimit)],
  ];
});

/** The headers of answers, each described once. */
export const headerComponents = {
  ETag: header(
    'What to send as `If-None-Match` when it is asked for again.',
    'W/"kHPpBn10xHICx-6UZYTzeHJw8Ic"',
  ),
  'Retry-After': header('Seconds after which it is worth to try again.', '60'),
  'WWW-Authenticate': header('What lets callers in.', 'Bearer error="invalid_token"'),
  'X-Request-Id': header(
    'By which the log knows the request: the one that was sent, or a new one.',
    '0b4a3b0a-1c1e-4f5e-9d0a-0a6a9f7c2d11',
  ),
  ...Object.fromEntries([...ofCaching, ...ofLimits]),
};

const refer = (component: string) => ({ $ref: `#/components/headers/${component}` });

/** Those of an answer that is no error. */
export const headersOfAnswer = (endpoint: Endpoint) => ({
  ...headersOfAny(endpoint, endpoint.cache),
  ...(hasTag(endpoint.cache) && { ETag: refer('ETag') }),
});

/** Those of an error, which nobody keeps. */
export const headersOfProblem = (endpoint: Endpoint, status: number) => ({
  ...headersOfAny(endpoint, 'none'),
  ...(endpoint.access !== 'public' && status === 401 && ofLimit('refusal')),
  ...(endpoint.limit === 'unlimited' && status === 429 && ofLimit('refusal')),
  ...(status === 401 && { 'WWW-Authenticate': refer('WWW-Authenticate') }),
  ...((status === 429 || status === 503) && { 'Retry-After': refer('Retry-After') }),
});

/** Where the caller stands is told once they are counted, and never with `RATE_LIMIT=off`. */
const headersOfAny = ({ limit }: Endpoint, cache: CachePolicy) => ({
  'Cache-Control': refer(`Cache-Control.${cache}`),
  'X-Request-Id': refer('X-Request-Id'),
  ...(limit !== 'unlimited' && ofLimit(limit)),
});

const ofLimit = (limit: string) => ({
  'RateLimit-Policy': refer(`RateLimit-Policy.${limit}`),
  RateLimit: refer(`RateLimit.${limit}`),
});
