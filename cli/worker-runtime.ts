import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import type { WorkerdStructuredLog } from 'miniflare';

export interface WorkerPlace {
  ip: string;
  port: number;
  /** Where a debugger may connect. */
  inspectorPort?: number | undefined;
  /** The folder of what Durable Objects keep. */
  dataDir: string;
}

const CONFIG = 'worker/wrangler.jsonc';

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
  const [contents, wrangler, { Log, LogLevel, Miniflare }] = await Promise.all([
    bundleWorker(),
    import('wrangler'),
    import('miniflare'),
  ]);
  const { name } = wrangler.unstable_readConfig({ config: CONFIG });
  const { workerOptions } = wrangler.unstable_getMiniflareWorkerOptions(CONFIG);
  let lost: Promise<void> = new Promise(() => {});
  const miniflare = new Miniflare({
    workers: [
      {
        ...workerOptions,
        name,
        bindings: { ...workerOptions.bindings, ...variables },
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

async function bundleWorker(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'torrent-streamer-worker-'));
  const wrangler = dirname(createRequire(import.meta.url).resolve('wrangler/package.json'));
  const deploy = ['deploy', '--dry-run', '--config', CONFIG, '--outdir', folder];
  try {
    await promisify(execFile)(process.execPath, [join(wrangler, 'bin/wrangler.js'), ...deploy]);
    return readFileSync(join(folder, 'main.js'), 'utf8');
  } finally {
    rmSync(folder, { recursive: true });
  }
}
