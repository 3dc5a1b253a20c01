import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const APP = '.next/server/app';
const TRACE = '.nft.json';

/** What every function holds beside its own: Next's server, and what that reads at its start. */
const SERVER_TRACE = '.next/next-server.js.nft.json';

/** What runs before every page, in a function of its own; named as in Next's manifest. */
export const MIDDLEWARE = '/_middleware';
const MIDDLEWARE_ENTRY = '.next/server/middleware.js';

const CONFIG = '.next/required-server-files.json';

/** A function of the built output, as Vercel packs it. */
export interface BuiltFunction {
  /** Path of the API or of a page, as the folders have it. */
  route: string;
  /** Paths from the root of the project. */
  files: string[];
  bytes: number;
  /** Of this folder: what Vercel's own stands for. */
  launcher: string;
}

/** Every function of the built output. */
export function builtFunctions(): BuiltFunction[] {
  const traces = readdirSync(APP, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith(TRACE))
    .sort();
  const ofRoutes = traces.map((path) => {
    const entry = join(APP, path.slice(0, -TRACE.length));
    const route = path.replace(/\/?(?:route|page)\.js\.nft\.json$/, '').replace(/\(\w+\)\/?/, '');
    return functionOf(`/${route}`, entry, filesOfServer(), 'launcher.cjs');
  });
  const middleware = functionOf(MIDDLEWARE, MIDDLEWARE_ENTRY, [CONFIG], 'middleware-launcher.cjs');
  return [middleware, ...ofRoutes];
}

/** @param shared what it holds beside its own */
function functionOf(
  route: string,
  entry: string,
  shared: string[],
  launcher: string,
): BuiltFunction {
  const files = [...new Set([entry, ...tracedBy(entry + TRACE), ...shared])];
  const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0);
  return { route, files, bytes, launcher };
}

function filesOfServer(): string[] {
  const { files } = JSON.parse(readFileSync(CONFIG, 'utf8'));
  const present = (files as string[]).filter((file) => existsSync(file));
  return [CONFIG, ...present, ...tracedBy(SERVER_TRACE)];
}

function tracedBy(trace: string): string[] {
  const { files } = JSON.parse(readFileSync(trace, 'utf8')) as { files: string[] };
  return files.map((file) => relative('.', resolve(dirname(trace), file)));
}

/** Copies a function into a folder, where it finds nothing else. */
export function unpack({ files, launcher }: BuiltFunction, folder: string): void {
  for (const file of files) {
    const target = join(folder, file);
    mkdirSync(dirname(target), { recursive: true });
    cpSync(file, target, { verbatimSymlinks: true });
  }
  cpSync(join(import.meta.dirname, launcher), join(folder, 'launcher.cjs'));
}
