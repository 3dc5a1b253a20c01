import { watchEntry, watchHistoryPage } from '@/contracts/watch-history';
import type { components, paths } from '@/openapi/schema';
import { answerOf, clientOf, signUp } from './api';
import { addTorrent } from './catalogue';
import { expectShape } from './shapes';

type WatchProgress = components['schemas']['WatchProgress'];

/** Somebody with a torrent of two files to watch. */
export async function viewer() {
  const [{ accessToken: token }, { id: torrentId }] = await Promise.all([
    signUp(),
    addTorrent({
      files: [
        { index: 0, name: 'part 1.webm', sizeBytes: 1 },
        { index: 1, name: 'part 2.webm', sizeBytes: 2 },
      ],
    }),
  ]);
  const client = clientOf(token);
  const post = (fields: Partial<WatchProgress>) =>
    answerOf(
      client.POST('/api/watch-history', { body: { torrentId, progressPercent: 10, ...fields } }),
    );
  const remove = (id: string) =>
    answerOf(client.DELETE('/api/watch-history/{id}', { params: { path: { id } } }));
  return {
    token,
    torrentId,
    post,
    created: async (fields: Partial<WatchProgress>) =>
      expectShape(await post(fields), 201, watchEntry),
    updated: async (fields: Partial<WatchProgress>) =>
      expectShape(await post(fields), 200, watchEntry),
    list: (query: HistoryQuery = {}) => listHistory(token, query),
    remove,
    clear: () => answerOf(client.DELETE('/api/watch-history')),
  };
}

type HistoryQuery = NonNullable<paths['/api/watch-history']['get']['parameters']['query']>;

/** A page of somebody's watch history. */
export async function listHistory(token: string, query: HistoryQuery = {}) {
  const answer = await answerOf(clientOf(token).GET('/api/watch-history', { params: { query } }));
  return expectShape(answer, 200, watchHistoryPage);
}

export const minutesAgo = (minutes: number) =>
  new Date(Date.now() - minutes * 60_000).toISOString();
