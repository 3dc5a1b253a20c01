import { randomInt } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { ingestReport } from '@/contracts/ingest';
import { newInfoHash, newRecord } from '../support/api';
import {
  addTorrent,
  findExactly,
  getTorrent,
  newInfoHashV2,
  newWord,
  toBase32,
} from '../support/catalogue';
import { files, post, push, pushOne } from '../support/ingest';
import { expectShape } from '../support/shapes';

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

  const addresses = [
    ["https://Example.org:443/a,b;c=(d)!$&'*+@~?e=/?%7b#f", null],
    ['https://[::1]:8080', null],
    ['https://example.org/a b.jpg', 'https://example.org/a%20b.jpg'],
    ['https://exämple.org/ü', 'https://xn--exmple-cua.org/%C3%BC'],
    ['https://example.org/100%.jpg?a=%c3%', 'https://example.org/100%25.jpg?a=%c3%25'],
    [
      'https://example.org/a[1].torrent?b[]=#c#d',
      'https://example.org/a%5B1%5D.torrent?b%5B%5D=#c%23d',
    ],
    ['https://example.org/"a"|{b}\\c?d=^e`f', 'https://example.org/%22a%22%7C%7Bb%7D/c?d=%5Ee%60f'],
    ['https://example.org/a\n', 'https://example.org/a'],
  ] as const;

  test.each(addresses)('tells the address %s as a URI', async (given, told) => {
    const uri = told ?? given;
    const record = newRecord({ posterUrl: given, sourceUrl: given, torrentUrl: given });
    expect(await push(record)).toMatchObject({ created: 1 });
    const torrent = await getTorrent(record.infoHash);
    expect(torrent).toMatchObject({ posterUrl: uri, sourceUrl: uri, torrentUrl: uri });
    expect(new URL(torrent.magnetUri).searchParams.get('xs')).toBe(uri);
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

  test('is rejected for what could change a prototype, and the rest go in', async () => {
    const [good, bad] = [newRecord(), newRecord({ files: files('a') })];
    const text = JSON.stringify(bad).replace('"name":"a"', '"name":"a","__proto__":{"index":7}');
    const answer = await post(`{"torrents":[${text},${JSON.stringify(good)}]}`);
    const { results } = expectShape(answer, 200, ingestReport);
    expect(results).toMatchObject([
      { status: 'rejected', errors: [{ path: 'files.0.__proto__' }] },
      { status: 'created' },
    ]);
  });

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

test('an address that comes twice is kept once', async () => {
  const [one, other] = ['udp://one.example.org:1', 'udp://other.example.org:1'];
  const { id } = await addTorrent({ trackers: [other, one, other] });
  const { magnetUri } = await getTorrent(id);
  expect(new URL(magnetUri).searchParams.getAll('tr')).toEqual([other, one]);
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

test('an address that is too long as a URI is refused', async () => {
  const [result] = (await push(newRecord({ posterUrl: `https://example.org/${'é'.repeat(400)}` })))
    .results;
  const errors = [{ path: 'posterUrl', message: 'must have at most 2048 characters as a URI' }];
  expect(result).toMatchObject({ status: 'rejected', errors });
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
