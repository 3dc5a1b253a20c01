import { beforeAll, describe, expect, test } from 'vitest';
import { call, host } from '../support/api';
import { type Asker, allowed, listed, methods, newAsker, paths, reads } from '../support/endpoints';
import { eventually } from '../support/eventually';
import { expectProblem } from '../support/shapes';

let asker: Asker;
beforeAll(async () => {
  asker = await newAsker();
});

/** Headers of the connection and the moment, and a length that a `GET` may leave to its body. */
const changing = /^(date|x-request-id|connection|keep-alive|transfer-encoding|content-length)$/;

/** The headers that an answer has of its own, when nothing is compressed. */
async function plainHeaders(method: string, path: string): Promise<Record<string, string>> {
  const headers = { 'accept-encoding': 'identity' };
  const answer = await call(method, asker.urlOf(path), { token: asker.tokenFor(path), headers });
  return Object.fromEntries([...answer.headers].filter(([name]) => !changing.test(name)));
}

describe('HEAD', () => {
  test.each(reads.map(({ path }) => path))(
    '%s has the headers of GET and no body',
    async (path) => {
      const head = await call('HEAD', asker.urlOf(path), { token: asker.tokenFor(path) });
      expect(head.status).toBe(200);
      expect(head.text).toBe('');
      // Other suites push torrents meanwhile, so that a list may change between the two.
      await eventually(async () => {
        const ofGet = await plainHeaders('GET', path);
        expect(await plainHeaders('HEAD', path)).toEqual(ofGet);
      });
    },
  );

  test('says how long the body is, where the host lets it', async () => {
    const url = `/api/torrents/${asker.torrentId}`;
    const { text } = await call('GET', url);
    const { headers } = await call('HEAD', url, { headers: { 'accept-encoding': 'identity' } });
    const length = String(Buffer.byteLength(text));
    // Some releases of Next take the header away.
    expect(host.host === 'node' ? [length] : [length, null]).toContain(
      headers.get('content-length'),
    );
  });

  test('of an answer that the caller has is 304', async () => {
    const url = `/api/torrents/${asker.torrentId}`;
    const etag = (await call('GET', url)).headers.get('etag') as string;
    const { status } = await call('HEAD', url, { headers: { 'if-none-match': etag } });
    expect(status).toBe(304);
  });

  test('of what is absent is 404, without a body', async () => {
    const { status, text } = await call('HEAD', `/api/torrents/${'0'.repeat(40)}`);
    expect({ status, text }).toEqual({ status: 404, text: '' });
  });
});

describe('a method that a path does not have', () => {
  const undeclared = paths.flatMap((path) =>
    methods
      .filter((method) => !allowed(path).includes(method))
      .map((method) => [method, path] as const),
  );

  test.each(undeclared)('%s %s is told which it has', async (method, path) => {
    const answer = await call(method, asker.urlOf(path), { token: asker.token });
    expectProblem(answer, 405, 'method_not_allowed');
    expect(listed(answer.headers.get('allow'))).toEqual(allowed(path).sort());
  });

  test.each(paths.filter((path) => !allowed(path).includes('HEAD')))(
    'HEAD %s is told which it has',
    async (path) => {
      const { status, text, headers } = await call('HEAD', asker.urlOf(path), {
        token: asker.token,
      });
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
