import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '@/tests/support/ports';

/** What a process has used; NaN where there is no /proc. */
export interface Usage {
  /** Resident memory in MB. */
  rssMb(): number;
  /** The most that it ever was. */
  peakRssMb(): number;
  /** Processor time so far in seconds. */
  cpuSeconds(): number;
}

export interface BenchServer extends Usage {
  baseUrl: string;
  /** From the start of the process to its first answer. */
  startupMs: number;
  stop(): Promise<void>;
}

const READY_MS = 60_000;
const TICKS_PER_SECOND = 100;

/**
 * Starts a server of one process and waits for its first answer to `/api/health`. What it logs is
 * formatted and written as ever, but to /dev/null: a reader of a pipe would take its share of a core.
 * @param command makes the arguments of Node.js from the port
 */
export async function startServer(
  command: (port: number) => string[],
  environment: Record<string, string>,
): Promise<BenchServer> {
  const port = await freePort();
  const { PATH, HOME, TMPDIR } = process.env;
  const start = performance.now();
  const child = spawn(process.execPath, command(port), {
    env: {
      PATH,
      HOME,
      TMPDIR,
      NODE_ENV: 'production',
      LOG_LEVEL: 'info',
      HOST: '127.0.0.1',
      PORT: `${port}`,
      ...environment,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
  const stop = async () => {
    if (hasEnded()) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  };
  const baseUrl = `http://127.0.0.1:${port}`;
  while (!(await answers(`${baseUrl}/api/health`))) {
    if (hasEnded() || performance.now() - start > READY_MS) {
      await stop();
      throw new Error(`${command(port).join(' ')} does not serve`);
    }
    await sleep(10);
  }
  return {
    baseUrl,
    startupMs: performance.now() - start,
    ...usageOf(child.pid as number),
    stop,
  };
}

export function usageOf(pid: number): Usage {
  const memory = (name: string) => {
    const kilobytes = new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(procFile(pid, 'status'))?.[1];
    return (Number(kilobytes) * 1024) / 1e6;
  };
  return {
    rssMb: () => memory('VmRSS'),
    peakRssMb: () => memory('VmHWM'),
    cpuSeconds() {
      // After the name of the program, in brackets: user and system time are 12th and 13th.
      const fields = procFile(pid, 'stat')
        .replace(/^.*\) /s, '')
        .split(' ');
      return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
    },
  };
}

/** The processes of a program that descend from this one. */
export function descendants(pid: number, program: string): number[] {
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((id) => Number(/^PPid:\s+(\d+)/m.exec(procFile(id, 'status'))?.[1]) === pid);
  return children.flatMap((id) => [
    ...(procFile(id, 'comm').trim() === program ? [id] : []),
    ...descendants(id, program),
  ]);
}

function procFile(pid: number, name: string): string {
  const path = `/proc/${pid}/${name}`;
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

const answers = (url: string) =>
  new Promise<boolean>((resolve) => {
    const request = get(url, { agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.once('error', () => resolve(false));
  });
