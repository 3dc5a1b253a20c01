import * as z from 'zod';
import { baseUrl, commonSettings } from '../settings';

export const internetArchiveSettings = z.strictObject({
  ...commonSettings,
  kind: z.literal('internet-archive'),
  baseUrl: baseUrl.default('https://archive.org'),
  /** Collections, any of them. */
  collections: z.array(z.string().regex(/^[\w.-]+$/)).default([]),
  /** Beginnings of licence addresses, any of them, such as `http*://creativecommons.org/`. */
  licences: z.array(z.string().regex(/^[^"\\\s]+$/)).default([]),
  mediatypes: z.array(z.string().regex(/^\w+$/)).default(['movies', 'audio', 'texts', 'software']),
  /**
   * `all`: everything, then what was updated since, by cursor. `newest`: what was published since,
   * the newest first, at most the 10,000 results that the archive gives; a change is not noticed.
   */
  search: z.enum(['all', 'newest']).default('all'),
  /** Items in one answer of the search; the archive takes no fewer than 100. */
  pageSize: z.int().min(100).max(10_000).default(1_000),
});
export type InternetArchiveSettings = z.infer<typeof internetArchiveSettings>;
