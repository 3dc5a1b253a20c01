import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPgbouncer } from '../../scripts/programs.mjs';
import { freePort, waitForPort } from './ports';

export interface Pooler {
  /** The address of the database by way of it. */
  url: string;
  /** What it has written so far. */
  output(): string;
  stop(): Promise<void>;
}

/** Whom it runs as when we are root, whom it refuses: the one that Debian calls nobody. */
const NOBODY = 65_534;

/**
 * A real PgBouncer in front of a database, set as the one of compose.yaml.
 * @param databaseUrl of that database, with the name and the password of its user
 * @param settings in place of those of that file
 */
export async function startPgbouncer(
  databaseUrl: string,
  settings: Record<string, string | number> = {},
): Promise<Pooler> {
  const program = findPgbouncer();
  if (program === null) throw new Error('There is no PgBouncer: set PGBOUNCER_PATH.');
  const { hostname, port, pathname, username, password } = new URL(databaseUrl);
  const folder = mkdtempSync(join(tmpdir(), 'torrent-streamer-pgbouncer-'));
  chmodSync(folder, 0o755);
  const users = join(folder, 'users.txt');
  writeFileSync(users, `"${username}" "${decodeURIComponent(password)}"\n`);
  const listenPort = await freePort();
  const here = { listen_addr: '127.0.0.1', listen_port: listenPort, auth_file: users, ...settings };
  let config = readFileSync('docker/pgbouncer/pgbouncer.ini', 'utf8')
    .replace(/^torrent_streamer = /m, `${pathname.slice(1)} = `)
    .replace('host=postgres port=5432', `host=${hostname} port=${port}`);
  for (const [name, value] of Object.entries(here)) {
    config = config.replace(new RegExp(`\\b${name} = [^'\n]*`), `${name} = ${value}`);
  }
  const file = join(folder, 'pgbouncer.ini');
  writeFileSync(file, config);
  const child = spawn(program, [file], {
    stdio: ['ignore', 'ignore', 'pipe'],
    ...(process.getuid?.() === 0 && { uid: NOBODY, gid: NOBODY }),
  });
  let output = '';
  child.stderr.on('data', (chunk) => {
    output += chunk;
  });
  const ended = once(child, 'exit');
  await Promise.race([
    waitForPort(listenPort),
    ended.then(() => Promise.reject(new Error(`PgBouncer does not start:\n${output}`))),
  ]);
  return {
    url: `postgresql://${username}:${password}@127.0.0.1:${listenPort}${pathname}`,
    output: () => output,
    async stop() {
      if (child.exitCode === null) child.kill('SIGKILL');
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}
