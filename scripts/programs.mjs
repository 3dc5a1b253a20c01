import { execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * A program that tests need and npm does not bring.
 * @typedef {{ title: string, names: string[], outsidePath: string[], variable: string, debian: string }} Program
 */

/** @type {Program} */
const chromium = {
  title: 'Chromium',
  names: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'],
  outsidePath: [
    '/usr/bin/chromium',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ],
  variable: 'CHROMIUM_PATH',
  debian: 'chromium',
};

/** @type {Program} */
const redis = {
  title: 'Redis',
  names: ['redis-server', 'valkey-server'],
  outsidePath: ['/usr/bin/redis-server'],
  variable: 'REDIS_SERVER_PATH',
  debian: 'redis-server',
};

/** @type {Program} */
const pgbouncer = {
  title: 'PgBouncer',
  names: ['pgbouncer'],
  outsidePath: ['/usr/sbin/pgbouncer'],
  variable: 'PGBOUNCER_PATH',
  debian: 'pgbouncer',
};

/** @type {Program} */
const nginx = {
  title: 'nginx',
  names: ['nginx'],
  outsidePath: ['/usr/sbin/nginx'],
  variable: 'NGINX_PATH',
  debian: 'nginx-light',
};

/** Where Chromium, or Chrome, is; null when there is none. */
export const findChromium = () => find(chromium);
/** Where the Redis server is, or Valkey's; null when there is none. */
export const findRedis = () => find(redis);
/** Where PgBouncer is; null when there is none. */
export const findPgbouncer = () => find(pgbouncer);
/** Where nginx is; null when there is none. */
export const findNginx = () => find(nginx);

/** Sees to it that all are there: on Debian, root gets them installed. Throws one sentence. */
export function ensurePrograms() {
  for (const program of [chromium, redis, pgbouncer, nginx]) {
    if (find(program) === null) install(program);
    if (find(program) === null) throw new Error(missing(program));
  }
}

/** The variable of its own goes before all. @param {Program} program */
function find({ variable, outsidePath, names }) {
  const given = process.env[variable];
  if (given) return isProgram(given) ? given : null;
  return outsidePath.find(isProgram) ?? findOnPath(names);
}

/** @param {Program} program */
function install(program) {
  const aptGet = findOnPath(['apt-get']);
  if (process.env[program.variable] || aptGet === null || process.getuid?.() !== 0) return;
  console.log(`Installing ${program.title} for the tests …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  try {
    execFileSync(aptGet, ['update'], { stdio: 'inherit', env });
    execFileSync(aptGet, ['install', '-y', program.debian], { stdio: 'inherit', env });
  } catch (cause) {
    throw new Error(missing(program), { cause });
  }
}

/** @param {Program} program */
const missing = ({ title, debian, variable }) =>
  `The tests need ${title}: install it (on Debian: apt-get install ${debian}), or set ${variable} to its program.`;

/** @param {string[]} names @returns {string | null} */
function findOnPath(names) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const places = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return places.find(isProgram) ?? null;
}

/** @param {string} path */
function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
