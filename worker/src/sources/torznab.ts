import * as z from 'zod';
import { webUrl } from '../../../contracts/common';
import { parseUrl } from '../../../contracts/urls';
import { Gone, SourceError, type Web } from '../web/web';
import { type FeedEntry, readFeedEntry, shortened, sizeOf, webAddressOf } from './feed-entry';
import { hiding } from './secret';
import { commonSettings } from './settings';
import type { Discovery, Find, Item, Source, Step } from './source';
import { recordOfLink } from './torrents';
import { childrenOf, textOf, type XmlElement, xmlElementsOf } from './xml';

export const torznabSettings = z.strictObject({
  ...commonSettings,
  kind: z.literal('torznab'),
  /** Of the indexer's own interface: `…/1/api` of Prowlarr, `…/results/torznab/api` of Jackett. */
  url: webUrl,
  apiKey: z.string().min(8).max(200),
  /** Numbers of Torznab's categories; all when empty. */
  categories: z.array(z.int().min(0)).default([]),
  query: z.string().max(200).default(''),
  /** Pages of one run at most. */
  maxPages: z.int().min(1).max(1_000).default(20),
});
export type TorznabSettings = z.infer<typeof torznabSettings>;

/** Of another kind of source, which had the same id before, neither says anything here. */
const position = z
  .object({
    offset: z.int(),
    limit: z.int(),
    page: z.int(),
    newest: z.string(),
    /** The key of the page's first result: an indexer that knows no offset gives the same page again. */
    first: z.string().nullable(),
  })
  .nullable()
  .catch(null);
const checkpoint = z.object({ newest: z.string() }).nullable().catch(null);

const MAX_ANSWER_BYTES = 16 * 1024 * 1024;
const DEFAULT_LIMIT = 100;
const FIRST_PASSING_CODE = 500;
/** Indexers list some items days late; versions sort out what comes again. */
const OVERLAP_MS = 3 * 24 * 60 * 60 * 1000;
const ACCEPT = 'application/rss+xml, application/xml, text/xml;q=0.9';

type TorznabEntry = FeedEntry & { seeders: number | null; leechers: number | null };
type TorznabHint = Omit<TorznabEntry, 'key'>;

/** Whatever speaks Torznab. Its key stays in the settings: links that carry it leave without it. */
export const torznab: Source<TorznabSettings> = {
  kind: 'torznab',
  settings: torznabSettings,
  discover: (settings, discovery) =>
    hiding(settings.apiKey).inErrors(() => discover(settings, discovery)),
  resolve: (settings, item, web) =>
    hiding(settings.apiKey).inErrors(() => resolve(settings, item, web)),
};

/** One page, newest first, until one has nothing newer than the last run saw. */
async function discover(settings: TorznabSettings, discovery: Discovery): Promise<Step> {
  const { web, since, emit } = discovery;
  const last = checkpoint.parse(discovery.checkpoint)?.newest ?? '';
  const at = position.parse(discovery.position) ?? {
    offset: 0,
    limit: await pageLimit(settings, web),
    page: 1,
    newest: last,
    first: null,
  };
  const found = await ask(settings, web, {
    t: 'search',
    q: settings.query,
    cat: settings.categories.join(','),
    extended: '1',
    offset: String(at.offset),
    limit: String(at.limit),
  });
  const elements = found.filter(({ name }) => name === 'item');
  const overlap = last && new Date(Date.parse(last) - OVERLAP_MS).toISOString();
  const start = since?.toISOString() ?? overlap;
  const entries = elements
    .map((element) => entryOf(element, settings.url))
    .filter((entry) => entry !== null);
  const fresh = entries.filter(({ published }) => published === null || published >= start);
  const items = await Promise.all(fresh.map((entry) => itemOf(entry, settings)));
  const first = items[0]?.key ?? null;
  if (first !== at.first) await emit(items);
  // What is dated in the future must not hide what comes until then.
  const now = new Date().toISOString();
  const newest = fresh
    .map(({ published }) => published ?? '')
    .filter((published) => published <= now)
    .reduce((one, other) => (one > other ? one : other), at.newest);
  // A page that is not full is not the last one: some give fewer than they say, or leave some out.
  const isLast = fresh.length === 0 || first === at.first || at.page === settings.maxPages;
  return {
    next: isLast
      ? null
      : { offset: at.offset + elements.length, limit: at.limit, page: at.page + 1, newest, first },
    checkpoint: newest === '' ? null : { newest },
  };
}

/** What the indexer says it can, of which the number of results to a page is of use. */
async function pageLimit(settings: TorznabSettings, web: Web): Promise<number> {
  const [caps] = await ask(settings, web, { t: 'caps' });
  if (caps?.name !== 'caps') throw new SourceError('the indexer did not say what it can', true);
  const [searching] = childrenOf(caps, 'searching').flatMap((one) => childrenOf(one, 'search'));
  if (searching?.attributes.get('available') === 'no') {
    throw new SourceError('the indexer cannot be searched', false);
  }
  const [limits] = childrenOf(caps, 'limits');
  return sizeOf(limits?.attributes.get('max')) ?? DEFAULT_LIMIT;
}

/** The elements of an answer; a document that is an error is thrown as one. */
async function ask(
  { url, apiKey }: TorznabSettings,
  web: Web,
  query: Record<string, string>,
): Promise<XmlElement[]> {
  const address = new URL(url);
  for (const [name, value] of Object.entries({ ...query, apikey: apiKey })) {
    if (value !== '') address.searchParams.set(name, value);
  }
  const page = await web.get(address.href, { accept: ACCEPT, maxBytes: MAX_ANSWER_BYTES });
  if (page.state === 'not-modified') throw new SourceError('the indexer sent nothing', true);
  const elements: XmlElement[] = [];
  for await (const element of xmlElementsOf(page, ['item', 'caps', 'error'])) {
    if (element.name === 'error') throw faultOf(element);
    elements.push(element);
  }
  return elements;
}

/** Codes from 500 on may pass (limits, maintenance, unknown); those before are for a person. */
function faultOf({ attributes }: XmlElement): SourceError {
  const code = Number(attributes.get('code'));
  const description = attributes.get('description')?.slice(0, 200) ?? 'no reason given';
  const mayPass = !(code < FIRST_PASSING_CODE);
  return new SourceError(`the indexer answered with error ${code}: ${description}`, mayPass);
}

/** Torznab's attributes say more, and more surely, than the item around them. */
function entryOf(element: XmlElement, base: string): TorznabEntry | null {
  const valuesOf = (name: string) =>
    childrenOf(element, 'torznab:attr')
      .filter(({ attributes }) => attributes.get('name')?.toLowerCase() === name)
      .map(({ attributes }) => attributes.get('value') ?? '');
  const attribute = (name: string) => valuesOf(name)[0];
  const [enclosure] = childrenOf(element, 'enclosure');
  const entry = readFeedEntry(withTypedEnclosure(element), base);
  const magnet = attribute('magneturl') ?? entry.magnet;
  if (entry.torrent === null && magnet === null) return null;
  const size = textOf(element, 'size') ?? attribute('size') ?? enclosure?.attributes.get('length');
  const seeders = countOf(attribute('seeders'));
  const peers = countOf(attribute('peers'));
  const licences = valuesOf('license').filter((licence) => licence !== '');
  return {
    ...entry,
    key: entry.key || (magnet ?? ''),
    magnet,
    poster: entry.poster ?? webAddressOf(attribute('coverurl'), base),
    sizeBytes: sizeOf(size),
    seeders,
    leechers: seeders === null || peers === null ? null : Math.max(0, peers - seeders),
    licenceHints: licences.length === 0 ? entry.licenceHints : licences,
  };
}

/** An indexer's enclosure is a torrent, whatever its type says. */
function withTypedEnclosure(element: XmlElement): XmlElement {
  const children = element.children.map((child) =>
    child.name === 'enclosure'
      ? {
          ...child,
          attributes: new Map([...child.attributes, ['type', 'application/x-bittorrent']]),
        }
      : child,
  );
  return { ...element, children };
}

const countOf = (text: string | undefined) => (/^\d{1,9}$/.test(text ?? '') ? Number(text) : null);

/** Seeders come and go, and some indexers encrypt their links anew each time: that is no change. */
async function itemOf(entry: TorznabEntry, { apiKey, url }: TorznabSettings): Promise<Item> {
  const kept = hiding(apiKey).from(entry);
  const { seeders, leechers, torrent, ...lasting } = kept;
  const version = isOwnLink(torrent, url) ? lasting : { ...lasting, torrent };
  const { key, ...hint } = kept;
  return {
    key: await shortened(key),
    version: await shortened(JSON.stringify(version)),
    hint,
    licenceHints: hint.licenceHints,
  };
}

/** Whether it leads to the indexer itself. */
const isOwnLink = (link: string | null, url: string) =>
  link !== null && parseUrl(link)?.host === new URL(url).host;

async function resolve(
  { apiKey, url }: TorznabSettings,
  { hint }: Item,
  web: Web,
): Promise<Find | null> {
  const entry = hint as TorznabHint;
  const { title, page, poster, published, seeders, leechers } = entry;
  try {
    const record = await recordOfEntry(hiding(apiKey).backInto(entry), web);
    // The indexer's own addresses carry its key, or lead to a machine that nobody else can reach.
    const outside = (link: string | null | undefined) =>
      link && !isOwnLink(link, url) && !hiding(apiKey).isIn(link) ? link : undefined;
    return {
      record: {
        ...record,
        name: title ?? record.name,
        torrentUrl: outside(record.torrentUrl),
        sourceUrl: outside(page),
        posterUrl: outside(poster),
        publishedAt: published ?? record.publishedAt,
        seeders: seeders ?? undefined,
        leechers: leechers ?? undefined,
      },
      licenceHints: entry.licenceHints,
    };
  } catch (error) {
    if (error instanceof Gone) return null;
    throw error;
  }
}

/** The torrent file, since it lists the files; some indexers have a magnet link alone behind it. */
async function recordOfEntry(entry: TorznabHint, web: Web) {
  const { torrent, magnet, title, sizeBytes } = entry;
  const known = { name: title, sizeBytes };
  try {
    return await recordOfLink(torrent ?? magnet ?? '', web, known);
  } catch (error) {
    const isFinal = error instanceof SourceError && !error.retry;
    if (!isFinal || torrent === null || magnet === null) throw error;
    return recordOfLink(magnet, web, known);
  }
}
