import { isDeepStrictEqual } from 'node:util';
import type { TorrentSearchPage } from '@/contracts/torrents';
import { findTorrentByInfoHash } from '@/db/repositories/torrents';
import { parseSearchQuery, piecesOf, type SearchQuery } from '@/search/query';
import { toResolution } from '@/search/release';
import { inCharactersOf } from '@/search/words';
import type { Context } from './context';
import { type Asked, answer, nothing, onlyOne } from './search-answer';
import { searchCursor } from './search-cursor';
import { askedOf, isFiltered, passes, type SearchRequest } from './search-request';
import { likelyMeanings } from './search-spelling';
import { forgetGone, lookUp, newVocabulary, type Vocabulary } from './search-words';
import { toTorrent } from './torrents';

/** Characters of what is looked for in the place of what was typed: cursors carry it. */
const MEANING_MAX = 200;

/**
 * What people type, answered: the torrent of an info hash or magnet link; else what has all the
 * words; else, when there is nothing, what was probably meant. Without words, what passes the filters.
 */
export async function searchTorrents(
  ctx: Context,
  given: SearchRequest,
): Promise<TorrentSearchPage> {
  const query = parseSearchQuery(given.q);
  const request = {
    ...given,
    resolution: given.resolution && toResolution(given.resolution),
    // Without words all are as relevant.
    sort: isWordless(query) && given.sort === 'relevance' ? 'newest' : given.sort,
  };
  if (request.cursor !== undefined) return nextPage(ctx, request, request.cursor);
  return (await byInfoHash(ctx, request, query)) ?? byWords(ctx, request, query);
}

async function nextPage(
  ctx: Context,
  request: SearchRequest,
  cursor: string,
): Promise<TorrentSearchPage> {
  const after = searchCursor.decode(cursor, ctx.sealCursor, askedOf(request));
  const query = parseSearchQuery(after.meaning ?? request.q);
  const asked = await understand(ctx, newVocabulary(), query);
  return asked === null ? nothing(undefined) : answer(ctx, request, asked, after);
}

/** Null when what was typed is no info hash, or none of a torrent of the catalogue. */
async function byInfoHash(
  ctx: Context,
  request: SearchRequest,
  { infoHashes }: SearchQuery,
): Promise<TorrentSearchPage | null> {
  if (infoHashes.length === 0) return null;
  const row = await findTorrentByInfoHash(ctx.db, infoHashes);
  if (row === undefined) return null;
  const torrent = toTorrent(row);
  return passes(torrent, request) ? onlyOne(torrent, request.facets) : nothing(request.facets);
}

async function byWords(
  ctx: Context,
  request: SearchRequest,
  query: SearchQuery,
): Promise<TorrentSearchPage> {
  const isInfoHash = query.infoHashes.length > 0;
  const isForNothing = isWordless(query) && (isInfoHash || !isFiltered(request));
  const vocabulary = newVocabulary();
  const asked = isForNothing ? null : await understand(ctx, vocabulary, query);
  if (asked === null) return nothing(request.facets);
  const exact = await answer(ctx, request, asked, null);
  // Nothing on a first page is not nothing at all where there is another.
  const isFound = exact.total.value > 0 || exact.nextCursor !== null;
  if (isFound || isInfoHash || isWordless(query)) return exact;
  return (await byMeaning(ctx, request, vocabulary, asked)) ?? exact;
}

/** What was probably meant by what nothing matches; null when nothing is found for that either. */
async function byMeaning(
  ctx: Context,
  request: SearchRequest,
  vocabulary: Vocabulary,
  asked: Asked,
): Promise<TorrentSearchPage | null> {
  if (await isKeptByFilters(ctx, request, asked)) return null;
  const { query } = asked;
  // Where some word is unknown, that is reason enough; else one may have gone.
  const isLess = asked.known.unknown.size === 0 && (await forgetGone(ctx, vocabulary));
  const known = isLess ? await lookUp(ctx, vocabulary, query.wanted) : asked.known;
  const meant = (meaning: string) => understand(ctx, vocabulary, parseSearchQuery(meaning));
  const pageOf = async (meaning: string) => {
    const asked = await meant(meaning);
    const page = asked && (await answer(ctx, request, asked, null, meaning));
    return page?.total.value ? page : null;
  };
  for await (const folded of likelyMeanings(ctx, vocabulary, query, known, MEANING_MAX)) {
    const ways = folded.map((way) => way.map((meaning) => inCharactersOf(request.q, meaning)));
    const found: TorrentSearchPage[] = [];
    for (const readings of ways) {
      const page = await lastOf(readings, pageOf);
      if (page !== null) found.push(page);
    }
    const [most] = found.sort((one, other) => wordsMeant(other) - wordsMeant(one));
    if (most !== undefined) return most;
    for (const [first = ''] of isFiltered(request) ? ways : []) {
      const likeliest = await meant(first);
      if (likeliest && (await isKeptByFilters(ctx, request, likeliest))) return null;
    }
  }
  return null;
}

const wordsMeant = ({ didYouMean }: TorrentSearchPage) => didYouMean?.split(' ').length ?? 0;

/**
 * The result of the last item that has one, found by bisection: where an item has none, none after it
 * has.
 */
async function lastOf<Item, Result>(
  items: Item[],
  resultOf: (item: Item) => Promise<Result | null>,
): Promise<Result | null> {
  let last: Result | null = null;
  for (let [from, to] = [0, items.length]; from < to; ) {
    const middle = Math.floor((from + to) / 2);
    const result = await resultOf(items[middle] as Item);
    if (result === null) to = middle;
    else [last, from] = [result, middle + 1];
  }
  return last;
}

const isWordless = ({ wanted, unwanted }: SearchQuery) => wanted.length + unwanted.length === 0;

/** Null: it asks for what it leaves out. */
async function understand(
  ctx: Context,
  vocabulary: Vocabulary,
  query: SearchQuery,
): Promise<Asked | null> {
  if (isContradiction(query)) return null;
  return { query, known: await lookUp(ctx, vocabulary, query.wanted) };
}

/** Whether something is wanted and left out at once. */
const isContradiction = ({ wanted, unwanted }: SearchQuery) =>
  unwanted.some((left) => wanted.some((unit) => isDeepStrictEqual(piecesOf(unit), piecesOf(left))));

/** Whether it is for the filters that nothing was found: other words would mislead then. */
async function isKeptByFilters(
  ctx: Context,
  request: SearchRequest,
  asked: Asked,
): Promise<boolean> {
  if (!isFiltered(request)) return false;
  const page = await answer(ctx, { q: request.q, limit: 1, sort: 'relevance' }, asked, null);
  return page.total.value > 0;
}
