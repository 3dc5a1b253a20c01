import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { ingestRecord } from '../../../contracts/ingest';
import { hashOf, makeInfo, makeTorrent } from '../../../tests/unit/bittorrent/torrent-maker';
import { internetArchive } from '../../src/sources/internet-archive/internet-archive';
import { runSource, webTo } from '../support/run';
import { type Answer, standIn } from '../support/stand-in';

const SCRAPE = '/services/search/v1/scrape';
const json = (value: unknown): Answer => ({
  body: JSON.stringify(value),
  headers: { 'content-type': 'application/json' },
});

const settingsOf = (server: ReturnType<typeof standIn>, changes: object = {}) => ({
  id: 'archive',
  name: 'archive.org',
  kind: 'internet-archive',
  baseUrl: server.url(),
  collections: ['prelinger', 'nasa'],
  licences: ['http*://creativecommons.org/*'],
  pageSize: 100,
  ...changes,
});

const found = (identifier: string, changes: object = {}) => ({
  identifier,
  btih: '81ea3dbf71b379b0ef1c34d19bc91d731b8101e2',
  oai_updatedate: ['2020-01-01T00:00:00Z', '2026-08-01T10:00:00Z'],
  item_size: 114030,
  licenseurl: 'http://creativecommons.org/licenses/by/3.0/',
  title: 'A film',
  ...changes,
});

const files = [
  { length: 7, path: ['.____padding_file', '0'] },
  { length: 3, path: ['film.mp4'] },
];
const torrentInfo = { length: undefined, name: 'film', files };
const torrent = makeTorrent(torrentInfo, {
  announce: 'http://bt1.archive.org:6969/announce',
  'url-list': ['https://archive.org/download/'],
  'creation date': 1_423_450_256,
});

const metadataOf = (identifier: string, changes: object = {}) => ({
  files: [
    { name: 'film.mp4', format: 'MPEG4', size: '3' },
    { name: `${identifier}_files.xml`, format: 'Metadata' },
    { name: `${identifier}_archive.torrent`, format: 'Archive BitTorrent', btih: 'x', size: '1' },
  ],
  metadata: {
    identifier,
    title: ['A film', 'Another title'],
    publicdate: '2008-09-10 18:05:14',
    licenseurl: 'http://creativecommons.org/licenses/by/3.0/',
    ...changes,
  },
});

async function resolving(metadata: Answer, torrentFile: Answer = { body: torrent }) {
  const server = standIn();
  await server.answers(SCRAPE, json({ items: [found('film')] }));
  await server.answers('/metadata/film', metadata);
  await server.answers('/download/film/film_archive.torrent', torrentFile);
  const { items, resolve } = await runSource(internetArchive, settingsOf(server), server);
  const [item] = items;
  if (item === undefined) throw new Error('nothing was found');
  return { server, find: () => resolve(item) };
}

describe('the search', () => {
  it('goes by cursor to the end, and remembers how new the newest is', async () => {
    const server = standIn();
    await server.answers(
      SCRAPE,
      json({ items: [found('one')], cursor: 'W3s=', total: 3 }),
      json({ items: [found('two', { oai_updatedate: '2026-08-03T00:00:00Z' })], cursor: 'X+/=' }),
      json({ items: [found('three', { oai_updatedate: undefined })], total: 3 }),
    );
    const { items, checkpoint, steps } = await runSource(
      internetArchive,
      settingsOf(server),
      server,
    );
    expect(items.map(({ key }) => key)).toEqual(['one', 'two', 'three']);
    expect(steps).toBe(3);
    expect(checkpoint).toEqual({ updatedUntil: '2026-08-03T00:00:00Z' });
    const queries = (await server.requests()).map(
      ({ url }) => new URL(url, 'http://x').searchParams,
    );
    expect(queries.map((query) => query.get('cursor'))).toEqual([null, 'W3s=', 'X+/=']);
    expect(queries[0]?.get('count')).toBe('100');
    expect(queries[0]?.get('q')).toBe(
      'collection:(prelinger OR nasa) AND licenseurl:(http*\\:\\/\\/creativecommons.org\\/*) AND ' +
        'mediatype:(movies OR audio OR texts OR software) AND format:"Archive BitTorrent"',
    );
  });

  it('that leads to where it was is ended, and not asked again and again', async () => {
    const server = standIn();
    await server.answers(SCRAPE, json({ items: [found('one')], cursor: 'W3s=' }));
    const run = runSource(internetArchive, settingsOf(server), server);
    await expect(run).rejects.toMatchObject({ retry: false });
    expect(await server.requests()).toHaveLength(2);
  });

  it('asks the next time for what was updated since, the last day again', async () => {
    const server = standIn();
    await server.answers(SCRAPE, json({ items: [] }));
    const checkpoint = { updatedUntil: '2026-08-03T00:00:00Z' };
    const run = await runSource(internetArchive, settingsOf(server), server, { checkpoint });
    expect(run.checkpoint).toEqual(checkpoint);
    const since = new Date('2025-01-01');
    await runSource(internetArchive, settingsOf(server), server, { checkpoint, since });
    const asked = (await server.requests()).map(({ url }) => decodeURIComponent(url));
    expect(asked).toEqual([
      expect.stringContaining('oai_updatedate:[2026-08-02+TO+9999-12-31]'),
      expect.stringContaining('oai_updatedate:[2025-01-01+TO+9999-12-31]'),
    ]);
  });

  it('says of each item its licence, and a version that changes when it does', async () => {
    const server = standIn();
    const items = [
      found('one'),
      found('two', { btih: undefined, item_size: '7' }),
      found('three', { btih: 'b', licenseurl: undefined, rights: ['Public Domain'] }),
      found('none', { btih: 'c', licenseurl: undefined }),
      found('empty', { btih: 'd', licenseurl: '', rights: 'All rights reserved' }),
      found('silent', { btih: 'e', licenseurl: '', rights: [' '] }),
      found('../four'),
      { title: 'no identifier' },
      null,
    ];
    await server.answers(SCRAPE, json({ items }));
    const run = await runSource(internetArchive, settingsOf(server), server);
    const by = ['http://creativecommons.org/licenses/by/3.0/'];
    expect(run.items).toEqual([
      {
        key: 'one',
        version: '81ea3dbf71b379b0ef1c34d19bc91d731b8101e2',
        hint: null,
        licenceHints: by,
      },
      { key: 'two', version: '2026-08-01T10:00:00Z 7', hint: null, licenceHints: by },
      { key: 'three', version: 'b', hint: null, licenceHints: ['Public Domain'] },
      { key: 'none', version: 'c', hint: null },
      { key: 'empty', version: 'd', hint: null, licenceHints: ['All rights reserved'] },
      { key: 'silent', version: 'e', hint: null },
    ]);
  });

  it('takes as seen what was updated before it began: of what changes meanwhile it may miss some', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-09-01T12:00:00Z') });
    onTestFinished(() => void vi.useRealTimers());
    const server = standIn();
    await server.answers(
      SCRAPE,
      json({ items: [found('one')], cursor: 'W3s=' }),
      json({ items: [found('two', { oai_updatedate: '2026-09-04T00:00:00Z' })] }),
    );
    const settings = internetArchive.settings.parse(settingsOf(server));
    const given = { checkpoint: null, since: null, web: webTo(server), emit: async () => {} };
    const first = await internetArchive.discover(settings, { ...given, position: null });
    vi.setSystemTime('2026-09-05T00:00:00Z');
    const last = await internetArchive.discover(settings, { ...given, position: first.next });
    expect(last).toEqual({
      next: null,
      checkpoint: { updatedUntil: '2026-09-01T12:00:00.000Z' },
    });
  });

  it('by newest goes on after a page that is not full, to as many as were found', async () => {
    const server = standIn();
    const page = (...docs: unknown[]) => json({ response: { numFound: 102, docs } });
    await server.answers('/advancedsearch.php', page(found('one')), page(found('two')));
    const settings = settingsOf(server, { search: 'newest' });
    const { items, steps } = await runSource(internetArchive, settings, server);
    expect(items.map(({ key }) => key)).toEqual(['one', 'two']);
    expect(steps).toBe(2);
  });

  it('by newest goes page by page to what was published before the last run', async () => {
    const server = standIn();
    const published = (id: string, publicdate: unknown) => found(id, { publicdate });
    const page = (...docs: unknown[]) => json({ responseHeader: {}, response: { docs } });
    const full = Array.from({ length: 99 }, (_, n) =>
      published(`film-${n}`, '2026-08-02T00:00:00Z'),
    );
    await server.answers(
      '/advancedsearch.php',
      page(published('newest', ['2026-08-09T08:00:00Z']), ...full),
      page(published('older', '2026-08-01T00:00:00Z'), published('undated', undefined)),
    );
    const settings = settingsOf(server, { search: 'newest' });
    const first = await runSource(internetArchive, settings, server);
    expect(first.steps).toBe(2);
    expect(first.items.map(({ key }) => key)).toEqual(
      expect.arrayContaining(['newest', 'film-98', 'older', 'undated']),
    );
    expect(first.checkpoint).toEqual({ publishedUntil: '2026-08-09T08:00:00Z' });
    await server.answers('/advancedsearch.php', page());
    const { checkpoint } = first;
    const second = await runSource(internetArchive, settings, server, {
      checkpoint,
    });
    expect(second.checkpoint).toEqual(checkpoint);
    const queries = (await server.requests()).map(
      ({ url }) => new URL(url, 'http://x').searchParams,
    );
    expect(queries.map((query) => query.get('page'))).toEqual(['1', '2', '1']);
    expect(queries[0]?.getAll('sort[]')).toEqual(['publicdate desc']);
    expect(queries[0]?.getAll('fl[]')).toContain('btih');
    expect(queries[2]?.get('q')).toContain('publicdate:[2026-08-08 TO 9999-12-31]');
  });

  it.each([
    ['all', SCRAPE, 'oai_updatedate', 'updatedUntil'],
    ['newest', '/advancedsearch.php', 'publicdate', 'publishedUntil'],
  ])(
    'of %s is not ended for good by what is dated in the future',
    async (search, path, field, until) => {
      const server = standIn();
      const dates = ['2999-01-01T00:00:00Z', '2020-05-05T00:00:00Z'];
      const items = dates.map((date, n) => found(`film-${n}`, { [field]: date }));
      await server.answers(path, json({ items, response: { docs: items } }));
      const run = await runSource(internetArchive, settingsOf(server, { search }), server);
      expect(run.items).toHaveLength(2);
      expect(run.checkpoint).toEqual({ [until]: dates[1] });
    },
  );

  it('by newest stops where the archive does, at the 10,000th result', async () => {
    const server = standIn();
    const docs = Array.from({ length: 5_000 }, (_, n) => ({ identifier: `film-${n}` }));
    await server.answers('/advancedsearch.php', json({ response: { docs } }));
    const settings = settingsOf(server, { search: 'newest', pageSize: 5_000 });
    expect(await runSource(internetArchive, settings, server)).toMatchObject({ steps: 2 });
  });

  it.each([
    { body: '{"items":[{"ident' },
    json({ error: 'cursor expired' }),
    { body: '<html>', headers: { 'content-type': 'text/html' } },
  ])('may fail for now: %o', async (answer: Answer) => {
    const server = standIn();
    await server.answers(SCRAPE, answer);
    const run = runSource(internetArchive, settingsOf(server), server);
    await expect(run).rejects.toMatchObject({ retry: true });
  });
});

describe('an item', () => {
  it('becomes a record in two requests', async () => {
    const { server, find } = await resolving(json(metadataOf('film')));
    const before = (await server.requests()).length;
    const answer = await find();
    expect((await server.requests()).length - before).toBe(2);
    expect(answer).toEqual({
      licenceHints: ['http://creativecommons.org/licenses/by/3.0/'],
      record: {
        infoHash: hashOf('sha1', makeInfo(torrentInfo)),
        infoHashV2: undefined,
        name: 'A film',
        sizeBytes: 3,
        files: [{ index: 1, name: 'film.mp4', sizeBytes: 3 }],
        trackers: ['http://bt1.archive.org:6969/announce'],
        webSeeds: ['https://archive.org/download/'],
        publishedAt: '2008-09-10T18:05:14.000Z',
        torrentUrl: server.url('/download/film/film_archive.torrent'),
        sourceUrl: server.url('/details/film'),
        posterUrl: server.url('/services/img/film'),
      },
    });
    expect(ingestRecord.safeParse(answer?.record).success).toBe(true);
  });

  it('is named as its torrent when it has no title, and may have no licence', async () => {
    const bare = { title: undefined, publicdate: 'unknown', licenseurl: undefined };
    const { find } = await resolving(json(metadataOf('film', bare)));
    expect(await find()).toMatchObject({
      record: { name: 'film', publishedAt: '2015-02-09T02:50:56.000Z' },
      licenceHints: [],
    });
  });

  it.each(['0001-01-01 00:00:00', '20080-09-10 18:05:14'])(
    'that was published in no year there is, at %s, is as old as its torrent',
    async (publicdate) => {
      const { find } = await resolving(json(metadataOf('film', { publicdate })));
      const record = { publishedAt: '2015-02-09T02:50:56.000Z' };
      expect(await find()).toMatchObject({ record });
    },
  );

  it.each([
    ['\ud83d A \0 film', '\ufffd A  film'],
    ['\u200b', 'film'],
    ['\0', 'film'],
  ])('has of its title what can be kept and seen: %j', async (title, name) => {
    const { find } = await resolving(json(metadataOf('film', { title })));
    expect(await find()).toMatchObject({ record: { name } });
  });

  it('is found among files of which little is said', async () => {
    const metadata = metadataOf('film');
    const files = [{ format: 'MPEG4' }, { name: 7 }, null, ...metadata.files];
    const { find } = await resolving(json({ ...metadata, files }));
    expect(await find()).toMatchObject({ record: { name: 'A film' } });
  });

  it.each([{}, { ...metadataOf('film'), files: undefined }])(
    'whose servers are away may be had later: %#',
    async (metadata) => {
      const { find } = await resolving(json({ ...metadata, servers_unavailable: true }));
      await expect(find()).rejects.toMatchObject({ retry: true });
    },
  );

  it.each([
    ['was taken away', json({}), {}],
    ['is hidden', json({ ...metadataOf('film'), is_dark: true }), {}],
    ['has no torrent', json({ ...metadataOf('film'), files: [] }), {}],
    [
      'has one that no address leads to',
      json({ ...metadataOf('film'), files: [{ name: '\ud83d', format: 'Archive BitTorrent' }] }),
      {},
    ],
    ['lost its torrent', json(metadataOf('film')), { status: 404 }],
  ])('that %s is none', async (_name, metadata: Answer, torrentFile: Answer) => {
    const { find } = await resolving(metadata, torrentFile);
    expect(await find()).toBeNull();
  });

  it.each([
    [{ body: torrent.subarray(0, 100) }, true],
    [{ body: '<!doctype html><p>busy' }, true],
    [{ body: makeTorrent({ ...torrentInfo, private: 1 }) }, false],
    [{ body: `l${'de'.repeat(200_000)}e` }, true],
    [{ status: 503, headers: { 'retry-after': '1' } }, true],
  ] satisfies [Answer, boolean][])('fails with its torrent: %#', async (torrentFile, retry) => {
    const { find } = await resolving(json(metadataOf('film')), torrentFile);
    await expect(find()).rejects.toMatchObject({ retry });
  });
});
