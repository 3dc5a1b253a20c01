import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { encode } from '../unit/bittorrent/torrent-maker';

const PUBLIC_DOMAIN = 'http://creativecommons.org/publicdomain/mark/1.0/';

/** A work at a source of the stand-in. */
export interface Work {
  id: string;
  title: string;
  /** Null where the source says nothing of it. */
  licence: string | null;
  /** A change of the work changes its torrent. */
  edition: number;
}

export const newWork = (id: string, title: string, changes: Partial<Work> = {}): Work => ({
  id,
  title,
  licence: PUBLIC_DOMAIN,
  edition: 1,
  ...changes,
});

export interface Sources {
  /** `127.0.0.1:<port>`, as configuration names a host that is allowed. */
  host: string;
  origin: string;
  archive: Map<string, Work>;
  feed: Map<string, Work>;
  indexer: Map<string, Work>;
  /** Answers in place of what a path (without its query) has. */
  faults: Map<string, RequestListener>;
  /** What a path (without its query) waits for before it answers. */
  gates: Map<string, Promise<unknown>>;
  /** Path and query of each request, in order. */
  requests: string[];
  configuration(): string;
  stop(): Promise<void>;
}

const INDEXER_KEY = 'a-key-that-nobody-may-see';

/**
 * Stand-ins for the Internet Archive, a feed and a Torznab indexer on one port of loopback. Their
 * answers have the shape of the real ones, strings for numbers and missing fields included.
 */
export async function startSources(pageSize = 100): Promise<Sources> {
  const archive = new Map<string, Work>();
  const feed = new Map<string, Work>();
  const indexer = new Map<string, Work>();
  const faults = new Map<string, RequestListener>();
  const gates = new Map<string, Promise<unknown>>();
  const requests: string[] = [];
  const server = createServer(async (request, response) => {
    requests.push(request.url ?? '');
    const { pathname } = new URL(request.url ?? '/', 'http://sources');
    await gates.get(pathname);
    const fault = faults.get(pathname);
    if (fault !== undefined) return fault(request, response);
    const answer = answerTo(request);
    if (answer === null) response.writeHead(404, { 'content-type': 'text/plain' }).end('gone');
    else if (typeof answer === 'number') response.writeHead(answer).end();
    else response.writeHead(200, answer.headers).end(answer.body);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const origin = `http://${host}`;

  function answerTo(request: IncomingMessage) {
    const { pathname, searchParams } = new URL(request.url ?? '/', origin);
    const [, place = '', ...rest] = pathname.split('/').map(decodeURIComponent);
    if (place === 'services') return json(searchPage(searchParams));
    if (place === 'metadata') return json(metadataOf(archive.get(rest[0] ?? '')));
    if (place === 'download') return torrent(archive.get(rest[0] ?? ''));
    if (place === 'feed.xml') return feedPage(request);
    if (place === 'torrents') return torrent(feed.get(rest[0] ?? '') ?? indexer.get(rest[0] ?? ''));
    if (place === 'torznab') return xml(indexerPage(searchParams));
    return null;
  }

  function searchPage(query: URLSearchParams) {
    const from = /oai_updatedate:\[(\S+) TO/.exec(query.get('q') ?? '')?.[1] ?? '';
    const found = [...archive.values()].filter((work) => updatedAt(work) >= from);
    const start = Number(query.get('cursor') ?? 0);
    const end = start + Number(query.get('count'));
    const items = found.slice(start, end).map((work, index) => ({
      identifier: work.id,
      title: index % 2 === 0 ? work.title : [work.title, 'Another title'],
      btih: btihOf(work),
      oai_updatedate: ['2020-01-01T00:00:00Z', updatedAt(work)],
      item_size: String(work.edition * 1000),
      ...(work.licence === null ? {} : { licenseurl: work.licence }),
    }));
    return { items, total: found.length, ...(end < found.length ? { cursor: String(end) } : {}) };
  }

  function metadataOf(work: Work | undefined) {
    if (work === undefined) return {};
    return {
      created: 1_427_273_784,
      files: [
        { name: 'film.mp4', format: 'MPEG4', size: '5000000' },
        { name: `${work.id}_archive.torrent`, format: 'Archive BitTorrent', mtime: '1' },
      ],
      metadata: {
        identifier: work.id,
        title: work.title,
        publicdate: '2008-09-10 18:05:14',
        ...(work.licence === null ? {} : { licenseurl: work.licence }),
      },
    };
  }

  const torrent = (work: Work | undefined) =>
    work === undefined
      ? null
      : { headers: { 'content-type': 'application/x-bittorrent' }, body: torrentOf(work) };

  function feedPage(request: IncomingMessage) {
    const entries = [...feed.values()].map(
      (work) => `<item><title>${work.title}</title><guid isPermaLink="false">${work.id}</guid>
        <link>${origin}/page/${work.id}</link><media:thumbnail url="${origin}/poster/${work.id}.jpg"/>
        <media:license href="${work.licence ?? ''}">${work.licence ?? ''}</media:license>
        <description>${work.edition}</description>
        <enclosure type="application/x-bittorrent" length="1"
          url="${origin}/torrents/${work.id}?edition=${work.edition}"/></item>`,
    );
    const body = `<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel>
      <title>Open films</title>${entries.join('')}</channel></rss>`;
    const etag = `"${createHash('sha1').update(body).digest('hex')}"`;
    if (request.headers['if-none-match'] === etag) return 304;
    return { headers: { 'content-type': 'application/rss+xml', etag }, body };
  }

  function indexerPage(query: URLSearchParams) {
    if (query.get('apikey') !== INDEXER_KEY) return '<error code="100" description="Invalid key"/>';
    if (query.get('t') === 'caps') {
      return '<caps><limits max="100" default="100"/><searching><search available="yes"/></searching></caps>';
    }
    const start = Number(query.get('offset') ?? 0);
    const items = [...indexer.values()].slice(start, start + pageSize).map(
      (work) => `<item><title>${work.title}</title><guid>${work.id}</guid><size>5000000</size>
        <pubDate>Mon, 03 Aug 2026 10:00:00 +0000</pubDate>
        <enclosure url="${origin}/torrents/${work.id}" length="5000000"/>
        <torznab:attr name="seeders" value="5"/><torznab:attr name="peers" value="7"/></item>`,
    );
    return `<rss xmlns:torznab="http://torznab.com/schemas/2015/feed"><channel>${items.join('')}</channel></rss>`;
  }

  return {
    host,
    origin,
    archive,
    feed,
    indexer,
    faults,
    gates,
    requests,
    configuration: () =>
      JSON.stringify({
        allowedHosts: [host],
        manners: { spacingMs: 0, atOnce: 4 },
        sources: [
          {
            id: 'archive',
            name: 'archive.org',
            kind: 'internet-archive',
            baseUrl: origin,
            collections: ['prelinger'],
            pageSize,
          },
          { id: 'films', name: 'Open films', kind: 'feed', url: `${origin}/feed.xml` },
          {
            id: 'indexer',
            name: 'My indexer',
            kind: 'torznab',
            url: `${origin}/torznab/api`,
            // biome-ignore lint/suspicious/noTemplateCurlyInString: a secret's place
            apiKey: '${INDEXER_KEY}',
            policy: { assume: 'CC-BY-4.0' },
          },
        ],
      }),
    async stop() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

/** What the configuration asks of the environment. */
export const SOURCE_SECRETS = { INDEXER_KEY };

/** The torrent file of a work: a film and a text, and a padding file between them. */
const torrentOf = (work: Work) =>
  encode({
    'creation date': 1_423_450_256,
    'url-list': ['https://archive.org/download/'],
    info: infoOf(work),
  });

export const btihOf = (work: Work) =>
  createHash('sha1')
    .update(encode(infoOf(work)))
    .digest('hex');

function infoOf({ id, edition }: Work) {
  const files = [
    { length: 5_000_000, path: ['film.mp4'] },
    { length: 7, path: ['.____padding_file', '0'] },
    { length: edition, path: ['about.txt'] },
  ];
  return { files, name: id, 'piece length': 1_048_576, pieces: new Uint8Array(20 * 5) };
}

const updatedAt = ({ edition }: Work) => `2026-08-${String(edition).padStart(2, '0')}T10:00:00Z`;

const json = (body: unknown) => ({
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

const xml = (body: string) => ({ headers: { 'content-type': 'application/rss+xml' }, body });
