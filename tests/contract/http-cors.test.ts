import { beforeAll, describe, expect, test } from 'vitest';
import { call } from '../support/api';
import { type Asker, allowed, listed, newAsker, paths } from '../support/endpoints';
import { expectNoContent } from '../support/shapes';

let asker: Asker;
beforeAll(async () => {
  asker = await newAsker();
});

describe('OPTIONS and CORS', () => {
  const page = { origin: 'https://app.example.org' };

  test.each(paths)('%s tells which methods it has, to anybody', async (path) => {
    const answer = await call('OPTIONS', asker.urlOf(path), {
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
    // Of a page that is traced, each request goes with these.
    expect(listed(headers.get('access-control-allow-headers'))).toEqual(
      expect.arrayContaining(['Traceparent', 'Tracestate']),
    );
    expect(Number(headers.get('access-control-max-age'))).toBeGreaterThan(0);
    expect(headers.has('access-control-allow-credentials')).toBe(false);
  });

  test.each([
    ['an answer', () => `/api/torrents/${asker.torrentId}`, 200],
    ['a refusal', () => '/api/users/me', 401],
    ['a fault of the caller', () => '/api/torrents/latest?limit=0', 400],
    ['an unknown path', () => '/api/nothing', 404],
  ])('%s can be read by a page, with its own headers', async (_what, path, status) => {
    const answer = await call('GET', path(), { headers: page });
    expect(answer.status).toBe(status);
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(listed(answer.headers.get('access-control-expose-headers'))).toEqual(
      expect.arrayContaining(['Date', 'ETag', 'Retry-After', 'X-Request-Id']),
    );
  });
});
