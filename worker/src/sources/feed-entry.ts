import { hexDigest } from '../../../bittorrent/torrent-file';
import { webUrls } from '../../../bittorrent/urls';
import { parseUrl } from '../../../contracts/urls';
import { timeOf } from './times';
import { isMagnet, nameOf } from './torrents';
import { childrenOf, textOf, type XmlElement } from './xml';

/** What an item of RSS, or an entry of Atom, says of a torrent. Plain JSON. */
export type FeedEntry = {
  /** As the feed has it, and so of any length. */
  key: string;
  /** The torrent file's address. */
  torrent: string | null;
  magnet: string | null;
  title: string | null;
  page: string | null;
  poster: string | null;
  /** RFC 3339. */
  published: string | null;
  updated: string | null;
  sizeBytes: number | null;
  licenceHints: string[];
};

/** What an item keeps of its entry. */
export type FeedHint = Omit<FeedEntry, 'key'>;

/** As long as an address may be. A message of the queue, which names an item, holds 128 KB. */
const MAX_LENGTH = 2_048;

/** Of an entry's key or version: what is too long for that is named by its digest. */
export async function shortened(text: string): Promise<string> {
  if (text.length <= MAX_LENGTH) return text;
  return `sha256:${await hexDigest('SHA-256', new TextEncoder().encode(text))}`;
}

/** Reads an item (RSS 1.0, 2.0) or entry (Atom); it may lead to no torrent. */
export function readFeedEntry(element: XmlElement, base: string): FeedEntry {
  const links = linksOf(element, base);
  const torrents = links.filter(isTorrentLink);
  const torrent = torrents.find(({ url }) => !isMagnet(url)) ?? null;
  const magnet =
    textOf(element, 'torrent:magnetURI') ?? torrents.find(({ url }) => isMagnet(url))?.url ?? null;
  const id = textOf(element, 'guid') ?? textOf(element, 'id');
  const page = links.find((link) => !isTorrentLink(link) && link.isPage)?.url;
  return {
    key: id ?? torrent?.url ?? magnet ?? '',
    torrent: torrent?.url ?? null,
    magnet,
    title: nameOf(textOf(element, 'title') ?? '') || null,
    page: page ?? null,
    poster: posterOf(element, base),
    published: dateOf(element, ['pubDate', 'published', 'dc:date', 'updated']),
    updated: dateOf(element, ['updated', 'dc:date', 'pubDate']),
    sizeBytes: sizeOf(textOf(element, 'torrent:contentLength')),
    licenceHints: licencesOf(element),
  };
}

interface Link {
  url: string;
  type: string;
  isPage: boolean;
}

const isTorrentLink = ({ url, type }: Link) =>
  isMagnet(url) || type === 'application/x-bittorrent' || /\.torrent(?:$|[?#])/i.test(url);

/** Enclosures come before other links: RSS's `link` may lead to either. */
function linksOf(element: XmlElement, base: string): Link[] {
  const media = [element, ...childrenOf(element, 'media:group')].flatMap((one) =>
    childrenOf(one, 'media:content'),
  );
  const links = childrenOf(element, 'link');
  const isPage = (link: XmlElement) =>
    ['alternate', undefined].includes(link.attributes.get('rel'));
  return [
    ...[...childrenOf(element, 'enclosure'), ...media].map((one) =>
      linkOf(one, 'url', base, false),
    ),
    ...links.map((link) => linkOf(link, 'href', base, isPage(link))),
    ...childrenOf(element, 'guid').map((guid) => linkOf(guid, 'href', base, false)),
    ...childrenOf(element, 'comments').map((link) => linkOf(link, 'href', base, true)),
  ].filter((link) => link !== null);
}

function linkOf(
  element: XmlElement,
  attribute: string,
  base: string,
  isPage: boolean,
): Link | null {
  const url = addressOf(element.attributes.get(attribute) ?? element.text, base);
  const type = element.attributes.get('type')?.toLowerCase() ?? '';
  return url === null ? null : { url, type, isPage };
}

/** A magnet link, or an address of the web, made whole; null for anything else. */
function addressOf(text: string | undefined, base: string): string | null {
  const address = text?.trim() ?? '';
  if (isMagnet(address)) return address;
  const url = address === '' ? null : parseUrl(address, base);
  return (url && webUrls([url.href])[0]) ?? null;
}

export function webAddressOf(text: string | undefined, base: string): string | null {
  const address = addressOf(text, base);
  return address === null || isMagnet(address) ? null : address;
}

function posterOf(element: XmlElement, base: string): string | null {
  const places = [
    element,
    ...childrenOf(element, 'media:group'),
    ...childrenOf(element, 'media:content'),
  ];
  const thumbnail = places.flatMap((place) => childrenOf(place, 'media:thumbnail'))[0];
  const image = places
    .flatMap((place) => childrenOf(place, 'media:content'))
    .find(({ attributes }) => attributes.get('medium') === 'image');
  return webAddressOf((thumbnail ?? image)?.attributes.get('url'), base);
}

/** `rights` and `copyright` are free text, of use only where no licence is named. */
export function licencesOf(element: XmlElement): string[] {
  const named = [
    ...childrenOf(element, 'cc:license'),
    ...childrenOf(element, 'media:license'),
    ...childrenOf(element, 'license'),
    ...childrenOf(element, 'link').filter((link) => link.attributes.get('rel') === 'license'),
  ].map(({ attributes, text }) => attributes.get('href') ?? attributes.get('resource') ?? text);
  const rights = ['dc:rights', 'rights', 'media:copyright'].flatMap((name) =>
    childrenOf(element, name).map(({ text }) => text),
  );
  const hints = named.some((hint) => hint !== '') ? named : rights;
  return hints.filter((hint) => hint !== '');
}

export function sizeOf(text: string | undefined): number | null {
  const size = /^\d+$/.test(text ?? '') ? Number(text) : 0;
  return size > 0 && Number.isSafeInteger(size) ? size : null;
}

function dateOf(element: XmlElement, names: string[]): string | null {
  for (const name of names) {
    const time = timeOf(textOf(element, name) ?? '');
    if (time !== null) return time;
  }
  return null;
}
