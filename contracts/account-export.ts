import { z } from 'zod';
import { deviceSession, profile } from './accounts';
import { utcTime } from './common';
import { storedInfoHash } from './torrents';
import { watchEntry } from './watch-history';

export const accountExport = z
  .strictObject({
    exportedAt: utcTime,
    profile,
    sessions: z.array(deviceSession),
    watchHistory: z.array(
      watchEntry.extend({
        infoHash: storedInfoHash,
        name: z.string().meta({ description: 'Of the torrent.', example: 'Sintel' }),
      }),
    ),
  })
  .meta({ id: 'AccountExport', description: 'Everything that is kept of an account.' });
export type AccountExport = z.infer<typeof accountExport>;
