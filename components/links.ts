/** A link that came from strangers, when it is one to the web; else null. */
export function webLink(url: string | null): string | null {
  if (url === null || !URL.canParse(url)) return null;
  return /^https?:$/.test(new URL(url).protocol) ? url : null;
}

/** A magnet link, when it is one; else null. */
export const magnetLink = (uri: string) => (/^magnet:\?/i.test(uri) ? uri : null);

/** The page of a torrent. */
export const torrentPath = (id: string) => `/torrents/${encodeURIComponent(id)}`;
