import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { ingestRecord } from '../../../contracts/ingest';
import { hashOf, makeInfo, makeTorrent } from '../../../tests/unit/bittorrent/torrent-maker';
import { feed } from '../../src/sources/feed';
import { runSource } from '../support/run';
import { type Answer, standIn } from '../support/stand-in';

const HASH = '08ada5a7a6183aae1e09d831df6748d566095a10';
const settingsOf = (server: ReturnType<typeof standIn>) => ({
  id: 'films',
  name: 'Open films',
  kind: 'feed',
  url: server.url('/feed'),
});

async function read(body: string | Uint8Array, answer: Answer = {}, since?: Date) {
  const server = standIn();
  await server.answers('/feed', { body, ...answer });
  await server.answers('/one.torrent', { body: makeTorrent() });
  const run = await runSource(feed, settingsOf(server), server, since ? { since } : {});
  return { ...run, server };
}

const rss = (items: string, declarations = '') =>
  `<?xml version="1.0"?><rss version="2.0" ${declarations}><channel><title>Films</title>
   <link>https://example.org/</link>${items}</channel></rss>`;

describe('an entry', () => {
  it('of RSS 2.0 leads by its enclosure to a torrent file', async () => {
    const { items, resolve, server } = await read(
      rss(
        `<item><title>One &amp; only</title><guid>urn:one</guid><link>https://example.org/one</link>
          <pubDate>Sat, 01 Aug 2026 10:00:00 +0200</pubDate>
          <enclosure url="one.torrent" length="10" type="application/x-bittorrent"/>
          <m:thumbnail url="https://example.org/one.jpg"/>
          <m:license href="http://creativecommons.org/licenses/by/3.0/">CC BY</m:license></item>
        <item><title>No torrent</title><link>https://example.org/two</link></item>`,
        'xmlns:m="http://search.yahoo.com/mrss/"',
      ),
    );
    expect(items.map(({ key }) => key)).toEqual(['urn:one']);
    const find = items[0] && (await resolve(items[0]));
    expect(find).toMatchObject({
      licenceHints: ['http://creativecommons.org/licenses/by/3.0/'],
      record: {
        name: 'One & only',
        torrentUrl: server.url('/one.torrent'),
        sourceUrl: 'https://example.org/one',
        posterUrl: 'https://example.org/one.jpg',
        publishedAt: '2026-08-01T08:00:00.000Z',
      },
    });
    expect(ingestRecord.safeParse(find?.record).success).toBe(true);
  });

  it('may have a title that is too long, which is cut between two letters', async () => {
    const long = `a${'🎬'.repeat(1_100)}`;
    const { items, resolve } = await read(
      rss(`<item><title>${long}</title><link>one.torrent</link></item>`),
    );
    const find = items[0] && (await resolve(items[0]));
    expect(find?.record.name).toBe(`a${'🎬'.repeat(1_023)}`);
    expect(ingestRecord.safeParse(find?.record).success).toBe(true);
  });

  it.each(['&#x200B;', '&#x2800;&#xFEFF;'])(
    'of whose title nothing is seen is named as its torrent: %s',
    async (title) => {
      const { items, resolve } = await read(
        rss(`<item><title>${title}</title><link>one.torrent</link></item>`),
      );
      const find = items[0] && (await resolve(items[0]));
      expect(ingestRecord.safeParse(find?.record).success).toBe(true);
    },
  );

  it.each([
    'Mon, 01 Jan 0001 00:00:00 +0000',
    '0001-01-01T00:00:00Z',
    'Sat, 01 Aug 20260 10:00:00 +0200',
  ])('that was published in no year there is has no date: %s', async (date) => {
    const { items, resolve } = await read(
      rss(`<item><title>One</title><pubDate>${date}</pubDate><link>one.torrent</link></item>`),
    );
    const find = items[0] && (await resolve(items[0]));
    expect(find?.record).toMatchObject({ name: 'One' });
    expect(find?.record.publishedAt).toBeUndefined();
  });

  it.each([
    'Sat, 01 Aug 2026 10:00:00',
    '2026-08-01T10:00:00',
    '2026-08-01 10:00',
    'Sat, 1 Aug 2026 12:00:00 +0200',
    'Sat, 01 Aug 2026 06:00:00 EDT',
  ])('has its date in UTC where it says nothing else: %s', async (date) => {
    vi.stubEnv('TZ', 'Asia/Tokyo');
    onTestFinished(() => void vi.unstubAllEnvs());
    const { items } = await read(
      rss(`<item><pubDate>${date}</pubDate><link>one.torrent</link></item>`),
    );
    expect(items[0]?.hint).toMatchObject({ published: '2026-08-01T10:00:00.000Z' });
  });

  it('is one of several that the feed calls the same', async () => {
    const item = (name: string) =>
      `<item><title>${name}</title><guid>https://example.org/</guid><link>${name}.torrent</link></item>`;
    const { items, server } = await read(
      rss(
        `${item('one')}${item('two')}${item('two')}<item><guid>x</guid><link>x.torrent</link></item>`,
      ),
    );
    const keys = new Set(items.map(({ key }) => key));
    const [one, two] = ['one', 'two'].map((name) => server.url(`/${name}.torrent`));
    expect(keys).toEqual(new Set([one, two, 'x']));
    expect(new Set(items.map(({ version }) => version)).size).toBe(3);
  });

  it('of Atom does so by its links', async () => {
    const { items, resolve, server } = await read(
      `<feed xmlns="http://www.w3.org/2005/Atom"><title>Films</title><entry><id>tag:one</id>
        <title type="text">One</title><updated>2026-08-02T00:00:00Z</updated>
        <link href="https://example.org/one"/><link rel="license" href="https://mit.example/"/>
        <link rel="enclosure" type="application/x-bittorrent" href="one.torrent"/></entry></feed>`,
    );
    expect(items[0] && (await resolve(items[0]))).toMatchObject({
      licenceHints: ['https://mit.example/'],
      record: {
        name: 'One',
        torrentUrl: server.url('/one.torrent'),
        sourceUrl: 'https://example.org/one',
        publishedAt: '2026-08-02T00:00:00.000Z',
      },
    });
  });

  it('of RSS 1.0 may have its licence and date in Dublin Core', async () => {
    const { items, resolve } = await read(
      `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
        xmlns:dc="http://purl.org/dc/elements/1.1/"><item rdf:about="x"><title>One</title>
        <link>one.torrent</link><dc:date>2026-08-03</dc:date><dc:rights>MIT</dc:rights></item></rdf:RDF>`,
    );
    expect(items[0] && (await resolve(items[0]))).toMatchObject({
      licenceHints: ['MIT'],
      record: { name: 'One', publishedAt: '2026-08-03T00:00:00.000Z' },
    });
  });

  it('may say several things of its rights, none of which is left out', async () => {
    const { items } = await read(
      rss(
        `<item><link>one.torrent</link><d:rights>CC BY 4.0</d:rights>
          <d:rights>All rights reserved</d:rights></item>`,
        'xmlns:d="http://purl.org/dc/elements/1.1/"',
      ),
    );
    expect(items[0]?.licenceHints).toEqual(['CC BY 4.0', 'All rights reserved']);
  });

  it('may be a magnet link alone, when the feed says what the link does not', async () => {
    const { items, resolve, server } = await read(
      rss(
        `<item><title>One</title><link>https://example.org/one</link><t:contentLength>42</t:contentLength>
          <t:magnetURI><![CDATA[magnet:?xt=urn:btih:${HASH}&dn=one]]></t:magnetURI></item>`,
        'xmlns:t="http://xmlns.ezrss.it/0.1/"',
      ),
    );
    expect(items[0] && (await resolve(items[0]))).toMatchObject({
      record: { infoHash: HASH, name: 'One', sizeBytes: 42, sourceUrl: 'https://example.org/one' },
    });
    expect(await server.requests()).toHaveLength(1);
  });

  it('may be a magnet link that says where its torrent file is, which must be of it', async () => {
    const server = standIn();
    await server.answers('/one.torrent', { body: makeTorrent() });
    const link = (hash: string) =>
      `<item><link>magnet:?xt=urn:btih:${hash}&amp;xs=${encodeURIComponent(server.url('/one.torrent'))}</link></item>`;
    const own = hashOf('sha1', makeInfo());
    await server.answers('/feed', { body: rss(link(own) + link(HASH)) });
    const { items, resolve } = await runSource(feed, settingsOf(server), server);
    const record = { infoHash: own, torrentUrl: server.url('/one.torrent') };
    expect(items[0] && (await resolve(items[0]))).toMatchObject({ record });
    const other = items[1] && resolve(items[1]);
    await expect(other).rejects.toThrow('of another torrent than its magnet link');
  });

  it('that has both is its torrent file rather than its magnet link', async () => {
    const { items, resolve } = await read(
      rss(`<item><link>magnet:?xt=urn:btih:${HASH}&amp;dn=one&amp;xl=5</link>
        <enclosure url="one.torrent" type="application/x-bittorrent"/></item>`),
    );
    const record = { infoHash: hashOf('sha1', makeInfo()) };
    expect(items[0] && (await resolve(items[0]))).toMatchObject({ record });
  });

  it('whose torrent is gone is none, and one without name or size cannot be', async () => {
    const { items, resolve } = await read(
      rss(`<item><title>One</title><link>gone.torrent</link></item>
           <item><title>Two</title><link>magnet:?xt=urn:btih:${HASH}</link></item>`),
    );
    expect(items[0] && (await resolve(items[0]))).toBeNull();
    await expect(items[1] && resolve(items[1])).rejects.toMatchObject({ retry: false });
  });

  it('that is older than what was asked for is left out', async () => {
    const dated = (day: string) =>
      `<item><link>${day}.torrent</link><pubDate>${day} Aug 2026</pubDate></item>`;
    const { items } = await read(rss(dated('01') + dated('03')), {}, new Date('2026-08-02'));
    expect(items.map(({ key }) => key)).toEqual([expect.stringContaining('/03.torrent')]);
  });
});

describe('a feed', () => {
  it('that has not changed is not read again', async () => {
    const server = standIn();
    await server.answers('/feed', {
      body: rss('<item><link>a.torrent</link></item>'),
      headers: { etag: '"1"' },
    });
    const first = await runSource(feed, settingsOf(server), server);
    const { checkpoint } = first;
    const second = await runSource(feed, settingsOf(server), server, { checkpoint });
    expect([first.items.length, second.items.length]).toEqual([1, 0]);
    expect(second.checkpoint).toEqual(checkpoint);
    // What is known of one address says nothing of another.
    const moved = { ...settingsOf(server), url: server.url('/feed?page=2') };
    expect((await runSource(feed, moved, server, { checkpoint })).items).toHaveLength(1);
  });

  it('may be in another encoding', async () => {
    const text =
      '<?xml version="1.0" encoding="ISO-8859-1"?><rss><item><title>Caf\u00e9</title><link>a.torrent</link></item></rss>';
    const { items } = await read(Uint8Array.from(text, (character) => character.charCodeAt(0)));
    expect(items[0]?.hint).toMatchObject({ title: 'Café' });
  });

  const cafe = (declaration: string) =>
    `${declaration}<rss><item><title>Caf\u00e9</title><link>a.torrent</link></item></rss>`;
  const bytesOf = (text: string, bytesOfUnit: (code: number) => number[]) =>
    Uint8Array.from([...text].flatMap((letter) => bytesOfUnit(letter.charCodeAt(0))));
  const wide = (code: number) => [code & 255, code >> 8];
  it.each<[string, Uint8Array | string, string]>([
    [
      'that the header alone names',
      bytesOf(cafe('<?xml version="1.0"?>'), (code) => [code]),
      'text/xml; charset="iso-8859-1"',
    ],
    [
      'that the header names otherwise',
      bytesOf(cafe('<?xml version="1.0" encoding="ISO-8859-1"?>'), (code) => [code]),
      'text/xml; charset=UTF-8',
    ],
    ['of two bytes, by its mark', bytesOf(`\ufeff${cafe('')}`, wide), 'text/xml'],
    [
      'of two bytes, by the declaration',
      bytesOf(cafe('<?xml version="1.0" encoding="UTF-16"?>'), wide),
      'text/xml; charset=utf-16',
    ],
    [
      'of two bytes, by what it says of itself alone',
      cafe('<?xml version="1.0" encoding="utf-16"?>'),
      'text/xml',
    ],
  ])('may be in an encoding %s', async (_what, body, type) => {
    const { items } = await read(body, { headers: { 'content-type': type } });
    expect(items[0]?.hint).toMatchObject({ title: 'Café' });
  });

  it.each([
    ['begins with blank lines', '\ufeff\r\n\n<?xml version="1.0"?>', 'One'],
    ['has characters that XML has not', '', '\u0000O\u000bn\u001fe\uffff'],
    ['writes such in digits', '', 'One&#x1f;'],
    ['does not say of what a prefix is short', '', 'One</title><dc:x a:b="c"/><title>'],
  ])('is read although it %s', async (_what, start, title) => {
    const item = `<item><title>${title}</title><link>one.torrent</link></item>`;
    const { items } = await read(`${start}<rss><channel>${item}</channel></rss>`);
    expect(items.map(({ hint }) => hint)).toMatchObject([
      { title: expect.stringMatching(/^One/), torrent: expect.stringContaining('/one.torrent') },
    ]);
  });

  const laughs = Array.from(
    { length: 9 },
    (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`,
  );
  it.each([
    [
      'declares entities',
      `<!DOCTYPE rss [<!ENTITY l0 "ha">${laughs.join('')}]><rss><item><title>&l9;</title></item></rss>`,
    ],
    [
      'wants a file of this machine',
      '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss>&x;</rss>',
    ],
    ['knows an entity that XML does not', '<rss><item><title>&nbsp;</title></item></rss>'],
    ['ends half way', '<rss><channel><item><link>a.torrent</link></item>'],
    ['is no XML', 'busy, come back later'],
    ['is empty', ''],
    ['is deep', `${'<a>'.repeat(100)}${'</a>'.repeat(100)}`],
    ['has an endless element', `<rss><item><title>${'x'.repeat(2_000_000)}</title></item></rss>`],
    ['has an endless attribute', `<rss x="${'x'.repeat(2_000_000)}"/>`],
  ])('is refused when it %s', async (_name, body) => {
    await expect(read(body)).rejects.toMatchObject({ name: 'Error', retry: true });
  });
});
