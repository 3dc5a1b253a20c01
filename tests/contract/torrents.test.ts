import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { parseMagnet } from '@/bittorrent/magnet';
import type { IngestRecord } from '@/contracts/ingest';
import { type Torrent, type TorrentDetail, torrentPage } from '@/contracts/torrents';
import { call, ingest, newInfoHash } from '../support/api';
import {
  addTorrent,
  addTorrents,
  getTorrent,
  newInfoHashV2,
  newWord,
  toBase32,
} from '../support/catalogue';
import { pagesOf } from '../support/lists';
import { expectProblem, expectShape } from '../support/shapes';

const latest = async (query = '') =>
  expectShape(await call('GET', `/api/torrents/latest${query}`), 200, torrentPage);

/** Newest first; what came at the same time keeps one order, whichever it is. */
function expectNewestFirst(items: Torrent[]): void {
  const times = items.map(({ createdAt }) => createdAt);
  expect(times).toEqual([...times].sort().reverse());
}

function expectEachOnce(items: Torrent[]): void {
  expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
}

/** The list from its beginning to where all of `ids` have been: other tests fill it as well. */
async function latestWith(...ids: string[]): Promise<Torrent[]> {
  const found: Torrent[] = [];
  for await (const { items } of pagesOf('/api/torrents/latest?limit=100', torrentPage)) {
    found.push(...items);
    if (ids.every((id) => found.some((item) => item.id === id))) break;
  }
  return found;
}

describe('the newest torrents', () => {
  test('begin with what came last', async () => {
    const first = await addTorrent();
    const second = await addTorrent();
    const third = await addTorrent();
    const mine = [third, second, first].map(({ id }) => id);
    const items = await latestWith(...mine);
    expectNewestFirst(items);
    expect(items.map(({ id }) => id).filter((id) => mine.includes(id))).toEqual(mine);
  });

  test('come in pages without gap or repeat, though a batch shares a time and more comes in', async () => {
    const batch = await addTorrents(...Array.from({ length: 30 }, () => ({})));
    const wanted = new Set(batch.map(({ id }) => id));
    const start = (await getTorrent(batch[0]?.id as string)).createdAt;
    const found: Torrent[] = [];
    for await (const { items } of pagesOf('/api/torrents/latest?limit=7', torrentPage)) {
      found.push(...items);
      if (items.some(({ createdAt }) => createdAt < start)) break;
      await addTorrent();
    }
    expectEachOnce(found);
    expectNewestFirst(found);
    const mine = found.filter(({ id }) => wanted.has(id));
    expect(mine).toHaveLength(batch.length);
    expect(new Set(mine.map(({ createdAt }) => createdAt)).size).toBe(1);
  });

  test('end with a page that has no cursor', async () => {
    const { id } = await addTorrent();
    const found: Torrent[] = [];
    for await (const page of pagesOf('/api/torrents/latest?limit=100', torrentPage)) {
      if (page.nextCursor !== null) expect(page.items).toHaveLength(100);
      found.push(...page.items);
    }
    expectEachOnce(found);
    expectNewestFirst(found);
    expect(found.map(({ id }) => id)).toContain(id);
  });

  test.each([
    ['?limit=1', 1],
    ['?limit=3', 3],
    ['', 20],
    ['?limit=100', 100],
  ])('fill a page with as many as were asked for: latest%s', async (query, count) => {
    await addTorrents(...Array.from({ length: 101 }, () => ({})));
    const { items, nextCursor } = await latest(query);
    expect(items).toHaveLength(count);
    expect(nextCursor).toEqual(expect.any(String));
  });

  test.each(['0', '101', '-1', '1.5', 'ten', ''])('refuse a limit of "%s"', async (limit) => {
    const answer = await call('GET', `/api/torrents/latest?limit=${limit}`);
    const { errors } = expectProblem(answer, 400, 'validation_failed');
    expect(errors).toMatchObject([{ in: 'query', path: 'limit' }]);
  });

  test('refuse a cursor that they did not give out', async () => {
    const answer = await call('GET', '/api/torrents/latest?cursor=garbage');
    const { errors } = expectProblem(answer, 400, 'invalid_cursor');
    expect(errors).toMatchObject([{ in: 'query', path: 'cursor' }]);
  });
});

/** What its name says of it. */
const factsOf = (torrent: TorrentDetail) => {
  const { kind, year, season, episode, resolution, quality, codec, languages } = torrent;
  return { kind, year, season, episode, resolution, quality, codec, languages };
};

describe('a torrent', () => {
  const whole: Omit<IngestRecord, 'infoHash'> = {
    name: 'The Adventures of Prince Achmed (1926)',
    sizeBytes: Number.MAX_SAFE_INTEGER,
    posterUrl: 'https://example.org/posters/achmed.jpg',
    publishedAt: '2024-05-06T09:08:09+02:00',
    source: 'example.org',
    sourceUrl: 'https://example.org/achmed',
    license: 'CC-PDM-1.0',
    torrentUrl: 'https://example.org/achmed.torrent?a=1&b=2',
    trackers: ['udp://tracker.example.org:6969/announce', 'wss://tracker.example.org'],
    webSeeds: ['https://example.org/files/', 'https://example.net/a%20b/'],
    seeders: 12,
    leechers: 0,
    swarmCheckedAt: '2024-05-07T00:00:00Z',
  };

  test('shows all that is known of it', async () => {
    const infoHashV2 = newInfoHashV2();
    const before = Date.now();
    const { id, record } = await addTorrent({ ...whole, infoHashV2 });
    const { trackers: _trackers, webSeeds: _webSeeds, ...shown } = record;
    const torrent = await getTorrent(id);
    expect(torrent).toEqual({
      ...shown,
      id,
      infoHashV2,
      publishedAt: '2024-05-06T07:08:09.000Z',
      swarmCheckedAt: '2024-05-07T00:00:00.000Z',
      createdAt: expect.any(String),
      magnetUri: expect.any(String),
      ...factsOf(torrent),
      files: [],
    });
    expect(Date.parse(torrent.createdAt)).toBeGreaterThanOrEqual(before - 1);
    expect(Date.parse(torrent.createdAt)).toBeLessThanOrEqual(Date.now());
  });

  test('says null of all that is unknown', async () => {
    const { id, record } = await addTorrent({ name: newWord() });
    expect(await getTorrent(id)).toEqual({
      id,
      infoHash: record.infoHash,
      name: record.name,
      sizeBytes: record.sizeBytes,
      infoHashV2: null,
      posterUrl: null,
      createdAt: expect.any(String),
      publishedAt: null,
      source: null,
      sourceUrl: null,
      license: null,
      torrentUrl: null,
      kind: null,
      year: null,
      season: null,
      episode: null,
      resolution: null,
      quality: null,
      codec: null,
      languages: [],
      seeders: null,
      leechers: null,
      swarmCheckedAt: null,
      magnetUri: expect.any(String),
      files: [],
    });
  });

  test.each([
    [{ seeders: 5 }, { seeders: 5, leechers: null }],
    [{ leechers: 0 }, { seeders: null, leechers: 0 }],
  ])('counted as %o shows %o', async (sent, shown) => {
    const { id } = await addTorrent(sent);
    const torrent = await getTorrent(id);
    expect(torrent).toMatchObject(shown);
    expect(torrent.swarmCheckedAt).toEqual(expect.any(String));
  });

  test('is the same in the list, but for its files', async () => {
    const { id } = await addTorrent(whole);
    const { files: _files, ...torrent } = await getTorrent(id);
    const items = await latestWith(id);
    expect(items.find((item) => item.id === id)).toEqual(torrent);
  });

  test('lists its files in the order of their index, with the gaps that they have', async () => {
    const files = [10, 2, 0, 7, 2_147_483_647].map((index) => ({
      index,
      name: `Part ${index}/Größe & 映画 #${index}.mkv`,
      sizeBytes: Number.MAX_SAFE_INTEGER - index,
    }));
    const { id } = await addTorrent({ files });
    const sorted = [...files].sort((a, b) => a.index - b.index);
    expect((await getTorrent(id)).files).toEqual(sorted);
  });
});

describe('a torrent is found', () => {
  const spellings: [string, (hash: string) => string][] = [
    ['lower-case hex', (hash) => hash],
    ['upper-case hex', (hash) => hash.toUpperCase()],
    ['base32', (hash) => toBase32(hash)],
    ['upper-case base32', (hash) => toBase32(hash).toUpperCase()],
  ];

  test.each(spellings)('by its info hash in %s', async (_how, spell) => {
    const { id, record } = await addTorrent();
    expect((await getTorrent(spell(record.infoHash))).id).toBe(id);
  });

  test('by its UUID in upper case', async () => {
    const { id } = await addTorrent();
    expect((await getTorrent(id.toUpperCase())).id).toBe(id);
  });

  test('by either hash when it is a hybrid', async () => {
    const infoHashV2 = newInfoHashV2();
    const { id, record } = await addTorrent({ infoHashV2 });
    for (const hash of [record.infoHash, infoHashV2, infoHashV2.toUpperCase()]) {
      expect(await getTorrent(hash)).toMatchObject({ id, infoHash: record.infoHash, infoHashV2 });
    }
  });

  test('by its v2 hash when it has no other', async () => {
    const infoHash = newInfoHashV2();
    const { id } = await addTorrent({ infoHash });
    for (const hash of [infoHash, infoHash.toUpperCase()]) {
      expect(await getTorrent(hash)).toMatchObject({ id, infoHash, infoHashV2: null });
    }
  });

  test.each([
    ['a UUID', () => randomUUID()],
    ['an info hash', () => newInfoHash()],
    ['an info hash in base32', () => toBase32(newInfoHash())],
    ['a v2 info hash', () => newInfoHashV2()],
  ])('never by %s that is nobody’s', async (_what, id) => {
    expectProblem(await call('GET', `/api/torrents/${id()}`), 404, 'not_found');
  });
});

describe('the magnet link', () => {
  /** What the link says, and under which keys it says it. */
  async function magnetOf(id: string) {
    const { magnetUri } = await getTorrent(id);
    const keys = new Set([...new URL(magnetUri).searchParams.keys()]);
    return { magnet: parseMagnet(magnetUri), keys: [...keys] };
  }

  test('carries name, length, trackers, web seeds and the torrent file', async () => {
    const fields = {
      infoHashV2: newInfoHashV2(),
      sizeBytes: 129_302_391,
      trackers: ['udp://tracker.example.org:6969/announce?a=1&b=2', 'wss://tracker.example.org/'],
      webSeeds: ['https://example.org/files/', 'https://example.net/a%20b+c/'],
      torrentUrl: 'https://example.org/the.torrent?a=1&b=2#c',
    };
    const { id, record } = await addTorrent(fields);
    const { magnet, keys } = await magnetOf(id);
    expect(magnet).toEqual({
      infoHash: record.infoHash,
      infoHashV2: fields.infoHashV2,
      name: record.name,
      sizeBytes: fields.sizeBytes,
      trackers: fields.trackers,
      webSeeds: fields.webSeeds,
      exactSource: fields.torrentUrl,
    });
    expect(keys.sort()).toEqual(['dn', 'tr', 'ws', 'xl', 'xs', 'xt']);
  });

  test('leaves out what is unknown', async () => {
    const { id, record } = await addTorrent();
    const { magnet, keys } = await magnetOf(id);
    expect(magnet).toEqual({
      infoHash: record.infoHash,
      infoHashV2: null,
      name: record.name,
      sizeBytes: record.sizeBytes,
      trackers: [],
      webSeeds: [],
      exactSource: null,
    });
    expect(keys.sort()).toEqual(['dn', 'xl', 'xt']);
  });

  test('names a v2-only torrent by its multihash', async () => {
    const infoHash = newInfoHashV2();
    const { id } = await addTorrent({ infoHash });
    expect((await getTorrent(id)).magnetUri).toContain(`xt=urn:btmh:1220${infoHash}`);
    expect((await magnetOf(id)).magnet).toMatchObject({ infoHash, infoHashV2: null });
  });

  test.each([
    'Tom & Jerry = 100% + #1 ? "quoted" <b>',
    'Броненосец «Потёмкин» – 映画 🎬',
    'a\u202ertl\u202c\tand\nlines',
  ])('carries any name: %j', async (title) => {
    const name = `${title} ${newWord()}`;
    const { id } = await addTorrent({ name });
    expect((await magnetOf(id)).magnet.name).toBe(name);
  });

  test('of an empty torrent says a length of zero', async () => {
    const { id } = await addTorrent({ sizeBytes: 0 });
    expect((await magnetOf(id)).magnet.sizeBytes).toBe(0);
  });

  test('changes with the torrent', async () => {
    const { id, record } = await addTorrent({ trackers: ['udp://one.example.org:80'] });
    await ingest({ ...record, trackers: ['udp://two.example.org:80'] });
    expect((await magnetOf(id)).magnet.trackers).toEqual(['udp://two.example.org:80']);
  });
});
