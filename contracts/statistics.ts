import * as z from 'zod';
import { count, utcTime } from './common';

const tally = z
  .strictObject({
    value: count,
    relation: z.enum(['eq', 'about']).meta({
      description: '`about`: counting stopped at 100,000, and the rest is an estimate.',
    }),
  })
  .meta({ id: 'Tally' });

export const statistics = z
  .strictObject({
    countedAt: utcTime,
    users: z.strictObject({
      total: count,
      confirmed: count.meta({ description: 'Those who used a link that was mailed to them.' }),
      administrators: count,
      newInADay: count,
    }),
    sessions: z.strictObject({
      total: count.meta({ description: 'Devices that are signed in.' }),
      usersInADay: count.meta({
        description: 'Who signed in or renewed an access token in the last 24 hours.',
      }),
    }),
    torrents: z.strictObject({ total: tally, newInADay: tally, files: tally }),
    watchEntries: tally,
    blocks: tally,
    apiKeys: count,
    databaseBytes: count,
  })
  .meta({ id: 'Statistics' });
export type Statistics = z.infer<typeof statistics>;
