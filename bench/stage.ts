import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { startPostgres } from '@/tests/support/postgres';
import { runCli } from '@/tests/support/server';
import { fillWithData } from './data/fill';
import { environmentOf } from './environment';
import type { Catalogue } from './search/measure';

/** What a hosted PostgreSQL of 4 GB sets by default; and room for a bulk load. */
const SETTINGS = { shared_buffers: '1GB', effective_cache_size: '3GB', max_wal_size: '8GB' };

/** Of the catalogues that are measured. */
const SEED = 1;

/** What is to be undone at the end, the last first. */
const cleanUps: (() => unknown)[] = [];

export const undoAtEnd = (undo: () => unknown) => cleanUps.push(undo);

export const say = (text: string) => console.error(`… ${text}`);

export interface Stage {
  folder: string;
  /** The environment of a server with a new database, its tables made. */
  newEnvironment(
    more?: Record<string, string>,
  ): Promise<Record<string, string> & { DATABASE_URL: string }>;
  /** A catalogue of so many torrents; where the server was given, it is kept there. */
  catalogue(torrents: number): Promise<Catalogue>;
}

/**
 * Builds the product, sees to PostgreSQL, and lets `play` measure; all is gone in the end.
 * @param server URL of a PostgreSQL that runs already, else one is started
 */
export function onStage(play: (stage: Stage) => Promise<void>, server?: string): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void cleanUp().finally(() => process.exit(1)));
  }
  setUp(server)
    .then(play)
    .finally(cleanUp)
    .catch((error: unknown) => {
      console.error(error);
      process.exitCode = 1;
    });
}

async function setUp(server: string | undefined): Promise<Stage> {
  execFileSync(process.execPath, ['scripts/build.mjs'], { stdio: 'inherit' });
  const folder = mkdtempSync(join(tmpdir(), 'torrent-streamer-bench-'));
  undoAtEnd(() => rmSync(folder, { recursive: true, force: true }));
  const createDatabase =
    server === undefined ? await ownServer() : () => temporaryDatabase(server, folder);
  return {
    folder,
    async newEnvironment(more = {}) {
      const environment = {
        ...environmentOf(await createDatabase()),
        RATE_LIMIT: 'off',
        DATA_DIR: join(folder, 'data'),
        ...more,
      };
      await runCli('migrate', [], environment);
      return environment;
    },
    async catalogue(torrents) {
      say(`a catalogue of ${torrents.toLocaleString('en')} torrents`);
      const url =
        server === undefined
          ? await filled(await createDatabase(), torrents)
          : await keptCatalogue(server, torrents);
      return { url, torrents, seed: SEED };
    },
  };
}

async function ownServer(): Promise<() => Promise<string>> {
  const postgres = await startPostgres(SETTINGS);
  undoAtEnd(postgres.stop);
  return postgres.createDatabase;
}

let databases = 0;

async function temporaryDatabase(server: string, folder: string): Promise<string> {
  const name = `${folder.split('-').at(-1)?.toLowerCase()}_${++databases}`;
  await onServer(server, `create database "${name}"`);
  undoAtEnd(() => onServer(server, `drop database "${name}" with (force)`));
  return urlOf(server, name);
}

async function keptCatalogue(server: string, torrents: number): Promise<string> {
  const name = `catalogue_${torrents}_${SEED}`;
  const { rowCount } = await onServer(server, `select from pg_database where datname = '${name}'`);
  if (rowCount === 0) {
    // It gets its name when it is whole, so that half of one is never taken for it.
    await onServer(server, `drop database if exists ${name}_unfinished`);
    await onServer(server, `create database ${name}_unfinished`);
    await filled(urlOf(server, `${name}_unfinished`), torrents);
    await onServer(server, `alter database ${name}_unfinished rename to ${name}`);
  }
  return urlOf(server, name);
}

async function filled(url: string, torrents: number): Promise<string> {
  await runCli('migrate', [], environmentOf(url));
  await fillWithData(url, torrents, SEED, say);
  return url;
}

const urlOf = (server: string, database: string) =>
  Object.assign(new URL(server), { pathname: `/${database}` }).href;

async function onServer(server: string, statement: string) {
  const client = new Client(server);
  await client.connect();
  try {
    return await client.query(statement);
  } finally {
    await client.end();
  }
}

async function cleanUp(): Promise<void> {
  for (let undo = cleanUps.pop(); undo; undo = cleanUps.pop()) await undo();
}
