import { execFile } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { newEmail, newRecord, PASSWORD } from '../support/api';
import { askServer, linesOf, runNode, testFolder, testServer } from '../support/commands';
import { copyContext, readImage } from '../support/dockerfile';
import { freePort } from '../support/ports';
import { type PostgresServer, startPostgres } from '../support/postgres';
import { INGEST_KEY, secrets } from '../support/secrets';
import type { Place, RunningServer } from '../support/server';

const run = promisify(execFile);
const image = readImage();
vi.setConfig({ testTimeout: 180_000 });
/** 204 today, of which Next has 85 and the new database 40. */
const MEGABYTES_MAX = 220;
/** The one called `node` of the image. */
const USER = { uid: 1000, gid: 1000 };

let home: string;
let postgres: PostgresServer;
/** Of Sentry's program: marks one file, as the true one does all of them, and sends nothing. */
const SENTRY_CLI = `#!/bin/sh
case "$*" in *" inject "*) echo '//# debugId=of-tests' >> .next/static/chunks/main-app-*.js; esac
echo "$4 $(find .next/static .next/server -name '*.js.map' | wc -l)" >> sent
`;
/** The folder of the image, where nobody can write, as somebody who is not root. */
let place: Place & { cwd: string };
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'torrent-streamer-image-'));
  chmodSync(home, 0o755);
  const cwd = join(home, 'app');
  const context = join(home, 'context');
  copyContext(context);
  const bin = join(home, 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'npx'), SENTRY_CLI, { mode: 0o755 });
  await run(process.execPath, ['scripts/image.mjs', cwd], {
    cwd: context,
    env: { ...process.env, PATH: `${bin}:${process.env.PATH}`, SENTRY_SOURCE_MAPS: '1' },
  });
  await run('chmod', ['-R', 'a-w,a+rX', cwd]);
  place = { cwd, ...(process.getuid?.() === 0 && USER) };
  postgres = await startPostgres();
});
afterAll(async () => {
  await postgres.stop();
  await run('chmod', ['-R', 'u+w', home]);
  rmSync(home, { recursive: true });
});

/** A volume, which belongs to the user of the image. */
function newVolume(): string {
  const folder = testFolder();
  if (place.uid !== undefined) chownSync(folder, USER.uid, USER.gid);
  return folder;
}

/** The environment of a container, on a port of this machine that nobody has. */
const newEnvironment = async (more: Record<string, string> = {}) => ({
  ...image.environment,
  PORT: String(await freePort()),
  HOME: '/nonexistent',
  DATA_DIR: newVolume(),
  INGEST_API_KEYS: INGEST_KEY,
  ...more,
});
type Environment = Awaited<ReturnType<typeof newEnvironment>>;

const newDatabase = async () => ({
  DATABASE_URL: await postgres.createDatabase(),
  JWT_SECRET: secrets.JWT_SECRET,
});

/** What a command of the image says, which does not fail. */
async function command(name: string, args: string[], environment: Environment): Promise<string> {
  const outcome = await runNode([`dist/${name}.mjs`, ...args], environment, place);
  expect(outcome.code, `${name}: ${outcome.stderr}`).toBe(0);
  return outcome.stdout;
}

const isHealthy = async (environment: Environment) =>
  (await runNode(image.health, environment, place)).code === 0;

async function signUp(server: RunningServer, email: string) {
  const { json } = await askServer(server, 'POST', '/api/auth/sign-up', {
    json: { email, password: PASSWORD },
  });
  return `Bearer ${json.accessToken}`;
}

async function expectCatalogue(server: RunningServer) {
  const { json } = await askServer(server, 'GET', '/api/torrents/search?q=sintel');
  expect(json.items[0].name).toContain('Sintel');
}

async function expectPages({ baseUrl }: RunningServer) {
  const page = await (await fetch(baseUrl)).text();
  expect(page).toContain('<h1');
  const [style = ''] = page.match(/\/_next\/static\/css\/[^"]+\.css/) ?? [];
  expect(await (await fetch(baseUrl + style)).text()).toContain('{');
  for (const path of ['/docs', '/vendor/api-reference.js', '/icon.svg']) {
    expect((await fetch(baseUrl + path)).status, path).toBe(200);
  }
  expect((await fetch(`${baseUrl}/_next/image?url=%2Ficon.svg&w=64&q=75`)).status).toBe(404);
}

async function end({ process, output }: RunningServer) {
  const ended = once(process, 'exit');
  process.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
  expect(output()).not.toMatch(/EACCES|EROFS|\n\s+at /);
}

test('it holds what serving needs and nothing else', async () => {
  const served = ['.next', 'db', 'dist', 'next.config.mjs', 'node_modules', 'package.json'];
  expect(readdirSync(place.cwd).sort()).toEqual([...served, 'public']);
  const packages = readdirSync(join(place.cwd, 'node_modules'));
  for (const name of ['esbuild', 'tsx', 'typescript', 'vitest', 'wrangler']) {
    expect(packages).not.toContain(name);
  }
  const files = readdirSync(place.cwd, { recursive: true, encoding: 'utf8' });
  const stray = /\.d\.ts$|^(?!dist\/).*\.map$|^\.next\/cache|^db\/schema/;
  expect(files.filter((file) => stray.test(file))).toEqual([]);
  const bytes = files.reduce((sum, file) => sum + statSync(join(place.cwd, file)).size, 0);
  expect(bytes).toBeLessThan(MEGABYTES_MAX * 1_000_000);
});

test('its source maps were sent to Sentry, which knows its files by their marks', () => {
  const sent = readFileSync(join(home, 'context/sent'), 'utf8');
  expect(sent).toMatch(/^inject [1-9]\d+\nupload [1-9]\d+\n$/);
  const chunks = join(place.cwd, '.next/static/chunks');
  const [name = ''] = readdirSync(chunks).filter((name) => name.startsWith('main-app-'));
  expect(readFileSync(join(chunks, name), 'utf8')).toContain('//# debugId=of-tests');
});

test('nothing can be written there', async () => {
  const write = 'require("node:fs").writeFileSync("dist/mine", "")';
  const { stderr } = await runNode(['--eval', write], await newEnvironment(), place);
  expect(stderr).toContain('EACCES');
});

test('files that its user may not read are told of as that, and not as missing', async () => {
  const closed = testFolder();
  writeFileSync(join(closed, 'manifest.json'), '{}');
  chmodSync(closed, 0);
  onTestFinished(() => chmodSync(closed, 0o700));
  async function told(name: string, args: string[], more: Record<string, string> = {}) {
    const environment = await newEnvironment(more);
    const { code, stderr } = await runNode([`dist/${name}.mjs`, ...args], environment, place);
    expect(code).toBe(1);
    return linesOf(stderr);
  }
  expect(await told('backup', [newVolume()], { DATA_DIR: closed })).toEqual([
    `${closed}/postgres cannot be used: this user may not. Mend that, or set DATA_DIR to another folder.`,
  ]);
  expect(await told('restore', [closed])).toEqual([
    `${closed}/manifest.json cannot be read: this user may not.`,
  ]);
});

test('with the embedded database it serves, and its commands do their work', async () => {
  const environment = await newEnvironment();
  expect(await isHealthy(environment)).toBe(false);
  const server = await testServer(environment, place);
  expect(await isHealthy(environment)).toBe(true);
  await expectPages(server);
  const email = newEmail();
  const authorization = await signUp(server, email);
  const pushed = await askServer(server, 'POST', '/api/ingest', {
    'x-api-key': INGEST_KEY,
    json: { torrents: [newRecord()] },
  });
  expect(pushed.json).toMatchObject({ created: 1 });
  await end(server);

  await command('admin', ['grant', email], environment);
  const seeded = await command('seed', [], environment);
  expect(seeded).toMatch(/ 0 created, 0 updated, \d+ unchanged/);
  const again = await testServer(environment, place);
  expect((await askServer(again, 'GET', '/api/admin/users', { authorization })).status).toBe(200);
  await end(again);
});

test('with PostgreSQL it migrates, seeds and serves, in several processes', async () => {
  const environment = await newEnvironment(await newDatabase());
  await command('migrate', [], environment);
  expect(await command('seed', [], environment)).toMatch(/ [1-9]\d* created/);
  const server = await testServer({ ...environment, WEB_CONCURRENCY: '2' }, place);
  expect(await isHealthy(environment)).toBe(true);
  await expectCatalogue(server);
  await expectPages(server);
  const email = newEmail();
  const authorization = await signUp(server, email);
  await command('admin', ['grant', email], environment);
  const users = await askServer(server, 'GET', '/api/admin/users', { authorization });
  expect(users.status).toBe(200);
  await end(server);
  expect(readdirSync(environment.DATA_DIR)).toEqual([]);
});

test('what it backs up it restores, and carries over to PostgreSQL', async () => {
  const source = await newEnvironment(await newDatabase());
  await command('seed', [], source);
  const backups = newVolume();
  await command('backup', [backups, '--keep', '2'], source);
  const [backup = ''] = readdirSync(backups);
  const embedded = await newEnvironment();
  await command('restore', [join(backups, backup)], embedded);
  const moved = await newEnvironment(await newDatabase());
  await command('move', [embedded.DATA_DIR], moved);
  const server = await testServer(moved, place);
  await expectCatalogue(server);
  await end(server);
});
