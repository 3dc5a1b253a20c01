import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { BUNDLES, SOURCES } from './build.mjs';

/** Fails when something is built of a file that `SOURCES` leaves out: it could change unnoticed. */
const pages = readdirSync('app', { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path))
  .map((path) => join('app', path));
const { metafile } = await build({
  entryPoints: [
    'instrumentation-client.ts',
    'instrumentation.ts',
    'middleware.ts',
    ...Object.values(BUNDLES),
    ...pages,
  ],
  outdir: 'unwritten',
  write: false,
  metafile: true,
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  jsx: 'automatic',
  logLevel: 'warning',
});
const isKnown = (path) => SOURCES.some((known) => path === known || path.startsWith(`${known}/`));
const unknown = Object.keys(metafile.inputs).filter((path) => !isKnown(path));
if (unknown.length > 0) {
  throw new Error(`Add them to SOURCES of scripts/build.mjs:\n${unknown.join('\n')}`);
}
