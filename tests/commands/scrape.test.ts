import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { parseTorrentFile } from '@/bittorrent/torrent-file';
import { ingestRecord } from '@/contracts/ingest';
import { torrentDetail } from '@/contracts/torrents';
import { askServer, linesOf, runCommand } from '../support/commands';
import { freePort } from '../support/ports';
import { type RunningServer, startServer } from '../support/server';
import { hashOf, makeInfo, makeTorrent } from '../unit/bittorrent/torrent-maker';

const fixtures = fileURLToPath(
  new URL('../../node_modules/webtorrent-fixtures/fixtures', import.meta.url),
);
const fixture = (name: string) => readFileSync(join(fixtures, `${name}.torrent`));

let home: string;
let server: RunningServer;
let folder: string;
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'torrent-streamer-command-'));
  server = await startServer('node', { DATA_DIR: home });
});
afterAll(async () => {
  await server.stop();
  rmSync(home, { recursive: true, force: true });
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'torrent-streamer-scrape-'));
  return () => rmSync(folder, { recursive: true, force: true });
});

/** A server of torrent files on this machine, by their names; others answer as told. */
async function serveTorrents(faults: Record<string, RequestListener> = {}) {
  const requests: string[] = [];
  const files = createServer((request, response) => {
    const name = (request.url ?? '').slice(1);
    requests.push(name);
    const fault = faults[name];
    if (fault !== undefined) return fault(request, response);
    response.writeHead(200, { 'content-type': 'application/x-bittorrent' }).end(fixture(name));
  });
  await new Promise<void>((resolve) => files.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    files.closeAllConnections();
    files.close();
  });
  const host = `127.0.0.1:${(files.address() as AddressInfo).port}`;
  return { host, url: (name: string) => `http://${host}/${name}`, requests };
}

interface Listed {
  url: string;
  licence?: string;
  page?: string;
  poster?: string;
}

/** The configuration of one list, as a file. */
function configure(host: string, torrents: Listed[], policy: object = {}): string {
  const path = join(folder, 'sources.json');
  const source = { id: 'list', name: 'Open movies', kind: 'torrent-list', torrents, policy };
  const contact = 'mailto:scraper@example.org';
  writeFileSync(path, JSON.stringify({ contact, allowedHosts: [host], sources: [source] }));
  return path;
}

const key = () => readFileSync(join(home, 'ingest-key'), 'utf8').trim();

const scrape = (config: string, ...args: string[]) =>
  runCommand('scrape', ['--config', config, '--url', server.baseUrl, '--key', key(), ...args], {
    DATA_DIR: folder,
  });

async function getTorrent(name: string) {
  const { infoHash } = await parseTorrentFile(fixture(name));
  const { json } = await askServer(server, 'GET', `/api/torrents/${infoHash}`);
  return torrentDetail.safeParse(json).data ?? null;
}

test('finds bring licence, source, page and poster; the second run asks for nothing', async () => {
  const files = await serveTorrents();
  const page = 'https://durian.blender.org/';
  const poster = 'https://durian.blender.org/poster.jpg';
  const config = configure(files.host, [
    { url: files.url('sintel'), licence: 'CC BY 3.0', page, poster },
    { url: files.url('folder'), licence: 'all rights reserved' },
  ]);
  const first = await scrape(config);
  expect(first, first.stderr).toMatchObject({ code: 0, stdout: '' });
  expect(linesOf(first.stderr)).toEqual([
    'list: 2 found, 1 pushed (0 created, 1 updated, 0 unchanged), 1 held back, 0 rejected, 0 gone, 0 failed',
    expect.stringMatching(/^total: 2 found, 1 pushed/),
  ]);
  expect(await getTorrent('sintel')).toMatchObject({
    license: 'CC-BY-3.0',
    source: 'Open movies',
    sourceUrl: page,
    posterUrl: poster,
  });
  expect(await getTorrent('folder')).toBeNull();

  const second = await scrape(config);
  expect(second.stderr).toContain('list: 0 found, 0 pushed');
  // What may not leave is not even fetched.
  expect(files.requests).toEqual(['sintel']);

  configure(files.host, [{ url: files.url('sintel'), licence: 'CC BY 4.0' }]);
  expect((await scrape(config)).stderr).toContain('1 found, 1 pushed (0 created, 1 updated');
  expect(await getTorrent('sintel')).toMatchObject({ license: 'CC-BY-4.0', posterUrl: poster });
});

test('a dry run prints the records, sends nothing and keeps nothing', async () => {
  const files = await serveTorrents();
  const config = configure(files.host, [{ url: files.url('folder'), licence: 'CC0-1.0' }]);
  const { stdout, code } = await scrape(config, '--dry-run');
  expect(code).toBe(0);
  expect(linesOf(stdout).map((line) => ingestRecord.parse(JSON.parse(line)))).toMatchObject([
    { name: 'folder', license: 'CC0-1.0' },
  ]);
  expect(await getTorrent('folder')).toBeNull();
  expect(existsSync(join(folder, 'scraper'))).toBe(false);
});

test('what --limit leaves over comes with the next run', async () => {
  const files = await serveTorrents();
  const names = ['numbers', 'lots-of-numbers'];
  const listed = names.map((name) => ({ url: files.url(name), licence: 'CC0-1.0' }));
  const config = configure(files.host, listed);
  expect((await scrape(config, '--limit', '1')).stderr).toContain('list: 1 found, 1 pushed');
  expect(await getTorrent('lots-of-numbers')).toBeNull();
  expect((await scrape(config, '--limit', '1')).stderr).toContain('list: 1 found, 1 pushed');
  expect(await getTorrent('lots-of-numbers')).not.toBeNull();
  expect(files.requests).toEqual(names);
});

test('what --since leaves out comes with the next run without it', async () => {
  const files = await serveTorrents({
    'feed.xml': (request, response) => {
      const etag = '"1"';
      if (request.headers['if-none-match'] === etag) return response.writeHead(304).end();
      const items = ['sintel 01', 'alice 03'].map((item) => {
        const [name, day] = item.split(' ');
        return `<item><title>${name}</title><link>${files.url(`${name}.torrent`)}</link>
          <license>CC0-1.0</license><pubDate>${day} Aug 2026 10:00:00 GMT</pubDate></item>`;
      });
      response.writeHead(200, { etag });
      response.end(`<rss version="2.0"><channel>${items.join('')}</channel></rss>`);
    },
    'sintel.torrent': (_request, response) => response.end(fixture('sintel')),
    'alice.torrent': (_request, response) => response.end(fixture('alice')),
  });
  const config = join(folder, 'feed.json');
  const source = { id: 'feed', name: 'Feed', kind: 'feed', url: files.url('feed.xml') };
  const contact = 'mailto:scraper@example.org';
  writeFileSync(config, JSON.stringify({ contact, allowedHosts: [files.host], sources: [source] }));
  const since = ['--since', '2026-08-02'];
  expect((await scrape(config, ...since)).stderr).toContain('1 found, 1 pushed');
  expect((await scrape(config, ...since)).stderr).toContain('0 found');
  expect((await scrape(config)).stderr).toContain('1 found, 1 pushed');
  expect((await scrape(config)).stderr).toContain('0 found');
  expect(files.requests.filter((name) => name.endsWith('.torrent'))).toEqual([
    'alice.torrent',
    'sintel.torrent',
  ]);
});

test('a torrent made anew takes the place of the old one', async () => {
  let info = { name: 'A film' };
  const files = await serveTorrents({
    current: (_request, response) => response.end(makeTorrent(info)),
  });
  const url = files.url('current');
  const config = configure(files.host, [{ url, licence: 'CC0-1.0' }]);
  const entry = async () => {
    const path = `/api/torrents/${hashOf('sha1', makeInfo(info))}`;
    return torrentDetail.parse((await askServer(server, 'GET', path)).json);
  };
  expect((await scrape(config)).stderr).toContain('1 created');
  const before = await entry();
  info = { name: 'A film, restored' };
  configure(files.host, [{ url, licence: 'CC-BY-4.0' }]);
  expect((await scrape(config)).stderr).toContain('1 updated');
  expect(await entry()).toMatchObject({ id: before.id, name: 'A film, restored' });
});

test('a torrent made anew leaves the old one to whatever else is of it', async () => {
  const [old, next] = [{ name: 'A disc 1.0' }, { name: 'A disc 2.0' }];
  let latest = old;
  const files = await serveTorrents({
    latest: (_request, response) => response.end(makeTorrent(latest)),
    old: (_request, response) => response.end(makeTorrent(old)),
  });
  const list = (licence: string) =>
    configure(files.host, [
      { url: files.url('latest'), licence },
      { url: files.url('old'), licence: 'CC0-1.0' },
    ]);
  await scrape(list('CC0-1.0'));
  latest = next;
  expect((await scrape(list('CC-BY-4.0'))).stderr).toContain('1 created');
  for (const info of [old, next]) {
    const path = `/api/torrents/${hashOf('sha1', makeInfo(info))}`;
    expect((await askServer(server, 'GET', path)).status).toBe(200);
  }
});

test('an item of which more is said than can be kept is told in a line', async () => {
  const link = `magnet:?xt=urn:btih:${'a'.repeat(40)}&amp;dn=${'x'.repeat(100_000)}`;
  const items = `<item><guid>wordy</guid><link>${link}</link></item>`;
  const files = await serveTorrents({
    feed: (_request, response) => response.end(`<rss><channel>${items}</channel></rss>`),
  });
  const config = join(folder, 'sources.json');
  const source = { id: 'feed', name: 'A feed', kind: 'feed', url: files.url('feed') };
  const contact = 'mailto:scraper@example.org';
  writeFileSync(config, JSON.stringify({ contact, allowedHosts: [files.host], sources: [source] }));
  const first = await scrape(config);
  expect(first.code).toBe(1);
  expect(linesOf(first.stderr)).toEqual([
    '✗ feed: wordy: its source says more than 100000 characters of it',
    expect.stringMatching(/^feed: 1 found, .* 1 rejected/),
    expect.stringMatching(/^total: 1 found/),
  ]);
  expect((await scrape(config)).stderr).toContain('feed: 0 found');
});

test('a policy that is widened brings what was held back before', async () => {
  const files = await serveTorrents();
  const listed = [{ url: files.url('alice') }];
  const config = configure(files.host, listed);
  expect((await scrape(config)).stderr).toContain('1 held back');
  configure(files.host, listed, { allowUnknown: true });
  expect((await scrape(config)).stderr).toContain('1 found, 1 pushed');
  expect((await scrape(config)).stderr).toContain('0 found');
});

describe('faults', () => {
  test.each(['SIGINT', 'SIGKILL'] as const)(
    '%s in the middle loses nothing, and the next run brings the rest',
    async (signal) => {
      const names = Array.from({ length: 9 }, (_, n) => `${signal}-${n}`);
      let child: ChildProcess | undefined;
      const answer: RequestListener = (request, response) => {
        const name = (request.url ?? '').slice(1);
        if (name === names[2]) child?.kill(signal);
        response.end(makeTorrent({ name }));
      };
      const files = await serveTorrents(Object.fromEntries(names.map((name) => [name, answer])));
      const listed = names.map((name) => ({ url: files.url(name), licence: 'CC0-1.0' }));
      const config = configure(files.host, listed);
      const command = ['--import', 'tsx', 'cli/scrape.ts', '--config', config];
      child = spawn(process.execPath, [...command, '--url', server.baseUrl, '--key', key()], {
        env: { ...process.env, DATA_DIR: folder },
        stdio: 'ignore',
      });
      const [code] = await once(child, 'exit');
      expect(code).toBe(signal === 'SIGINT' ? 1 : null);
      expect(files.requests.length).toBeLessThan(names.length);
      await scrape(config);
      for (const name of names) {
        const path = `/api/torrents/${hashOf('sha1', makeInfo({ name }))}`;
        expect((await askServer(server, 'GET', path)).status).toBe(200);
      }
      expect((await scrape(config)).stderr).toContain('list: 0 found');
    },
  );

  test('an item that fails stops no other, and comes with the next run', async () => {
    let isDown = true;
    const files = await serveTorrents({
      leaves: (_request, response) => {
        if (isDown) response.writeHead(200, { 'content-type': 'text/html' }).end('<html></html>');
        else response.end(fixture('leaves'));
      },
      gone: (_request, response) => response.writeHead(404).end(),
      half: (_request, response) => {
        response.writeHead(200, { 'content-length': '100000' }).write('d8:announce');
        setTimeout(() => response.destroy(), 50);
      },
    });
    const names = ['leaves', 'gone', 'half', 'sintel'];
    const listed = names.map((name) => ({ url: files.url(name), licence: 'CC0-1.0' }));
    const config = configure(files.host, listed);
    const first = await scrape(config);
    expect(first.code).toBe(1);
    expect(first.stderr).toMatch(/4 found, 1 pushed .* 0 rejected, 1 gone, 2 failed/);
    expect(first.stderr).toMatch(/✗ list: \S+\/leaves: .* answered with a web page/);
    isDown = false;
    expect((await scrape(config)).stderr).toMatch(/2 found, 1 pushed .* 1 failed/);
    expect(await getTorrent('leaves')).toMatchObject({ license: 'CC0-1.0' });
  });

  test('a source that asks for a moment of rest gets it, and all is brought in one run', async () => {
    const names = Array.from({ length: 6 }, (_, n) => `rest-${n}`);
    const asked = new Map<string, number[]>();
    const answer: RequestListener = (request, response) => {
      const name = (request.url ?? '').slice(1);
      const times = [...(asked.get(name) ?? []), Date.now()];
      asked.set(name, times);
      const isEnough = times.length === 1 && (name === names[1] || name === names[3]);
      if (isEnough) response.writeHead(429, { 'retry-after': '2' }).end();
      else response.end(makeTorrent({ name }));
    };
    const files = await serveTorrents(Object.fromEntries(names.map((name) => [name, answer])));
    const listed = names.map((name) => ({ url: files.url(name), licence: 'CC0-1.0' }));
    const { code, stderr } = await scrape(configure(files.host, listed));
    expect(stderr).toContain('6 found, 6 pushed');
    expect(stderr).toContain('0 failed');
    expect(code).toBe(0);
    expect(files.requests).toHaveLength(8);
    const [refused = 0, again = 0] = asked.get(names[1] ?? '') ?? [];
    expect(again - refused).toBeGreaterThanOrEqual(2_000);
  });

  test('a source that asks for rest for long is left, and not asked for every item', async () => {
    const names = ['long-1', 'long-2', 'long-3'];
    const rest: RequestListener = (_request, response) =>
      response.writeHead(503, { 'retry-after': '3600' }).end();
    const files = await serveTorrents({ 'long-1': rest });
    const listed = names.map((name) => ({ url: files.url(name), licence: 'CC0-1.0' }));
    const { code, stderr } = await scrape(configure(files.host, listed));
    expect(stderr).toContain('3 found, 0 pushed');
    expect(stderr).toContain('3 failed');
    expect(code).toBe(1);
    expect(files.requests).toEqual(['long-1']);
  });

  test('a server that is down loses nothing', async () => {
    const files = await serveTorrents();
    const config = configure(files.host, [{ url: files.url('folder'), licence: 'CC0-1.0' }]);
    const nowhere = `http://127.0.0.1:${await freePort()}`;
    const { code, stderr } = await scrape(config, '--url', nowhere);
    expect(code).toBe(1);
    expect(stderr).toContain('is the server running?');
    expect(files.requests).toEqual([]);
    expect((await scrape(config)).stderr).toContain('1 found, 1 pushed');
  });

  test('a server that leads elsewhere is told with the address, before anything is fetched', async () => {
    const files = await serveTorrents({
      'api/health': (_request, response) => {
        response.writeHead(301, { location: 'https://elsewhere.example/api/health' }).end();
      },
    });
    const config = configure(files.host, [{ url: files.url('folder'), licence: 'CC0-1.0' }]);
    const { code, stderr } = await scrape(config, '--url', `http://${files.host}`);
    expect(code).toBe(1);
    expect(stderr).toContain('redirects to https://elsewhere.example/api/health');
    expect(files.requests).toEqual(['api/health']);
  });

  test('a second run at the same time is refused', async () => {
    let second: Promise<{ code: unknown; stderr: string }> | undefined;
    const files = await serveTorrents({
      slow: async (_request, response) => {
        second ??= scrape(config);
        await second;
        response.end(makeTorrent({ name: 'slow' }));
      },
    });
    const config = configure(files.host, [{ url: files.url('slow'), licence: 'CC0-1.0' }]);
    expect((await scrape(config)).code).toBe(0);
    expect(await second).toMatchObject({ code: 1 });
    expect((await second)?.stderr).toMatch(/Another process is using \S*scraper/);
    expect(files.requests).toEqual(['slow']);
  });

  test('half a line at the end of the ledger is dropped, a broken ledger is not', async () => {
    const files = await serveTorrents();
    const config = configure(files.host, [{ url: files.url('folder'), licence: 'CC0-1.0' }]);
    expect((await scrape(config)).stderr).toContain('1 found');
    const path = join(folder, 'scraper', 'list.jsonl');
    appendFileSync(path, '{"position":null,"check');
    expect((await scrape(config)).stderr).toContain('0 found');
    expect((await scrape(config)).stderr).toContain('0 found');
    appendFileSync(path, 'x\n');
    const whole = readFileSync(path, 'utf8');
    const { code, stderr } = await scrape(config);
    expect(code).toBe(1);
    expect(stderr).toContain('list.jsonl is not a ledger; move it away to begin anew');
    expect(readFileSync(path, 'utf8')).toBe(whole);
  });
});
