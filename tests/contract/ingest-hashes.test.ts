import { describe, expect, test } from 'vitest';
import type { IngestRecord } from '@/contracts/ingest';
import { newInfoHash, newRecord } from '../support/api';
import { addTorrent, findExactly, getTorrent, newInfoHashV2, toBase32 } from '../support/catalogue';
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
