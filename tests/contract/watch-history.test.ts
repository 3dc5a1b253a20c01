import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { watchEntry } from '@/contracts/watch-history';
import type { Answer } from '../support/api';
import { addTorrent } from '../support/catalogue';
import { shuffled } from '../support/random';
import { expectProblem, expectShape } from '../support/shapes';
import { minutesAgo, viewer } from '../support/watching';

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

  test('twice and out of order from three devices at once leaves the newest', async () => {
    const { torrentId, post, updated, list } = await viewer();
    const reports = Array.from({ length: 30 }, (_, minute) => ({
      progressPercent: minute,
      positionSeconds: minute * 60,
      watchedAt: minutesAgo(60 - minute),
    }));
    const newest = reports[29];
    const devices = [0, 1, 2].map((device) => {
      const own = reports.filter((_, place) => place % 3 === device);
      return shuffled([...own, ...own]);
    });
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
