import { beforeAll, describe, expect, test } from 'vitest';
import { auditPage } from '@/contracts/audit-log';
import { correctedTorrent } from '@/contracts/corrections';
import { call, ingest, newInfoHash, newRecord, signInAdmin } from '../support/api';
import {
  addTorrent,
  findExactly,
  getTorrent,
  misspelt,
  newInfoHashV2,
  newWord,
  search,
  toBase32,
} from '../support/catalogue';
import { expectProblem, expectShape } from '../support/shapes';

let token: string;
beforeAll(async () => {
  token = (await signInAdmin()).accessToken;
});

const path = (id: string) => `/api/admin/torrents/${id}`;
const correct = async (id: string, json: object) =>
  expectShape(await call('PATCH', path(id), { token, json }), 200, correctedTorrent);

describe('a correction', () => {
  test('is seen at once, by search as well', async () => {
    const [before, after] = [newWord(), newWord()];
    const { id, record } = await addTorrent({ name: `The ${before} of 2019` });
    expect(await findExactly(before)).toEqual([id]);
    const answer = await correct(id, { name: `The ${after} of 1968`, license: 'CC0-1.0' });
    expect(answer).toMatchObject({ id, infoHash: record.infoHash, year: 1968, license: 'CC0-1.0' });
    expect(answer.corrected).toEqual(['license', 'name']);
    expect(await getTorrent(id)).toMatchObject({
      name: `The ${after} of 1968`,
      license: 'CC0-1.0',
    });
    expect(await findExactly(before)).toEqual([]);
    expect(await findExactly(after)).toEqual([id]);
    const suggested = await call('GET', `/api/torrents/suggest?q=the ${before.slice(0, 8)}`);
    expect(suggested.json.items).toEqual([]);
  });

  test('of a misspelt name leaves its misspelling to be mended, as any other is', async () => {
    const word = newWord();
    const { id } = await addTorrent({ name: `The ${misspelt(word)} of 1968` });
    await correct(id, { name: `The ${word} of 1968` });
    for (const more of ['', ' of 1968']) {
      const { items, didYouMean } = await search(misspelt(word) + more);
      expect(didYouMean).toBe(word + more);
      expect(items.map(({ id }) => id)).toEqual([id]);
    }
  });

  test('of how a title is written is what is suggested', async () => {
    const word = newWord();
    const { id } = await addTorrent({ name: `tHE ${word.toUpperCase()} oF eMILE (1968)` });
    await correct(id, { name: `The ${word} of Émile (1968)` });
    const suggested = await call('GET', `/api/torrents/suggest?q=the ${word}`);
    expect(suggested.json.items).toEqual([{ text: `The ${word} of Émile`, torrents: 1 }]);
  });

  test('stays when the source sends the torrent again', async () => {
    const { id, record } = await addTorrent({
      posterUrl: 'https://example.org/wrong.jpg',
      publishedAt: '1999-01-01T00:00:00.000Z',
    });
    const name = `Put right ${newWord()}`;
    const right = { name, posterUrl: null, publishedAt: '1968-01-01T00:00:00.000Z' };
    await correct(id, right);
    expect(await ingest(record)).toMatchObject({ unchanged: 1 });
    expect(await ingest({ ...record, sizeBytes: 99 })).toMatchObject({ updated: 1 });
    expect(await getTorrent(id)).toMatchObject({ ...right, sizeBytes: 99 });
  });

  test('of a field that is released is undone by the source', async () => {
    const { id, record } = await addTorrent({ license: 'CC-BY-4.0' });
    await correct(id, { name: 'Put right', license: 'CC0-1.0' });
    const { corrected } = await correct(id, { release: ['name'] });
    expect(corrected).toEqual(['license']);
    expect(await getTorrent(id)).toMatchObject({ name: 'Put right' });
    await ingest(record);
    expect(await getTorrent(id)).toMatchObject({ name: record.name, license: 'CC0-1.0' });
  });

  test('keeps the files, the swarm and what was watched', async () => {
    const files = [{ index: 0, name: 'a.mkv', sizeBytes: 1234 }];
    const { id } = await addTorrent({ files, seeders: 7, leechers: 2 });
    const before = await getTorrent(id);
    await correct(id, { publishedAt: '2001-02-03T04:05:06+02:00' });
    expect(await getTorrent(id)).toEqual({ ...before, publishedAt: '2001-02-03T02:05:06.000Z' });
  });

  test.each([
    ['v1', ({ v1 }: { v1: string }) => v1],
    ['v1 in base32', ({ v1 }: { v1: string }) => toBase32(v1)],
    ['v2', ({ v2 }: { v2: string }) => v2],
  ])('goes by the %s hash as well', async (_which, hashOf) => {
    const [v1, v2] = [newInfoHash(), newInfoHashV2()];
    const { id } = await addTorrent({ infoHash: v1, infoHashV2: v2 });
    const answer = await correct(hashOf({ v1, v2 }), { name: 'Put right' });
    expect(answer).toMatchObject({ id, name: 'Put right', infoHash: v1, infoHashV2: v2 });
  });

  test('of a v2-only torrent works', async () => {
    const { id } = await addTorrent({ infoHash: newInfoHashV2() });
    expect(await correct(id, { name: 'Put right' })).toMatchObject({ id, name: 'Put right' });
  });

  test('can be read again, and is in the audit log with what was there before', async () => {
    const { id, record } = await addTorrent();
    const answer = await correct(id, { name: 'Put right', torrentUrl: null });
    const read = await call('GET', path(record.infoHash), { token });
    expect(expectShape(read, 200, correctedTorrent)).toEqual(answer);
    const audit = await call('GET', '/api/admin/audit?limit=100', { token });
    const acts = expectShape(audit, 200, auditPage).items.filter(
      ({ details }) => details.id === id,
    );
    expect(acts).toMatchObject([
      {
        action: 'correct-torrent',
        details: { set: { name: 'Put right', torrentUrl: null }, was: { name: record.name } },
      },
    ]);
  });

  test('reaches who has the former answer kept', async () => {
    const { id } = await addTorrent();
    const etag = (await call('GET', `/api/torrents/${id}`)).headers.get('etag') as string;
    await correct(id, { name: 'Put right' });
    const again = await call('GET', `/api/torrents/${id}`, { headers: { 'if-none-match': etag } });
    expect(again.status).toBe(200);
  });

  test('with nothing in it changes nothing', async () => {
    const { id } = await addTorrent();
    const before = await getTorrent(id);
    expect(await correct(id, {})).toEqual({ ...before, corrected: [] });
  });
});

test('corrections and batches at once leave what the administrator set', async () => {
  const { id, record } = await addTorrent();
  await Promise.all([
    ...Array.from({ length: 8 }, (_, place) => ingest({ ...record, sizeBytes: place })),
    correct(id, { name: 'Put right' }),
    correct(id, { license: 'CC0-1.0' }),
  ]);
  expect(await getTorrent(id)).toMatchObject({ name: 'Put right', license: 'CC0-1.0' });
});

test('a correction finds a torrent that is made anew at that moment', async () => {
  const source = 'archive.org';
  let { id, record } = await addTorrent({ source });
  for (let round = 0; round < 20; round++) {
    const next = newRecord({ source, replaces: record.infoHash });
    const [corrected] = await Promise.all([correct(id, { license: 'CC0-1.0' }), ingest(next)]);
    expect(corrected.id).toBe(id);
    record = next;
  }
});

test.each([
  [{ name: '  ' }, 'name'],
  [{ name: '\u200b\u2800\u3164' }, 'name'],
  [{ name: null }, 'name'],
  [{ posterUrl: 'javascript:alert(1)' }, 'posterUrl'],
  [{ publishedAt: '0001-01-01T00:00:00Z' }, 'publishedAt'],
  [{ release: ['infoHash'] }, 'release.0'],
  [{ infoHash: newInfoHash() }, 'infoHash'],
  [{ sizeBytes: 1 }, 'sizeBytes'],
])('%j is refused', async (json, field) => {
  const { id } = await addTorrent();
  const { errors } = expectProblem(
    await call('PATCH', path(id), { token, json }),
    400,
    'validation_failed',
  );
  expect(errors).toMatchObject([{ in: 'body', path: field }]);
});

test('of a torrent that is not there nothing can be corrected', async () => {
  const json = { name: 'Put right' };
  expectProblem(await call('PATCH', path(newInfoHash()), { token, json }), 404, 'not_found');
  expectProblem(await call('GET', path(newInfoHash()), { token }), 404, 'not_found');
});
