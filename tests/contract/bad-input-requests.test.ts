import { connect } from 'node:net';
import { beforeAll, describe, expect, test } from 'vitest';
import { latestTorrentsEndpoint } from '@/controllers/torrents';
import { call, host } from '../support/api';
import {
  type Callers,
  callAsIs,
  endpointsWith,
  everyEndpoint,
  expectDecent,
  expectNamed,
  pathOf,
  signInCallers,
} from '../support/bad-requests';
import { addTorrent } from '../support/catalogue';
import { expectProblem } from '../support/shapes';

/** Our own server hands us what came; Next takes some of it for itself, and answers with a page. */
const isOurs = host.host === 'node';
const onlyOurs = <Row>(rows: Row[]): Row[] => (isOurs ? rows : []);

const LATEST = '/api/torrents/latest';

let callers: Callers;

beforeAll(async () => {
  callers = await signInCallers();
  await addTorrent();
});

describe.each(endpointsWith('params'))('the path of %s', (_, endpoint) => {
  const [name = ''] = /(?<=\{)\w+/.exec(endpoint.path) ?? [];
  const send = (segment: string) =>
    callAsIs(
      endpoint.method,
      endpoint.path.replace(`{${name}}`, segment),
      callers[endpoint.access],
    );

  test.each([
    '%00',
    '%0a',
    '%20',
    '%2f',
    '%2F..%2Fme',
    '%5c',
    '%3f',
    '%c3%a9',
    '[id]',
    '{id}',
    "'",
  ])('with %s is no id', async (segment) => {
    const answer = await send(segment);
    expectNamed(answer, 400, 'validation_failed', { in: 'path', path: name });
  });

  test.each(['%', '%z', '%zz', '%ff', '%c3', '%ed%a0%80', '%f4%90%80%80', '%u0041', 'a%'])(
    'with %s cannot be decoded',
    async (segment) => {
      const answer = await send(segment);
      expect(answer.status).toBe(400);
      if (isOurs) expectNamed(answer, 400, 'validation_failed', { in: 'path', path: name });
    },
  );

  test.each(['.', '..', '%2e', '%2e%2e', '../..', './.', 'a/b', 'a/../..', ';', '..;/'])(
    'with %s leads nowhere',
    async (segment) => {
      const answer = await send(segment);
      // Next leads a path with two slashes, or dots, to the one without.
      expect(isOurs ? [400, 404] : [308, 400, 404]).toContain(answer.status);
      if (isOurs) expectDecent(answer);
    },
  );
});

describe('the query', () => {
  const search = (query: string) => callAsIs('GET', `/api/torrents/search?${query}`);

  test.each([
    'q=%',
    'q=%zz',
    'q=%ff',
    'q=%c3',
    'q=%ed%a0%80',
    'q=%u0041',
    'q=%2500',
    'q=+',
    'q==',
    'q=',
    'q',
    'q=%00',
    'q=a%00b',
  ])('%s is something that can be looked for', async (query) => {
    expect((await search(query)).status).toBe(200);
  });

  test.each([
    ['q', 'limit=1'],
    ['q', 'q=a&q=b'],
    ['q', 'q=a&%71=b'],
    ['limit', 'q=a&limit=%zz'],
    ['limit', 'q=a&limit=%ff'],
    ['limit', 'q=a&limit=1%00'],
    ['limit', 'q=a&limit'],
    ['cursor', 'q=a&cursor=%00'],
    ['cursor', 'q=a&cursor=%ff'],
    ['Q', 'q=a&Q=a'],
    ['q[]', 'q=a&q[]=a'],
    ['q[a]', 'q=a&q%5Ba%5D=a'],
    [' q', 'q=a&%20q=a'],
    ['', 'q=a&=a'],
    ['%zz', 'q=a&%zz=a'],
    ['\ufffd', 'q=a&%ff=a'],
    ['\u0000', 'q=a&%00=a'],
    ['constructor', 'q=a&constructor=a'],
    ...onlyOurs([['__proto__', 'q=a&__proto__=a']]),
  ] as [string, string][])('names %j in %s', async (path, query) => {
    const answer = await search(query);
    const code = path === 'cursor' ? 'invalid_cursor' : 'validation_failed';
    expectNamed(answer, 400, code, { in: 'query', path });
  });

  test('may hold a thousand parameters, and they are named', async () => {
    const { errors } = expectProblem(
      await search(`q=a&${Array.from({ length: 1000 }, (_, index) => `a${index}=`).join('&')}`),
      400,
      'validation_failed',
    );
    expect(errors?.length).toBe(50);
  });
});

describe('a URL that is long', () => {
  // Node takes 16 KiB of headers, the URL among them, and refuses more before anybody is asked.
  const long = 'a'.repeat(15_000);
  const tooLong = 'a'.repeat(17_000);

  test.each([
    ['in its path', `/api/torrents/${long}`, 400],
    ['in its path, which is unknown', `/api/${long}`, 404],
    ['in many parts', `/api${'/a'.repeat(7_000)}`, 404],
    ['in its query', `/api/torrents/search?q=${long}`, 200],
    ['in the name of a parameter', `${LATEST}?${long}=a`, 400],
  ])('%s', async (_, path, status) => {
    const answer = await callAsIs('GET', path);
    expect(answer.status).toBe(status);
    expectDecent(answer);
  });

  test.each([`/api/torrents/${tooLong}`, `/api/torrents/search?q=${tooLong}`])(
    'beyond all bounds',
    async (path) => {
      expect((await callAsIs('GET', path)).status).toBe(431);
      expect((await callAsIs('GET', '/api/health')).status).toBe(200);
    },
  );
});

describe('a target that is no path of the API', () => {
  test.each([
    '/api',
    '/api/',
    '/api?',
    '/api/%00',
    '/api/nothing',
    '/api/auth',
    '/api/users',
    '/api/admin',
    '/api/torrents',
    '/api/__proto__',
    '/api/constructor',
    '/api/torrents/latest/more',
    '/api/torrents/latest/',
    '/api/health/',
    '/api/Health',
    '/api/index.html',
    '/api/health.json',
  ])('%s is unknown', async (path) => {
    expectProblem(await callAsIs('GET', path), 404, 'not_found');
  });

  test.each([
    ...['/api//health', '//api/health', '/api/./health', '/api/../api/health', '/API/health'],
    ...['/api\\health', '/api%2fhealth', '/%61pi/health', '/api;/health', 'http://a.example/api'],
    ...onlyOurs(['*', '/api/%', '/%', '/%ff', 'http:', '/?%zz', '/api#/health']),
  ])('%s is answered, and is no fault', async (path) => {
    expect((await callAsIs('GET', path)).status).toBeLessThan(500);
  });
});

describe('a header', () => {
  const names = [
    ...['accept', 'accept-charset', 'accept-encoding', 'accept-language', 'authorization'],
    ...['cache-control', 'content-encoding', 'content-type', 'cookie', 'date', 'forwarded', 'from'],
    ...['if-match', 'if-modified-since', 'if-none-match', 'if-range', 'if-unmodified-since'],
    ...['origin', 'prefer', 'range', 'referer', 'sec-fetch-mode', 'te', 'traceparent', 'via'],
    ...['user-agent', 'x-api-key', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto'],
    ...['x-http-method-override', 'x-real-ip', 'x-request-id', 'x-forwarded-port', 'constructor'],
    ...['next-action', 'next-router-prefetch', 'next-router-state-tree', 'next-url', 'rsc'],
    ...['x-invoke-path', 'x-matched-path', 'x-middleware-subrequest', 'x-nextjs-data', '__proto__'],
  ];
  const values = [
    ...['', '*', '"', 'W/"', ',;,=', '%00%zz', '{', 'null', 'DELETE', '-1', '1e400', '../..'],
    ...['\u00ff\u00fe', 'http://[::1', 'Bearer \u00ff', 'a'.repeat(8_000), 'a/b,'.repeat(2_000)],
  ];

  test.each(names)('%s may hold anything', async (name) => {
    for (const value of values) {
      const answer = await callAsIs('GET', LATEST, { headers: { [name]: value } });
      expect([200, 304, 406], `${name}: ${value}`).toContain(answer.status);
      const hasText = answer.status !== 304 && !answer.headers.has('content-encoding');
      if (hasText) expectDecent(answer, latestTorrentsEndpoint);
    }
  });

  test.each(['\u00e2\u0082\u00ac', 'a b', 'a'.repeat(129), '{"a":1}', '<b>', 'a,b', ''])(
    'X-Request-Id is not taken over when it is %j',
    async (id) => {
      const { headers } = await callAsIs('GET', LATEST, { headers: { 'x-request-id': id } });
      expect(headers.get('x-request-id')).toMatch(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    },
  );

  test.each(onlyOurs(['a b', '/', '[::1', 'a:99999', 'a@b', 'a/b?c#d', '\u00ff']))(
    'Host is refused when it is %s',
    async (name) => {
      expect((await callAsIs('GET', LATEST, { headers: { host: name } })).status).toBe(400);
    },
  );

  test.each(onlyOurs(['/api/health', '/']))(
    'Host is refused when %s is asked of two',
    async (path) => {
      const head = `GET ${path} HTTP/1.1\r\nConnection: close\r\nHost: a\r\n`;
      expect((await sendBytes(`${head}\r\n`)).slice(0, 12)).toBe('HTTP/1.1 200');
      expect((await sendBytes(`${head}host: b\r\n\r\n`)).slice(0, 12)).toBe('HTTP/1.1 400');
    },
  );

  test('Host may be missing in HTTP/1.0', async () => {
    expect(await sendBytes('GET /api/health HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1\.1 200 /);
  });

  // Java's client and `curl --http2` begin like this; the answer in HTTP/1.1 declines.
  test.each(onlyOurs(['h2c', 'websocket', 'garbage']))(
    'Upgrade: %s is declined',
    async (upgrade) => {
      await callAsIs('GET', '/');
      const headers = {
        connection: 'Upgrade, HTTP2-Settings',
        upgrade,
        'http2-settings': 'AAMAAABk',
      };
      expect((await callAsIs('GET', '/api/health', { headers })).status).toBe(200);
    },
  );
});

/** Sends bytes that need not be HTTP, and answers what came before the end. */
function sendBytes(bytes: string): Promise<string> {
  const { hostname, port } = new URL(host.baseUrl);
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    socket.setEncoding('latin1').on('data', (chunk) => {
      text += chunk;
    });
    socket.once('error', reject).once('close', () => resolve(text));
  });
}

describe('a method', () => {
  const paths = [...new Set(everyEndpoint.map(([, endpoint]) => pathOf(endpoint)))];
  const odd = onlyOurs([
    'TRACE',
    'PROPFIND',
    'QUERY',
    'SEARCH',
    'PURGE',
    'LINK',
    'M-SEARCH',
    'LOCK',
  ]);

  test.each(odd)('%s is none of ours', async (method) => {
    for (const path of paths) {
      const answer = await callAsIs(method, path, callers.user);
      expectProblem(answer, 405, 'method_not_allowed');
      expect(answer.headers.get('allow')).toContain('OPTIONS');
    }
  });

  test.each(['get / HTTP/1.1', 'FOO / HTTP/1.1', 'GET', 'GET / HTTP/9.9', '\u0000', '{}'])(
    'or line %j that is not HTTP is refused, and the server lives on',
    async (line) => {
      expect(await sendBytes(`${line}\r\nhost: a\r\n\r\n`)).toMatch(/^HTTP\/1\.1 (?:400|505) /);
      expect((await callAsIs('GET', '/api/health')).status).toBe(200);
    },
  );

  test.each([
    'transfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n',
    'content-length: -1\r\n\r\n',
    'content-length: 1e3\r\n\r\n{}',
    'content-length: 2\r\ncontent-length: 3\r\n\r\n{}',
    'content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n{}',
    'transfer-encoding: gzip\r\n\r\n{}',
    'transfer-encoding: xchunked\r\n\r\n0\r\n\r\n',
    'transfer-encoding: chunked, gzip\r\n\r\n0\r\n\r\n',
    'transfer-encoding: chunked\r\ntransfer-encoding: identity\r\n\r\n0\r\n\r\n',
    'transfer-encoding:\u000bchunked\r\n\r\n0\r\n\r\n',
    'transfer-encoding: chunked\r\n\r\n2\n{}\r\n0\r\n\r\n',
    'transfer-encoding: chunked\r\n\r\n2;\n{}\r\n0\r\n\r\n',
    'transfer-encoding: chunked\r\n\r\n0x2\r\n{}\r\n0\r\n\r\n',
    'content-length: 2\r\ncontent-length: 2\r\n\r\n{}',
    'content-length: 2, 2\r\n\r\n{}',
    'content-length: +2\r\n\r\n{}',
    'content-length : 2\r\n\r\n{}',
    'content-length: 2\n\r\n{}',
    'content-length: 2\r\n folded: a\r\n\r\n{}',
  ])(
    'with a body whose length nobody can tell is refused, and what follows is not read: %j',
    async (rest) => {
      const head =
        'POST /api/auth/sign-in HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n';
      const hidden = 'GET /api/health HTTP/1.1\r\nhost: a\r\n\r\n';
      const answers = (await sendBytes(head + rest + hidden)).match(/^HTTP\/1\.1 \d+/gm);
      expect(answers).toEqual(['HTTP/1.1 400']);
      expect((await call('GET', '/api/health')).status).toBe(200);
    },
  );
});
