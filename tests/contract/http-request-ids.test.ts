import { request } from 'node:http';
import { describe, expect, test } from 'vitest';
import { call, host } from '../support/api';
import { expectProblem } from '../support/shapes';

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
