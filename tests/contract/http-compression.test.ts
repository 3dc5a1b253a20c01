import { beforeAll, describe, expect, test } from 'vitest';
import { call, host } from '../support/api';
import { type Asker, listed, newAsker } from '../support/endpoints';

let asker: Asker;
beforeAll(async () => {
  asker = await newAsker();
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
    // What has the same tag in two forms has a weak one.
    expect(plain.headers.get('etag')).toMatch(/^W\/"/);
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
      token: asker.token,
      headers: { 'accept-encoding': 'gzip, br' },
    });
    expect(headers.has('content-encoding')).toBe(false);
  });
});
