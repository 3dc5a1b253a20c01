import * as z from 'zod';
import { visibleText, webUrl } from '../../../contracts/common';

/** What every source is told. */
export const commonSettings = {
  /** Names it in configuration and in what is kept of it; it never changes. */
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, { error: 'must be a-z, 0-9 and hyphens' }),
  /** The `source` of its records, as people read it. */
  name: visibleText(100),
};

/** The address of a site, without the slash at its end. */
export const baseUrl = webUrl.transform((url) => url.replace(/\/+$/, ''));
