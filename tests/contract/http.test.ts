import { request } from 'node:http';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { torrentDetail } from '@/contracts/torrents';
import { endpoints } from '@/controllers/table';
import { securityHeaders } from '@/lib/security-headers';
import type { CachePolicy, Endpoint } from '@/middleware/endpoint';
import { type Answer, type Call, call, host, newRecord, signInAdmin } from '../support/api';
import { addTorrent } from '../support/catalogue';
import { expectNoContent, expectProblem, expectShape } from '../support/shapes';

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
const paths = [...new Set(endpoints.map(({ path }) => path))];
const reads = endpoints.filter(({ method }) => method === 'GET');

/** A torrent to ask for, and the administrator, whom every endpoint for people lets in. */
let torrentId: string;
let token: string;
let adminId: string;
beforeAll(async () => {
  torrentId = (await addTorrent()).id;
  const { accessToken, user } = await signInAdmin();
  token = accessToken;
  adminId = user.id;
});

/** A path that answers a `GET` with 200, where there is one. */
const urlOf = (path: string) =>
  path.replace(/\{\w+\}/g, path.includes('/users/') ? adminId : torrentId) +
  (/\/(?:search|suggest)$/.test(path) ? '?q=sintel' : '');

/** What lets in to read there: the administrator's token, or that of a machine. */
function tokenFor(path: string): string {
  const access = reads.find((read) => read.path === path)?.access;
  return access === 'cron' || access === 'metrics' ? host.machineSecrets[access] : token;
}

/** Headers of the connection and the moment, and a length that a `GET` may leave to its body. */
const changing = /^(date|x-request-id|connection|keep-alive|transfer-encoding|content-length)$/;

/** The headers that an answer has of its own, when nothing is compressed. */
async function plainHeaders(method: string, path: string): Promise<Record<string, string>> {
  const headers = { 'accept-encoding': 'identity' };
  const answer = await call(method, urlOf(path), { token: tokenFor(path), headers });
  return Object.fromEntries([...answer.headers].filter(([name]) => !changing.test(name)));
}

function allowed(path: string): string[] {
  const declared = endpoints.filter((endpoint) => endpoint.path === path);
  const methods: string[] = declared.map(({ method }) => method);
  return [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'];
}

const listed = (header: string | null) =>
  header
    ?.split(',')
    .map((item) => item.trim())
    .sort();

describe('caching', () => {
  const detail = (headers: Record<string, string>) =>
    call('GET', `/api/torrents/${torrentId}`, { headers });
  const etagOf = async () => (await detail({})).headers.get('etag') as string;

  const words: Record<CachePolicy, RegExp> = {
    catalogue: /^public, max-age=0, s-maxage=\d+, stale-while-revalidate=\d+$/,
    document: /^public, max-age=\d+, stale-while-revalidate=\d+$/,
    private: /^private, no-store$/,
    none: /^no-store$/,
  };

  test.each(reads.map(({ path, cache }) => [path, cache] as const))(
    'GET %s says how long its answer keeps: %s',
    async (path, cache) => {
      const { status, headers } = await call('GET', urlOf(path), { token: tokenFor(path) });
      expect(status).toBe(200);
      expect(headers.get('cache-control')).toMatch(words[cache]);
      const isShared = cache === 'catalogue' || cache === 'document';
      expect(headers.has('etag')).toBe(isShared);
    },
  );

  test('the document tells which answers may be 304, and which have a tag', async () => {
    const { json } = await call('GET', '/api/openapi.json');
    for (const { path, cache, operationId } of reads) {
      const isShared = cache === 'catalogue' || cache === 'document';
      const { responses } = json.paths[path].get;
      expect('304' in responses, operationId).toBe(isShared);
      expect('ETag' in responses[200].headers, operationId).toBe(isShared);
    }
  });

  test('an answer that changes somebody’s data is never kept', async () => {
    const answer = await call('POST', '/api/ingest', {
      key: host.ingestKey,
      json: { torrents: [newRecord()] },
    });
    expect(answer.headers.get('cache-control')).toMatch(words.private);
  });

  test('the same answer has the same tag, another one another', async () => {
    const { id } = await addTorrent();
    const other = await call('GET', `/api/torrents/${id}`);
    expect(await etagOf()).toBe(await etagOf());
    expect(other.headers.get('etag')).not.toBe(await etagOf());
  });

  const strong = (etag: string) => etag.replace(/^W\//, '');
  test.each([
    ['as it was given', (etag: string) => etag],
    ['as a strong tag', strong],
    ['as a weak tag', (etag: string) => `W/${strong(etag)}`],
    ['in a list', (etag: string) => `"another", ${etag}, W/"third"`],
    ['in a list without spaces', (etag: string) => `"another",${etag}`],
    ['any', () => '*'],
  ])('an answer that the caller has is not sent again: %s', async (_how, match) => {
    const etag = await etagOf();
    const answer = await detail({ 'if-none-match': match(etag) });
    expect(answer.status).toBe(304);
    expect(answer.text).toBe('');
    expect(answer.headers.get('etag')).toBe(etag);
    expect(answer.headers.get('cache-control')).toMatch(words.catalogue);
    expect(answer.headers.get('content-type')).toBeNull();
  });

  test.each(['"another"', 'W/"another"', '"a", "b"', 'garbage', '""', '"*"'])(
    'an answer that the caller does not have is sent: %s',
    async (tag) => {
      expectShape(await detail({ 'if-none-match': tag }), 200, torrentDetail);
    },
  );

  test('a change of the torrent changes its tag', async () => {
    const { id, record } = await addTorrent();
    const path = `/api/torrents/${id}`;
    const etag = (await call('GET', path)).headers.get('etag') as string;
    await call('POST', '/api/ingest', {
      key: host.ingestKey,
      json: { torrents: [{ ...record, seeders: 1 }] },
    });
    const answer = await call('GET', path, { headers: { 'if-none-match': etag } });
    expect(expectShape(answer, 200, torrentDetail).seeders).toBe(1);
  });

  test('a problem has no tag', async () => {
    const answer = await call('GET', '/api/torrents/garbage', {
      headers: { 'if-none-match': '*' },
    });
    expectProblem(answer, 400, 'validation_failed');
    expect(answer.headers.has('etag')).toBe(false);
  });
});

describe('HEAD', () => {
  test.each(reads.map(({ path }) => path))(
    '%s has the headers of GET and no body',
    async (path) => {
      const head = await call('HEAD', urlOf(path), { token: tokenFor(path) });
      expect(head.status).toBe(200);
      expect(head.text).toBe('');
      // Other suites push torrents meanwhile, so that a list may change between the two.
      await vi.waitFor(async () => {
        const ofGet = await plainHeaders('GET', path);
        expect(await plainHeaders('HEAD', path)).toEqual(ofGet);
      }, 10_000);
    },
  );

  test('says how long the body is, where the host lets it', async () => {
    const url = `/api/torrents/${torrentId}`;
    const { text } = await call('GET', url);
    const { headers } = await call('HEAD', url, { headers: { 'accept-encoding': 'identity' } });
    const length = String(Buffer.byteLength(text));
    // Some releases of Next take the header away.
    expect(host.host === 'node' ? [length] : [length, null]).toContain(
      headers.get('content-length'),
    );
  });

  test('of an answer that the caller has is 304', async () => {
    const url = `/api/torrents/${torrentId}`;
    const etag = (await call('GET', url)).headers.get('etag') as string;
    const { status } = await call('HEAD', url, { headers: { 'if-none-match': etag } });
    expect(status).toBe(304);
  });

  test('of what is absent is 404, without a body', async () => {
    const { status, text } = await call('HEAD', `/api/torrents/${'0'.repeat(40)}`);
    expect({ status, text }).toEqual({ status: 404, text: '' });
  });
});

describe('OPTIONS and CORS', () => {
  const page = { origin: 'https://app.example.org' };

  test.each(paths)('%s tells which methods it has, to anybody', async (path) => {
    const answer = await call('OPTIONS', urlOf(path), {
      headers: {
        ...page,
        'access-control-request-method': 'GET',
        'access-control-request-headers': 'authorization',
      },
    });
    expectNoContent(answer);
    const { headers } = answer;
    expect(listed(headers.get('allow'))).toEqual(allowed(path).sort());
    expect(listed(headers.get('access-control-allow-methods'))).toEqual(allowed(path).sort());
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect(listed(headers.get('access-control-allow-headers'))).toEqual(
      expect.arrayContaining(['Authorization', 'Content-Type', 'If-None-Match', 'X-API-Key']),
    );
    expect(Number(headers.get('access-control-max-age'))).toBeGreaterThan(0);
    expect(headers.has('access-control-allow-credentials')).toBe(false);
  });

  test.each([
    ['an answer', () => `/api/torrents/${torrentId}`, 200],
    ['a refusal', () => '/api/users/me', 401],
    ['a fault of the caller', () => '/api/torrents/latest?limit=0', 400],
    ['an unknown path', () => '/api/nothing', 404],
  ])('%s can be read by a page, with its own headers', async (_what, path, status) => {
    const answer = await call('GET', path(), { headers: page });
    expect(answer.status).toBe(status);
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(listed(answer.headers.get('access-control-expose-headers'))).toEqual(
      expect.arrayContaining(['ETag', 'Retry-After', 'X-Request-Id']),
    );
  });
});

describe('a method that a path does not have', () => {
  const undeclared = paths.flatMap((path) =>
    methods
      .filter((method) => !allowed(path).includes(method))
      .map((method) => [method, path] as const),
  );

  test.each(undeclared)('%s %s is told which it has', async (method, path) => {
    const answer = await call(method, urlOf(path), { token });
    expectProblem(answer, 405, 'method_not_allowed');
    expect(listed(answer.headers.get('allow'))).toEqual(allowed(path).sort());
  });

  test.each(paths.filter((path) => !allowed(path).includes('HEAD')))(
    'HEAD %s is told which it has',
    async (path) => {
      const { status, text, headers } = await call('HEAD', urlOf(path), { token });
      expect({ status, text }).toEqual({ status: 405, text: '' });
      expect(listed(headers.get('allow'))).toEqual(allowed(path).sort());
    },
  );
});

describe('a path that there is not', () => {
  const unknown = [
    '/api',
    '/api/',
    '/api/nothing',
    '/api/torrents',
    '/api/torrents/latest/more',
    '/api/torrents/latest/',
    '/api/health/',
    '/api/Health',
    '/api/auth/me.json',
    '/api/watch-history/a/b',
    '/api/%68ealth/x',
    '/api/nothing?q=1',
  ];
  test.each(unknown.flatMap((path) => methods.map((method) => [method, path] as const)))(
    '%s %s is a problem of its own',
    async (method, path) => {
      const { instance } = expectProblem(await call(method, path), 404, 'not_found');
      expect(instance).toBe(path.split('?')[0]);
    },
  );
});

describe('the form of an answer', () => {
  const accepted = [
    '*/*',
    'application/*',
    'application/json',
    'application/problem+json',
    'text/html, application/json;q=0.1',
    'application/json; charset=utf-8',
    '',
  ];
  test.each(accepted)('is JSON for a caller that takes %j', async (accept) => {
    const answer = await call('GET', `/api/torrents/${torrentId}`, { headers: { accept } });
    expectShape(answer, 200, torrentDetail);
  });

  test.each(['text/html', 'application/xml', 'image/*', 'application/json;q=0', 'garbage'])(
    'is refused to a caller that takes only %j',
    async (accept) => {
      const answer = await call('GET', `/api/torrents/${torrentId}`, { headers: { accept } });
      const { errors } = expectProblem(answer, 406, 'not_acceptable');
      expect(errors).toMatchObject([{ in: 'header', path: 'accept' }]);
    },
  );

  const table = () => ({ token });
  const figures = () => ({ token: host.machineSecrets.metrics });
  const lines = () => ({
    key: host.ingestKey,
    headers: { 'content-type': 'application/x-ndjson' },
    body: JSON.stringify(newRecord()),
  });
  test.each<[string, string, string, () => Call]>([
    ['text/csv', 'GET', '/api/users/me/watch-history.csv', table],
    ['text/plain', 'GET', '/api/metrics', figures],
    ['application/x-ndjson', 'POST', '/api/ingest', lines],
  ])('is %s for a caller that takes that alone', async (type, method, path, caller) => {
    const ask = (accept: string) => {
      const { headers, ...options } = caller();
      return call(method, path, { ...options, headers: { ...headers, accept } });
    };
    for (const accept of [type, `${type}; charset=utf-8`, 'application/json']) {
      const answer = await ask(accept);
      expect(answer.status, answer.text).toBe(200);
      expect(answer.headers.get('content-type')?.split(';')[0]).toBe(type);
    }
    expectProblem(await ask('text/html'), 406, 'not_acceptable');
  });

  test('is not of lines for records that come as JSON', async () => {
    const answer = await call('POST', '/api/ingest', {
      key: host.ingestKey,
      json: { torrents: [newRecord()] },
      headers: { accept: 'application/x-ndjson' },
    });
    expectProblem(answer, 406, 'not_acceptable');
  });
});

describe('the form of a body', () => {
  const json = JSON.stringify({ email: 'nobody@example.org', password: 'a wrong password' });
  const signIn = (headers: Record<string, string>) =>
    call('POST', '/api/auth/sign-in', { body: Buffer.from(json) as never, headers });

  test.each([
    'application/json',
    'application/json; charset=utf-8',
    'application/json;charset=UTF-8',
    'Application/JSON; charset="utf-8"',
  ])('may be called %j', async (type) => {
    expectProblem(await signIn({ 'content-type': type }), 401, 'invalid_credentials');
  });

  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/json; charset=iso-8859-1',
    'application/jsonp',
    'application/vnd.api+json',
    'json',
  ])('is refused when it is called %j', async (type) => {
    const answer = await signIn({ 'content-type': type });
    const { errors } = expectProblem(answer, 415, 'unsupported_media_type');
    expect(errors).toMatchObject([{ in: 'header', path: 'content-type' }]);
  });

  test('is refused when nothing says what it is', async () => {
    expectProblem(await signIn({}), 415, 'unsupported_media_type');
  });

  test.each(['gzip', 'br', 'deflate', 'gzip, identity'])(
    'is refused when it is compressed: %s',
    async (encoding) => {
      const answer = await signIn({
        'content-type': 'application/json',
        'content-encoding': encoding,
      });
      const { errors } = expectProblem(answer, 415, 'unsupported_media_type');
      expect(errors).toMatchObject([{ in: 'header', path: 'content-encoding' }]);
    },
  );

  test.each(
    endpoints
      .filter(({ body }) => body !== undefined)
      .map(({ method, path, access }) => [method, path, access] as const),
  )('%s %s is refused without JSON', async (method, path, access) => {
    const answer = await call(method, urlOf(path), {
      ...(access === 'ingest-key' ? { key: host.ingestKey } : { token }),
      body: 'x',
      headers: { 'content-type': 'text/plain' },
    });
    expectProblem(answer, 415, 'unsupported_media_type');
  });
});

describe('the id of a request', () => {
  const ask = (id: string, path = '/api/health') =>
    call('GET', path, { headers: { 'x-request-id': id } });
  const newId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

  test.each(['a', '0b4a3b0a-1c1e-4f5e-9d0a-0a6a9f7c2d11', 'app:42.7_x', 'x'.repeat(128)])(
    'is the caller’s own where it is fit: %s',
    async (id) => {
      expect((await ask(id)).headers.get('x-request-id')).toBe(id);
      const { requestId } = expectProblem(await ask(id, '/api/nothing'), 404, 'not_found');
      expect(requestId).toBe(id);
    },
  );

  test.each([
    ['empty', ''],
    ['too long', 'x'.repeat(129)],
    ['with spaces', 'a b'],
    ['with a tab', 'a\tb'],
    ['with a line break in disguise', 'a%0d%0aset-cookie:x'],
    ['with quotes', '"}{"'],
    ['with markup', '<script>'],
    ['beyond ASCII', 'ä'],
    ['two of them', 'a, b'],
  ])('is replaced where it is not: %s', async (_what, id) => {
    const { headers } = await ask(id);
    expect(headers.get('x-request-id')).toMatch(newId);
    const { requestId } = expectProblem(await ask(id, '/api/nothing'), 404, 'not_found');
    expect(requestId).toMatch(newId);
  });

  test('is never the way to a header of one’s own', async () => {
    const headers = await new Promise<object>((resolve, reject) => {
      const { hostname, port } = new URL(host.baseUrl);
      const outgoing = request({ hostname, port, path: '/api/health' }, (incoming) => {
        incoming.resume();
        resolve(incoming.headers);
      });
      outgoing.once('error', reject);
      outgoing.setHeader('x-request-id', ['a', 'set-cookie: b']);
      outgoing.end();
    });
    expect(headers).not.toHaveProperty('set-cookie');
    expect(headers).toHaveProperty('x-request-id', expect.stringMatching(newId));
  });

  test('is another for every request', async () => {
    const [one, other] = await Promise.all([
      call('GET', '/api/health'),
      call('GET', '/api/health'),
    ]);
    expect(one.headers.get('x-request-id')).not.toBe(other.headers.get('x-request-id'));
  });
});

describe('compression', () => {
  const large = (encoding: string, headers: Record<string, string> = {}) =>
    call('GET', '/api/openapi.json', { headers: { 'accept-encoding': encoding, ...headers } });
  // `next start` sends what a route answers as it is, and leaves compression to what is before it.
  const encodings = host.host === 'node' ? ['gzip', 'br'] : [];

  test.each(encodings)('makes a large answer small for who takes %s', async (encoding) => {
    const [plain, compressed] = [await large('identity'), await large(encoding)];
    expect(compressed.headers.get('content-encoding')).toBe(encoding);
    expect(listed(compressed.headers.get('vary'))).toContain('Accept-Encoding');
    expect(compressed.text).toBe(plain.text);
    expect(compressed.headers.get('etag')).toBe(plain.headers.get('etag'));
  });

  test('leaves an answer as it is for who does not ask', async () => {
    const { headers } = await large('identity');
    expect(headers.has('content-encoding')).toBe(false);
    expect(listed(headers.get('vary'))).toContain('Accept-Encoding');
  });

  test.each(encodings)('goes with 304 for who takes %s', async (encoding) => {
    const etag = (await large(encoding)).headers.get('etag') as string;
    const answer = await large(encoding, { 'if-none-match': etag });
    expect({ status: answer.status, text: answer.text }).toEqual({ status: 304, text: '' });
    expect(answer.headers.has('content-encoding')).toBe(false);
  });

  test('is not worth its while for a small answer', async () => {
    const { headers } = await call('GET', '/api/auth/me', {
      token,
      headers: { 'accept-encoding': 'gzip, br' },
    });
    expect(headers.has('content-encoding')).toBe(false);
  });
});

describe('every answer', () => {
  const answers: [what: string, ask: () => Promise<Answer>, status: number][] = [
    ['200', () => call('GET', `/api/torrents/${torrentId}`), 200],
    ['204', () => call('OPTIONS', '/api/health'), 204],
    ['400', () => call('GET', '/api/torrents/search'), 400],
    ['401', () => call('GET', '/api/users/me?x=1'), 401],
    ['404', () => call('GET', '/api/nothing?x=1'), 404],
    ['405', () => call('POST', '/api/health?x=1'), 405],
    ['406', () => call('GET', '/api/health', { headers: { accept: 'text/html' } }), 406],
    ['413', () => call('POST', '/api/auth/refresh', { json: { x: 'x'.repeat(70_000) } }), 413],
    ['415', () => call('POST', '/api/auth/refresh?', { body: 'x' }), 415],
  ];

  test.each(answers)(
    'of %s keeps browsers from guessing, and names its request',
    async (_what, ask, status) => {
      const answer = await ask();
      expect(answer.status).toBe(status);
      expect(Object.fromEntries(answer.headers)).toMatchObject(securityHeaders.api);
      expect(answer.headers.has('strict-transport-security')).toBe(false);
      expect(answer.headers.get('x-request-id')).toMatch(/^\S+$/);
      expect(answer.headers.has('x-powered-by')).toBe(false);
      expect(answer.headers.has('set-cookie')).toBe(false);
    },
  );

  test.each(answers.filter(([, , status]) => status >= 400))(
    'of %s is a whole problem document',
    async (_what, ask, status) => {
      const answer = await ask();
      const document = expectProblem(answer, status, answer.json.code);
      for (const text of [document.title, document.detail]) expect(text).toMatch(/^\S.*\S$/);
      expect(document.instance).toMatch(/^\/api\/[\w/-]+$/);
    },
  );
});

test('the document is OpenAPI 3.1 and has every endpoint', async () => {
  const shape = z.looseObject({
    openapi: z.string().regex(/^3\.1\./),
    paths: z.record(z.string(), z.record(z.string(), z.unknown())),
  });
  const document = expectShape(await call('GET', '/api/openapi.json'), 200, shape);
  const declared = endpoints.map(({ method, path }: Endpoint) => `${method} ${path}`);
  const documented = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.keys(operations)
      .filter((key) => (methods as readonly string[]).includes(key.toUpperCase()))
      .map((key) => `${key.toUpperCase()} ${path}`),
  );
  expect(documented.sort()).toEqual(declared.sort());
});
