import { describe, expect, it } from 'vitest';
import { makeTorrent } from '../../../tests/unit/bittorrent/torrent-maker';
import type { Json } from '../../src/sources/source';
import { torznab } from '../../src/sources/torznab';
import { runSource } from '../support/run';
import { type Answer, standIn } from '../support/stand-in';

const KEY = "k3y/of+the=indexer's";
const HASH = '08ada5a7a6183aae1e09d831df6748d566095a10';
const settingsOf = (server: ReturnType<typeof standIn>, changes: object = {}) => ({
  id: 'indexer',
  name: 'My indexer',
  kind: 'torznab',
  url: server.url('/api'),
  apiKey: KEY,
  categories: [2000, 5000],
  ...changes,
});

const caps: Answer = {
  body: '<caps><limits max="2" default="2"/><searching><search available="yes"/></searching></caps>',
};

const item = (name: string, day: string, more = '') =>
  `<item><title>${name}</title><guid>https://indexer.example/${name}</guid><size>42</size>
    <comments>https://indexer.example/details/${name}</comments>
    <pubDate>${day} Aug 2026 10:00:00 +0000</pubDate>${more}</item>`;
const magnet = `<torznab:attr name="magneturl" value="magnet:?xt=urn:btih:${HASH}"/>
  <torznab:attr name="seeders" value="5"/><torznab:attr name="peers" value="7"/>`;
const results = (...items: string[]): Answer => ({
  body: `<rss xmlns:torznab="http://torznab.com/schemas/2015/feed"><channel>${items.join('')}</channel></rss>`,
});

async function run(
  answers: Answer[],
  options: { checkpoint?: Json; since?: Date } = {},
  changes: object = {},
) {
  const server = standIn();
  await server.answers('/api', caps, ...answers);
  return { server, ...(await runSource(torznab, settingsOf(server, changes), server, options)) };
}

describe('an indexer', () => {
  it('says what it can, then gives its newest page by page', async () => {
    const { server, items, checkpoint } = await run([
      results(item('a', '04', magnet), item('b', '03', magnet)),
      results(item('c', '02', magnet)),
    ]);
    expect(items.map(({ key }) => key.slice(-1))).toEqual(['a', 'b', 'c']);
    expect(checkpoint).toEqual({ newest: '2026-08-04T10:00:00.000Z' });
    const queries = (await server.requests()).map(
      ({ url }) => new URL(url, 'http://x').searchParams,
    );
    expect(
      queries.map((query) => [query.get('t'), query.get('offset'), query.get('limit')]),
    ).toEqual([
      ['caps', null, null],
      ['search', '0', '2'],
      ['search', '2', '2'],
      ['search', '3', '2'],
    ]);
    expect(queries[1]?.get('cat')).toBe('2000,5000');
    expect(queries.every((query) => query.get('apikey') === KEY)).toBe(true);
  });

  it('may give fewer than it says that a page has, and have more', async () => {
    const pages = ['04', '03', '02'].map((day) => results(item(`of-${day}`, day, magnet)));
    const { server, items } = await run([...pages, results()]);
    expect(items.map(({ key }) => key.slice(-2))).toEqual(['04', '03', '02']);
    expect(await server.requests()).toHaveLength(5);
  });

  it('is left when a page has nothing newer than the last run saw', async () => {
    const checkpoint = { newest: '2026-08-08T10:00:00.000Z' };
    const page = results(item('b', '02', magnet), item('c', '01', magnet));
    const { server, items, ...left } = await run(
      [results(item('a', '09', magnet), item('b', '06', magnet)), page],
      { checkpoint },
    );
    expect(items).toHaveLength(2);
    expect(await server.requests()).toHaveLength(3);
    expect(left.checkpoint).toEqual({ newest: '2026-08-09T10:00:00.000Z' });
  });

  it('is asked from the beginning where another kind of source left its place', async () => {
    const settings = { checkpoint: { url: 'https://example.org/feed', etag: null } };
    const { items } = await run([results(item('a', '04', magnet))], settings);
    expect(items).toHaveLength(1);
  });

  it('is asked for so many pages at most, however many it has', async () => {
    const pages = ['a', 'b', 'c'].map((name) =>
      results(item(`${name}1`, '04', magnet), item(`${name}2`, '04', magnet)),
    );
    const { items } = await run(pages, {}, { maxPages: 2 });
    expect(items).toHaveLength(4);
  });

  it('is asked for what came since then alone', async () => {
    const since = new Date('2026-08-03');
    const page = results(item('a', '04', magnet), item('b', '02', magnet));
    const { items } = await run([page, results()], { since });
    expect(items).toHaveLength(1);
  });

  it('may list an item a day late', async () => {
    const checkpoint = { newest: '2026-08-03T10:00:00.000Z' };
    const { items } = await run([results(item('late', '02', magnet))], { checkpoint });
    expect(items).toHaveLength(1);
  });

  it('may date an item in the future, which hides nothing that comes later', async () => {
    const future = item('a', '04', magnet).replace('2026', '2999');
    const { items, checkpoint } = await run([results(future, item('b', '03', magnet))]);
    expect(items).toHaveLength(2);
    expect(checkpoint).toEqual({ newest: '2026-08-03T10:00:00.000Z' });
  });

  it('that knows no offset is not asked for the same page without end', async () => {
    const page = results(item('a', '04', magnet), item('b', '03', magnet));
    const { server, items } = await run([page]);
    expect(items).toHaveLength(2);
    expect(await server.requests()).toHaveLength(3);
  });

  it.each([
    [`<error code="100" description="Incorrect ${KEY}"/>`, false, 'error 100: Incorrect {apiKey}'],
    ['<error code="500" description="Request limit reached"/>', true, 'Request limit reached'],
    ['<error description="?"/>', true, 'error'],
    [
      '<caps><searching><search available="no"/></searching></caps>',
      false,
      'the indexer cannot be searched',
    ],
    ['<rss><channel><item>', true, 'XML'],
    ['<html><body>login</body></html>', true, 'web page'],
  ])('tells its errors: %s', async (body, retry, message) => {
    const server = standIn();
    await server.answers('/api', ...(body.startsWith('<caps>') ? [] : [caps]), { body });
    const failing = runSource(torznab, settingsOf(server), server);
    await expect(failing).rejects.toMatchObject({
      retry,
      message: expect.stringContaining(message),
    });
    await expect(failing).rejects.toMatchObject({ message: expect.not.stringContaining(KEY) });
  });
});

describe('a result', () => {
  it('that is a magnet link takes name, size and swarm from the indexer', async () => {
    const { items, resolve } = await run([results(item('a', '04', magnet))]);
    expect(items[0] && (await resolve(items[0]))).toMatchObject({
      licenceHints: [],
      record: {
        infoHash: HASH,
        name: 'a',
        sizeBytes: 42,
        seeders: 5,
        leechers: 2,
        sourceUrl: 'https://indexer.example/details/a',
        publishedAt: '2026-08-04T10:00:00.000Z',
      },
    });
  });

  it.each([
    [
      ['CC BY 4.0', 'All rights reserved'],
      ['CC BY 4.0', 'All rights reserved'],
    ],
    [[''], ['MIT']],
  ])('has its licence from what the indexer says of it, if anything: %j', async (said, hints) => {
    const licences = said.map((text) => `<torznab:attr name="license" value="${text}"/>`);
    const more = `${magnet}<rights>MIT</rights>${licences.join('')}`;
    const { items } = await run([results(item('a', '04', more))]);
    expect(items[0]?.licenceHints).toEqual(hints);
  });

  it('does not change when only its swarm does', async () => {
    const [one, other] = await Promise.all(
      ['5', '6'].map(async (count) => {
        const changed = magnet.replace('value="5"', `value="${count}"`);
        return (await run([results(item('a', '04', changed))])).items[0]?.version;
      }),
    );
    expect(one).toBe(other);
  });

  it('does not change when the indexer only writes its own link anew', async () => {
    const server = standIn();
    const versions: (string | null | undefined)[] = [];
    for (const secret of ['x', 'y']) {
      const url = server.url(`/dl?path=${secret}`);
      const enclosure = `<enclosure url="${url}" length="42" type="application/x-bittorrent"/>`;
      await server.answers('/api', caps, results(item('a', '04', enclosure)));
      const { items } = await runSource(torznab, settingsOf(server), server);
      versions.push(items[0]?.version);
    }
    expect(versions[0]).toBeTruthy();
    expect(versions[0]).toBe(versions[1]);
  });

  it.each([
    encodeURIComponent(KEY),
    encodeURIComponent(KEY).toLowerCase(),
    new URLSearchParams([['', KEY]]).toString().slice(1),
  ])('is fetched with the key, which is in nothing that leaves: %s', async (written) => {
    const server = standIn();
    const link = server.url(`/download?apikey=${written}&amp;link=x`);
    const enclosure = `<enclosure url="${link}" length="42" type="application/octet-stream"/>`;
    const withKey = item('a', '04', enclosure).replace(/<guid>.*<\/guid>/, `<guid>${link}</guid>`);
    await server.answers('/api', caps, results(withKey));
    await server.answers('/download', { body: makeTorrent() });
    const { items, resolve } = await runSource(torznab, settingsOf(server), server);
    const find = items[0] && (await resolve(items[0]));
    expect(find?.record).toMatchObject({ name: 'a', files: [{ index: 0, name: 'one.txt' }] });
    expect(find?.record.torrentUrl).toBeUndefined();
    for (const form of [KEY, encodeURIComponent(KEY), written]) {
      expect(JSON.stringify([items, find])).not.toContain(form);
    }
    const [request] = await server.requests('/download');
    expect(new URL(request?.url ?? '', 'http://x').searchParams.get('apikey')).toBe(KEY);
  });

  it.each(['{apiKey}', '%7BapiKey%7D', '{api{apiKey}Key}'])(
    'does not have the key put into a link by writing %s there',
    async (mark) => {
      const link = magnet.replace('"/>', `&amp;tr=https://hostile.example/${mark}"/>`);
      const { items, resolve } = await run([results(item('a', '04', link))]);
      const find = items[0] && (await resolve(items[0]));
      expect(find?.record.trackers).toHaveLength(1);
      for (const form of [KEY, encodeURIComponent(KEY)]) {
        expect(JSON.stringify(find)).not.toContain(form);
      }
    },
  );

  it('has no link that carries the key, although it leads elsewhere', async () => {
    const elsewhere = `https://elsewhere.example/details?apikey=${encodeURIComponent(KEY)}`;
    const page = item('a', '04', magnet).replace('https://indexer.example/details/a', elsewhere);
    const { items, resolve } = await run([results(page)]);
    const find = items[0] && (await resolve(items[0]));
    expect(find?.record).toMatchObject({ name: 'a', sourceUrl: undefined });
  });

  it.each([
    [{ status: 404 }, true],
    [{ status: 500 }, false],
  ] satisfies [Answer, boolean][])(
    'whose torrent file is not to be had is its magnet link, unless it may be had later: %j',
    async (answer, isMagnet) => {
      const server = standIn();
      const enclosure = `<enclosure url="${server.url('/a.torrent')}" length="42"/>`;
      await server.answers('/api', caps, results(item('a', '04', magnet + enclosure)));
      await server.answers('/a.torrent', answer);
      const { items, resolve } = await runSource(torznab, settingsOf(server), server);
      const find = await (items[0] && resolve(items[0]))?.catch((error: Error) => error);
      expect(find && 'record' in find && find.record.infoHash === HASH).toBe(isMagnet);
    },
  );

  it.each(['none', 'ftp://example.org/a.jpg'])(
    'an item whose cover is at no address of the web is none the worse: %s',
    async (cover) => {
      const more = `${magnet}<torznab:attr name="coverurl" value="${cover}"/>`;
      const { items, resolve } = await run([results(item('a', '04', more))]);
      const find = items[0] && (await resolve(items[0]));
      expect(find?.record).toMatchObject({ name: 'a', posterUrl: undefined });
    },
  );
});
