import type { FoundTorrent, Torrent, TorrentPage, TorrentSearchPage } from '@/contracts/torrents';
import { api } from './api';

/** How many torrents a page of the catalogue shows: full rows in two, three or four columns. */
export const PAGE_SIZE = 24;

/** What the address of the start page asks for: a search, or the newest when `q` is empty. */
export interface Ask {
  q: string;
  /** Where in the list to begin; null for its start. */
  cursor: string | null;
}

/** Why a listing could not be had: the catalogue cannot read what was asked, or does not answer. */
export type Failure = 'unreadable' | 'unavailable';

/** A part of the catalogue, as the server or the browser got it. */
export interface Listing {
  ask: Ask;
  items: (Torrent | FoundTorrent)[];
  nextCursor: string | null;
  /** Null when the newest are listed, which nobody counts. */
  total: TorrentSearchPage['total'] | null;
  /** What was searched for, as nothing matched what was asked. */
  didYouMean: string | null;
  /** Milliseconds since 1970 when it was read: ages are told from here, on server and browser. */
  readAt: number;
  failure: Failure | null;
}

export const sameAsk = (a: Ask, b: Ask) => a.q === b.q && a.cursor === b.cursor;

/** The start page's address with what is asked. */
export function askPath({ q, cursor }: Ask): string {
  const query = new URLSearchParams({ ...(q && { q }), ...(cursor && { cursor }) });
  return query.size === 0 ? '/' : `/?${query}`;
}

/** Title of the start page for a search, or for none. */
export const startTitle = (q: string) =>
  q === '' ? 'Torrent Streamer' : `${q} – Torrent Streamer`;

export const foundListing = (
  ask: Ask,
  page: TorrentPage | TorrentSearchPage,
  readAt: number,
): Listing => ({
  ask,
  items: page.items,
  nextCursor: page.nextCursor,
  total: 'total' in page ? page.total : null,
  didYouMean: 'didYouMean' in page ? page.didYouMean : null,
  readAt,
  failure: null,
});

export const failedListing = (ask: Ask, failure: Failure): Listing => ({
  ask,
  items: [],
  nextCursor: null,
  total: null,
  didYouMean: null,
  readAt: 0,
  failure,
});

/** The last two of a server or a proxy for which the address is too long. */
const UNREADABLE = [400, 414, 431];

/** Asks the API. Rejects only when `signal` says so. */
export async function fetchListing(ask: Ask, signal: AbortSignal): Promise<Listing> {
  const { q, cursor } = ask;
  const part = { limit: PAGE_SIZE, ...(cursor && { cursor }) };
  try {
    const { data, response } =
      q === ''
        ? await api.GET('/api/torrents/latest', { params: { query: part }, signal })
        : await api.GET('/api/torrents/search', { params: { query: { q, ...part } }, signal });
    if (data) return foundListing(ask, data, Date.now());
    return failedListing(ask, UNREADABLE.includes(response.status) ? 'unreadable' : 'unavailable');
  } catch (error) {
    if (signal.aborted) throw error;
    return failedListing(ask, 'unavailable');
  }
}
