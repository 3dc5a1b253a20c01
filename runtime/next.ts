import { ReadableStream, TextEncoderStream } from 'node:stream/web';
import { type Answer, type IncomingRequest, isWhole, splitTarget } from '@/middleware/messages';
import { routes, unknownRoute } from './routes';

type NextHandler = (
  request: Request,
  // biome-ignore lint/suspicious/noExplicitAny: Next types the parameters by the folder's name.
  context: { params: Promise<any> },
) => Promise<Response>;

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;

/** Binds a path of the API to its folder in `app/api`; without a path, whatever has no other. */
export function bind(path?: string): Record<(typeof methods)[number], NextHandler> {
  const handler = path === undefined ? unknownRoute : routes.get(path);
  if (handler === undefined) throw new Error(`controllers/table.ts has no endpoint at ${path}`);
  const next: NextHandler = async (request, { params }) =>
    toResponse(await handler(toIncoming(request), await params), request.signal);
  return Object.fromEntries(methods.map((method) => [method, next])) as ReturnType<typeof bind>;
}

const toIncoming = (request: Request): IncomingRequest => ({
  method: request.method,
  ...splitTarget(request.url),
  // The edge puts it into `X-Forwarded-For` as the last one, as `addCallers` does.
  remoteAddress: null,
  header: (name) => request.headers.get(name),
  // The types of browsers do not know that it can be iterated.
  body: () =>
    (request.body as ReadableStream<Uint8Array> | null)?.values({ preventCancel: true }) ?? null,
});

function toResponse({ status, headers, body }: Answer, signal: AbortSignal): Response {
  if (body === null || isWhole(body)) {
    return new Response(body as BodyInit | null, { status, headers });
  }
  const stream = ReadableStream.from(body).pipeThrough(new TextEncoderStream());
  // Of who has gone already Next reads nothing, and ends nothing.
  const end = () => void body[Symbol.asyncIterator]().return?.();
  if (signal.aborted) end();
  else signal.addEventListener('abort', end);
  return new Response(stream as unknown as BodyInit, { status, headers });
}
