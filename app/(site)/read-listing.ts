import type * as z from 'zod';
import {
  type Ask,
  failedListing,
  foundListing,
  type Listing,
  PAGE_SIZE,
} from '@/components/listing';
import { latestTorrentsQuery, searchTorrentsQuery } from '@/contracts/torrents';
import { fieldError } from '@/lib/errors';
import { problemTypes, toKnownError } from '@/middleware/problems';
import type { Context } from '@/services/context';
import { searchTorrents } from '@/services/torrent-search';
import { listLatest } from '@/services/torrents';
import { pageContext } from './context';
import { first, type Query } from './query';

export const readAsk = (query: Query): Ask => ({
  q: first(query, 'q').trim(),
  cursor: first(query, 'cursor') || null,
});

/** What an address asks for, straight from the services, held to the same rules as the API. */
export async function readListing(ask: Ask): Promise<Listing> {
  const ctx = await pageContext();
  try {
    return foundListing(ask, await find(ctx, ask), ctx.now().getTime());
  } catch (error) {
    const known = toKnownError(error, ctx.log);
    if (known === null) throw error;
    const isTheirs = problemTypes[known.code].status === 400;
    return failedListing(ask, isTheirs ? 'unreadable' : 'unavailable');
  }
}

function find(ctx: Context, { q, cursor }: Ask) {
  const page = { limit: String(PAGE_SIZE), ...(cursor !== null && { cursor }) };
  if (q === '') return listLatest(ctx, parse(latestTorrentsQuery, page));
  return searchTorrents(ctx, parse(searchTorrentsQuery, { q, ...page }));
}

function parse<Schema extends z.ZodType>(schema: Schema, query: unknown): z.output<Schema> {
  const parsed = schema.safeParse(query);
  if (!parsed.success) throw fieldError('query', '', 'is not one that the API takes');
  return parsed.data;
}
