import { endpoints } from '@/controllers/table';
import type { Route } from '@/middleware/endpoint';
import { createHandler, type Handler } from '@/middleware/pipeline';
import { sharedRuntime } from './runtime';

/** Every path of the API with the handler for all its methods. */
export const routes: ReadonlyMap<string, Handler> = new Map(
  [...byPath()].map(([path, route]) => [path, createHandler(path, route, sharedRuntime)]),
);

/** Answers for a path that the API does not have. */
export const unknownRoute: Handler = createHandler('(unknown)', {}, sharedRuntime);

function byPath(): Map<string, Route> {
  const paths = new Map<string, Route>();
  for (const endpoint of endpoints) {
    paths.set(endpoint.path, { ...paths.get(endpoint.path), [endpoint.method]: endpoint });
  }
  return paths;
}
