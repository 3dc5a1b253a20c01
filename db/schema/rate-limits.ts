import { bigint, index, integer, pgTable, text } from 'drizzle-orm/pg-core';

/** Counts that several processes share; in the form that `rate-limiter-flexible` keeps them. */
export const rateLimits = pgTable(
  'rate_limits',
  {
    key: text().primaryKey(),
    points: integer().notNull().default(0),
    /** Milliseconds since 1970. */
    expire: bigint({ mode: 'number' }),
  },
  (table) => [index('rate_limits_expiry').on(table.expire)],
);
