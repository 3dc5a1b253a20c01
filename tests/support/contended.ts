import { randomInt } from 'node:crypto';
import { Client } from 'pg';
import { onTestFinished } from 'vitest';
import type { Session } from '@/contracts/accounts';
import { newEmail, PASSWORD } from './api';
import { askServer, testFolder, testServer } from './commands';
import { startPostgres } from './postgres';
import { INGEST_KEY, secrets } from './secrets';
import { runCli } from './server';

const PEOPLE = 3;

export const infoHashes = Array.from({ length: 24 }, (_, place) =>
  (place + 1).toString(16).padStart(40, '0'),
);
/** Of the hybrid that a torrent turns out to be. */
export const v2Of = (infoHash: string) => infoHash.padStart(64, 'f');
export const titles = ['Sintel', 'Big Buck Bunny', 'Elephants Dream', 'Tears of Steel'];

export const oneOf = <Item>(items: readonly Item[]) => items[randomInt(items.length)] as Item;

export const recordOf = (infoHash: string) => ({
  infoHash,
  name: `${oneOf(titles)} ${randomInt(3)}`,
  sizeBytes: 1 + randomInt(5),
  seeders: randomInt(9),
  files: [{ index: 0, name: `part ${randomInt(3)}.mp4`, sizeBytes: 1 }],
});

export const secondsAgo = (seconds: number) => new Date(Date.now() - seconds * 1000).toISOString();

/** A server on PostgreSQL, an administrator and some people of it, and a way to its database. */
export async function startContended() {
  const postgres = await startPostgres();
  onTestFinished(postgres.stop);
  const environment = {
    DATABASE_URL: await postgres.createMigratedDatabase(),
    DATA_DIR: testFolder(),
    ...secrets,
    RATE_LIMIT: 'off',
  };
  const server = await testServer(environment);
  const signUp = async (email = newEmail()): Promise<Session> =>
    (await askServer(server, 'POST', '/api/auth/sign-up', { json: { email, password: PASSWORD } }))
      .json;
  const admin = await signUp();
  await runCli('admin', ['grant', admin.user.email], environment);
  const client = new Client(environment.DATABASE_URL);
  await client.connect();
  onTestFinished(() => client.end());
  return {
    server,
    signUp,
    admin,
    people: await Promise.all(Array.from({ length: PEOPLE }, () => signUp())),
    as: ({ accessToken }: Session, method: string, path: string, json?: unknown) =>
      askServer(server, method, path, {
        authorization: `Bearer ${accessToken}`,
        ...(json !== undefined && { json }),
      }),
    /** What became of each record. */
    async ingest(torrents: object[]) {
      const request = { 'x-api-key': INGEST_KEY, json: { torrents } };
      return (await askServer(server, 'POST', '/api/ingest', request)).json.results;
    },
    rows: async (query: string) => (await client.query(query)).rows,
  };
}

export type Rows = Awaited<ReturnType<typeof startContended>>['rows'];
