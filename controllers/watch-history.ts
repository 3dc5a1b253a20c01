import {
  listWatchHistoryQuery,
  recordWatchBody,
  watchEntry,
  watchEntryParams,
  watchHistoryPage,
} from '@/contracts/watch-history';
import { endpoint, reply } from '@/middleware/endpoint';
import {
  clearWatchHistory,
  listWatchHistory,
  recordWatch,
  removeWatch,
} from '@/services/watch-history';

const tag = 'Watch history';

export const recordWatchEndpoint = endpoint({
  method: 'POST',
  path: '/api/watch-history',
  access: 'user',
  cache: 'private',
  limit: 'write',
  operationId: 'recordWatch',
  tag,
  summary: 'Record how far a torrent, or one file of it, was watched',
  description:
    'One entry for each torrent and file. What a device reports late does not undo what is newer. A position or duration left out keeps its value.',
  body: recordWatchBody,
  responses: { 200: watchEntry, 201: watchEntry },
  errors: ['not_found', 'too_many_watch_entries'],
  handle: async ({ ctx, body }) => {
    const { created, entry } = await recordWatch(ctx, body);
    return reply(created ? 201 : 200, entry);
  },
});

export const listWatchHistoryEndpoint = endpoint({
  method: 'GET',
  path: '/api/watch-history',
  access: 'user',
  cache: 'private',
  limit: 'read',
  operationId: 'listWatchHistory',
  tag,
  summary: 'What was watched, newest first',
  query: listWatchHistoryQuery,
  responses: { 200: watchHistoryPage },
  errors: ['invalid_cursor'],
  handle: async ({ ctx, query }) => reply(200, await listWatchHistory(ctx, query)),
});

export const clearWatchHistoryEndpoint = endpoint({
  method: 'DELETE',
  path: '/api/watch-history',
  access: 'user',
  cache: 'private',
  limit: 'write',
  operationId: 'clearWatchHistory',
  tag,
  summary: 'Forget everything that was watched',
  responses: { 204: null },
  handle: async ({ ctx }) => {
    await clearWatchHistory(ctx);
    return reply(204);
  },
});

export const removeWatchEndpoint = endpoint({
  method: 'DELETE',
  path: '/api/watch-history/{id}',
  access: 'user',
  cache: 'private',
  limit: 'write',
  operationId: 'removeWatch',
  tag,
  summary: 'Forget one entry',
  params: watchEntryParams,
  responses: { 204: null },
  errors: ['not_found'],
  handle: async ({ ctx, params }) => {
    await removeWatch(ctx, params.id);
    return reply(204);
  },
});
