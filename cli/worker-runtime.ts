import { once } from 'node:events';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { WorkerdStructuredLog } from 'miniflare';
import { bundleWorker } from './worker-bundle';

export interface WorkerPlace {
  ip: string;
  port: number;
  /** Where a debugger may connect. */
  inspectorPort?: number | undefined;
  /** The folder of what Durable Objects keep. */
  dataDir: string;
}

/**
 * Runs the Worker as wrangler would deploy it, in Cloudflare's runtime, until SIGINT or SIGTERM. Not by `wrangler dev`,
 * between whose two runtimes a connection that closes as it is used ends all, or leaves whoever asks without an answer.
 *
 * @returns when it listens, the end of the runtime, which was not asked for
 */
export async function startWorkerRuntime(
  { ip, port, inspectorPort, dataDir }: WorkerPlace,
  variables: Record<string, string>,
): Promise<{ lost: Promise<void> }> {
  const { name, options, contents } = await bundleWorker();
  const { Log, LogLevel, Miniflare } = await import('miniflare');
  // Before Miniflare, which would have it end as if by a fault; it ends its runtime all the same.
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(0));
  let lost: Promise<void> = new Promise(() => {});
  const miniflare = new Miniflare({
    workers: [
      {
        ...options,
        name,
        bindings: { ...options.bindings, ...variables },
        modules: [{ type: 'ESModule', path: 'main.js', contents }],
      },
    ],
    host: ip,
    port,
    inspectorPort,
    // Where `wrangler dev` keeps it.
    defaultPersistRoot: join(dataDir, 'v3'),
    cf: false,
    log: new Log(LogLevel.INFO, { prefix: 'worker' }),
    handleStructuredLogs: ({ level, message }: WorkerdStructuredLog) =>
      (level === 'error' || level === 'warn' ? console.error : console.log)(message),
    handleRuntimeStdio(stdout: Readable) {
      lost = once(stdout, 'close').then(() => miniflare.dispose());
    },
  });
  await miniflare.ready;
  return { lost };
}
