import { customType, timestamp } from 'drizzle-orm/pg-core';

/** Milliseconds, as JavaScript dates hold them: a time read back is the very time stored. */
export const time = () => timestamp({ withTimezone: true, precision: 3, mode: 'date' });

export const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' });
