import type { Suggestions } from '@/contracts/torrents';
import { listTitlesFrom, listTitlesOf } from '@/db/repositories/titles';
import { foldText } from '@/lib/fold';
import type { Context } from './context';
import { searchTorrents } from './torrent-search';

/** Characters of what was typed that titles are held against: they are no longer. */
const START_MAX = 200;
/** Torrents of a search whose titles are offered where too few begin with what was typed. */
const FOUND_MAX = 20;

/** How much of what was typed must be in what was probably meant by it. */
const MEANT_SHARE = 0.75;

const lettersOf = (text: string) => foldText(text).replaceAll(' ', '').length;

/**
 * Titles that what was typed may become: those that begin with it, and then those of what a search
 * for it finds, so that words from the middle of a title and misspellings lead on as well.
 */
export async function suggestTitles(
  ctx: Context,
  { q, limit }: { q: string; limit: number },
): Promise<Suggestions> {
  const start = foldText(q).slice(0, START_MAX).trim();
  const begun = start === '' ? [] : await listTitlesFrom(ctx.db, start, limit);
  const others = begun.length < limit ? await titlesFound(ctx, q) : [];
  const offered = new Map([...begun, ...others].map((title) => [title.title, title]));
  const items = [...offered.values()].slice(0, limit);
  return { items: items.map(({ written, torrents }) => ({ text: written, torrents })) };
}

async function titlesFound(ctx: Context, q: string) {
  const { items, didYouMean } = await searchTorrents(ctx, {
    q,
    sort: 'relevance',
    limit: FOUND_MAX,
  });
  // What goes on is what was typed, mended or not, and not half of its words.
  if (didYouMean !== null && lettersOf(didYouMean) < MEANT_SHARE * lettersOf(q)) return [];
  return listTitlesOf(
    ctx.db,
    items.map(({ id }) => id),
  );
}
