import { beforeAll, describe, expect, test } from 'vitest';
import { torrentDetail } from '@/contracts/torrents';
import type { CachePolicy } from '@/middleware/endpoint';
import { call, host, newRecord } from '../support/api';
import { addTorrent } from '../support/catalogue';
import { type Asker, newAsker, reads } from '../support/endpoints';
import { expectProblem, expectShape } from '../support/shapes';

let asker: Asker;
beforeAll(async () => {
  asker = await newAsker();
});

describe('caching', () => {
  const detail = (headers: Record<string, string>) =>
    call('GET', `/api/torrents/${asker.torrentId}`, { headers });
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
      const { status, headers } = await call('GET', asker.urlOf(path), {
        token: asker.tokenFor(path),
      });
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
