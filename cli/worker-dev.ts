import { randomBytes } from 'node:crypto';
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { loadEnvFile, readDataDir } from '@/lib/config';
import { ConfigurationError, readConfiguration } from '../worker/src/config';
import { contactOf, readSourcesFile } from './sources-file';
import { readTarget } from './target';
import { parseArguments, UsageError } from './usage';
import { startWorkerRuntime } from './worker-runtime';

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

/** What the Worker may be told by the environment. */
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
  const { fires, givenKey, variables, ...place } = options;
  const runKey = givenKey ?? randomBytes(16).toString('hex');
  const { lost } = await startWorkerRuntime(place, { ...variables, RUN_KEY: runKey });
  const origin = originAt(place.ip, place.port);
  // A key that is given stays out of what is kept of our output.
  const shown = givenKey === null ? runKey : '$RUN_KEY';
  console.log(`\nThe scraper listens. Its key is ${shown}:`);
  console.log(`  curl -X POST -H "X-API-Key: ${shown}" ${origin}/run`);
  console.log(`  curl -H "X-API-Key: ${shown}" ${origin}/status\n`);
  if (fires) fireCron(origin, runKey);
  await lost;
  throw new Error("Cloudflare's runtime has ended");
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
    port: Number(values.port),
    inspectorPort: Number(values.inspect) || undefined,
    dataDir: resolve(readDataDir(env), 'worker'),
    fires: !values['no-cron'],
    /** Of POST /run; null when one is to be made. */
    givenKey: env.RUN_KEY || null,
    variables: {
      ...pick(env, [...SETTINGS, ...secrets]),
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
function originAt(ip: string, port: number): string {
  const host = isIP(ip) === 6 ? `[${ip}]` : ip;
  return `http://${['0.0.0.0', '[::]'].includes(host) ? '127.0.0.1' : host}:${port}`;
}

/** The runtime does not fire the cron: this does as much, at once and each hour. */
function fireCron(origin: string, runKey: string) {
  const run = { method: 'POST', headers: { 'x-api-key': runKey } };
  const fire = () => fetch(`${origin}/run`, run).catch(() => {});
  void fire();
  setInterval(fire, HOUR_MS).unref();
}
