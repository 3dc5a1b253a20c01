import { parseUrl } from '@/contracts/urls';

/** A link that came from strangers, when it is one to the web; else null. */
export function webLink(url: string | null): string | null {
  const protocol = url === null ? undefined : parseUrl(url)?.protocol;
  return protocol === 'http:' || protocol === 'https:' ? url : null;
}

/** A magnet link, when it is one; else null. */
export const magnetLink = (uri: string) => (/^magnet:\?/i.test(uri) ? uri : null);

/** The page of a torrent. */
export const torrentPath = (id: string) => `/torrents/${encodeURIComponent(id)}`;
