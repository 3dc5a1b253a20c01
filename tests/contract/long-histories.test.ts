import { beforeAll, describe, expect, test } from 'vitest';
import { accountExport, importReport } from '@/contracts/account-export';
import { watchEntry, watchHistoryPage } from '@/contracts/watch-history';
import { call, signUp } from '../support/api';
import { addTorrent } from '../support/catalogue';
import { expectNoContent, expectProblem, expectShape } from '../support/shapes';

/** Entries that an account may have. */
const ENTRIES_MAX = 50_000;

let token: string;
let torrent: Awaited<ReturnType<typeof addTorrent>>;

/** Entries of files that nobody knows: as many as are wanted of one torrent. */
const entriesFrom = (first: number, count: number) =>
  Array.from({ length: count }, (_, place) => ({
    infoHash: torrent.record.infoHash,
    fileIndex: first + place,
    progressPercent: 50,
    watchedAt: '2026-01-01T00:00:00Z',
  }));

const importAll = (watchHistory: object[]) =>
  call('POST', '/api/users/me/import', { token, json: { watchHistory } });
const watch = (fileIndex: number, progressPercent = 1) =>
  call('POST', '/api/watch-history', {
    token,
    json: { torrentId: torrent.id, fileIndex, progressPercent },
  });

/** An account whose history is as long as it may be. */
beforeAll(async () => {
  [{ accessToken: token }, torrent] = await Promise.all([signUp(), addTorrent()]);
  for (const first of [0, ENTRIES_MAX / 2]) {
    const answer = await importAll(entriesFrom(first, ENTRIES_MAX / 2));
    expect(expectShape(answer, 200, importReport).watchHistory.created).toBe(ENTRIES_MAX / 2);
  }
});

describe('a history as long as it may be', () => {
  test('takes nothing new, and goes on with what it has', async () => {
    expectProblem(await watch(ENTRIES_MAX), 409, 'too_many_watch_entries');
    const answer = await importAll([...entriesFrom(ENTRIES_MAX, 1), ...entriesFrom(0, 1)]);
    expectProblem(answer, 409, 'too_many_watch_entries');
    expect(expectShape(await watch(7, 77), 200, watchEntry).progressPercent).toBe(77);
  });

  test('is not exceeded by many who write at once', async () => {
    const page = await call('GET', '/api/watch-history?limit=1', { token });
    const [newest] = expectShape(page, 200, watchHistoryPage).items;
    expectNoContent(await call('DELETE', `/api/watch-history/${newest?.id}`, { token }));
    const answers = await Promise.all([
      ...Array.from({ length: 4 }, (_, place) => watch(ENTRIES_MAX + place)),
      ...Array.from({ length: 4 }, (_, place) =>
        importAll(entriesFrom(ENTRIES_MAX + 4 + place, 1)),
      ),
    ]);
    const taken = answers.filter(({ status }) => status < 300);
    expect(taken).toHaveLength(1);
    for (const answer of answers) {
      if (!taken.includes(answer)) expectProblem(answer, 409, 'too_many_watch_entries');
    }
  });

  test('is exported whole, in pieces', async () => {
    const json = await call('GET', '/api/users/me/export', { token });
    expect(json.headers.has('content-length')).toBe(false);
    const { watchHistory } = expectShape(json, 200, accountExport);
    expect(new Set(watchHistory.map(({ id }) => id)).size).toBe(ENTRIES_MAX);
    const times = watchHistory.map(({ watchedAt }) => watchedAt);
    expect(times).toEqual([...times].sort().reverse());

    const table = await call('GET', '/api/users/me/watch-history.csv', { token });
    expect(table.headers.has('content-length')).toBe(false);
    expect(table.text.trimEnd().split('\r\n')).toHaveLength(1 + ENTRIES_MAX);
  });
});

describe('a torrent whose files nobody knows', () => {
  test('has no more of them than a torrent can have', async () => {
    const { errors } = expectProblem(await watch(100_000), 400, 'validation_failed');
    expect(errors).toMatchObject([{ in: 'body', path: 'fileIndex' }]);
    const answer = expectShape(await importAll(entriesFrom(100_000, 1)), 200, importReport);
    expect(answer.watchHistory.skipped).toMatchObject([{ index: 0 }]);
  });
});
