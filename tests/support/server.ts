import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { freePort } from './ports';

export interface RunningServer {
  baseUrl: string;
  process: ChildProcess;
  /** What it has written so far, standard output and error together. */
  output(): string;
  /** SIGTERM, and waits for its end. */
  stop(): Promise<void>;
}

/** Who serves: our own Node server, or `next start`. */
export type Host = 'node' | 'next';

/** Where a program runs, as whom, and how many descriptors it may have; else in this checkout, as ourselves. */
export interface Place {
  cwd?: string;
  uid?: number;
  gid?: number;
  descriptors?: number;
  /** A file that its standard output goes to, else it is gathered. */
  stdout?: number;
  /** Whether it serves for as long as it pays to compile well. */
  forLong?: boolean;
}

/** Has programs and the embedded database compiled once and simply: most tests end before it pays to do it better. */
export const QUICKLY = ['--liftoff-only', '--interrupt-budget=2000000'];

const READY_MS = 120_000;

/** Starts the built server, on a free port unless `PORT` is given, and waits until its health is asked for in vain no more. */
export async function startServer(
  host: Host,
  environment: Record<string, string>,
  { descriptors, stdout, forLong = false, ...place }: Place = {},
): Promise<RunningServer> {
  const port = Number(environment.PORT ?? (await freePort()));
  const quickly = forLong ? [] : QUICKLY;
  const command =
    host === 'node'
      ? [...quickly, 'dist/main.mjs']
      : [
          ...quickly,
          'node_modules/next/dist/bin/next',
          'start',
          '--hostname',
          '127.0.0.1',
          '--port',
          `${port}`,
        ];
  const program = [process.execPath, ...command];
  const limited = ['/bin/sh', '-c', `ulimit -n ${descriptors} && exec "$0" "$@"`, ...program];
  const [file = '', ...args] = descriptors === undefined ? program : limited;
  const child = spawn(file, args, {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    env: environmentOf({ HOST: '127.0.0.1', PORT: `${port}`, ...environment }),
    stdio: ['ignore', stdout ?? 'pipe', 'pipe'],
    ...place,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      output += chunk;
    });
  }
  const baseUrl = `http://127.0.0.1:${port}`;
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  };
  const deadline = Date.now() + READY_MS;
  while (!(await answers(baseUrl))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      await stop();
      throw new Error(`${command.join(' ')} does not serve:\n${output}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return { baseUrl, process: child, output: () => output, stop };
}

/** Runs a command of ours (`cli/…`) to its end; rejects when it fails. */
export function runCli(
  script: string,
  args: string[],
  environment: Record<string, string>,
): Promise<{ stdout: string; stderr: string }> {
  return promisify(execFile)(process.execPath, [...programOf(script), ...args], {
    env: environmentOf(environment),
  });
}

/** What Node is given to run a command of ours: as it was built, else as it was written, which takes a second more. */
export const programOf = (script: string): string[] =>
  existsSync(`dist/${script}.mjs`)
    ? [...QUICKLY, `dist/${script}.mjs`]
    : [...QUICKLY, '--import', 'tsx', `cli/${script}.ts`];

/** The environment of a child: ours without what would configure the server behind our back. */
function environmentOf(environment: Record<string, string>): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR } = process.env;
  return { PATH, HOME, TMPDIR, NODE_ENV: 'production', LOG_LEVEL: 'info', ...environment };
}

const answers = (baseUrl: string) =>
  fetch(`${baseUrl}/api/health`).then(
    (response) => response.ok,
    () => false,
  );
