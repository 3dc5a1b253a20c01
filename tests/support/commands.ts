import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished } from 'vitest';
import { newEmail, PASSWORD } from './api';
import { type Place, programOf, QUICKLY, type RunningServer, startServer } from './server';

type Environment = Record<string, string>;

/** How a program ended, and what it said. */
export interface Outcome {
  code: unknown;
  stdout: string;
  stderr: string;
}

const PATIENCE_MS = 240_000;

/**
 * Runs a command of ours (`cli/…`) to its end, good or bad.
 * @param fileBlocks of 512 bytes, that a file may have at most
 */
export const runCommand = (
  name: string,
  args: string[],
  environment: Environment,
  fileBlocks?: number,
) => runNode([...programOf(name), ...args], environment, { fileBlocks });

/**
 * Runs the server where it is expected not to stay.
 * @param fileBlocks of 512 bytes, that a file may have at most
 */
export const runServer = (environment: Environment, fileBlocks?: number) =>
  runNode([...QUICKLY, 'dist/main.mjs'], environment, { fileBlocks });

/** Runs any program of Node's to its end, good or bad. */
export function runNode(
  args: string[],
  environment: Environment,
  {
    fileBlocks = 'unlimited',
    ...place
  }: Place & { fileBlocks?: number | undefined | 'unlimited' } = {},
): Promise<Outcome> {
  const options = { env: environmentOf(environment), timeout: PATIENCE_MS, ...place };
  return new Promise((resolve) => {
    const limited = ['-c', `ulimit -f ${fileBlocks} && exec "$0" "$@"`, process.execPath, ...args];
    execFile('/bin/sh', limited, options, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : (error.code ?? error.signal), stdout, stderr });
    });
  });
}

function environmentOf(environment: Environment): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR } = process.env;
  return { PATH, HOME, TMPDIR, NODE_ENV: 'production', HOST: '127.0.0.1', ...environment };
}

/** Starts a command of ours, and waits until what it does is under way. */
export async function beginCommand(
  name: string,
  args: string[],
  environment: Environment,
  isUnderWay: (pid: number) => Promise<boolean> | boolean,
) {
  const child = spawn(process.execPath, [...programOf(name), ...args], {
    env: environmentOf(environment),
    stdio: 'ignore',
  });
  const ended = once(child, 'exit');
  while (!(await isUnderWay(child.pid ?? 0)) && child.exitCode === null) await sleep(5);
  expect(child.exitCode).toBeNull();
  return { child, ended };
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
export async function testServer(environment: Environment, place?: Place): Promise<RunningServer> {
  const server = await startServer('node', environment, place);
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

/** A new account there, and its session. */
export async function signUpAt(server: RunningServer) {
  const credentials = { email: newEmail(), password: PASSWORD };
  const { status, json } = await askServer(server, 'POST', '/api/auth/sign-up', {
    json: credentials,
  });
  expect(status).toBe(201);
  return { credentials, session: json };
}
