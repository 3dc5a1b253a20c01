import type { Handler } from '@/middleware/pipeline';
import { routes, unknownRoute } from '@/runtime/routes';

const paths = [...routes].map(([path, handler]) => ({ path, handler }));
const isPlain = ({ path }: { path: string }) => !path.includes('{');

/** Paths without `{parameters}`: they come before those that would swallow them. */
const plain = new Map(paths.filter(isPlain).map(({ path, handler }) => [path, handler]));
const patterns = paths
  .filter((route) => !isPlain(route))
  .map(({ path, handler }) => ({ pattern: toPattern(path), handler }));

/** The handler of a path, with what stood in its `{braces}`, decoded. */
export function findRoute(pathname: string): { handler: Handler; params: Record<string, string> } {
  const handler = plain.get(pathname);
  if (handler !== undefined) return { handler, params: {} };
  for (const { pattern, handler } of patterns) {
    const match = pattern.exec(pathname);
    if (match !== null) return { handler, params: decode(match.groups ?? {}) };
  }
  return { handler: unknownRoute, params: {} };
}

function toPattern(path: string): RegExp {
  const source = path.replaceAll('.', '\\.').replace(/\{(\w+)\}/g, '(?<$1>[^/]+)');
  return new RegExp(`^${source}$`);
}

/** What cannot be decoded stays as it is, for the endpoint's schema to refuse. */
function decode(params: Record<string, string>): Record<string, string> {
  const entries = Object.entries(params).map(([name, value]) => {
    try {
      return [name, decodeURIComponent(value)];
    } catch {
      return [name, value];
    }
  });
  return Object.fromEntries(entries);
}
