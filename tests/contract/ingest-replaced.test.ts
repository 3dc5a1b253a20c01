import { describe, expect, test } from 'vitest';
import { call, newInfoHash, newRecord, signInAdmin, signUp } from '../support/api';
import { addTorrent, getTorrent, newInfoHashV2 } from '../support/catalogue';
import { files, push, pushOne } from '../support/ingest';

describe('a torrent made anew from a work that is known', () => {
  const source = 'archive.org';

  test('takes the place of the old one: its id, its history, and no file of it', async () => {
    const old = await addTorrent({
      source,
      posterUrl: 'https://example.org/a.jpg',
      files: files('a', 'b'),
    });
    const { accessToken: token } = await signUp();
    const json = { torrentId: old.id, fileIndex: 0, progressPercent: 40 };
    expect((await call('POST', '/api/watch-history', { token, json })).status).toBe(201);
    const { posterUrl: _, ...record } = newRecord({ source });
    const replaces = old.record.infoHash.toUpperCase();
    const { infoHash } = record;
    const change = { ...record, replaces };
    expect(await pushOne(change)).toEqual({ index: 0, infoHash, status: 'updated', id: old.id });
    expect(await getTorrent(infoHash)).toMatchObject({
      id: old.id,
      infoHash,
      name: record.name,
      posterUrl: 'https://example.org/a.jpg',
      files: [],
    });
    expect((await call('GET', `/api/torrents/${old.record.infoHash}`)).status).toBe(404);
    const history = await call('GET', '/api/watch-history', { token });
    const entry = { progressPercent: 40, fileIndex: null, torrent: { infoHash } };
    expect(history.json.items).toMatchObject([entry]);
    expect((await pushOne(change)).status).toBe('unchanged');
  });

  test('has neither the counts of the old one nor its torrent file, whoever told of it', async () => {
    const old = await addTorrent({ source, seeders: 700, leechers: 20 });
    const { accessToken: token } = await signInAdmin();
    const put = { torrentUrl: 'https://example.org/old.torrent', license: 'CC0-1.0' };
    await call('PATCH', `/api/admin/torrents/${old.id}`, { token, json: put });
    const next = newRecord({ source, replaces: old.record.infoHash });
    expect(await pushOne(next)).toMatchObject({ status: 'updated', id: old.id });
    const torrent = await getTorrent(old.id);
    expect(torrent).toMatchObject({ torrentUrl: null, license: 'CC0-1.0' });
    expect(torrent).toMatchObject({ seeders: null, leechers: null, swarmCheckedAt: null });
    expect(torrent.magnetUri).not.toContain('old.torrent');
    expect((await pushOne(next)).status).toBe('unchanged');

    const torrentUrl = 'https://example.org/new.torrent';
    await pushOne({ ...next, torrentUrl, seeders: 3 });
    expect(await getTorrent(old.id)).toMatchObject({ torrentUrl, seeders: 3, leechers: null });
  });

  test('has counts of its own, though they are those of the old one', async () => {
    const swarm = { seeders: 700, leechers: 20 };
    const old = await addTorrent({ source, ...swarm, swarmCheckedAt: '2020-01-01T00:00:00.000Z' });
    const next = newRecord({ source, ...swarm, replaces: old.record.infoHash });
    expect(await pushOne(next)).toMatchObject({ status: 'updated', id: old.id });
    const { swarmCheckedAt, ...counted } = await getTorrent(old.id);
    expect(counted).toMatchObject(swarm);
    expect(Date.now() - Date.parse(swarmCheckedAt ?? '')).toBeLessThan(60_000);
    expect((await pushOne(next)).status).toBe('unchanged');
  });

  test('may be of other versions of the protocol than the old one', async () => {
    const old = await addTorrent({ source, infoHashV2: newInfoHashV2() });
    const replaces = old.record.infoHash;
    const infoHash = newInfoHashV2();
    const next = newRecord({ source, infoHash, replaces });
    expect(await pushOne(next)).toMatchObject({ status: 'updated', id: old.id, infoHash });
    const last = newRecord({ source, replaces: infoHash });
    expect(await pushOne(last)).toMatchObject({ status: 'updated', id: old.id });
    const { infoHashV2 } = await getTorrent(old.id);
    expect(infoHashV2).toBeNull();
  });

  test.each([
    ['the old one is not known', async () => newInfoHash()],
    [
      'the old one is of another source',
      async () => (await addTorrent({ source: 'x' })).record.infoHash,
    ],
    ['the old one is of no source', async () => (await addTorrent()).record.infoHash],
  ])('is an entry of its own where %s', async (_case, replacesOf) => {
    const replaces = await replacesOf();
    expect((await pushOne(newRecord({ source, replaces }))).status).toBe('created');
  });

  test('leaves the old one where both are known, or come together', async () => {
    const [one, other] = await Promise.all([addTorrent({ source }), addTorrent({ source })]);
    const replaces = one.record.infoHash;
    expect((await pushOne({ ...other.record, replaces })).status).toBe('unchanged');
    const report = await push(one.record, newRecord({ source, replaces }));
    expect(report.results.map(({ status }) => status)).toEqual(['unchanged', 'created']);
    expect((await getTorrent(one.record.infoHash)).id).toBe(one.id);
  });

  test('leaves a hybrid of which the batch brings the other half', async () => {
    const infoHashV2 = newInfoHashV2();
    const old = await addTorrent({ source, infoHashV2 });
    const claim = newRecord({ source, replaces: old.record.infoHash });
    const half = newRecord({ source, infoHash: infoHashV2 });
    const { results } = await push(claim, half);
    expect(results.map(({ status }) => status)).toEqual(['created', 'updated']);
    expect((await getTorrent(old.record.infoHash)).id).toBe(old.id);
  });

  test('has the files of the other half that it is joined with', async () => {
    const listed = files('a', 'b');
    const old = await addTorrent({ source, files: files('c') });
    const half = await addTorrent({ infoHash: newInfoHashV2(), source, files: listed });
    const { files: _, ...anew } = newRecord({ source, replaces: old.record.infoHash });
    const { replaces: __, ...whole } = { ...anew, infoHashV2: half.record.infoHash };
    expect(await push(anew, whole)).toMatchObject({ updated: 1, unchanged: 1 });
    expect(await getTorrent(anew.infoHash)).toMatchObject({ id: old.id, files: listed });
    expect(await push(anew, whole)).toMatchObject({ unchanged: 2 });
  });

  test('takes its place once, however many of a batch claim it', async () => {
    const old = await addTorrent({ source });
    const claims = [0, 1].map(() => newRecord({ source, replaces: old.record.infoHash }));
    const { results } = await push(...claims);
    expect(results.map(({ status }) => status)).toEqual(['updated', 'created']);
    expect(results[0]?.id).toBe(old.id);
  });

  test('takes its place once, however many batches bring it at the same moment', async () => {
    const old = await addTorrent({ source });
    const claim = newRecord({ source, replaces: old.record.infoHash });
    const reports = await Promise.all(Array.from({ length: 6 }, () => pushOne(claim)));
    expect(new Set(reports.map(({ id }) => id))).toEqual(new Set([old.id]));
    expect(reports.filter(({ status }) => status === 'updated')).toHaveLength(1);
  });
});
