import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, readFileSync, statSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { newRecord } from '../support/api';
import {
  askServer,
  linesOf,
  runServer,
  signUpAt,
  testFolder,
  testServer,
} from '../support/commands';
import { freePort } from '../support/ports';
import { INGEST_KEY, secrets } from '../support/secrets';

/** As long as a build may take. */
const PATIENCE = { timeout: 500_000, interval: 100 };

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

const readSecret = (folder: string, name: string) =>
  readFileSync(join(folder, name), 'utf8').trim();

test('what is installed is enough to build, also where the environment says production', () => {
  const folder = testFolder();
  for (const file of ['package.json', 'package-lock.json', '.npmrc', 'worker/package.json']) {
    cpSync(file, join(folder, file));
  }
  const options = { cwd: folder, env: { ...process.env, NODE_ENV: 'production' as const } };
  const told = execFileSync('npm', ['ci', '--dry-run', '--offline'], options).toString();
  for (const name of ['esbuild', 'tsx', 'typescript', '@scalar/api-reference']) {
    expect(told).toContain(`add ${name} `);
  }
});

describe('the first start with the embedded database', () => {
  test('makes secrets that nobody else can read, and tells where the ingest key is', async () => {
    const folder = join(testFolder(), 'data');
    const server = await testServer({ DATA_DIR: folder });
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    const secrets = ['jwt-secret', 'ingest-key'].map((name) => readSecret(folder, name));
    for (const name of ['jwt-secret', 'ingest-key']) {
      expect(statSync(join(folder, name)).mode & 0o777, name).toBe(0o600);
    }
    expect(new Set(secrets).size).toBe(2);
    for (const secret of secrets) {
      expect(secret.length).toBeGreaterThanOrEqual(32);
      expect(server.output()).not.toContain(secret);
    }
    expect(server.output()).toContain(join(folder, 'ingest-key'));

    const { status } = await askServer(server, 'POST', '/api/ingest', {
      'x-api-key': secrets[1] as string,
      json: { torrents: [newRecord()] },
    });
    expect(status).toBe(200);
  });

  test.each([
    ['127.0.0.2', '127.0.0.2'],
    ['::1', '[::1]'],
    ['0.0.0.0', 'localhost'],
  ])('with HOST=%s tells addresses that lead there', async (HOST, host) => {
    const PORT = String(await freePort());
    const child = spawn(process.execPath, ['dist/main.mjs'], {
      env: { ...process.env, NODE_ENV: 'production', DATA_DIR: testFolder(), HOST, PORT },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    onTestFinished(async () => {
      child.kill('SIGTERM');
      await once(child, 'exit');
    });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    await vi.waitFor(() => expect(output).toContain('Ingest key'), PATIENCE);
    const reference = `http://${host}:${PORT}/docs`;
    expect(output).toContain(`Reference    ${reference}\n`);
    expect((await fetch(reference)).status).toBe(200);
  });

  test('makes a database that nobody else can read, in a folder that others can', async () => {
    const folder = testFolder();
    chmodSync(folder, 0o755);
    await testServer({ DATA_DIR: folder });
    expect(statSync(join(folder, 'postgres')).mode & 0o777).toBe(0o700);
  });

  test('takes the secrets that it is given, and keeps none', async () => {
    const folder = testFolder();
    const server = await testServer({ DATA_DIR: folder, ...secrets });
    const { status } = await askServer(server, 'POST', '/api/ingest', {
      'x-api-key': INGEST_KEY,
      json: { torrents: [newRecord()] },
    });
    expect(status).toBe(200);
    for (const name of ['jwt-secret', 'ingest-key']) {
      expect(() => statSync(join(folder, name))).toThrow('ENOENT');
    }
  });
});

describe('a restart', () => {
  test.each([
    ['in good order', 'SIGTERM'],
    ['after being killed', 'SIGKILL'],
  ] as const)('%s keeps accounts, tokens, keys and torrents', async (_how, signal) => {
    const folder = testFolder();
    const first = await testServer({ DATA_DIR: folder });
    const { credentials, session } = await signUpAt(first);
    const record = newRecord();
    const key = readSecret(folder, 'ingest-key');
    await askServer(first, 'POST', '/api/ingest', {
      'x-api-key': key,
      json: { torrents: [record] },
    });
    const ended = once(first.process, 'exit');
    first.process.kill(signal);
    await ended;

    const second = await testServer({ DATA_DIR: folder });
    expect(readSecret(folder, 'ingest-key')).toBe(key);
    const authorization = `Bearer ${session.accessToken}`;
    const me = await askServer(second, 'GET', '/api/auth/me', { authorization });
    expect(me).toEqual({ status: 200, json: session.user });
    const { refreshToken } = session;
    const calls = [
      askServer(second, 'POST', '/api/auth/refresh', { json: { refreshToken } }),
      askServer(second, 'POST', '/api/auth/sign-in', { json: credentials }),
      askServer(second, 'GET', `/api/torrents/${record.infoHash}`),
      askServer(second, 'POST', '/api/ingest', {
        'x-api-key': key,
        json: { torrents: [record] },
      }),
    ];
    expect((await Promise.all(calls)).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  });

  test('is fit to follow SIGTERM, which ends the server without a fault', async () => {
    const { process, output } = await testServer({ DATA_DIR: testFolder() });
    const ended = once(process, 'exit');
    process.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
    expect(output()).not.toMatch(/\n\s+at /);
  });
});

describe('npm', () => {
  /** Children of a process, and theirs. */
  const offspringOf = (ancestor: number): { pid: number; command: string }[] => {
    const all = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' })
      .split('\n')
      .flatMap((line) => {
        const [, pid, parent, command = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
        return pid === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), command }];
      });
    const below = (pid: number): typeof all =>
      all.filter(({ parent }) => parent === pid).flatMap((child) => [child, ...below(child.pid)]);
    return below(ancestor);
  };

  /** Ends what npm has started; when the test is over, in any case. */
  async function end(npm: ChildProcess, signal: NodeJS.Signals, started: { pid: number }[]) {
    onTestFinished(() => {
      for (const { pid } of started) if (isAlive(pid)) process.kill(pid, 'SIGKILL');
    });
    npm.kill(signal);
    await once(npm, 'exit');
    await vi.waitFor(() => expect(started.filter(({ pid }) => isAlive(pid))).toEqual([]), PATIENCE);
  }

  test.each(['SIGTERM', 'SIGINT'] as const)(
    'start that gets %s leaves nothing behind',
    async (signal) => {
      const port = await freePort();
      const { PATH, HOME, TMPDIR } = process.env;
      const npm = spawn('npm', ['start'], {
        env: {
          PATH,
          HOME,
          TMPDIR,
          NODE_ENV: 'production',
          DATA_DIR: testFolder(),
          HOST: '127.0.0.1',
          PORT: String(port),
        },
        stdio: 'ignore',
      });
      const health = () => fetch(`http://127.0.0.1:${port}/api/health`).then(({ ok }) => ok);
      // A build may come before.
      await vi.waitFor(async () => expect(await health()).toBe(true), PATIENCE);
      const started = offspringOf(npm.pid ?? 0);
      expect(started.map(({ command }) => command)).toEqual([
        expect.stringContaining('scripts/start.mjs'),
      ]);
      await end(npm, signal, started);
      await expect(health()).rejects.toThrow();
    },
  );

  test('run worker:dev that gets SIGTERM leaves nothing behind', async () => {
    const port = String(await freePort());
    const { PATH, HOME, TMPDIR } = process.env;
    const args = ['--port', port, '--key', 'a-key', '--no-cron'];
    const npm = spawn('npm', ['run', 'worker:dev', '--', ...args], {
      env: {
        PATH,
        HOME,
        TMPDIR,
        NODE_ENV: 'development',
        DATA_DIR: testFolder(),
        SCRAPER_CONTACT: 'mailto:a@example.org',
      },
      stdio: 'ignore',
    });
    const status = () => fetch(`http://127.0.0.1:${port}/status`).then(({ status }) => status);
    await vi.waitFor(async () => expect(await status()).toBe(401), PATIENCE);
    await end(npm, 'SIGTERM', offspringOf(npm.pid ?? 0));
    await expect(status()).rejects.toThrow();
  });
});

test('in development pages are made from the sources', async () => {
  const port = await freePort();
  const { PATH, HOME, TMPDIR } = process.env;
  const npm = spawn('npm', ['run', 'dev'], {
    env: {
      PATH,
      HOME,
      TMPDIR,
      NODE_ENV: 'development',
      DATA_DIR: testFolder(),
      HOST: '127.0.0.1',
      PORT: String(port),
    },
    stdio: 'ignore',
    // A group of its own, to be ended with all that it has started.
    detached: true,
  });
  const ended = once(npm, 'exit');
  onTestFinished(async () => {
    if (npm.pid !== undefined) process.kill(-npm.pid, 'SIGKILL');
    await ended;
  });
  const statusOf = async (path: string) => (await fetch(`http://127.0.0.1:${port}${path}`)).status;
  await vi.waitFor(async () => expect(await statusOf('/api/health')).toBe(200), PATIENCE);
  expect(await statusOf('/')).toBe(200);
  expect(await statusOf('/docs/errors')).toBe(200);
});

describe('a second server', () => {
  test('with the same folder ends with a sentence and does no harm', async () => {
    const folder = testFolder();
    const first = await testServer({ DATA_DIR: folder });
    const { session } = await signUpAt(first);
    const port = String(await freePort());
    for (let attempt = 0; attempt < 2; attempt++) {
      const { code, stdout, stderr } = await runServer({ DATA_DIR: folder, PORT: port });
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(linesOf(stderr)).toEqual([
        `Another process is using ${folder}: stop it first, or set DATA_DIR to another folder.`,
      ]);
    }
    const authorization = `Bearer ${session.accessToken}`;
    expect((await askServer(first, 'GET', '/api/auth/me', { authorization })).status).toBe(200);
    await signUpAt(first);
    await first.stop();
    const { baseUrl } = await testServer({ DATA_DIR: folder });
    expect((await fetch(`${baseUrl}/api/auth/me`, { headers: { authorization } })).status).toBe(
      200,
    );
  });

  test('with the same port ends with a sentence', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void taken.close());
    const { port } = taken.address() as AddressInfo;
    const { code, stderr } = await runServer({ DATA_DIR: testFolder(), PORT: String(port) });
    expect(code).toBe(1);
    expect(linesOf(stderr)).toEqual([`Port ${port} is taken: set PORT to another one.`]);
  });
});
