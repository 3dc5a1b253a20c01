import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type RunningServer, startServer } from './server';

type Environment = Record<string, string>;

/** How a program ended, and what it said. */
export interface Outcome {
  code: unknown;
  stdout: string;
  stderr: string;
}

const PATIENCE_MS = 50_000;

/** Runs a command of ours (`cli/…`) to its end, good or bad. */
export const runCommand = (name: string, args: string[], environment: Environment) =>
  runToEnd(['--import', 'tsx', `cli/${name}.ts`, ...args], environment);

/**
 * Runs the server where it is expected not to stay.
 * @param fileBlocks of 512 bytes, that a file may have at most
 */
export const runServer = (environment: Environment, fileBlocks?: number) =>
  runToEnd(['dist/main.mjs'], environment, fileBlocks);

function runToEnd(
  args: string[],
  environment: Environment,
  fileBlocks: number | 'unlimited' = 'unlimited',
): Promise<Outcome> {
  const { PATH, HOME, TMPDIR } = process.env;
  const env: NodeJS.ProcessEnv = {
    PATH,
    HOME,
    TMPDIR,
    NODE_ENV: 'production',
    HOST: '127.0.0.1',
    ...environment,
  };
  return new Promise((resolve) => {
    const limited = ['-c', `ulimit -f ${fileBlocks} && exec "$0" "$@"`, process.execPath, ...args];
    execFile('/bin/sh', limited, { env, timeout: PATIENCE_MS }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : (error.code ?? error.signal), stdout, stderr });
    });
  });
}

/** The lines of what a program said, without the empty ones. */
export const linesOf = (text: string) => text.split('\n').filter((line) => line.trim() !== '');

/** A new folder that goes with the test. */
export function testFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'torrent-streamer-command-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The Node server, which goes with the test when nothing has stopped it before. */
export async function testServer(environment: Environment): Promise<RunningServer> {
  const server = await startServer('node', environment);
  onTestFinished(server.stop);
  return server;
}

/** What a server answers to a request for JSON. */
export async function askServer(
  { baseUrl }: RunningServer,
  method: string,
  path: string,
  { json, ...headers }: { json?: unknown; authorization?: string; 'x-api-key'?: string } = {},
  // biome-ignore lint/suspicious/noExplicitAny: tests look at what came, whatever it is.
): Promise<{ status: number; json: any }> {
  const response = await fetch(baseUrl + path, {
    method,
    headers: { ...headers, ...(json !== undefined && { 'content-type': 'application/json' }) },
    ...(json !== undefined && { body: JSON.stringify(json) }),
  });
  const text = await response.text();
  return { status: response.status, json: text === '' ? undefined : JSON.parse(text) };
}
