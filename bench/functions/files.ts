import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const APP = '.next/server/app';
const TRACE = '.nft.json';

/** What every function holds beside its own: Next's server, and what that reads at its start. */
const SERVER_TRACE = '.next/next-server.js.nft.json';

/** A function of the built output, as Vercel packs it. */
export interface BuiltFunction {
  /** Path of the API or of a page, as the folders have it. */
  route: string;
  /** Paths from the root of the project. */
  files: string[];
  bytes: number;
}

/** Every function of the built output. */
export function builtFunctions(): BuiltFunction[] {
  const traces = readdirSync(APP, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith(TRACE))
    .sort();
  return traces.map((path) => {
    const entry = join(APP, path.slice(0, -TRACE.length));
    const files = [...new Set([entry, ...tracedBy(join(APP, path)), ...filesOfServer()])];
    return {
      route: `/${path.replace(/\/?(?:route|page)\.js\.nft\.json$/, '').replace(/\(\w+\)\/?/, '')}`,
      files,
      bytes: files.reduce((sum, file) => sum + statSync(file).size, 0),
    };
  });
}

function filesOfServer(): string[] {
  const { files } = JSON.parse(readFileSync('.next/required-server-files.json', 'utf8'));
  const present = (files as string[]).filter((file) => existsSync(file));
  return ['.next/required-server-files.json', ...present, ...tracedBy(SERVER_TRACE)];
}

function tracedBy(trace: string): string[] {
  const { files } = JSON.parse(readFileSync(trace, 'utf8')) as { files: string[] };
  return files.map((file) => relative('.', resolve(dirname(trace), file)));
}

/** Copies a function into a folder, where it finds nothing else. */
export function unpack({ files }: BuiltFunction, folder: string): void {
  for (const file of files) {
    const target = join(folder, file);
    mkdirSync(dirname(target), { recursive: true });
    cpSync(file, target, { verbatimSymlinks: true });
  }
  cpSync('bench/functions/launcher.cjs', join(folder, 'launcher.cjs'));
}
