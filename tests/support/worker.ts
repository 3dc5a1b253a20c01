import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inspect } from 'node:util';
import type { WorkerStatus } from '@/worker/src/cloudflare/status';
import { freePort } from './ports';
import { programOf } from './server';

export interface RunningWorker {
  origin: string;
  /** Of the command, from which all others descend. */
  pid: number;
  output(): string;
  /** The code with which it ends; null of what a signal ended. */
  ended: Promise<number | null>;
  /** Calls with the key. */
  call(method: string, path: string): Promise<{ status: number; json: unknown }>;
  status(): Promise<WorkerStatus>;
  /** Waits until the status is as wanted; fails with what it is instead. */
  statusWhere(isWanted: (status: WorkerStatus) => boolean, seconds?: number): Promise<WorkerStatus>;
  /** SIGKILL to all that belongs to it, as when a machine is lost. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

export interface WorkerOptions {
  /** Where it keeps what it knows. */
  dataDir: string;
  configuration: string;
  backendUrl: string;
  ingestKey: string;
  environment?: Record<string, string>;
}

const RUN_KEY = 'a-run-key-for-tests';
const READY_MS = 120_000;
const ANSWER_MS = 60_000;

/** `npm run worker:dev`: the Worker as wrangler would deploy it, in Cloudflare's runtime. */
export async function startWorker(options: WorkerOptions): Promise<RunningWorker> {
  const port = await freePort();
  const config = join(options.dataDir, 'sources.json');
  writeFileSync(config, options.configuration);
  const { PATH, HOME, TMPDIR } = process.env;
  const place = ['--port', `${port}`, '--config', config, '--no-cron'];
  const backend = ['--url', options.backendUrl, '--key', options.ingestKey];
  const child = spawn(process.execPath, [...programOf('worker-dev'), ...place, ...backend], {
    env: {
      PATH,
      HOME,
      TMPDIR,
      NODE_ENV: 'test',
      DATA_DIR: options.dataDir,
      RUN_KEY,
      SCRAPER_CONTACT: 'mailto:scraper@example.org',
      RETRY_SECONDS: '1',
      ...options.environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that workerd goes with it.
    detached: true,
  });
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk;
    });
  }
  const end = (signal: NodeJS.Signals) => endGroup(child, signal);
  const origin = `http://127.0.0.1:${port}`;
  const deadline = Date.now() + READY_MS;
  while (!output.includes('The scraper listens')) {
    if (child.exitCode !== null || Date.now() > deadline) {
      await end('SIGKILL');
      throw new Error(`the Worker does not start:\n${output}`);
    }
    await sleep(50);
  }

  async function call(method: string, path: string) {
    const headers = { 'x-api-key': RUN_KEY };
    const signal = AbortSignal.timeout(ANSWER_MS);
    const response = await fetch(origin + path, { method, headers, signal }).catch((error) => {
      throw new Error(`no answer to ${method} ${path}: ${inspect(error)}\n${log()}`);
    });
    return { status: response.status, json: await response.json() };
  }
  const log = () => output.replaceAll(/^.*GET \/status.*\n/gm, '');
  const status = async () => (await call('GET', '/status')).json as WorkerStatus;

  return {
    origin,
    pid: child.pid as number,
    output: () => output,
    ended,
    call,
    status,
    async statusWhere(isWanted, seconds = 150) {
      const deadline = Date.now() + seconds * 1000;
      for (;;) {
        const now = await status();
        if (isWanted(now)) return now;
        if (Date.now() > deadline) {
          throw new Error(`not in ${seconds} s: ${JSON.stringify(now, null, 1)}\n${log()}`);
        }
        await sleep(100);
      }
    },
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  };
}

async function endGroup(child: ChildProcess, signal: NodeJS.Signals) {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const ended = once(child, 'exit');
  process.kill(-child.pid, signal);
  await ended;
}

/** Whether every source has ended a run that began after this moment. */
export const haveRun = (since: Date) => (status: WorkerStatus) =>
  status.sources.every(
    ({ lastRun }) =>
      lastRun?.endedAt != null && new Date(lastRun.startedAt) >= since && lastRun.waiting === 0,
  );
