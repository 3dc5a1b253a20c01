import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { WatchEntry } from '@/contracts/watch-history';
import { watchEntry, watchHistoryPage } from '@/contracts/watch-history';
import type { components, paths } from '@/openapi/schema';
import { type Answer, answerOf, call, clientOf, signUp } from '../support/api';
import { addTorrent, addTorrents, getTorrent } from '../support/catalogue';
import { pagesOf } from '../support/lists';
import { shuffled } from '../support/random';
import { expectNoContent, expectProblem, expectShape } from '../support/shapes';

type WatchProgress = components['schemas']['WatchProgress'];

/** Somebody with a torrent of two files to watch. */
async function viewer() {
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
    list: (query: HistoryQuery = {}) => list(token, query),
    remove,
    clear: () => answerOf(client.DELETE('/api/watch-history')),
  };
}

type HistoryQuery = NonNullable<paths['/api/watch-history']['get']['parameters']['query']>;

async function list(token: string, query: HistoryQuery = {}) {
  const answer = await answerOf(clientOf(token).GET('/api/watch-history', { params: { query } }));
  return expectShape(answer, 200, watchHistoryPage);
}

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

describe('recording', () => {
  test('takes an entry back as it came', async () => {
    const { created, updated } = await viewer();
    const { id: _id, ...entry } = await created({ progressPercent: 10 });
    expect(entry).toMatchObject({ fileIndex: null, positionSeconds: null });
    expect(await updated({ ...entry, progressPercent: 20 })).toMatchObject({ progressPercent: 20 });
  });

  test('answers 201 with a new entry, then 200 with the same one', async () => {
    const { created, updated, torrentId } = await viewer();
    const before = Date.now();
    const first = await created({ progressPercent: 10, positionSeconds: 60.5 });
    expect(first).toEqual({
      id: expect.any(String),
      torrentId,
      fileIndex: null,
      progressPercent: 10,
      positionSeconds: 60.5,
      durationSeconds: null,
      watchedAt: expect.any(String),
    });
    expect(Date.parse(first.watchedAt)).toBeGreaterThanOrEqual(before);
    expect(Date.parse(first.watchedAt)).toBeLessThanOrEqual(Date.now());

    const second = await updated({ progressPercent: 20, positionSeconds: 120 });
    expect(second).toMatchObject({ id: first.id, progressPercent: 20, positionSeconds: 120 });
    expect(second.watchedAt >= first.watchedAt).toBe(true);
  });

  test('keeps the time that the device tells', async () => {
    const { created, list } = await viewer();
    const entry = await created({ watchedAt: '2024-05-06T09:08:09.5+02:00' });
    expect(entry.watchedAt).toBe('2024-05-06T07:08:09.500Z');
    expect((await list()).items).toMatchObject([entry]);
  });

  test('of an older time changes nothing and answers what is stored', async () => {
    const { created, updated, list } = await viewer();
    const stored = await created({
      progressPercent: 70,
      positionSeconds: 700,
      durationSeconds: 1000,
      watchedAt: minutesAgo(5),
    });
    const answered = await updated({
      progressPercent: 5,
      positionSeconds: 50,
      durationSeconds: 900,
      watchedAt: minutesAgo(10),
    });
    expect(answered).toEqual(stored);
    expect((await list()).items).toMatchObject([stored]);
  });

  test('of the very same time counts', async () => {
    const { created, updated } = await viewer();
    const watchedAt = minutesAgo(5);
    await created({ progressPercent: 70, watchedAt });
    expect(await updated({ progressPercent: 71, watchedAt })).toMatchObject({
      progressPercent: 71,
      watchedAt,
    });
  });

  test('of a newer time may go back', async () => {
    const { created, updated } = await viewer();
    await created({ progressPercent: 70, watchedAt: minutesAgo(5) });
    expect(await updated({ progressPercent: 0, watchedAt: minutesAgo(4) })).toMatchObject({
      progressPercent: 0,
    });
  });

  test('out of order from three devices at once leaves the newest', async () => {
    const { torrentId, post, updated, list } = await viewer();
    const reports = Array.from({ length: 30 }, (_, minute) => ({
      progressPercent: minute,
      positionSeconds: minute * 60,
      watchedAt: minutesAgo(60 - minute),
    }));
    const newest = reports[29];
    const devices = [0, 1, 2].map((device) =>
      shuffled(reports.filter((_, place) => place % 3 === device)),
    );
    const answers: Answer[] = [];
    await Promise.all(
      devices.map(async (mine) => {
        for (const report of mine) answers.push(await post(report));
      }),
    );
    for (const { status, json, text } of answers) {
      expect([200, 201], text).toContain(status);
      expect(watchEntry.parse(json)).toEqual(json);
    }
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(new Set(answers.map(({ json }) => json.id)).size).toBe(1);

    const { items } = await list();
    expect(items).toHaveLength(1);
    expect(items).toMatchObject([{ ...newest, torrentId }]);
    expect(await updated({ ...reports[0] })).toMatchObject(newest as object);
  });

  test('without a position or a duration keeps what is stored', async () => {
    const { created, updated } = await viewer();
    await created({ positionSeconds: 371.25, durationSeconds: 888.5 });
    expect(await updated({ progressPercent: 43 })).toMatchObject({
      progressPercent: 43,
      positionSeconds: 371.25,
      durationSeconds: 888.5,
    });
    expect(await updated({ positionSeconds: 0 })).toMatchObject({
      positionSeconds: 0,
      durationSeconds: 888.5,
    });
  });

  test('keeps the order of a device whose clock is fast', async () => {
    const { created, updated } = await viewer();
    const newer = { progressPercent: 50, watchedAt: minutesAgo(-65) };
    await created(newer);
    const older = { progressPercent: 10, watchedAt: minutesAgo(-60) };
    expect(await updated(older)).toMatchObject(newer);
    const newest = { progressPercent: 51, watchedAt: minutesAgo(-70) };
    expect(await updated(newest)).toMatchObject(newest);
  });

  test('lets a clock that is fast shut out no device whose clock is right', async () => {
    const { created, updated } = await viewer();
    const first = { progressPercent: 90, watchedAt: minutesAgo(-60 * 24 * 365) };
    await created(first);
    const late = { progressPercent: 9, watchedAt: minutesAgo(60) };
    expect(await updated(late)).toMatchObject(first);
    expect(await updated({ progressPercent: 91 })).toMatchObject({ progressPercent: 91 });
    const older = { progressPercent: 10, watchedAt: minutesAgo(3) };
    expect(await updated(older)).toMatchObject({ progressPercent: 91 });
  });

  test('lets a clock that is very fast shut out no device whose clock is a little so', async () => {
    const { created, updated } = await viewer();
    const first = { progressPercent: 90, watchedAt: minutesAgo(-60 * 24) };
    await created(first);
    const next = { progressPercent: 91, watchedAt: minutesAgo(-0.5) };
    expect(await updated(next)).toMatchObject(next);
    const older = { progressPercent: 10, watchedAt: minutesAgo(-0.4) };
    expect(await updated(older)).toMatchObject(next);
  });

  test('keeps an entry for each file, and one for the torrent as a whole', async () => {
    const { created, updated, list } = await viewer();
    const whole = await created({ progressPercent: 1 });
    const first = await created({ fileIndex: 0, progressPercent: 2 });
    const second = await created({ fileIndex: 1, progressPercent: 3 });
    expect([whole, first, second].map(({ fileIndex }) => fileIndex)).toEqual([null, 0, 1]);
    expect(new Set([whole.id, first.id, second.id]).size).toBe(3);
    await updated({ fileIndex: 1, progressPercent: 99 });
    const percentOf = new Map(
      (await list()).items.map(({ fileIndex, progressPercent }) => [fileIndex, progressPercent]),
    );
    expect(percentOf).toEqual(
      new Map([
        [null, 1],
        [0, 2],
        [1, 99],
      ] as [number | null, number][]),
    );
  });

  test('refuses a file that the torrent does not have', async () => {
    const { post, list } = await viewer();
    const { errors } = expectProblem(await post({ fileIndex: 2 }), 400, 'validation_failed');
    expect(errors).toMatchObject([{ in: 'body', path: 'fileIndex' }]);
    expect((await list()).items).toEqual([]);
  });

  test('takes any file of a torrent whose files are unknown', async () => {
    const { post } = await viewer();
    const { id: torrentId } = await addTorrent();
    const answer = await post({ torrentId, fileIndex: 7 });
    expect(expectShape(answer, 201, watchEntry)).toMatchObject({ torrentId, fileIndex: 7 });
  });

  test.each([undefined, 0])('of an unknown torrent is not found, file %s', async (fileIndex) => {
    const { post } = await viewer();
    const answer = await post({ torrentId: randomUUID(), ...(fileIndex === 0 && { fileIndex }) });
    expectProblem(answer, 404, 'not_found');
  });
});

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
    const { items } = await list(token);
    expect(items.map(({ id }) => id)).toEqual(newestFirst.map(({ id }) => id));
  });

  test('moves up what is watched again', async () => {
    const { accessToken: token } = await signUp();
    const [old, recent] = await watchMany(token, [minutesAgo(20), minutesAgo(10)]);
    const body = { torrentId: old?.torrentId ?? '', progressPercent: 60 };
    const again = await answerOf(clientOf(token).POST('/api/watch-history', { body }));
    expectShape(again, 200, watchEntry);
    const { items } = await list(token);
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
    expect((await list(token, { limit: 2 })).nextCursor).toEqual(expect.any(String));
    expect((await list(token, { limit: 3 })).nextCursor).toBeNull();
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
