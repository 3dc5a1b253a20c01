import cluster from 'node:cluster';
import { createServer } from 'node:http';
import { type AddressInfo, isIPv6 } from 'node:net';
import { keptSecretPath } from '@/lib/kept-secret';
import { splitTarget } from '@/middleware/messages';
import { renewIndexMeanwhile } from '@/runtime/index-entries';
import { runJobsInTime } from '@/runtime/jobs';
import { runProgram } from '@/runtime/program';
import { INGEST_KEY_FILE, type OpenRuntime, sharedRuntime } from '@/runtime/runtime';
import { seedIfEmpty } from '@/runtime/seed';
import { serveApi } from './api';
import { limitConnections } from './connections';
import { listen } from './listening';
import { createPageListener } from './pages';
import { answerParserFaults } from './parser-faults';
import { HEADS_LOOKED_AT_MS, limitPatience } from './patience';
import { superviseProcesses } from './processes';
import { closeOnFaults, closeOnSignals } from './shutdown';

/** Serves the API and the pages, from as many processes as `WEB_CONCURRENCY` says. */
async function main(): Promise<void> {
  // Nobody may read what is told there, or there is no room for it.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  const runtime = await sharedRuntime();
  closeOnFaults(runtime);
  if (cluster.isWorker) {
    await serve(runtime);
    return;
  }
  await runtime.database.migrate();
  if (runtime.databaseKind === 'pglite') await seedIfEmpty(runtime);
  renewIndexMeanwhile(runtime);
  runJobsInTime(runtime);
  const { processes } = runtime.config;
  const port =
    processes === 1
      ? await serve(runtime)
      : await superviseProcesses(processes, import.meta.url, runtime);
  announce(runtime, port);
}

/** Answers the port. */
async function serve(runtime: OpenRuntime): Promise<number> {
  const { port, host } = runtime.config;
  const servePage = createPageListener(runtime);
  const options = { connectionsCheckingInterval: HEADS_LOOKED_AT_MS };
  const server = createServer(options, (request, response) => {
    request.url = toPath(request.url);
    if (isPage(request.url)) servePage(request, response);
    else serveApi(request, response);
  });
  answerParserFaults(server, runtime);
  limitPatience(server);
  limitConnections(server, runtime);
  await listen(server, port, host);
  closeOnSignals(server, runtime);
  return (server.address() as AddressInfo).port;
}

/** What is asked for by a whole address, as proxies may, is the path of it, for Next as well. */
function toPath(target = ''): string {
  if (target.startsWith('/')) return target;
  const { pathname, search } = splitTarget(target);
  return pathname + search;
}

/** The API takes the targets that are no paths as well (`OPTIONS *`), and refuses them properly. */
const isPage = (url: string) => url.startsWith('/') && !/^\/api(?:[/?]|$)/.test(url);

function announce({ config, databaseKind }: OpenRuntime, port: number): void {
  const origin = `http://${hostIn(config.host)}:${port}`;
  const isKeyKept = config.ingestApiKeys === null;
  const key = isKeyKept ? keptSecretPath(config.dataDir, INGEST_KEY_FILE) : 'INGEST_API_KEYS';
  process.stdout.write(`
  Torrent Streamer is up, with ${databaseKind === 'pglite' ? `an embedded database in ${config.dataDir}` : 'PostgreSQL'}.

  Start page   ${origin}/
  API          ${origin}/api/torrents/latest
  Reference    ${origin}/docs
  Ingest key   ${isKeyKept ? 'in the file' : 'from'} ${key}

`);
}

/** As an address has it; what listens everywhere is reached by the name of this machine for itself. */
function hostIn(host: string): string {
  if (['0.0.0.0', '::'].includes(host)) return 'localhost';
  return isIPv6(host) ? `[${host}]` : host;
}

runProgram(main);
