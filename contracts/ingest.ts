import * as z from 'zod';
import {
  count,
  fileIndex,
  listOf,
  sizeBytes,
  timestamp,
  toldUrl,
  trackerUrl,
  uuid,
  visibleText,
  webUrl,
} from './common';
import { anyInfoHash, storedInfoHash } from './torrents';

/** How many records one batch may hold. */
export const INGEST_BATCH_MAX = 1_000;
/** How many bytes of JSON one batch may hold. */
export const INGEST_BODY_MAX_BYTES = 4 * 1024 * 1024;

const infoHashV2 = z.string().regex(/^[0-9a-fA-F]{64}$/, { error: 'must be 64 hex digits' });

const isSafePath = (path: string) =>
  path.split(/[/\\]/).every((part) => part !== '' && part !== '.' && part !== '..');

/** Files that one torrent may have. */
export const RECORD_FILES_MAX = 100_000;

const ingestFile = z
  .strictObject({
    index: fileIndex,
    name: visibleText(4096)
      .refine(isSafePath, { error: 'must be a relative path without empty, `.` or `..` parts' })
      .meta({
        description: 'Path inside the torrent, parts joined by `/`.',
        example: 'Sintel.mp4',
      }),
    sizeBytes,
  })
  .meta({ id: 'IngestFile' });

const swarmCount = z.int().min(0).max(2_147_483_647);

export const ingestRecord = z
  .strictObject({
    infoHash: anyInfoHash,
    infoHashV2: infoHashV2
      .optional()
      .meta({ description: 'The SHA-256 info hash of a hybrid torrent.' }),
    replaces: anyInfoHash.optional().meta({
      description:
        'Info hash of the torrent of the same source that this one was made anew from: its entry ' +
        'becomes this one, and keeps its id and watch history. Its files, counts and torrent file go ' +
        'where this record brings none. Of no effect when there is none.',
      example: 'dd8255ecdc7ca55fb0bbf81323d87062db1f6d1c',
    }),
    name: visibleText(1024).meta({ example: 'Sintel' }),
    sizeBytes,
    posterUrl: toldUrl.optional(),
    publishedAt: timestamp.optional(),
    source: visibleText(100).optional().meta({ example: 'archive.org' }),
    sourceUrl: toldUrl.optional(),
    license: visibleText(200).optional().meta({ example: 'CC-BY-3.0' }),
    torrentUrl: toldUrl.optional(),
    trackers: listOf(trackerUrl, 100).optional(),
    webSeeds: listOf(webUrl, 100).optional(),
    seeders: swarmCount.optional(),
    leechers: swarmCount.optional(),
    swarmCheckedAt: timestamp.optional().meta({
      description: 'When the swarm was counted; the time of arrival when left out.',
    }),
    files: listOf(ingestFile, RECORD_FILES_MAX)
      .refine((files) => new Set(files.map((file) => file.index)).size === files.length, {
        error: 'must not use an index twice',
      })
      .optional()
      .meta({
        description:
          'When sent, replaces the whole list. What people watched is kept under where its file is now, known by its name or else its size; of a file that is gone, under the torrent as a whole.',
      }),
  })
  .meta({ id: 'IngestRecord' });
export type IngestRecord = z.infer<typeof ingestRecord>;

/** The batch; its records are checked one by one, so that a bad one does not stop the rest. */
export const ingestBody = z.strictObject({
  torrents: z.array(z.unknown()).min(1).max(INGEST_BATCH_MAX),
});

/** The batch as senders are told of it. */
export const publishedIngestBody = z
  .strictObject({ torrents: z.array(ingestRecord).min(1).max(INGEST_BATCH_MAX) })
  .meta({ id: 'IngestBatch' });

const recordError = z.strictObject({ path: z.string(), message: z.string() });

export const ingestResult = z
  .strictObject({
    index: z.int().min(0).meta({
      description:
        'Place of the record in the batch, or among the lines that are not blank, from 0.',
    }),
    infoHash: storedInfoHash
      .nullable()
      .meta({ description: 'Null when the record did not carry a valid one.' }),
    status: z.enum(['created', 'updated', 'unchanged', 'rejected']),
    id: uuid.optional(),
    errors: z.array(recordError).optional(),
  })
  .meta({ id: 'IngestResult' });
export type IngestResult = z.infer<typeof ingestResult>;

export const ingestReport = z
  .strictObject({
    received: count,
    created: count,
    updated: count,
    unchanged: count,
    rejected: count,
    results: z.array(ingestResult),
  })
  .meta({ id: 'IngestReport' });
export type IngestReport = z.infer<typeof ingestReport>;
