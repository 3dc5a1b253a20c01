import * as z from 'zod';
import { timestamp, toldUrl, visibleText } from './common';
import { torrentDetail } from './torrents';

/** What an administrator may put right; the rest says which torrent it is, or is counted. */
export const correctable = [
  'name',
  'posterUrl',
  'publishedAt',
  'sourceUrl',
  'license',
  'torrentUrl',
] as const;
export type Correctable = (typeof correctable)[number];

export const torrentPatch = z
  .strictObject({
    name: visibleText(1024).optional(),
    posterUrl: toldUrl.nullable().optional(),
    publishedAt: timestamp.nullable().optional(),
    sourceUrl: toldUrl.nullable().optional(),
    license: visibleText(200).nullable().optional(),
    torrentUrl: toldUrl.nullable().optional(),
    release: z
      .array(z.enum(correctable))
      .max(correctable.length)
      .optional()
      .meta({
        description:
          'Fields that are left to ingest again, which sets them when it brings them next.',
        example: ['posterUrl'],
      }),
  })
  .meta({ id: 'TorrentPatch', example: { name: 'Sintel (2010)', release: ['posterUrl'] } });
export type TorrentPatch = z.infer<typeof torrentPatch>;

export const correctedTorrent = torrentDetail
  .extend({
    corrected: z.array(z.enum(correctable)).meta({
      description: 'Fields that an administrator has set: ingest does not change them.',
    }),
  })
  .meta({ id: 'CorrectedTorrent' });
export type CorrectedTorrent = z.infer<typeof correctedTorrent>;
