import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type WatchEntry, watchEntry, watchHistoryPage } from '@/contracts/watch-history';
import { answerOf, call, clientOf, signUp } from '../support/api';
import { addTorrent, addTorrents, getTorrent } from '../support/catalogue';
import { pagesOf } from '../support/lists';
import { expectNoContent, expectProblem, expectShape } from '../support/shapes';
import { listHistory, minutesAgo, viewer } from '../support/watching';

describe('the list', () => {
  test('is empty for who has watched nothing', async () => {
    const { list } = await viewer();
    expect(await list()).toEqual({ items: [], nextCursor: null });
  });

  test('shows each entry with its torrent', async () => {
    const { created, list, torrentId } = await viewer();
    const entry = await created({ progressPercent: 5 });
    const { files: _files, ...torrent } = await getTorrent(torrentId);
    const item = { ...entry, file: null, torrent };
    expect(await list()).toEqual({ items: [item], nextCursor: null });
  });

  test('is by the time of watching, newest first', async () => {
    const { accessToken: token } = await signUp();
    const entries = await watchMany(token, [3, 9, 1, 7, 5].map(minutesAgo));
    const newestFirst = [...entries].sort((a, b) => b.watchedAt.localeCompare(a.watchedAt));
    const { items } = await listHistory(token);
    expect(items.map(({ id }) => id)).toEqual(newestFirst.map(({ id }) => id));
  });

  test('moves up what is watched again', async () => {
    const { accessToken: token } = await signUp();
    const [old, recent] = await watchMany(token, [minutesAgo(20), minutesAgo(10)]);
    const body = { torrentId: old?.torrentId ?? '', progressPercent: 60 };
    const again = await answerOf(clientOf(token).POST('/api/watch-history', { body }));
    expectShape(again, 200, watchEntry);
    const { items } = await listHistory(token);
    expect(items.map(({ id }) => id)).toEqual([old?.id, recent?.id]);
  });

  test('comes in pages without gap or repeat, though times are equal', async () => {
    const { accessToken: token } = await signUp();
    const sameTime = minutesAgo(5);
    const times = Array.from({ length: 11 }, (_, place) =>
      place % 3 === 0 ? minutesAgo(place) : sameTime,
    );
    const entries = await watchMany(token, times);
    const found: WatchEntry[] = [];
    const sizes: number[] = [];
    for await (const { items } of pagesOf('/api/watch-history?limit=3', watchHistoryPage, {
      token,
    })) {
      found.push(...items);
      sizes.push(items.length);
    }
    expect(sizes).toEqual([3, 3, 3, 2]);
    expect(found.map(({ id }) => id).sort()).toEqual(entries.map(({ id }) => id).sort());
    const seen = found.map(({ watchedAt }) => watchedAt);
    expect(seen).toEqual([...seen].sort().reverse());
  });

  test('ends without a cursor where the last page is full', async () => {
    const { accessToken: token } = await signUp();
    await watchMany(token, [1, 2, 3].map(minutesAgo));
    expect((await listHistory(token, { limit: 2 })).nextCursor).toEqual(expect.any(String));
    expect((await listHistory(token, { limit: 3 })).nextCursor).toBeNull();
  });

  const statuses: [percent: number, lists: string[]][] = [
    [0, ['all']],
    [1, ['all', 'in-progress']],
    [89, ['all', 'in-progress']],
    [90, ['all', 'completed']],
    [100, ['all', 'completed']],
  ];
  test.each(statuses)('counts %i percent to %j', async (progressPercent, lists) => {
    const { created, list } = await viewer();
    const { id } = await created({ progressPercent });
    for (const status of ['all', 'in-progress', 'completed'] as const) {
      const { items } = await list({ status });
      expect(
        items.map((item) => item.id),
        status,
      ).toEqual(lists.includes(status) ? [id] : []);
    }
  });

  test('of a status comes in pages of that status alone', async () => {
    const { accessToken: token } = await signUp();
    const percents = [95, 50, 100, 0, 90, 89, 91];
    await watchMany(
      token,
      percents.map((_, place) => minutesAgo(place)),
      percents,
    );
    const found: number[] = [];
    const path = '/api/watch-history?status=completed&limit=2';
    for await (const { items } of pagesOf(path, watchHistoryPage, { token })) {
      found.push(...items.map(({ progressPercent }) => progressPercent));
    }
    expect(found).toEqual([95, 100, 90, 91]);
  });

  test('of one torrent has how far each of its files was watched, by whoever asks', async () => {
    const [{ created, list, torrentId, token }, other] = await Promise.all([viewer(), viewer()]);
    await created({ fileIndex: 1, progressPercent: 40 });
    await watchMany(token, [minutesAgo(1)]);
    await created({ fileIndex: 0, progressPercent: 95 });
    await created({ progressPercent: 3 });
    const { items } = await list({ torrentId });
    expect(items.map(({ progressPercent, file }) => [progressPercent, file])).toEqual([
      [3, null],
      [95, { index: 0, name: 'part 1.webm', sizeBytes: 1 }],
      [40, { index: 1, name: 'part 2.webm', sizeBytes: 2 }],
    ]);
    const completed = await list({ torrentId, status: 'completed' });
    expect(completed.items.map(({ fileIndex }) => fileIndex)).toEqual([0]);
    const first = await list({ torrentId, limit: 2 });
    const rest = await list({ torrentId, limit: 2, cursor: first.nextCursor ?? '' });
    expect([...first.items, ...rest.items]).toEqual(items);
    expect((await other.list({ torrentId })).items).toEqual([]);
    expect((await list({ torrentId: randomUUID() })).items).toEqual([]);
  });

  test('tells of no file where the files of the torrent are unknown', async () => {
    const { created, list } = await viewer();
    const { id: torrentId } = await addTorrent();
    await created({ torrentId, fileIndex: 3 });
    expect((await list()).items).toMatchObject([{ fileIndex: 3, file: null }]);
  });

  test('refuses a status that there is not', async () => {
    const { token } = await viewer();
    const answer = await call('GET', '/api/watch-history?status=watched', { token });
    const { errors } = expectProblem(answer, 400, 'validation_failed');
    expect(errors).toMatchObject([{ in: 'query', path: 'status' }]);
  });
});

describe('forgetting', () => {
  test('one entry leaves the others', async () => {
    const { created, list, remove } = await viewer();
    const kept = await created({ fileIndex: 0 });
    const gone = await created({ fileIndex: 1 });
    expectNoContent(await remove(gone.id));
    expect((await list()).items.map(({ id }) => id)).toEqual([kept.id]);
  });

  test('the same entry twice is not found the second time', async () => {
    const { created, remove } = await viewer();
    const { id } = await created({});
    expectNoContent(await remove(id));
    expectProblem(await remove(id), 404, 'not_found');
  });

  test('all leaves nothing, and can be done again', async () => {
    const { created, list, clear } = await viewer();
    await created({ fileIndex: 0 });
    await created({ fileIndex: 1 });
    expectNoContent(await clear());
    expect((await list()).items).toEqual([]);
    expectNoContent(await clear());
  });

  test('lets an older time be recorded anew', async () => {
    const { created, clear } = await viewer();
    await created({ progressPercent: 80 });
    expectNoContent(await clear());
    await created({ progressPercent: 8, watchedAt: minutesAgo(60) });
  });
});

/** An entry of its own torrent for each time, in the order given. */
async function watchMany(
  token: string,
  times: string[],
  percents: number[] = [],
): Promise<WatchEntry[]> {
  const torrents = await addTorrents(...times.map(() => ({})));
  const entries: WatchEntry[] = [];
  for (const [place, watchedAt] of times.entries()) {
    const torrentId = torrents[place]?.id;
    const json = { torrentId, progressPercent: percents[place] ?? 50, watchedAt };
    const answer = await call('POST', '/api/watch-history', { token, json });
    entries.push(expectShape(answer, 201, watchEntry));
  }
  return entries;
}
