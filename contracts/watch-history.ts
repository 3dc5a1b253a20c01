import * as z from 'zod';
import { fileIndex, page, pageQuery, timestamp, utcTime, uuid } from './common';
import { torrent, torrentFile } from './torrents';

export const progressPercent = z.int().min(0).max(100).meta({ example: 42 });
export const seconds = z.number().min(0).max(100_000_000).meta({ example: 371.5 });

export const recordWatchBody = z
  .strictObject({
    torrentId: uuid,
    // Null as an entry has it, so that its fields can be sent back as they came.
    fileIndex: fileIndex.nullish(),
    progressPercent,
    positionSeconds: seconds.nullish(),
    durationSeconds: seconds.nullish(),
    watchedAt: timestamp.optional().meta({
      description:
        'When it was watched, by the clock of the device; now when left out. Older than what is stored: nothing changes, so reports may come late and in any order. A clock that runs ahead shuts out no other: what is stored for a time to come is followed by any report of the last five minutes, and one that is far ahead also by one of the next five.',
    }),
  })
  .meta({ id: 'WatchProgress' });
export type RecordWatchBody = z.infer<typeof recordWatchBody>;

const entryFields = {
  id: uuid,
  torrentId: uuid,
  fileIndex: fileIndex.nullable(),
  progressPercent,
  positionSeconds: seconds.nullable(),
  durationSeconds: seconds.nullable(),
  watchedAt: utcTime,
};

export const watchEntry = z.strictObject(entryFields).meta({ id: 'WatchEntry' });
export type WatchEntry = z.infer<typeof watchEntry>;

const watchEntryWithTorrent = z
  .strictObject({
    ...entryFields,
    file: torrentFile.nullable().meta({
      description:
        'The file that `fileIndex` is the index of; null where that is null, or the files of the torrent are unknown.',
    }),
    torrent,
  })
  .meta({ id: 'WatchEntryWithTorrent' });

export const watchStatus = z.enum(['all', 'in-progress', 'completed']);
export type WatchStatus = z.infer<typeof watchStatus>;

export const listWatchHistoryQuery = z.strictObject({
  status: watchStatus.default('all').meta({
    description: '`in-progress`: 1 to 89 percent; `completed`: 90 and above.',
  }),
  torrentId: uuid.optional().meta({
    description: 'What was watched of this torrent alone: how far each of its files.',
  }),
  ...pageQuery,
});
export type ListWatchHistoryQuery = z.infer<typeof listWatchHistoryQuery>;

export const watchHistoryPage = z
  .strictObject(page(watchEntryWithTorrent))
  .meta({ id: 'WatchHistoryPage' });
export type WatchHistoryPage = z.infer<typeof watchHistoryPage>;

export const watchEntryParams = z.strictObject({ id: uuid });
