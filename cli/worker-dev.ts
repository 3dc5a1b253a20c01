import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { isIP } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { loadEnvFile, readDataDir } from '@/lib/config';
import { ConfigurationError, readConfiguration } from '../worker/src/config';
import { contactOf, readSourcesFile } from './sources-file';
import { readTarget } from './target';
import { parseArguments, UsageError } from './usage';

const USAGE = `Runs the scraper's Worker on this machine, in Cloudflare's runtime, with its queues and cron.

  npm run worker:dev -- [options]

  --port <n>          where it listens         (default: 8787)
  --ip <address>      and for whom             (default: 127.0.0.1, this machine alone)
  --config <file>     the sources              (default: worker/sources.json)
  --url <url>         the server               (default: http://localhost:$PORT, or port 3000)
  --key <key>         its ingest key           (default: the first of $INGEST_API_KEYS,
                                                else the file "ingest-key" in $DATA_DIR or .data)
  --inspect <n>       the port where a debugger may connect (default: none)
  --no-cron           run only when asked, by POST /run
  --help              print this

Sources are told who asks: set SCRAPER_CONTACT to an address, of a page or of mail. What is known of
them is kept in $DATA_DIR/worker. The key of POST /run, GET /status and POST /retry is $RUN_KEY; one
is made and shown when there is none.`;

/** What wrangler itself needs of the environment, and what the Worker may be told by it. */
const SYSTEM = ['PATH', 'HOME', 'TMPDIR', 'TERM', 'SYSTEMROOT', 'APPDATA', 'HTTPS_PROXY'];
const SETTINGS = [
  'SCRAPER_CONTACT',
  'RETRY_SECONDS',
  'LOST_SECONDS',
  'SENTRY_DSN',
  'SENTRY_RELEASE',
];
const HOUR_MS = 60 * 60_000;

process.exitCode = await run().catch((error: unknown) => {
  console.error(`✗ ${error instanceof Error ? error.message : String(error)}`);
  return error instanceof UsageError || error instanceof ConfigurationError ? 2 : 1;
});

async function run(): Promise<number> {
  loadEnvFile();
  const options = readOptions(process.argv.slice(2), process.env);
  if (options === 'help') {
    console.log(USAGE);
    return 0;
  }
  const { ip, port, inspectorPort, dataDir, fires, givenKey, variables } = options;
  const runKey = givenKey ?? randomBytes(16).toString('hex');
  const wrangler = join(
    dirname(createRequire(import.meta.url).resolve('wrangler/package.json')),
    'bin/wrangler.js',
  );
  const place = ['--ip', ip, '--port', port, '--persist-to', join(dataDir, 'worker')];
  const quiet = ['--show-interactive-dev-session=false', '--inspector-port', inspectorPort];
  const child = spawn(
    process.execPath,
    [wrangler, 'dev', '--config', 'worker/wrangler.jsonc', ...place, ...quiet],
    {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: {
        ...variables,
        RUN_KEY: runKey,
        // The Worker is given all that is set here, and nothing of it stands in a command line.
        CLOUDFLARE_INCLUDE_PROCESS_ENV: 'true',
        CLOUDFLARE_CF_FETCH_ENABLED: 'false',
        WRANGLER_SEND_METRICS: 'false',
        NODE_ENV: 'development',
      },
    },
  );
  // Ctrl-C reaches the child from the terminal; what is told to us alone is passed on.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  const gone = new AbortController();
  const ended = once(child, 'exit').finally(() => gone.abort());
  const origin = originAt(ip, port);
  await Promise.race([ended, answers(origin, gone.signal)]);
  if (child.exitCode === null && child.signalCode === null) {
    // A key that is given stays out of what is kept of our output.
    const shown = givenKey === null ? runKey : '$RUN_KEY';
    console.log(`\nThe scraper listens. Its key is ${shown}:`);
    console.log(`  curl -X POST -H "X-API-Key: ${shown}" ${origin}/run`);
    console.log(`  curl -H "X-API-Key: ${shown}" ${origin}/status\n`);
    if (fires) fireCron(origin, runKey);
  }
  const [code] = await ended;
  return typeof code === 'number' ? code : 0;
}

function pick(env: NodeJS.ProcessEnv, names: Iterable<string>): Record<string, string> {
  const known = [...names].map((name) => [name, env[name]] as const);
  return Object.fromEntries(known.filter((pair): pair is [string, string] => Boolean(pair[1])));
}

/** @throws {UsageError} or {ConfigurationError} */
function readOptions(argv: string[], env: NodeJS.ProcessEnv) {
  const values = parse(argv);
  if (values.help) return 'help' as const;
  for (const name of ['port', 'inspect'] as const) {
    if (!/^\d{1,5}$/.test(values[name])) throw new UsageError(`--${name} must be a number`);
  }
  if (isIP(values.ip) === 0) throw new UsageError('--ip must be an address');
  const sources = readSourcesFile(values.config);
  // Said here, where somebody reads it: the Worker, which finds it by itself, would say it in its log.
  contactOf(
    readConfiguration(sources, (name) => env[name]),
    env,
  );
  const { url, key } = readTarget(values, env);
  const secrets = [...sources.matchAll(/"\$\{(\w+)\}"/g)].map(([, name = '']) => name);
  return {
    ip: values.ip,
    port: values.port,
    inspectorPort: values.inspect,
    dataDir: resolve(readDataDir(env)),
    fires: !values['no-cron'],
    /** Of POST /run; null when one is to be made. */
    givenKey: env.RUN_KEY || null,
    variables: {
      ...pick(env, [...SYSTEM, ...SETTINGS, ...secrets]),
      BACKEND_URL: new URL('..', url).href,
      INGEST_API_KEY: key,
      SOURCES: sources,
    },
  };
}

function parse(argv: string[]) {
  return parseArguments(argv, {
    options: {
      port: { type: 'string', default: '8787' },
      ip: { type: 'string', default: '127.0.0.1' },
      config: { type: 'string', default: 'worker/sources.json' },
      url: { type: 'string' },
      key: { type: 'string' },
      inspect: { type: 'string', default: '0' },
      'no-cron': { type: 'boolean' },
      help: { type: 'boolean' },
    },
  }).values;
}

/** Where this machine reaches what listens there: what listens at all of its addresses, at its own. */
function originAt(ip: string, port: string): string {
  const host = isIP(ip) === 6 ? `[${ip}]` : ip;
  return `http://${['0.0.0.0', '[::]'].includes(host) ? '127.0.0.1' : host}:${port}`;
}

/** Waits until there is an answer, or the signal. */
async function answers(origin: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted && !(await fetch(origin, { signal }).catch(() => null))) await sleep(200);
}

/**
 * wrangler knows the cron and does not fire it: this does as much, at once and each hour. What
 * wrangler has for that it refuses where it listens at another address than localhost.
 */
function fireCron(origin: string, runKey: string) {
  const run = { method: 'POST', headers: { 'x-api-key': runKey } };
  const fire = () => fetch(`${origin}/run`, run).catch(() => {});
  void fire();
  setInterval(fire, HOUR_MS).unref();
}
