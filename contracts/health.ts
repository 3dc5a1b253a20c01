import * as z from 'zod';

export const health = z
  .strictObject({
    status: z.enum(['ok', 'unavailable']),
    version: z.string(),
    uptimeSeconds: z.int().min(0),
    database: z.strictObject({
      status: z.enum(['ok', 'unavailable']),
      kind: z.enum(['pglite', 'postgresql']),
      latencyMs: z.number().min(0).nullable(),
    }),
  })
  .meta({ id: 'Health' });
export type Health = z.infer<typeof health>;
