import * as z from 'zod';
import { count } from './common';

export const jobReport = z
  .strictObject({
    job: z.enum(['maintain', 'scrape']),
    outcome: z.enum(['done', 'unfinished', 'skipped']).meta({
      description: '`unfinished`: there is more to do, which the next run goes on with.',
    }),
    reason: z.string().optional().meta({ description: 'Why it was skipped.' }),
    removed: z
      .strictObject({ sessions: count, mailedLinks: count, counters: count })
      .optional()
      .meta({ description: 'What had expired.' }),
    renewedEntries: count.optional().meta({
      description: 'Search entries of an older version that were made anew.',
    }),
    vacuumed: z.array(z.string()).optional().meta({
      description: 'Tables of the embedded database that were vacuumed.',
    }),
    sources: z
      .array(z.string())
      .optional()
      .meta({ description: 'Sources that the Worker now looks through.' }),
  })
  .meta({ id: 'JobReport' });
export type JobReport = z.infer<typeof jobReport>;
