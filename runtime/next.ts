import type { Handler } from '@/middleware/pipeline';
import { routes, unknownRoute } from './routes';

type NextHandler = (
  request: Request,
  // biome-ignore lint/suspicious/noExplicitAny: Next types the parameters by the folder's name.
  context: { params: Promise<any> },
) => Promise<Response>;

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;

/** Binds a path of the API to its folder in `app/api`; without a path, whatever has no other. */
export function bind(path?: string): Record<(typeof methods)[number], NextHandler> {
  const handler = path === undefined ? unknownRoute : find(path);
  const next: NextHandler = async (request, { params }) => handler(request, await params);
  return Object.fromEntries(methods.map((method) => [method, next])) as ReturnType<typeof bind>;
}

function find(path: string): Handler {
  const handler = routes.get(path);
  if (handler === undefined) throw new Error(`controllers/table.ts has no endpoint at ${path}`);
  return handler;
}
