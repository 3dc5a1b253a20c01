import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '@/tests/support/ports';
import { type BuiltFunction, unpack } from './files';

const PATIENCE_MS = 30_000;

export interface ColdStart {
  /** From the start of the process to the end of its first answer. */
  ms: number;
  status: number;
  headers: Headers;
  body: string;
}

/**
 * Starts a function in `folder`, with nothing there but its files, and asks it once. Throws what it
 * said when it does not answer.
 */
export async function measureColdStart(
  built: BuiltFunction,
  target: string,
  folder: string,
  environment: Record<string, string>,
): Promise<ColdStart> {
  rmSync(folder, { recursive: true, force: true });
  unpack(built, folder);
  const port = await freePort();
  const start = performance.now();
  const child = spawn(process.execPath, [join(folder, 'launcher.cjs')], {
    cwd: folder,
    env: { PATH: process.env.PATH, NODE_ENV: 'production', PORT: `${port}`, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
  try {
    while (child.exitCode === null && performance.now() - start < PATIENCE_MS) {
      const answer = await ask(`http://127.0.0.1:${port}${target}`, built.route);
      if (answer !== null) return { ms: performance.now() - start, ...answer };
      await sleep(5);
    }
    throw new Error(`${built.route} does not answer:\n${said}`);
  } finally {
    if (child.exitCode === null) {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
  }
}

/** Null while nobody listens. */
async function ask(url: string, route: string): Promise<Omit<ColdStart, 'ms'> | null> {
  try {
    // The edge tells the function which of its routes is meant.
    const response = await fetch(url, {
      headers: { 'x-matched-path': route },
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const { status, headers } = response;
    return { status, headers, body: await response.text() };
  } catch (error) {
    if ((error as { cause?: { code?: string } }).cause?.code === 'ECONNREFUSED') return null;
    throw error;
  }
}
