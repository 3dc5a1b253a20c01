import { randomInt } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  INGEST_BODY_MAX_BYTES,
  type IngestRecord,
  type IngestReport,
  ingestReport,
} from '@/contracts/ingest';
import { call, host, newInfoHash, newRecord, signUp } from '../support/api';
import {
  addTorrent,
  findExactly,
  getTorrent,
  newInfoHashV2,
  newWord,
  toBase32,
} from '../support/catalogue';
import { shuffled } from '../support/random';
import { expectProblem, expectShape } from '../support/shapes';

const post = (body: string) =>
  call('POST', '/api/ingest', {
    key: host.ingestKey,
    body,
    headers: { 'content-type': 'application/json' },
  });

/** Pushes a batch, and holds its report to the contract and to itself. */
async function push(...torrents: unknown[]): Promise<IngestReport> {
  const report = expectShape(await post(JSON.stringify({ torrents })), 200, ingestReport);
  expectTotals(report, torrents.length);
  return report;
}

function expectTotals({ results, received, ...totals }: IngestReport, count: number): void {
  expect(received).toBe(count);
  expect(results.map(({ index }) => index)).toEqual([...results.keys()]);
  expect(results).toHaveLength(count);
  const counted = { created: 0, updated: 0, unchanged: 0, rejected: 0 };
  for (const { status, id, errors } of results) {
    counted[status] += 1;
    expect(typeof id).toBe(status === 'rejected' ? 'undefined' : 'string');
    expect(errors !== undefined).toBe(status === 'rejected');
  }
  expect(totals).toEqual(counted);
}

/** Pushes one record; answers what became of it. */
async function pushOne(record: unknown) {
  const { results } = await push(record);
  return results[0] as IngestReport['results'][number];
}

const files = (...names: string[]) =>
  names.map((name, index) => ({ index, name, sizeBytes: index + 1 }));

describe('a batch', () => {
  test('tells of each record what became of it, and adds up', async () => {
    const known = await addTorrent();
    const changed = await addTorrent();
    const fresh = newRecord();
    const report = await push(
      fresh,
      known.record,
      { ...changed.record, name: `Another name ${newWord()}` },
      { infoHash: 'garbage' },
    );
    expect(report).toMatchObject({
      received: 4,
      created: 1,
      updated: 1,
      unchanged: 1,
      rejected: 1,
      results: [
        { index: 0, infoHash: fresh.infoHash, status: 'created' },
        { index: 1, infoHash: known.record.infoHash, status: 'unchanged', id: known.id },
        { index: 2, infoHash: changed.record.infoHash, status: 'updated', id: changed.id },
        { index: 3, infoHash: null, status: 'rejected' },
      ],
    });
    expect((await getTorrent(report.results[0]?.id as string)).name).toBe(fresh.name);
  });

  test('sent again changes nothing', async () => {
    const batch = [
      newRecord(),
      newRecord({
        infoHashV2: newInfoHashV2(),
        posterUrl: 'https://example.org/poster.jpg',
        publishedAt: '2024-05-06T07:08:09+02:00',
        source: 'example.org',
        sourceUrl: 'https://example.org/work',
        license: 'CC-BY-4.0',
        torrentUrl: 'https://example.org/work.torrent',
        trackers: ['udp://tracker.example.org:6969'],
        webSeeds: ['https://example.org/files/'],
        seeders: 3,
        leechers: 4,
        files: files('one.webm', 'two.webm').reverse(),
      }),
      newRecord({ seeders: 1, swarmCheckedAt: '2024-01-01T00:00:00Z' }),
      newRecord({ files: [], trackers: [], webSeeds: [] }),
    ];
    const first = await push(...batch);
    const seen = await Promise.all(batch.map(({ infoHash }) => getTorrent(infoHash)));
    const second = await push(...batch);
    expect(second).toMatchObject({ created: 0, updated: 0, unchanged: 4 });
    expect(second.results.map(({ id }) => id)).toEqual(first.results.map(({ id }) => id));
    expect(await Promise.all(batch.map(({ infoHash }) => getTorrent(infoHash)))).toEqual(seen);
  });

  test('keeps addresses as they are, whatever they are made of', async () => {
    const odd = ['a,b', '{a}', '%22', "'", 'NULL', 'null,', '\\', '"', '%7B}', '{}', 'a b', 'é'];
    const webSeeds = odd.map((path) => `https://example.org/${path}`);
    const record = newRecord({ webSeeds, trackers: ['udp://tracker.example.org:1/NULL'] });
    await push(record);
    const { magnetUri } = await getTorrent(record.infoHash);
    expect(new URL(magnetUri).searchParams.getAll('ws')).toEqual(webSeeds);
    expect(new URL(magnetUri).searchParams.getAll('tr')).toEqual(record.trackers);
    expect(await push(record)).toMatchObject({ unchanged: 1 });
  });

  test('of nothing but bad records is taken, and all are rejected', async () => {
    expect(await push({}, null, 'text', 7, [])).toMatchObject({ rejected: 5, created: 0 });
  });

  test('may have a torrent twice: the later record counts, and the earlier for what it leaves out', async () => {
    const first = newRecord({ license: 'CC0-1.0', source: 'example.org' });
    const second = { ...newRecord({ license: 'CC-BY-4.0' }), infoHash: first.infoHash };
    const { created, results } = await push(first, newRecord(), second);
    expect(created).toBe(2);
    expect(results[2]?.id).toBe(results[0]?.id);
    expect(await getTorrent(first.infoHash)).toMatchObject({
      name: second.name,
      license: 'CC-BY-4.0',
      source: 'example.org',
    });
  });
});

describe('a bad record', () => {
  const bad: [what: string, fields: object, path: string][] = [
    ['an info hash of no known length', { infoHash: 'a'.repeat(39) }, 'infoHash'],
    ['an info hash that is not hex', { infoHash: 'g'.repeat(40) }, 'infoHash'],
    ['no info hash', { infoHash: undefined }, 'infoHash'],
    ['a v2 hash of v1 length', { infoHashV2: newInfoHash() }, 'infoHashV2'],
    ['two v2 hashes', { infoHash: newInfoHashV2(), infoHashV2: newInfoHashV2() }, 'infoHashV2'],
    ['no name', { name: undefined }, 'name'],
    ['an empty name', { name: '' }, 'name'],
    ['a blank name', { name: ' \t ' }, 'name'],
    ['a name that is too long', { name: 'x'.repeat(1025) }, 'name'],
    ['U+0000 in its name', { name: 'a\u0000b' }, 'name'],
    ['a name that is null', { name: null }, 'name'],
    ['no size', { sizeBytes: undefined }, 'sizeBytes'],
    ['a negative size', { sizeBytes: -1 }, 'sizeBytes'],
    ['half a byte', { sizeBytes: 0.5 }, 'sizeBytes'],
    ['a size beyond exact numbers', { sizeBytes: 2 ** 53 }, 'sizeBytes'],
    ['a size in text', { sizeBytes: '1' }, 'sizeBytes'],
    ['a poster that is a script', { posterUrl: 'javascript:alert(1)' }, 'posterUrl'],
    ['a torrent file on disk', { torrentUrl: 'file:///etc/passwd' }, 'torrentUrl'],
    ['a day that is none', { publishedAt: '2024-02-30T00:00:00Z' }, 'publishedAt'],
    ['a time without offset', { publishedAt: '2024-02-01T00:00:00' }, 'publishedAt'],
    ['a tracker that is no URL', { trackers: ['udp://ok.example.org:1', 'x'] }, 'trackers.1'],
    ['a web seed over UDP', { webSeeds: ['udp://a.example.org:1'] }, 'webSeeds.0'],
    ['a negative count', { seeders: -1 }, 'seeders'],
    ['a file without a name', { files: [{ index: 0, sizeBytes: 1 }] }, 'files.0.name'],
    [
      'a file outside of its torrent',
      { files: [{ index: 0, name: 'a/../../b', sizeBytes: 1 }] },
      'files.0.name',
    ],
    ['an index used twice', { files: [...files('a'), ...files('b')] }, 'files'],
    ['an unknown field', { seedrs: 1 }, 'seedrs'],
    ['an unknown field of a file', { files: [{ ...files('a')[0], path: 'a' }] }, 'files.0.path'],
  ];

  test.each(bad)('is rejected with the place of its fault: %s', async (_what, fields, path) => {
    const [before, after] = [newRecord(), newRecord()];
    const report = await push(before, { ...newRecord(), ...fields }, after);
    expect(report).toMatchObject({ created: 2, rejected: 1 });
    const { status, errors = [] } = report.results[1] ?? {};
    expect(status).toBe('rejected');
    expect(new Set(errors.map((error) => error.path))).toEqual(new Set([path]));
    for (const { message } of errors) expect(message).toMatch(/\S/);
    await getTorrent(before.infoHash);
    await getTorrent(after.infoHash);
  });

  test('is told by its hash, as the catalogue spells it', async () => {
    const infoHash = newInfoHash();
    const { results } = await push(
      { infoHash: infoHash.toUpperCase(), name: '' },
      { infoHash: toBase32(infoHash), name: '' },
    );
    expect(results).toMatchObject([{ infoHash }, { infoHash }]);
  });

  test('is told all of its faults', async () => {
    const { errors = [] } = await pushOne({ infoHash: 'x', name: '', sizeBytes: -1, files: 7 });
    const paths = new Set(errors.map(({ path }) => path));
    expect(paths).toEqual(new Set(['infoHash', 'name', 'sizeBytes', 'files']));
  });

  test('of a known torrent leaves it as it is', async () => {
    const { id, record } = await addTorrent({ license: 'CC0-1.0' });
    const seen = await getTorrent(id);
    await push({ ...record, license: 'CC-BY-4.0', sizeBytes: -1 });
    expect(await getTorrent(id)).toEqual(seen);
  });
});

describe('an update', () => {
  const whole = {
    infoHashV2: newInfoHashV2(),
    posterUrl: 'https://example.org/poster.jpg',
    publishedAt: '2024-05-06T07:08:09.000Z',
    source: 'example.org',
    sourceUrl: 'https://example.org/work',
    license: 'CC-BY-4.0',
    torrentUrl: 'https://example.org/work.torrent',
    trackers: ['udp://tracker.example.org:6969'],
    webSeeds: ['https://example.org/files/'],
    seeders: 3,
    leechers: 4,
    files: files('one.webm', 'two.webm'),
  };

  test('keeps every field that it leaves out', async () => {
    const { id, record } = await addTorrent(whole);
    const before = await getTorrent(id);
    const name = `A better name ${newWord()}`;
    const { infoHash } = record;
    expect(await pushOne({ infoHash, name, sizeBytes: 99 })).toMatchObject({
      status: 'updated',
      id,
    });
    const { magnetUri, ...after } = await getTorrent(id);
    const { magnetUri: oldMagnetUri, ...kept } = before;
    expect(after).toEqual({ ...kept, name, sizeBytes: 99 });
    expect(magnetUri).toContain('&tr=udp');
    expect(magnetUri).not.toBe(oldMagnetUri);
  });

  const changes: [field: string, value: unknown][] = [
    ['name', `Renamed ${newWord()}`],
    ['sizeBytes', 7],
    ['posterUrl', 'https://example.org/another.jpg'],
    ['publishedAt', '2025-01-01T00:00:00.000Z'],
    ['source', 'example.net'],
    ['sourceUrl', 'https://example.net/work'],
    ['license', 'CC0-1.0'],
    ['torrentUrl', 'https://example.net/work.torrent'],
    ['files', files('three.webm')],
  ];
  test.each(changes)('changes %s, and nothing else', async (field, value) => {
    const { id, record } = await addTorrent({ ...whole, infoHashV2: newInfoHashV2() });
    const { magnetUri: _old, ...before } = await getTorrent(id);
    const change = { ...record, [field]: value };
    expect(await pushOne(change)).toMatchObject({ status: 'updated', id });
    const { magnetUri: _new, ...after } = await getTorrent(id);
    expect(after).toEqual({ ...before, [field]: value });
    expect(await pushOne(change)).toMatchObject({ status: 'unchanged', id });
  });

  test('of the name is found by the new one and no more by the old', async () => {
    const [before, after] = [newWord(), newWord()];
    const { id, record } = await addTorrent({ name: before });
    await push({ ...record, name: after });
    expect(await findExactly(after)).toEqual([id]);
    expect(await findExactly(before)).toEqual([]);
  });

  test.each([
    ['fewer', files('one.webm')],
    ['more', files('one.webm', 'two.webm', 'three.webm')],
    ['others', files('four.webm', 'five.webm')],
    ['the same under other indexes', files('two.webm', 'one.webm')],
    ['none', []],
  ])('of the files replaces the list as a whole: %s', async (_what, sent) => {
    const { id, record } = await addTorrent({ files: files('one.webm', 'two.webm') });
    expect((await pushOne({ ...record, files: sent })).status).toBe('updated');
    expect((await getTorrent(id)).files).toEqual(sent);
    expect((await pushOne({ ...record, files: sent })).status).toBe('unchanged');
  });

  test('with the files in another order is unchanged', async () => {
    const { record } = await addTorrent({ files: files('one.webm', 'two.webm') });
    const sent = files('one.webm', 'two.webm').reverse();
    expect((await pushOne({ ...record, files: sent })).status).toBe('unchanged');
  });

  test.each([
    ['trackers', 'tr', ['udp://tracker.example.org:6969'], ['wss://tracker.example.net']],
    ['webSeeds', 'ws', ['https://example.org/files/'], ['https://example.net/files/']],
  ])('of the %s replaces the list as a whole', async (field, key, stored, sent) => {
    const { id, record } = await addTorrent({ [field]: stored });
    const inMagnet = async () => new URL((await getTorrent(id)).magnetUri).searchParams.getAll(key);
    expect(await inMagnet()).toEqual(stored);
    expect((await pushOne({ ...record, [field]: sent })).status).toBe('updated');
    expect(await inMagnet()).toEqual(sent);
    expect((await pushOne({ ...record, [field]: [] })).status).toBe('updated');
    expect(await inMagnet()).toEqual([]);
  });

  test('keeps the time at which the torrent came', async () => {
    const { id, record } = await addTorrent();
    const { createdAt } = await getTorrent(id);
    await push({ ...record, name: `Renamed ${newWord()}`, seeders: 1 });
    expect((await getTorrent(id)).createdAt).toBe(createdAt);
  });
});

describe('the count of a swarm', () => {
  test('is updated, with the time at which it was counted', async () => {
    const { id, record } = await addTorrent();
    const before = Date.now();
    expect((await pushOne({ ...record, seeders: 5, leechers: 2 })).status).toBe('updated');
    const { seeders, leechers, swarmCheckedAt } = await getTorrent(id);
    expect({ seeders, leechers }).toEqual({ seeders: 5, leechers: 2 });
    expect(Date.parse(swarmCheckedAt as string)).toBeGreaterThanOrEqual(before);
    expect(Date.parse(swarmCheckedAt as string)).toBeLessThanOrEqual(Date.now());
  });

  test('that is the same again is unchanged', async () => {
    const { id, record } = await addTorrent({ seeders: 5, leechers: 0 });
    const seen = await getTorrent(id);
    expect((await pushOne(record)).status).toBe('unchanged');
    expect(await getTorrent(id)).toEqual(seen);
  });

  test('of one kind keeps the other', async () => {
    const { id, record } = await addTorrent({ seeders: 5, leechers: 2 });
    const { infoHash, name, sizeBytes } = record;
    await push({ infoHash, name, sizeBytes, seeders: 6 });
    expect(await getTorrent(id)).toMatchObject({ seeders: 6, leechers: 2 });
  });

  test('that is older than what is stored is ignored', async () => {
    const stored = { seeders: 5, leechers: 2, swarmCheckedAt: '2024-05-06T12:00:00.000Z' };
    const { id, record } = await addTorrent(stored);
    const older = { ...record, seeders: 99, swarmCheckedAt: '2024-05-06T11:59:59.999Z' };
    expect((await pushOne(older)).status).toBe('unchanged');
    expect(await getTorrent(id)).toMatchObject(stored);
  });

  test('that is newer counts, also when it is the same', async () => {
    const stored = { seeders: 5, leechers: 2, swarmCheckedAt: '2024-05-06T12:00:00.000Z' };
    const { id, record } = await addTorrent(stored);
    const swarmCheckedAt = '2024-05-06T13:00:00.000Z';
    expect((await pushOne({ ...record, swarmCheckedAt })).status).toBe('updated');
    expect(await getTorrent(id)).toMatchObject({ ...stored, swarmCheckedAt });
  });

  test('does not make a torrent new', async () => {
    const { id, record } = await addTorrent();
    const { createdAt } = await getTorrent(id);
    await push({ ...record, seeders: 9 });
    expect((await getTorrent(id)).createdAt).toBe(createdAt);
  });
});

test('the longest of everything is kept as it is', async () => {
  // Random, as what repeats itself would fit where the rest does not.
  const ideographs = (length: number) =>
    Array.from({ length }, () => String.fromCharCode(0x4e00 + randomInt(20_000))).join('');
  const link = (scheme: string) => `${scheme}://example.org/`.padEnd(2048, newWord(64));
  const sent = {
    name: ideographs(1024),
    sizeBytes: Number.MAX_SAFE_INTEGER,
    posterUrl: link('https'),
    publishedAt: '9999-12-31T23:59:59.999Z',
    source: ideographs(100),
    sourceUrl: link('https'),
    license: ideographs(200),
    torrentUrl: link('https'),
    seeders: 2_147_483_647,
    leechers: 2_147_483_647,
    files: [{ index: 2_147_483_647, name: ideographs(4096), sizeBytes: Number.MAX_SAFE_INTEGER }],
  };
  const trackers = Array.from({ length: 100 }, (_, place) => link('udp').slice(0, -3) + place);
  const { id } = await addTorrent({ ...sent, trackers, webSeeds: Array(100).fill(link('http')) });
  expect(await getTorrent(id)).toMatchObject(sent);
});

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

describe('the size of a batch', () => {
  const smallBatch = () => JSON.stringify({ torrents: [newRecord()] });

  test('is 1,000 records, each with its files', async () => {
    const word = newWord();
    const batch = Array.from({ length: 1000 }, (_, place) =>
      newRecord({
        name: `${word} ${place}`,
        files: files(`${place}/a.webm`, `${place}/b.srt`, `${place}/c.jpg`),
      }),
    );
    expect(await push(...batch)).toMatchObject({ received: 1000, created: 1000 });
    expect(await push(...shuffled(batch))).toMatchObject({ created: 0, unchanged: 1000 });
    const last = batch[999];
    expect(await getTorrent(last?.infoHash as string)).toMatchObject({ files: last?.files });
    expect(await findExactly(`${word} 500`)).toHaveLength(1);
  });

  test.each([
    ['1,001 records', Array(1001).fill({}), 'torrents'],
    ['no record', [], 'torrents'],
    ['no list', 'text', 'torrents'],
  ])('is not %s', async (_what, torrents, path) => {
    const answer = await post(JSON.stringify({ torrents }));
    const { errors } = expectProblem(answer, 400, 'validation_failed');
    expect(errors).toMatchObject([{ in: 'body', path }]);
  });

  test('is up to 4 MiB', async () => {
    const answer = await post(smallBatch().padEnd(INGEST_BODY_MAX_BYTES));
    expect(expectShape(answer, 200, ingestReport)).toMatchObject({ created: 1 });
  });

  test('is not one byte more than 4 MiB', async () => {
    const answer = await post(smallBatch().padEnd(INGEST_BODY_MAX_BYTES + 1));
    expectProblem(answer, 413, 'body_too_large');
  });

  test('is counted while it comes, where nobody says it before', async () => {
    const chunk = new TextEncoder().encode(' '.repeat(64 * 1024));
    let count = 0;
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => (count++ < 65 ? controller.enqueue(chunk) : controller.close()),
    });
    const headers = { 'content-type': 'application/json' };
    const answer = await call('POST', '/api/ingest', { key: host.ingestKey, body, headers });
    expectProblem(answer, 413, 'body_too_large');
  });

  test('allows a torrent with very many files', async () => {
    const many = Array.from({ length: 20_000 }, (_, index) => ({
      index,
      name: `${index}.webm`,
      sizeBytes: index,
    }));
    const { id } = await addTorrent({ files: many });
    expect((await getTorrent(id)).files).toEqual(many);
  });
});

describe('many callers at once', () => {
  test('with overlapping batches in any order make each torrent once', async () => {
    const word = newWord();
    const records = Array.from({ length: 50 }, (_, place) =>
      newRecord({ name: `${word} ${place}`, files: files('a.webm', 'b.webm'), seeders: place }),
    );
    const reports = await Promise.all(
      Array.from({ length: 16 }, (_, place) =>
        push(...shuffled(place < 2 ? records : shuffled(records).slice(0, 35))),
      ),
    );
    expect(reports.reduce((sum, { created }) => sum + created, 0)).toBe(50);
    expect(reports.reduce((sum, { rejected }) => sum + rejected, 0)).toBe(0);
    const idOf = new Map<string | null, Set<string | undefined>>();
    for (const { infoHash, id } of reports.flatMap(({ results }) => results)) {
      idOf.set(infoHash, (idOf.get(infoHash) ?? new Set()).add(id));
    }
    expect(idOf.size).toBe(50);
    for (const ids of idOf.values()) expect(ids.size).toBe(1);
    expect(await findExactly(word)).toHaveLength(50);
    expect(await push(...records)).toMatchObject({ unchanged: 50 });
  });

  test('with updates of the same torrents never stop each other', async () => {
    const torrents = await Promise.all(Array.from({ length: 20 }, () => addTorrent()));
    const reports = await Promise.all(
      Array.from({ length: 12 }, (_, caller) =>
        push(
          ...shuffled(torrents).map(({ record }) => ({
            ...record,
            license: `License ${caller}`,
            files: files(`${caller}.webm`),
            seeders: caller,
          })),
        ),
      ),
    );
    for (const report of reports) expect(report.rejected).toBe(0);
    for (const { id } of torrents) {
      const { license, files: stored, seeders } = await getTorrent(id);
      expect(license).toBe(`License ${seeders}`);
      expect(stored).toEqual(files(`${seeders}.webm`));
    }
  });
});

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
    expect(history.json.items).toMatchObject([{ progressPercent: 40, torrent: { infoHash } }]);
    expect((await pushOne(change)).status).toBe('unchanged');
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
