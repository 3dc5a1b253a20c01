import { describe, expect, test } from 'vitest';
import type { IngestRecord } from '@/contracts/ingest';
import { call, newInfoHash, newRecord, signInAdmin, signUp } from '../support/api';
import {
  addTorrent,
  findExactly,
  getTorrent,
  newInfoHashV2,
  newWord,
  toBase32,
} from '../support/catalogue';
import { push, pushOne } from '../support/ingest';

describe('the spellings of an info hash', () => {
  test('meet, one batch after another', async () => {
    const { id, record } = await addTorrent();
    const { infoHash } = record;
    for (const spelling of [
      infoHash.toUpperCase(),
      toBase32(infoHash),
      toBase32(infoHash).toUpperCase(),
    ]) {
      expect(await pushOne({ ...record, infoHash: spelling })).toEqual({
        index: 0,
        infoHash,
        status: 'unchanged',
        id,
      });
    }
  });

  test('meet in one batch', async () => {
    const record = newRecord();
    const { infoHash } = record;
    const { created, results } = await push(
      { ...record, infoHash: toBase32(infoHash) },
      { ...record, infoHash: infoHash.toUpperCase() },
      record,
    );
    expect(created).toBe(1);
    expect(new Set(results.map(({ id }) => id)).size).toBe(1);
    expect(results.map((result) => result.infoHash)).toEqual([infoHash, infoHash, infoHash]);
  });

  test('of v2 meet as well', async () => {
    const infoHash = newInfoHashV2();
    const { id, record } = await addTorrent({ infoHash });
    const sent = { ...record, infoHash: infoHash.toUpperCase() };
    expect(await pushOne(sent)).toEqual({ index: 0, infoHash, status: 'unchanged', id });
  });
});

describe('a hybrid torrent', () => {
  test('known by its v1 hash learns its v2 hash, and is then found by either', async () => {
    const { id, record } = await addTorrent();
    const infoHashV2 = newInfoHashV2();
    expect(await pushOne({ ...record, infoHashV2 })).toMatchObject({ status: 'updated', id });
    expect(await pushOne({ ...record, infoHash: infoHashV2 })).toMatchObject({
      status: 'unchanged',
      id,
    });
    for (const hash of [record.infoHash, infoHashV2]) {
      expect(await getTorrent(hash)).toMatchObject({ id, infoHash: record.infoHash, infoHashV2 });
    }
  });

  test('known by its v2 hash learns its v1 hash, and is then found by either', async () => {
    const infoHashV2 = newInfoHashV2();
    const { id, record } = await addTorrent({ infoHash: infoHashV2 });
    const infoHash = newInfoHash();
    expect(await pushOne({ ...record, infoHash, infoHashV2 })).toMatchObject({
      status: 'updated',
      id,
    });
    for (const hash of [infoHash, infoHashV2]) {
      expect(await getTorrent(hash)).toMatchObject({ id, infoHash, infoHashV2 });
    }
  });

  test('keeps its v2 hash when a record knows the v1 hash alone', async () => {
    const infoHashV2 = newInfoHashV2();
    const { id, record } = await addTorrent({ infoHashV2 });
    const { infoHash, name, sizeBytes } = record;
    expect((await pushOne({ infoHash, name, sizeBytes })).status).toBe('unchanged');
    expect((await getTorrent(id)).infoHashV2).toBe(infoHashV2);
  });

  test('is one torrent, whichever of its hashes the records of a batch know', async () => {
    const [infoHash, infoHashV2] = [newInfoHash(), newInfoHashV2()];
    const record = newRecord();
    const { created, results } = await push(
      { ...record, infoHash },
      { ...record, infoHash, infoHashV2: infoHashV2.toUpperCase() },
      { ...record, infoHash: infoHashV2 },
    );
    expect(created).toBe(1);
    expect(new Set(results.map(({ id }) => id)).size).toBe(1);
  });

  test('is one torrent, however many send it at once', async () => {
    const [infoHash, infoHashV2] = [newInfoHash(), newInfoHashV2()];
    const hybrid = newRecord({ infoHash, infoHashV2 });
    const v1 = { ...hybrid, infoHashV2: undefined };
    const reports = await Promise.all(
      Array.from({ length: 12 }, (_, place) => push(place % 2 ? v1 : hybrid)),
    );
    expect(reports.reduce((sum, { created }) => sum + created, 0)).toBe(1);
    expect(new Set(reports.map(({ results }) => results[0]?.id)).size).toBe(1);
    expect(await getTorrent(infoHashV2)).toMatchObject({ infoHash, infoHashV2 });
  });

  test('is one torrent, though those who send it at once know different hashes', async () => {
    const hybrids = Array.from({ length: 24 }, () => newRecord({ infoHashV2: newInfoHashV2() }));
    const asV2Only = ({ infoHashV2, name, sizeBytes }: IngestRecord) => ({
      infoHash: infoHashV2,
      name,
      sizeBytes,
    });
    for (const hybrid of hybrids) {
      const results = await Promise.all([hybrid, asV2Only(hybrid), hybrid].map(pushOne));
      const statuses = results.map(({ status }) => status);
      expect(statuses.filter((status) => status === 'created')).toHaveLength(1);
      expect(statuses).not.toContain('rejected');
      expect(new Set(results.map(({ id }) => id)).size).toBe(1);
      expect(await findExactly(hybrid.name)).toHaveLength(1);
    }
  });
});

describe('halves of a hybrid that came as two torrents', () => {
  /** The halves, in the order that they came in, and what their torrents are told apart by. */
  async function addHalves(isV1First: boolean, more: Partial<IngestRecord> = {}) {
    const [infoHash, infoHashV2] = [newInfoHash(), newInfoHashV2()];
    const hybrid = newRecord({ infoHash, infoHashV2, ...more });
    const { infoHashV2: _, posterUrl: __, ...rest } = hybrid;
    const v1 = { ...rest, files: filesAt({ 0: 'a', 2: 'c' }), posterUrl: 'https://example.org/p' };
    const v2 = {
      ...rest,
      infoHash: infoHashV2,
      files: filesAt({ 0: 'a', 1: 'c' }),
      license: 'CC0-1.0',
    };
    const ids: string[] = [];
    for (const half of isV1First ? [v1, v2] : [v2, v1]) {
      const { status, id = '' } = await pushOne(half);
      expect(status).toBe('created');
      ids.push(id);
    }
    const [older = '', younger = ''] = ids;
    const [v1Id, v2Id] = isV1First ? [older, younger] : [younger, older];
    return { hybrid: { ...rest, infoHashV2 }, v1, v2, older, younger, v1Id, v2Id };
  }

  const filesAt = (names: Record<number, string>) =>
    Object.entries(names).map(([index, name]) => ({
      index: Number(index),
      name,
      sizeBytes: name.charCodeAt(0),
    }));

  async function newViewer() {
    const { accessToken: token } = await signUp();
    return {
      watch: async (torrentId: string, fileIndex: number | null, progressPercent: number) => {
        const json = { torrentId, fileIndex, progressPercent };
        expect((await call('POST', '/api/watch-history', { token, json })).status).toBe(201);
      },
      async history() {
        const { json } = await call('GET', '/api/watch-history', { token });
        return json.items.map(
          (item: { torrentId: string; fileIndex: number | null; progressPercent: number }) => [
            item.torrentId,
            item.fileIndex,
            item.progressPercent,
          ],
        );
      },
    };
  }

  test.each([
    ['v1', true],
    ['v2', false],
  ])('are joined in the one that came first, of %s', async (_which, isV1First) => {
    const { hybrid, older, younger, v1Id, v2Id, v1 } = await addHalves(isV1First);
    const [both, one] = [await newViewer(), await newViewer()];
    await both.watch(v1Id, 2, 40);
    await both.watch(v2Id, 1, 60);
    await both.watch(v2Id, null, 5);
    await one.watch(younger, 0, 7);
    await one.watch(v2Id, 1, 90);

    const { infoHash, infoHashV2 = '' } = hybrid;
    expect(await pushOne(hybrid)).toEqual({ index: 0, infoHash, status: 'updated', id: older });
    for (const key of [infoHash, infoHashV2, older]) {
      expect(await getTorrent(key)).toMatchObject({
        id: older,
        infoHash,
        infoHashV2,
        posterUrl: v1.posterUrl,
        license: 'CC0-1.0',
        files: v1.files,
      });
    }
    expect((await call('GET', `/api/torrents/${younger}`)).status).toBe(404);
    expect(await findExactly(hybrid.name)).toEqual([older]);
    expect(await both.history()).toEqual([
      [older, null, 5],
      [older, 2, 60],
    ]);
    expect(await one.history()).toEqual([
      [older, 2, 90],
      [older, 0, 7],
    ]);
    expect((await pushOne(hybrid)).status).toBe('unchanged');
  });

  test('have the files that the record sends', async () => {
    const { hybrid, older, younger } = await addHalves(true);
    const viewer = await newViewer();
    await viewer.watch(older, 2, 40);
    await viewer.watch(younger, 0, 20);
    const files = filesAt({ 0: 'c', 4: 'a' });
    expect(await pushOne({ ...hybrid, files })).toMatchObject({ status: 'updated', id: older });
    expect((await getTorrent(older)).files).toEqual(files);
    expect(await viewer.history()).toEqual([
      [older, 4, 20],
      [older, 0, 40],
    ]);
  });

  test('keep what an administrator put right of either', async () => {
    const { hybrid, older, younger } = await addHalves(false);
    const { accessToken: token } = await signInAdmin();
    const correct = async (id: string, json: object) =>
      expect((await call('PATCH', `/api/admin/torrents/${id}`, { token, json })).status).toBe(200);
    const name = `Put right ${newWord()}`;
    await correct(younger, { name, license: 'CC-BY-4.0' });
    await correct(older, { license: null });
    expect(await pushOne({ ...hybrid, license: 'MIT' })).toMatchObject({ id: older });
    expect(await getTorrent(older)).toMatchObject({ name, license: null });
    expect(await findExactly(name)).toEqual([older]);
  });

  test('leave nothing of the name that goes, and one of a name that both had', async () => {
    const [shared, gone] = [newWord(), newWord()];
    const { hybrid, older, younger, v2 } = await addHalves(true, { name: shared });
    const suggested = async (word: string) =>
      (await call('GET', `/api/torrents/suggest?q=${word}`)).json.items;
    expect(await suggested(shared)).toMatchObject([{ torrents: 2 }]);
    await pushOne({ ...v2, name: gone });
    expect(await findExactly(gone)).toEqual([younger]);
    await pushOne(hybrid);
    expect(await findExactly(shared)).toEqual([older]);
    expect(await suggested(shared)).toMatchObject([{ torrents: 1 }]);
    expect(await findExactly(gone)).toEqual([]);
    expect(await suggested(gone)).toEqual([]);
  });

  test('are joined when one batch brings all of them, or one half with the whole', async () => {
    const [infoHash, infoHashV2] = [newInfoHash(), newInfoHashV2()];
    const record = newRecord();
    const [v1, v2, hybrid] = [
      { ...record, infoHash },
      { ...record, infoHash: infoHashV2 },
      { ...record, infoHash, infoHashV2 },
    ];
    const { results } = await push(v1, v2, hybrid);
    expect(results.map(({ status }) => status)).toEqual(['created', 'unchanged', 'unchanged']);
    expect(new Set(results.map(({ id }) => id)).size).toBe(1);
    expect(await findExactly(record.name)).toHaveLength(1);

    const other = await addHalves(true);
    const report = await push({ ...other.v2, license: 'MIT' }, other.hybrid, newRecord());
    expect(report.results.map(({ status }) => status)).toEqual(['updated', 'unchanged', 'created']);
    expect(await getTorrent(other.older)).toMatchObject({ license: 'MIT' });
    expect(await findExactly(other.hybrid.name)).toEqual([other.older]);
  });

  test('that differ in one batch have what the later record says, whenever the whole comes', async () => {
    for (const isV1First of [true, false, true, false, true, false]) {
      const [infoHash, infoHashV2] = [newInfoHash(), newInfoHashV2()];
      const { name, sizeBytes } = newRecord();
      const v1 = { infoHash, name: `${name} v1`, sizeBytes: 1, license: 'MIT' };
      const v2 = { infoHash: infoHashV2, name: `${name} v2`, sizeBytes: 2, license: 'CC0-1.0' };
      const halves = isV1First ? [v1, v2] : [v2, v1];
      const batch = [
        { ...halves[0], seeders: 1, files: filesAt({ 0: 'a' }) },
        { ...halves[1], seeders: 2, files: filesAt({ 0: 'b' }) },
        { infoHash, infoHashV2, name, sizeBytes },
      ];
      expect(await push(...batch)).toMatchObject({ created: 1, unchanged: 2 });
      expect(await getTorrent(infoHash)).toMatchObject({
        name,
        sizeBytes,
        license: halves[1]?.license,
        seeders: 2,
        files: filesAt({ 0: 'b' }),
      });
      expect(await push(...batch)).toMatchObject({ unchanged: 3 });
    }
  });

  test('are joined once, however many send them and the whole at once', async () => {
    const halves = await Promise.all(
      Array.from({ length: 6 }, (_, place) => addHalves(place % 2 === 0)),
    );
    const viewer = await newViewer();
    for (const { younger } of halves) await viewer.watch(younger, 0, 30);
    const reports = await Promise.all(
      Array.from({ length: 16 }, (_, caller) => {
        const records = halves.map(({ v1, v2, hybrid }) => [hybrid, v1, v2][caller % 3]);
        return push(...(caller % 2 ? records : records.reverse()));
      }),
    );
    for (const { rejected, created } of reports)
      expect({ rejected, created }).toEqual({ rejected: 0, created: 0 });
    for (const { hybrid, older } of halves) expect(await findExactly(hybrid.name)).toEqual([older]);
    expect((await viewer.history()).map(([id]: [string]) => id).sort()).toEqual(
      halves.map(({ older }) => older).sort(),
    );
  });
});

describe('hashes that do not go together', () => {
  /** Pushes the record between two others, and expects it alone to be rejected. */
  async function expectRejectedAlone(record: object): Promise<void> {
    const report = await push(newRecord(), { ...newRecord(), ...record }, newRecord());
    expect(report).toMatchObject({
      created: 2,
      rejected: 1,
      results: [{}, { status: 'rejected', errors: [{ path: 'infoHashV2' }] }, {}],
    });
  }

  test('of two known torrents are rejected, and both stay as they are', async () => {
    const one = await addTorrent({ infoHashV2: newInfoHashV2() });
    const other = await addTorrent({ infoHashV2: newInfoHashV2() });
    const seen = [await getTorrent(one.id), await getTorrent(other.id)];
    await expectRejectedAlone({
      infoHash: one.record.infoHash,
      infoHashV2: other.record.infoHashV2,
    });
    expect([await getTorrent(one.id), await getTorrent(other.id)]).toEqual(seen);
  });

  test('are rejected when the v1 hash is known with another v2 hash', async () => {
    const { id, record } = await addTorrent({ infoHashV2: newInfoHashV2() });
    const seen = await getTorrent(id);
    await expectRejectedAlone({ infoHash: record.infoHash, infoHashV2: newInfoHashV2() });
    expect(await getTorrent(id)).toEqual(seen);
  });

  test('are rejected when the v2 hash is known with another v1 hash', async () => {
    const { id, record } = await addTorrent({ infoHashV2: newInfoHashV2() });
    const seen = await getTorrent(id);
    await expectRejectedAlone({ infoHashV2: record.infoHashV2 });
    expect(await getTorrent(id)).toEqual(seen);
  });

  test('are rejected in one batch as well', async () => {
    const infoHashV2 = newInfoHashV2();
    const report = await push(newRecord({ infoHashV2 }), newRecord({ infoHashV2 }), newRecord());
    expect(report.results.map(({ status }) => status)).toEqual(['created', 'rejected', 'created']);
  });
});
