import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PostgresServer, startPostgres } from '@/tests/support/postgres';
import { runCli } from '@/tests/support/server';
import { INGEST_KEY } from './ingest';

/** What is to be undone at the end, the last first. */
const cleanUps: (() => unknown)[] = [];

export const undoAtEnd = (undo: () => unknown) => cleanUps.push(undo);

export const say = (text: string) => console.error(`… ${text}`);

export interface Stage {
  folder: string;
  postgres: PostgresServer;
  /** The environment of a server with a new database, its tables made. */
  newEnvironment(
    more?: Record<string, string>,
  ): Promise<Record<string, string> & { DATABASE_URL: string }>;
}

/** Builds the product, starts PostgreSQL, and lets `play` measure; all is gone in the end. */
export function onStage(play: (stage: Stage) => Promise<void>): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void cleanUp().finally(() => process.exit(1)));
  }
  setUp()
    .then(play)
    .finally(cleanUp)
    .catch((error: unknown) => {
      console.error(error);
      process.exitCode = 1;
    });
}

async function setUp(): Promise<Stage> {
  execFileSync(process.execPath, ['scripts/build.mjs'], { stdio: 'inherit' });
  const folder = mkdtempSync(join(tmpdir(), 'torrent-streamer-bench-'));
  undoAtEnd(() => rmSync(folder, { recursive: true, force: true }));
  const postgres = await startPostgres();
  undoAtEnd(postgres.stop);
  return {
    folder,
    postgres,
    async newEnvironment(more = {}) {
      const environment = {
        DATABASE_URL: await postgres.createDatabase(),
        JWT_SECRET: 'a secret that is known to the bench alone',
        INGEST_API_KEYS: INGEST_KEY,
        RATE_LIMIT: 'off',
        DATA_DIR: join(folder, 'data'),
        ...more,
      };
      await runCli('migrate', [], environment);
      return environment;
    },
  };
}

async function cleanUp(): Promise<void> {
  for (let undo = cleanUps.pop(); undo; undo = cleanUps.pop()) await undo();
}
