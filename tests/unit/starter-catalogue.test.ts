import { describe, expect, test } from 'vitest';
import { parseTorrentFile } from '@/bittorrent/torrent-file';
import starter from '@/catalogue/starter.json';
import { ingestRecord } from '@/contracts/ingest';
import { recordOfTorrent } from '@/records/torrent-records';
import { readFixture } from './bittorrent/torrent-maker';

const records = starter.torrents.map(({ record }) => record);

test('says what it is, and has at least a dozen works', () => {
  expect(starter.about).not.toBe('');
  expect(records.length).toBeGreaterThanOrEqual(12);
});

test('has every torrent once', () => {
  expect(new Set(records.map((record) => record.infoHash)).size).toBe(records.length);
});

describe.each(starter.torrents.map((entry) => [entry.record.name, entry] as const))(
  '%s',
  (_name, { provenance, record }) => {
    test('says why it may be shared', () => {
      expect(provenance).toMatch(/^[A-Z].{40,}\.$/);
      expect(record.license).toMatch(/\S/);
    });

    test('is a record that ingest takes', () => {
      expect(ingestRecord.safeParse(record).error).toBeUndefined();
      expect(record.infoHash).toMatch(/^[0-9a-f]{40}$/);
    });

    test('lists files that add up to its size', () => {
      const total = record.files.reduce((sum, file) => sum + file.sizeBytes, 0);
      expect(total).toBe(record.sizeBytes);
    });
  },
);

test.each(['alice', 'bunny', 'leaves', 'sintel'])('%s.torrent says the same', async (name) => {
  const torrent = await parseTorrentFile(readFixture(`${name}.torrent`));
  const record = records.find(({ infoHash }) => infoHash === torrent.infoHash);
  expect(record).toMatchObject(JSON.parse(JSON.stringify(recordOfTorrent(torrent))));
});
