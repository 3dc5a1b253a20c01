import cluster, { type Address, type Worker } from 'node:cluster';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { serveMetrics } from '@/lib/metrics';
import { serveCounters } from '@/lib/quota';
import type { OpenRuntime } from '@/runtime/runtime';

/** Milliseconds of life below which a process has failed at its start. */
const START_MS = 5_000;
/** Failures at the start, one after the other, after which nothing is tried any more. */
const FAILURES_MAX = 5;
/** Milliseconds before a process that ended is replaced. */
const RESTART_MS = 500;

/**
 * Runs `count` processes of the program that share its port, and replaces those that end. Answers
 * the port when all of them serve; ends the program on SIGTERM and SIGINT, once they have.
 */
export async function superviseProcesses(
  count: number,
  program: string,
  { log, database }: OpenRuntime,
): Promise<number> {
  let isClosing = false;
  let failures = 0;
  serveCounters();
  serveMetrics();
  // `npm start` has asked for the lines of the sources in this process alone.
  const execArgv = [...process.execArgv, '--enable-source-maps'];
  cluster.setupPrimary({ exec: fileURLToPath(program), execArgv });

  const end = async (code: number) => {
    if (isClosing) return;
    isClosing = true;
    const workers = Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
    const ended = workers.map((worker) => once(worker, 'exit'));
    for (const worker of workers) worker.process.kill('SIGTERM');
    await Promise.all(ended);
    await database.close();
    log.flush(() => process.exit(code));
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => end(0));

  async function replace(worker: Worker, startedAt: number, code: number, signal: string | null) {
    if (isClosing) return;
    log.error({ pid: worker.process.pid, code, signal }, 'a process ended');
    failures = performance.now() - startedAt < START_MS ? failures + 1 : 0;
    if (failures >= FAILURES_MAX) {
      process.stderr.write('The processes of WEB_CONCURRENCY end as soon as they start.\n');
      return void end(1);
    }
    await sleep(RESTART_MS);
    if (!isClosing) start();
  }

  function start(): Worker {
    const startedAt = performance.now();
    const worker = cluster.fork();
    worker.once('exit', (code, signal) => replace(worker, startedAt, code, signal));
    return worker;
  }

  // The first one alone: what keeps it from serving is said once.
  const first = cluster.fork();
  const startedAt = performance.now();
  const outcome = await Promise.race([
    once(first, 'listening').then(([address]: Address[]) => address?.port ?? 0),
    once(first, 'exit').then(() => null),
  ]);
  if (outcome === null) {
    await end(1);
    // The program ends, and has nothing to announce.
    return new Promise(() => {});
  }
  first.once('exit', (code, signal) => replace(first, startedAt, code, signal));
  const others = listenings(count - 1);
  for (let begun = 1; begun < count; begun++) start();
  await others;
  return outcome;
}

/** Resolves when as many processes serve from now on, whichever: one that ends before it does is replaced. */
const listenings = (count: number) =>
  new Promise<void>((resolve) => {
    let left = count;
    cluster.on('listening', () => {
      left -= 1;
      if (left === 0) resolve();
    });
  });
