import * as z from 'zod';
import type { Validators } from '../web/web';
import type { Json } from './source';

const kept = z.object({
  url: z.string(),
  etag: z.string().nullable(),
  lastModified: z.string().nullable(),
});

/** What the checkpoint kept of an address; those of another address would hide what this one has. */
export function validatorsFor(url: string, checkpoint: Json): Validators | undefined {
  const { data } = kept.safeParse(checkpoint);
  return data?.url === url ? data : undefined;
}

/** The checkpoint for the next run. */
export const validatorsOf = (url: string, { etag, lastModified }: Validators): Json => ({
  url,
  etag,
  lastModified,
});
