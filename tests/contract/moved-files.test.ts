import { expect, test } from 'vitest';
import type { IngestRecord } from '@/contracts/ingest';
import { watchEntry, watchHistoryPage } from '@/contracts/watch-history';
import { answerOf, clientOf, newRecord, signUp } from '../support/api';
import { addTorrent } from '../support/catalogue';
import { pushOne } from '../support/ingest';
import { expectShape } from '../support/shapes';

type Files = NonNullable<IngestRecord['files']>;

/** Files by name and size, in their order. */
const filesOf = (sizes: Record<string, number>): Files =>
  Object.entries(sizes).map(([name, sizeBytes], index) => ({ index, name, sizeBytes }));

/** Somebody who watches a torrent of these files. */
async function viewerOf(sizes: Record<string, number>) {
  const [{ accessToken }, { id: torrentId, record }] = await Promise.all([
    signUp(),
    addTorrent({ source: 'archive.org', files: filesOf(sizes) }),
  ]);
  const client = clientOf(accessToken);
  const watch = (fileIndex: number | null, progressPercent: number) =>
    answerOf(
      client.POST('/api/watch-history', { body: { torrentId, fileIndex, progressPercent } }),
    );
  return {
    record,
    watch,
    async watched(fileIndex: number | null, progressPercent: number): Promise<string> {
      return expectShape(await watch(fileIndex, progressPercent), 201, watchEntry).id;
    },
    /** Progress by the index of the file, and the ids. */
    async places() {
      const answer = await answerOf(client.GET('/api/watch-history'));
      const { items } = expectShape(answer, 200, watchHistoryPage);
      return Object.fromEntries(
        items.map(({ id, fileIndex, progressPercent }) => [`${fileIndex}`, [id, progressPercent]]),
      );
    },
  };
}

test('who watches a file goes on where it is now, though it changed places with another', async () => {
  const { record, watched, places } = await viewerOf({ a: 1, b: 2, c: 3 });
  const [a, b] = [await watched(0, 10), await watched(1, 20)];
  const change = { ...record, files: filesOf({ b: 2, a: 1, c: 3 }) };
  expect((await pushOne(change)).status).toBe('updated');
  expect(await places()).toEqual({ '1': [a, 10], '0': [b, 20] });
});

test('so they do when the torrent was made anew', async () => {
  const { record, watch, watched, places } = await viewerOf({ 'a.txt': 1, 'film.webm': 2 });
  const film = await watched(1, 40);
  const files = filesOf({ 'film.webm': 5 });
  const anew = newRecord({ source: 'archive.org', replaces: record.infoHash, files });
  expect((await pushOne(anew)).status).toBe('updated');
  expect(await places()).toEqual({ '0': [film, 40] });
  expect((await watch(0, 50)).status).toBe(200);
});

test('a file with another name is known by its size, where no other has that', async () => {
  const { record, watched, places } = await viewerOf({ old: 7, one: 4, two: 4 });
  const [old, one] = [await watched(0, 10), await watched(1, 20)];
  const files = filesOf({ three: 4, four: 4, new: 7 });
  expect((await pushOne({ ...record, files })).status).toBe('updated');
  expect(await places()).toEqual({ '2': [old, 10], null: [one, 20] });
});

test('what was watched of a file that is gone is of the torrent, unless that was watched later', async () => {
  const { record, watched, places } = await viewerOf({ a: 1, b: 2, c: 3 });
  await watched(0, 10);
  const later = await watched(1, 20);
  await pushOne({ ...record, files: filesOf({ c: 3 }) });
  expect(await places()).toEqual({ null: [later, 20] });

  const other = await viewerOf({ a: 1, b: 2 });
  await other.watched(0, 10);
  const whole = await other.watched(null, 30);
  await pushOne({ ...other.record, files: filesOf({ b: 2 }) });
  expect(await other.places()).toEqual({ null: [whole, 30] });
});

test('who watched a file before the files were known is at the torrent when it has no such file', async () => {
  const { record, watched, places } = await viewerOf({});
  const [none, film] = [await watched(5, 50), await watched(0, 10)];
  await pushOne({ ...record, files: filesOf({ 'film.webm': 5 }) });
  expect(await places()).toEqual({ null: [none, 50], '0': [film, 10] });
});

test('so is who watched a file of what is known no more', async () => {
  const { record, watched, places } = await viewerOf({ a: 1, b: 2 });
  const entry = await watched(1, 20);
  await pushOne({ ...record, files: [] });
  expect(await places()).toEqual({ '1': [entry, 20] });
  await pushOne({ ...record, files: filesOf({ b: 2 }) });
  expect(await places()).toEqual({ null: [entry, 20] });
});
