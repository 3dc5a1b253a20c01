import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { parseTorrentFile } from '@/bittorrent/torrent-file';
import { ingestRecord } from '@/contracts/ingest';
import { torrentDetail } from '@/contracts/torrents';
import { newInfoHash } from '../support/api';
import { askServer, linesOf, runCommand, testFolder } from '../support/commands';
import { freePort } from '../support/ports';
import { programOf, type RunningServer, startServer } from '../support/server';

const fixtures = fileURLToPath(
  new URL('../../node_modules/webtorrent-fixtures/fixtures', import.meta.url),
);
const fixture = (name: string) => join(fixtures, `${name}.torrent`);
const readFixture = (name: string) => parseTorrentFile(readFileSync(fixture(name)));

let folder: string;
let server: RunningServer;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'torrent-streamer-command-'));
  server = await startServer('node', { DATA_DIR: folder });
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs the command as on the machine of the server, whose folder holds the key. */
const runIngest = (...args: string[]) =>
  runCommand('ingest', ['--url', server.baseUrl, ...args], { DATA_DIR: folder });

async function getTorrent(infoHash: string) {
  const { status, json } = await askServer(server, 'GET', `/api/torrents/${infoHash}`);
  expect(status, JSON.stringify(json)).toBe(200);
  return torrentDetail.parse(json);
}

/** A server of files on this machine. */
async function serveFile(type: string, body: Buffer | string, status = 200): Promise<string> {
  const files = createServer((_request, response) => {
    response.writeHead(status, { 'content-type': type }).end(body);
  });
  return `${await listening(files)}/work.torrent`;
}

/** Where the server listens, until the test has ended. */
async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('torrent files', () => {
  const sound = ['sintel', 'bunny', 'leaves', 'alice', 'numbers'];

  test('go in though one is broken, which is told in a line; the second time nothing changes', async () => {
    const inputs = [...sound.slice(0, 2), 'corrupt', ...sound.slice(2)].map(fixture);
    const first = await runIngest(...inputs);
    expect(first.code).toBe(1);
    expect(linesOf(first.stderr)).toEqual([expect.stringMatching(/^✗ .*corrupt\.torrent: \S/)]);
    expect(first.stderr).not.toMatch(/\n\s+at /);
    const lines = linesOf(first.stdout);
    expect(lines).toHaveLength(6);
    expect(lines[4]).toMatch(/numbers\.torrent: created numbers$/);
    expect(lines[5]).toMatch(/^1 created, .*1 failed$/);

    for (const name of sound) {
      const { infoHash, files, sizeBytes } = await readFixture(name);
      expect(await getTorrent(infoHash)).toMatchObject({ files, sizeBytes });
    }

    const second = await runIngest(...sound.map(fixture));
    expect(second).toMatchObject({ code: 0, stderr: '' });
    for (const line of linesOf(second.stdout).slice(0, 5)) {
      expect(line).toMatch(/^✓ .*\.torrent: unchanged /);
    }
    expect(second.stdout).toContain('0 created, 0 updated, 5 unchanged, 0 failed');
  });

  test('get what the command line says of them', async () => {
    const { infoHash } = await readFixture('leaves');
    const extras = ['--license', 'CC-PDM-1.0', '--source', 'example.org'];
    const links = ['--source-url', 'https://example.org/a', '--poster', 'https://example.org/b'];
    const { code, stdout } = await runIngest(...extras, ...links, fixture('leaves'));
    expect(code).toBe(0);
    expect(stdout).toContain('updated');
    expect(await getTorrent(infoHash)).toMatchObject({
      license: 'CC-PDM-1.0',
      source: 'example.org',
      sourceUrl: 'https://example.org/a',
      posterUrl: 'https://example.org/b',
    });
  });

  test('are listed no further than somebody reads', async () => {
    const shelf = testFolder();
    for (let copy = 0; copy < 300; copy++) {
      copyFileSync(fixture('numbers'), join(shelf, `${copy}.torrent`));
    }
    const child = spawn(process.execPath, [...programOf('ingest'), '--dry-run', shelf]);
    let told = '';
    child.stderr.on('data', (chunk) => {
      told += chunk;
    });
    child.stdout.once('data', () => child.stdout.destroy());
    expect(await once(child, 'close')).toEqual([141, null]);
    expect(told).toBe('');
  });

  test('are found in a folder and the folders in it', async () => {
    const shelf = testFolder();
    mkdirSync(join(shelf, 'more'));
    copyFileSync(fixture('folder'), join(shelf, 'folder.torrent'));
    copyFileSync(fixture('lots-of-numbers'), join(shelf, 'more', 'numbers.TORRENT'));
    copyFileSync(join(fixtures, 'alice.txt'), join(shelf, 'alice.txt'));
    const { code, stderr, stdout } = await runIngest(shelf);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('2 created, 0 updated, 0 unchanged, 0 failed');
    for (const name of ['folder', 'lots-of-numbers']) {
      await getTorrent((await readFixture(name)).infoHash);
    }
  });

  test.each([
    ['a file that is not there', 'no-such.torrent', 'no such file or folder'],
    ['a file that is no torrent', join(fixtures, 'alice.txt'), 'does not start as'],
    ['a folder without one', join(fixtures, 'numbers'), 'has no .torrent file in it'],
  ])('are missed in a line: %s', async (_what, input, reason) => {
    const { code, stderr } = await runIngest(input);
    expect(code).toBe(1);
    expect(linesOf(stderr)).toEqual([expect.stringMatching(/^✗ /)]);
    expect(stderr).toContain(reason);
  });
});

describe('a magnet link', () => {
  test('with a name and a size goes in', async () => {
    const infoHash = newInfoHash();
    const link = `magnet:?xt=urn:btih:${infoHash}&dn=A+public+work&xl=1234&tr=udp%3A%2F%2Ft.example.org%3A80`;
    const { code, stdout } = await runIngest(link);
    expect(code).toBe(0);
    expect(stdout).toContain('1 created');
    const torrent = await getTorrent(infoHash);
    expect(torrent).toMatchObject({ name: 'A public work', sizeBytes: 1234, files: [] });
    expect(torrent.magnetUri).toContain('&tr=udp%3A%2F%2Ft.example.org%3A80');
  });

  test('without a size says what it needs', async () => {
    const { code, stderr } = await runIngest(`magnet:?xt=urn:btih:${newInfoHash()}&dn=A+work`);
    expect(code).toBe(1);
    expect(linesOf(stderr)).toEqual([expect.stringMatching(/needs a name .* and a size/)]);
  });

  test('with the address of its torrent file is read from there', async () => {
    const { infoHash, files } = await readFixture('sintel');
    const url = await serveFile('application/x-bittorrent', readFileSync(fixture('sintel')));
    const link = `magnet:?xt=urn:btih:${infoHash}&xs=${encodeURIComponent(url)}`;
    expect((await runIngest(link)).code).toBe(0);
    expect(await getTorrent(infoHash)).toMatchObject({ torrentUrl: url, files });
  });

  test('is not taken in by the torrent file of another', async () => {
    const infoHash = newInfoHash();
    const url = await serveFile('application/x-bittorrent', readFileSync(fixture('sintel')));
    const { code, stderr } = await runIngest(`magnet:?xt=urn:btih:${infoHash}&xs=${url}`);
    expect(code).toBe(1);
    expect(stderr).toContain('is of another torrent');
    expect((await askServer(server, 'GET', `/api/torrents/${infoHash}`)).status).toBe(404);
  });
});

describe('an address of a torrent file', () => {
  test('is read, and kept with the torrent', async () => {
    const { infoHash, files } = await readFixture('bunny');
    const url = await serveFile('application/x-bittorrent', readFileSync(fixture('bunny')));
    const { code, stderr } = await runIngest(url);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(await getTorrent(infoHash)).toMatchObject({ torrentUrl: url, files });
  });

  test.each([
    ['of nothing', 'text/plain', 404, 'the server answered 404'],
    ['of a web page', 'text/html; charset=utf-8', 200, 'is of a web page'],
    ['of something else', 'application/x-bittorrent', 200, 'does not start as'],
  ])('%s is told in a line', async (_what, type, status, reason) => {
    const url = await serveFile(type, 'hello', status);
    const { code, stderr } = await runIngest(url);
    expect(code).toBe(1);
    expect(linesOf(stderr)).toEqual([expect.stringContaining(reason)]);
  });
});

describe('the server', () => {
  test('that does not answer is told in a line, and how many did not go', async () => {
    const url = `http://127.0.0.1:${await freePort()}`;
    const inputs = ['sintel', 'corrupt', 'leaves'].map(fixture);
    const { code, stderr, stdout } = await runIngest('--url', url, ...inputs);
    expect(code).toBe(1);
    expect(linesOf(stderr)).toEqual([
      expect.stringMatching(/^✗ .*corrupt\.torrent: \S/),
      expect.stringContaining(`cannot reach ${url}: is the server running?`),
    ]);
    expect(stdout).toBe('0 created, 0 updated, 0 unchanged, 1 failed, 2 left over\n');
  });

  test('that does not know the key is told in a line, without the key', async () => {
    const { code, stderr } = await runIngest('--key', 'no-key-of-this-server', fixture('sintel'));
    expect(code).toBe(1);
    expect(linesOf(stderr)).toEqual([expect.stringContaining('answered 401')]);
    expect(stderr).not.toContain('no-key-of-this-server');
  });

  test('that is busy for no time at all is left a moment all the same', async () => {
    const answers = [429, 400];
    const busy = createServer((_request, response) => {
      response.writeHead(answers.shift() ?? 500, { 'retry-after': '0' }).end();
    });
    const url = await listening(busy);
    const { stderr } = await runIngest('--url', url, fixture('sintel'));
    expect(linesOf(stderr)).toEqual([
      'the server is busy: trying again in 1 s',
      expect.stringContaining('answered 400'),
    ]);
  });

  test('may have its key in the environment', async () => {
    const key = readFileSync(join(folder, 'ingest-key'), 'utf8').trim();
    const { code } = await runCommand('ingest', ['--url', server.baseUrl, fixture('sintel')], {
      DATA_DIR: testFolder(),
      INGEST_API_KEYS: ` , ${key}, another-key`,
    });
    expect(code).toBe(0);
  });
});

describe('the command line', () => {
  test.each([
    ['without an input', [], 'no input'],
    ['with an option that there is not', ['--nothing', 'x'], '--nothing'],
    ['with a server that is none', ['--url', 'ftp://example.org', 'x'], '--url must be'],
    ['with no key to be found', ['x'], 'no ingest key'],
  ])('%s is refused in a line', async (_what, args, reason) => {
    const outcome = await runCommand('ingest', args, { DATA_DIR: testFolder() });
    expect(outcome.code).toBe(2);
    expect(linesOf(outcome.stderr)).toEqual([expect.stringContaining(reason)]);
  });

  test('explains itself', async () => {
    const { code, stdout } = await runCommand('ingest', ['--help'], {});
    expect(code).toBe(0);
    expect(stdout).toContain('npm run ingest');
  });

  test('of a dry run prints the records and needs no server', async () => {
    const args = ['--dry-run', '--license', 'CC-BY-3.0', fixture('sintel'), fixture('alice')];
    const { code, stdout } = await runCommand('ingest', args, { DATA_DIR: testFolder() });
    expect(code).toBe(0);
    const records = linesOf(stdout).map((line) => ingestRecord.parse(JSON.parse(line)));
    const { infoHash, name, files } = await readFixture('sintel');
    expect(records).toMatchObject([
      { infoHash, name, files, license: 'CC-BY-3.0' },
      { name: 'alice.txt', license: 'CC-BY-3.0' },
    ]);
  });
});
