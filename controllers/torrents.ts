import {
  latestTorrentsQuery,
  searchTorrentsQuery,
  suggestions,
  suggestQuery,
  torrentDetail,
  torrentIdParams,
  torrentPage,
  torrentSearchPage,
} from '@/contracts/torrents';
import { endpoint, reply } from '@/middleware/endpoint';
import { suggestTitles } from '@/services/suggestions';
import { searchTorrents } from '@/services/torrent-search';
import { getTorrent, listLatest } from '@/services/torrents';

const tag = 'Torrents';

export const searchTorrentsEndpoint = endpoint({
  method: 'GET',
  path: '/api/torrents/search',
  access: 'public',
  cache: 'catalogue',
  limit: 'search',
  operationId: 'searchTorrents',
  tag,
  summary: 'Search the catalogue',
  description:
    'Case, accents and separators such as `.` and `_` do not matter. When nothing has all the words, with filters or without, what was probably meant is searched for, and `match` says `fuzzy`.',
  query: searchTorrentsQuery,
  responses: { 200: torrentSearchPage },
  errors: ['invalid_cursor'],
  handle: async ({ ctx, query }) => reply(200, await searchTorrents(ctx, query)),
});

export const suggestEndpoint = endpoint({
  method: 'GET',
  path: '/api/torrents/suggest',
  access: 'public',
  cache: 'catalogue',
  limit: 'read',
  operationId: 'suggestTitles',
  tag,
  summary: 'Complete what is being typed',
  description:
    'Titles that begin with it, the most frequent first; when there are not enough, titles of torrents that a search for it finds. Case, accents and separators do not matter.',
  query: suggestQuery,
  responses: { 200: suggestions },
  handle: async ({ ctx, query }) => reply(200, await suggestTitles(ctx, query)),
});

export const latestTorrentsEndpoint = endpoint({
  method: 'GET',
  path: '/api/torrents/latest',
  access: 'public',
  cache: 'catalogue',
  limit: 'read',
  operationId: 'listLatestTorrents',
  tag,
  summary: 'The newest torrents',
  query: latestTorrentsQuery,
  responses: { 200: torrentPage },
  errors: ['invalid_cursor'],
  handle: async ({ ctx, query }) => reply(200, await listLatest(ctx, query)),
});

export const getTorrentEndpoint = endpoint({
  method: 'GET',
  path: '/api/torrents/{id}',
  access: 'public',
  cache: 'catalogue',
  limit: 'read',
  operationId: 'getTorrent',
  tag,
  summary: 'One torrent with its files',
  params: torrentIdParams,
  responses: { 200: torrentDetail },
  errors: ['not_found'],
  handle: async ({ ctx, params }) => reply(200, await getTorrent(ctx, params.id)),
});
