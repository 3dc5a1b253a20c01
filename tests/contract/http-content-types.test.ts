import { beforeAll, describe, expect, test } from 'vitest';
import { torrentDetail } from '@/contracts/torrents';
import { endpoints } from '@/controllers/table';
import { type Call, call, host, newRecord } from '../support/api';
import { type Asker, newAsker } from '../support/endpoints';
import { expectProblem, expectShape } from '../support/shapes';

let asker: Asker;
beforeAll(async () => {
  asker = await newAsker();
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
    const answer = await call('GET', `/api/torrents/${asker.torrentId}`, { headers: { accept } });
    expectShape(answer, 200, torrentDetail);
  });

  test.each(['text/html', 'application/xml', 'image/*', 'application/json;q=0', 'garbage'])(
    'is refused to a caller that takes only %j',
    async (accept) => {
      const answer = await call('GET', `/api/torrents/${asker.torrentId}`, { headers: { accept } });
      const { errors } = expectProblem(answer, 406, 'not_acceptable');
      expect(errors).toMatchObject([{ in: 'header', path: 'accept' }]);
    },
  );

  const table = () => ({ token: asker.token });
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
    const answer = await call(method, asker.urlOf(path), {
      ...(access === 'ingest-key' ? { key: host.ingestKey } : { token: asker.token }),
      body: 'x',
      headers: { 'content-type': 'text/plain' },
    });
    expectProblem(answer, 415, 'unsupported_media_type');
  });
});
