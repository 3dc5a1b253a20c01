import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Commands of `cli/` that run where there is no tsx, each bundled as `dist/<name>.mjs`. */
const COMMANDS = ['admin', 'backup', 'migrate', 'move', 'restore', 'seed'];

/** What the built output is made of; anything else can change without a new build. */
export const SOURCES = [
  'app',
  'bittorrent',
  'catalogue',
  'cli',
  'client',
  'components',
  'contracts',
  'controllers',
  'db',
  'lib',
  'middleware',
  'openapi',
  'runtime',
  'scripts/build.mjs',
  'search',
  'server',
  'services',
  'instrumentation-client.ts',
  'instrumentation.ts',
  'middleware.ts',
  'next.config.mjs',
  'package-lock.json',
  'package.json',
  'tsconfig.json',
];
const STAMP = 'dist/build-stamp';
const AND_MAPS = ' and its source maps';

/** The bundles of `dist/`, by name. @type {Record<string, string>} */
export const BUNDLES = {
  main: 'server/main.ts',
  ...Object.fromEntries(COMMANDS.map((name) => [name, `cli/${name}.ts`])),
};

/**
 * Builds the pages, the API for Next, the Node server and its commands; not again when nothing has changed.
 * With SENTRY_SOURCE_MAPS=1 the pages and the API have maps, for `scripts/source-maps.mjs`.
 */
export async function buildIfChanged(environment = process.env) {
  const withMaps = environment.SENTRY_SOURCE_MAPS === '1';
  const stamp = digest(SOURCES);
  const built = existsSync('.next/BUILD_ID') && existsSync(STAMP) && readFileSync(STAMP, 'utf8');
  // What was built with maps serves as well where nobody asks for them.
  if (built === stamp + AND_MAPS || (built === stamp && !withMaps)) return;
  rmSync('dist', { recursive: true, force: true });
  console.log('Building …');
  copyReferencePage();
  run(environment, 'node_modules/next/dist/bin/next', 'build');
  await bundle();
  run(environment, '--import=tsx', 'db/new-database.ts', 'dist/new-database');
  writeFileSync(STAMP, withMaps ? stamp + AND_MAPS : stamp);
}

/** @param {string[]} paths */
function digest(paths) {
  const hash = createHash('sha256').update(process.version);
  for (const path of paths.filter((path) => existsSync(path)).flatMap(filesBelow)) {
    hash.update(path).update('\0').update(readFileSync(path)).update('\0');
  }
  return hash.digest('hex');
}

/** @param {string} path @returns {string[]} */
function filesBelow(path) {
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** The reference page's program, served from our own origin. */
function copyReferencePage() {
  const entry = createRequire(import.meta.url).resolve('@scalar/api-reference');
  mkdirSync('public/vendor', { recursive: true });
  copyFileSync(join(dirname(entry), 'browser/standalone.js'), 'public/vendor/api-reference.js');
}

/**
 * Packages that are read from `node_modules` as they are: with files or threads of their own, shared with the pages, or
 * rarely wanted. The others are bundled, as Node takes longer to find and load hundreds of small files than to run them.
 */
const LEFT_OUT = [
  '@electric-sql/*',
  '@node-rs/argon2',
  '@opentelemetry/core',
  '@opentelemetry/exporter-trace-otlp-http',
  '@opentelemetry/resources',
  '@opentelemetry/sdk-trace',
  '@redis/client',
  '@sentry/*',
  'fs-native-extensions',
  'next',
  'nodemailer',
  'pg-cloudflare',
  'pg-native',
];

/**
 * What packages ask for where a module, or Node 20, has none: `require` is for what is left out; without a navigator `pg`
 * asks whether it runs at Cloudflare's by a `Response`, for which Node loads the whole of its HTTP client.
 */
const GIVEN = [
  "import { createRequire } from 'node:module';",
  'const require = createRequire(import.meta.url);',
  "const navigator = globalThis.navigator ?? { userAgent: 'Node.js' };",
].join(' ');

async function bundle() {
  // Here, as most starts find everything built.
  const { build, stop } = await import('esbuild');
  await build({
    entryPoints: BUNDLES,
    outdir: 'dist',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    sourcemap: true,
    external: LEFT_OUT,
    banner: { js: GIVEN },
    platform: 'node',
    format: 'esm',
    // Node's own versions are all taken to lack `\p{…}`, and expressions with it are made anew at each use.
    target: 'es2023',
    logLevel: 'warning',
  });
  // Else its service stays for as long as this process, which goes on to serve.
  await stop();
}

/** Has Node do something. @param {NodeJS.ProcessEnv} environment @param {string[]} args */
function run(environment, ...args) {
  execFileSync(process.execPath, args, {
    stdio: 'inherit',
    env: {
      ...environment,
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      // A lock file made on one system lacks other systems' compilers; Next would ask npm for them.
      NEXT_IGNORE_INCORRECT_LOCKFILE: '1',
    },
  });
}

if (process.argv[1] === import.meta.filename) await buildIfChanged();
