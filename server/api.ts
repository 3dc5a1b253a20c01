import type { RequestListener } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import compression from 'compression';
import { Hono } from 'hono';
import { routes, unknownRoute } from '@/runtime/routes';

/** Bytes below which compressing an answer costs more than it saves. */
const COMPRESSION_THRESHOLD = 1024;

/** The API, straight from the endpoints, with answers compressed for callers that ask for it. */
export function createApiListener(): RequestListener {
  const api = new Hono();
  for (const [path, handler] of [...routes].sort(([a], [b]) => specificity(a) - specificity(b))) {
    const pattern = path.replaceAll('{', ':').replaceAll('}', '');
    api.all(pattern, ({ req }) => handler(req.raw, req.param()));
  }
  api.notFound(({ req }) => unknownRoute(req.raw, {}));

  const listener = getRequestListener(api.fetch, {
    // For callers of HTTP/1.0, such as health probes, that send no Host.
    hostname: 'localhost',
    overrideGlobalObjects: false,
  });
  const compress = compression({ threshold: COMPRESSION_THRESHOLD });
  return (request, response) => {
    if (request.headers['accept-encoding'] === undefined) return void listener(request, response);
    compress(request as never, response as never, () => void listener(request, response));
  };
}

/** Paths without `{parameters}` come before those that would swallow them. */
const specificity = (path: string) => path.split('{').length;
