import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest';
import { newEmail, PASSWORD } from './api';
import { ask, type Call } from './calls';
import { testFolder, testServer } from './commands';
import { startPostgres } from './postgres';
import { secrets } from './secrets';
import { type RunningServer, startServer } from './server';

/** A server with limits that the tests of a file share, as each comes from places of its own. */
export function sharedServer(environment: Record<string, string>): RunningServer {
  const folder = mkdtempSync(join(tmpdir(), 'torrent-streamer-limits-'));
  const running = {} as RunningServer;
  beforeAll(async () => {
    Object.assign(running, await startServer('node', { DATA_DIR: folder, ...environment }));
  });
  afterAll(async () => {
    await running.stop();
    rmSync(folder, { recursive: true });
  });
  return running;
}

/** A server with limits of its own. */
export const limitedServer = (environment: Record<string, string> = {}) =>
  testServer({ DATA_DIR: testFolder(), ...environment });

let places = 0;
/** An address of this machine that nobody has called from. */
export const newPlace = () => `127.1.0.${++places}`;

let networks = 0;
/** The same, in a network that nobody has called from. */
export const newNetwork = () => `127.2.${++networks}.1`;

export const signIn = (email: string, password: string, from: string): Call => ({
  method: 'POST',
  path: '/api/auth/sign-in',
  json: { email, password },
  from,
});

export async function signUp(server: RunningServer, from: string) {
  const email = newEmail();
  const json = { email, password: PASSWORD };
  const reply = await ask(server, { method: 'POST', path: '/api/auth/sign-up', json, from });
  expect(reply.status).toBe(201);
  return { email, token: `Bearer ${reply.json.accessToken}` };
}

/** Asks until it is refused; answers the refusal and how many were answered before. */
export async function askUntilRefused(server: RunningServer, call: Call, max: number) {
  for (let answered = 0; answered <= max; answered++) {
    const reply = await ask(server, call);
    if (reply.status === 429) return { reply, answered };
  }
  throw new Error(`${max} calls, and none was refused`);
}

export const search: Call = { path: '/api/torrents/search?q=sintel' };

/** The environment of servers that share a PostgreSQL. */
export async function withPostgres() {
  const postgres = await startPostgres();
  onTestFinished(postgres.stop);
  const environment = {
    DATABASE_URL: await postgres.createMigratedDatabase(),
    ...secrets,
  };
  return environment;
}
