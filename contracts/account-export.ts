import * as z from 'zod';
import { deviceSession, importedPreferences, profile } from './accounts';
import { count, fileIndex, listOf, timestamp, utcTime } from './common';
import { anyInfoHash, storedInfoHash } from './torrents';
import { progressPercent, seconds, watchEntry } from './watch-history';

const exportedWatch = watchEntry.extend({
  infoHash: storedInfoHash,
  name: z.string().meta({ description: 'Of the torrent.', example: 'Sintel' }),
});

export const accountExport = z
  .strictObject({
    exportedAt: utcTime,
    profile,
    sessions: z.array(deviceSession),
    watchHistory: z.array(exportedWatch),
  })
  .meta({ id: 'AccountExport', description: 'Everything that is kept of an account.' });
export type AccountExport = z.infer<typeof accountExport>;

/** Entries of one import; a longer history comes in several. */
export const IMPORT_MAX = 25_000;

const watchFields = {
  infoHash: anyInfoHash,
  fileIndex: fileIndex.nullable().optional(),
  progressPercent,
  positionSeconds: seconds.nullable().optional(),
  durationSeconds: seconds.nullable().optional(),
  watchedAt: timestamp,
};

/** Fields that an export has and an import makes nothing of. */
const passedOver = ({ shape }: z.ZodObject) =>
  Object.fromEntries(Object.keys(shape).map((key) => [key, z.unknown().optional()]));

const importedWatch = z
  .strictObject({
    ...watchFields,
    ...passedOver(exportedWatch.pick({ id: true, torrentId: true, name: true })),
  })
  .meta({ id: 'ImportedWatchEntry' });
export type ImportedWatch = z.infer<z.ZodObject<typeof watchFields>>;

/** The document that `GET /api/users/me/export` answers, all of whose parts may be left out. */
export const importBody = z
  .strictObject({
    profile: z
      .strictObject({
        preferences: importedPreferences.optional(),
        ...passedOver(profile.omit({ preferences: true })),
      })
      .optional(),
    watchHistory: listOf(importedWatch, IMPORT_MAX).optional(),
    ...passedOver(accountExport.pick({ exportedAt: true, sessions: true })),
  })
  .meta({ id: 'AccountImport', description: 'Preferences and watch history are taken in.' });
export type ImportBody = z.infer<typeof importBody>;

const numberOr = (schema: z.ZodType<number, number>) =>
  z
    .string()
    .regex(/^(?:\d+(?:\.\d+)?(?:e[+-]?\d{1,3})?)?$/i, { error: 'must be a number, or empty' })
    .transform((text) => (text === '' ? null : Number(text)))
    .pipe(schema.nullable());

/** A row of the table; its columns are those of `watchHistoryColumns`. */
const watchRow = z.strictObject({
  infoHash: anyInfoHash,
  name: z.string().optional(),
  fileIndex: numberOr(fileIndex).optional(),
  progressPercent: z
    .string()
    .regex(/^\d{1,3}$/, { error: 'must be a whole number from 0 to 100' })
    .transform(Number)
    .pipe(progressPercent),
  positionSeconds: numberOr(seconds).optional(),
  durationSeconds: numberOr(seconds).optional(),
  watchedAt: timestamp,
});

export const watchHistoryColumns = Object.keys(watchRow.shape) as (keyof typeof watchRow.shape)[];

export const watchTable = listOf(watchRow, IMPORT_MAX);

export const watchTableText = z.string().meta({
  description: `CSV (RFC 4180) in UTF-8. Columns: ${watchHistoryColumns.join(', ')}. Read as well with semicolons between them.`,
});

export const importReport = z
  .strictObject({
    preferences: count.meta({ description: 'Settings that were taken in.' }),
    watchHistory: z.strictObject({
      received: count,
      created: count,
      updated: count,
      unchanged: count.meta({ description: 'What is kept is as new, or newer.' }),
      skipped: z
        .array(z.strictObject({ index: count, infoHash: z.string(), reason: z.string() }))
        .meta({
          description: 'Entries of torrents, or files, that the catalogue does not have.',
        }),
    }),
  })
  .meta({ id: 'ImportReport' });
export type ImportReport = z.infer<typeof importReport>;
