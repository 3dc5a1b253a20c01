import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { securityHeaders } from '@/lib/security-headers';
import { ask, type Call } from '../support/calls';
import { testFolder, testServer } from '../support/commands';
import { type RunningServer, startServer } from '../support/server';

let running: RunningServer;
/** Next by itself, as on Vercel. */
let bare: RunningServer;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'torrent-streamer-pages-'));
  running = await startServer('node', { DATA_DIR: join(folder, 'node') });
  bare = await startServer('next', { DATA_DIR: join(folder, 'next') });
});
afterAll(async () => {
  await Promise.all([running.stop(), bare.stop()]);
  rmSync(folder, { recursive: true });
});

const get = (path: string, headers: Record<string, string> = {}) => ask(running, { path, headers });

/** What a browser says of the page that it is on, when it asks for another. */
const routerState = (state: unknown) => ({
  rsc: '1',
  'next-router-state-tree': encodeURIComponent(JSON.stringify(state)),
});
const startPage = ['', { children: ['(site)', { children: ['__PAGE__', {}] }] }, null, null, true];

describe('what Next would fail on, or take long for, is refused', () => {
  test.each<[string, Call, number]>([
    [
      'a state of the router that is none',
      { path: '/', headers: { 'next-router-state-tree': 'x' } },
      400,
    ],
    ['one that cannot be decoded', { path: '/', headers: { 'next-router-state-tree': '%' } }, 400],
    ['one of another shape', { path: '/', headers: routerState({ children: [] }) }, 400],
    [
      'one that goes too deep',
      { path: '/', headers: { 'next-router-state-tree': '%5B'.repeat(4_000) } },
      400,
    ],
    ['a host that is none', { path: '/', headers: { host: 'a/b' } }, 400],
    ['a trace', { method: 'TRACE', path: '/' }, 405],
    ['a change of a page', { method: 'PUT', path: '/' }, 405],
    ['a removal of a page', { method: 'DELETE', path: '/docs' }, 405],
    ['a form', { method: 'POST', path: '/nothing' }, 405],
    ['an action', { method: 'POST', path: '/', headers: { 'next-action': 'x' } }, 405],
    ['a file that is not there', { path: '/_next/nothing' }, 404],
    ['one where files are', { path: '/_next/static/nothing.js' }, 404],
    ['one outside', { path: '/_next/static/..%2F..%2Fpackage.json' }, 404],
    ['one whose name cannot be decoded', { path: '/_next/static/%E0%A4%A' }, 404],
    ['an image made to measure', { path: '/_next/image?url=%2Ficon.svg&w=64&q=75' }, 404],
    ['a query of more parts than any page has', { path: `/?${'a&'.repeat(100)}a` }, 400],
    [
      'one for a file, which counts against no quota',
      { path: `/icon.svg?${'a&'.repeat(100)}a` },
      400,
    ],
  ])('%s', async (_what, call, status) => {
    const reply = await ask(
      running,
      call.headers?.rsc ? call : { ...call, headers: { rsc: '1', ...call.headers } },
    );
    expect(reply.status).toBe(status);
    expect(reply.headers['content-type']).toBe('text/plain; charset=utf-8');
    if (status === 405) expect(reply.headers.allow).toBe('GET, HEAD');
    expect(running.output()).not.toMatch(/"level":"error"|Error/);
  });

  test.each(['/', '/docs', '/docs/errors', '/reset-password', '/torrents/nothing', '/nothing'])(
    'the early part of %s, for what is not the router',
    async (path) => {
      for (const server of [running, bare]) {
        for (const rsc of [{}, { rsc: '0' }]) {
          const headers = { 'next-router-prefetch': '1', ...rsc };
          const reply = await ask(server, { path, headers });
          expect(reply.status).toBe(400);
          expect(reply.headers).toMatchObject({
            'content-type': 'text/plain; charset=utf-8',
            'cache-control': 'no-store',
            'x-request-id': expect.any(String),
            ...securityHeaders.pages,
          });
          expect((await ask(server, { method: 'HEAD', path, headers })).status).toBe(400);
        }
        expect(server.output()).not.toMatch(/"level":"error"|Error/);
      }
    },
  );

  test('nor is that of what the pages only seem to leave to others', async () => {
    for (const server of [running, bare]) {
      for (const path of ['/API/x', '/Vendor/x', '/ICON.svg', '/vendor/nothing', '/_vercel/x']) {
        const headers = { 'next-router-prefetch': '1' };
        expect([path, (await ask(server, { path, headers })).status]).toEqual([path, 400]);
      }
      expect(server.output()).not.toMatch(/"level":"error"|Error/);
    }
  });

  test.each<Call>([
    { method: 'PUT', path: '/' },
    { method: 'DELETE', path: '/docs' },
    { method: 'OPTIONS', path: '/docs/errors' },
    { method: 'POST', path: '/nothing' },
    { method: 'POST', path: '/', headers: { 'next-action': 'x' } },
  ])('what changes no page, by Next itself as well: $method $path', async (call) => {
    const replies = [await ask(running, call), await ask(bare, call)];
    for (const { status, headers } of replies) {
      expect(status).toBe(405);
      expect(headers).toMatchObject({
        allow: 'GET, HEAD',
        'content-type': 'text/plain; charset=utf-8',
        'cache-control': 'no-store',
        ...securityHeaders.pages,
      });
    }
  });

  test('a target that is no path', async () => {
    const socket = connect(Number(new URL(running.baseUrl).port), '127.0.0.1');
    socket.write('GET //example.org/%00\\x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
    const answer = (await socket.setEncoding('latin1').toArray()).join('');
    expect(answer).toMatch(/^HTTP\/1\.1 [34]\d\d /);
    expect(running.output()).not.toMatch(/"level":"error"/);
  });
});

test('what a browser asks for is answered', async () => {
  for (const server of [running, bare]) {
    expect((await ask(server, { path: '/' })).status).toBe(200);
    expect((await ask(server, { method: 'HEAD', path: '/' })).status).toBe(200);
    const state = routerState(startPage);
    for (const more of [{ 'next-url': '/' }, { 'next-router-prefetch': '1' }]) {
      const reply = await ask(server, { path: '/docs/errors', headers: { ...state, ...more } });
      expect(reply.status).toBe(200);
      expect(reply.headers['content-type']).toBe('text/x-component');
    }
  }
  for (const path of ['/icon.svg', '/vendor/api-reference.js'])
    expect((await get(path)).status).toBe(200);
  const page = await (await fetch(running.baseUrl)).text();
  const files = page.match(/\/_next\/static\/[^"\\]+\.(?:js|css)/g) ?? [];
  expect(files.length).toBeGreaterThan(2);
  for (const file of files) expect((await get(file)).status, file).toBe(200);
});

test('a file is compressed for all who take it so at once, and is the same for those who do not', async () => {
  const page = await (await fetch(running.baseUrl)).text();
  const [style = '', script = ''] = ['css', 'js'].map(
    (end) => page.match(new RegExp(`/_next/static/[^"\\\\]+\\.${end}`))?.[0],
  );
  for (const path of ['/vendor/api-reference.js', style, script]) {
    const plain = await ask(running, { path });
    expect(plain.headers).not.toHaveProperty('content-encoding');
    const gzip = { 'accept-encoding': 'br;q=0.5, gzip' };
    const { headers } = await ask(running, { path, headers: gzip });
    expect(headers).toMatchObject({
      'content-encoding': 'gzip',
      // Of what is made for one caller nobody knows it before the end.
      'content-length': expect.stringMatching(/^\d+$/),
      'content-type': plain.headers['content-type'],
      'cache-control': plain.headers['cache-control'],
      vary: plain.headers.vary,
      ...securityHeaders.files,
    });
    const unpacked = await fetch(running.baseUrl + path, { headers: gzip });
    const asIs = await fetch(running.baseUrl + path, {
      headers: { 'accept-encoding': 'identity' },
    });
    expect(await unpacked.text()).toBe(await asIs.text());
    const again = { ...gzip, 'if-none-match': String(headers.etag) };
    expect((await ask(running, { path, headers: again })).status).toBe(304);
    const head = await ask(running, { method: 'HEAD', path, headers: gzip });
    expect(head.headers['content-length']).toBe(headers['content-length']);
    const part = await ask(running, { path, headers: { ...gzip, range: 'bytes=0-9' } });
    expect([part.status, part.headers['content-length']]).toEqual([206, '10']);
    expect(part.headers).not.toHaveProperty('content-encoding');
    const refused = await ask(running, { path, headers: { 'accept-encoding': 'gzip;q=0' } });
    expect(refused.headers).not.toHaveProperty('content-encoding');
  }
});

test.each([
  ['/docs', 200],
  ['/icon.svg', 200],
  ['/_next/nothing', 404],
  ['', 200],
  ['/api/health', 200],
  ['/apiary', 404],
])('a whole address that ends in %s is answered as its path is', async (path, status) => {
  const socket = connect(Number(new URL(running.baseUrl).port), '127.0.0.1');
  socket.write(
    `GET http://example.org${path} HTTP/1.1\r\nHost: example.org\r\nConnection: close\r\n\r\n`,
  );
  const answer = (await socket.setEncoding('latin1').toArray()).join('');
  expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  expect(answer).not.toContain('There is no such endpoint.');
});

test('files that are not there count as pages do', async () => {
  const from = '127.3.0.1';
  const statuses: number[] = [];
  for (let call = 0; call < 620; call++) {
    statuses.push((await ask(running, { path: `/_next/nothing-${call}`, from })).status);
  }
  expect(new Set(statuses.slice(0, 590))).toEqual(new Set([404]));
  expect(statuses.at(-1)).toBe(429);
});

describe('browsers are told', () => {
  const inert = "default-src 'none'; frame-ancestors 'none'";
  const nonced = /^default-src 'self'; script-src 'nonce-[\w+/]+=*'.*frame-ancestors 'none'/;
  const table: [what: string, call: Call, status: number, csp: RegExp | string][] = [
    ['a page', { path: '/' }, 200, nonced],
    ['its head', { method: 'HEAD', path: '/' }, 200, nonced],
    ['a page that is not there', { path: '/nothing' }, 404, nonced],
    ['a page of a torrent that is not there', { path: '/torrents/nothing' }, 404, nonced],
    ['a page whose name cannot be decoded', { path: '/%E0%A4%A' }, 404, /./],
    ['a file', { path: '/vendor/api-reference.js' }, 200, inert],
    ['an icon', { path: '/icon.svg' }, 200, inert],
    ['a file that is not there', { path: '/_next/nothing' }, 404, inert],
    ['a method that pages do not have', { method: 'PUT', path: '/' }, 405, inert],
    ['a host that is none', { path: '/', headers: { host: 'a/b' } }, 400, inert],
    ['one of the API', { path: '/api/torrents/latest', headers: { host: 'a/b' } }, 400, inert],
    ['too many pages', { path: '/', from: '127.3.0.1' }, 429, inert],
  ];

  test.each(table)('%s', async (_what, call, status, csp) => {
    const reply = await ask(running, call);
    expect(reply.status).toBe(status);
    expect(reply.headers['content-security-policy']).toMatch(csp);
    expect(reply.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': expect.any(String),
      'cross-origin-resource-policy': call.path.startsWith('/api/')
        ? 'cross-origin'
        : 'same-origin',
    });
    expect(reply.headers).not.toHaveProperty('strict-transport-security');
    expect(reply.headers).not.toHaveProperty('x-powered-by');
    if (csp === nonced) expect(reply.headers).toMatchObject(securityHeaders.pages);
  });

  test('to come by https alone, where that is the address of the pages', async () => {
    const secure = await testServer({
      DATA_DIR: testFolder(),
      PUBLIC_URL: 'https://torrents.example.org',
    });
    for (const path of ['/', '/nothing', '/icon.svg', '/_next/nothing', '/api/health', '/api/x']) {
      const { headers } = await ask(secure, { path });
      expect(headers['strict-transport-security'], path).toBe('max-age=63072000');
    }
  });
});
