import { onTestFinished } from 'vitest';
import type { Session } from '@/contracts/accounts';
import type { IngestReport } from '@/contracts/ingest';
import { newEmail, newRecord, PASSWORD } from './api';
import { testFolder } from './commands';
import { type PostgresServer, startPostgres } from './postgres';
import { INGEST_KEY, secrets } from './secrets';
import type { RunningServer } from './server';

/** How long what a server needs is away. */
export const OUTAGE_MS = 20_000;

/** A PostgreSQL with its schema, and the environment of a server on it. */
export async function newDatabase(settings: Record<string, string> = {}): Promise<{
  postgres: PostgresServer;
  environment: Record<'DATABASE_URL', string> & Record<string, string>;
}> {
  const postgres = await startPostgres(settings);
  onTestFinished(postgres.stop);
  const environment = {
    DATABASE_URL: await postgres.createMigratedDatabase(),
    DATA_DIR: testFolder(),
    ...secrets,
    RATE_LIMIT: 'off',
  };
  return { postgres, environment };
}

/** The newest torrents, as a server answers. */
export const latest = ({ baseUrl }: RunningServer, query = '') =>
  fetch(`${baseUrl}/api/torrents/latest${query}`);

/** How an answer came, and how long it took. */
export async function timed(asked: Promise<Response>) {
  const start = performance.now();
  const response = await asked;
  await response.arrayBuffer();
  const { status, headers } = response;
  return { status, retryAfter: headers.get('retry-after'), ms: performance.now() - start };
}

const credentials = { email: newEmail(), password: PASSWORD };

/**
 * Calls of every kind: what is read, signs in, is written in a transaction, and without one; each
 * from an address of its own, where the server believes it.
 */
export async function callsOf({ baseUrl }: RunningServer) {
  let asked = 0;
  const from = () => ({ 'x-forwarded-for': `2001:db8:${(asked++).toString(16)}::` });
  const get = (path: string) => fetch(baseUrl + path, { headers: from() });
  const send = (path: string, json: unknown, headers = {}) =>
    fetch(baseUrl + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...from(), ...headers },
      body: JSON.stringify(json),
    });
  const { accessToken } = (await (await send('/api/auth/sign-up', credentials)).json()) as Session;
  const keyed = { 'x-api-key': INGEST_KEY };
  const pushed = await send('/api/ingest', { torrents: [newRecord()] }, keyed);
  const torrentId = ((await pushed.json()) as IngestReport).results[0]?.id;
  const authorization = `Bearer ${accessToken}`;
  return [
    () => get('/api/torrents/latest'),
    () => get(`/api/torrents/search?q=work+${asked}`),
    () => send('/api/auth/sign-in', credentials),
    () => send('/api/ingest', { torrents: [newRecord()] }, keyed),
    () =>
      send('/api/watch-history', { torrentId, progressPercent: asked % 100 }, { authorization }),
  ];
}

/** Sends a batch to a server; its report. */
export async function push({ baseUrl }: RunningServer, torrents: unknown[]): Promise<IngestReport> {
  const response = await fetch(`${baseUrl}/api/ingest`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': INGEST_KEY },
    body: JSON.stringify({ torrents }),
  });
  return (await response.json()) as IngestReport;
}
