import * as z from 'zod';
import { SourceError, type Web } from '../../web/web';

/** Numbers may be strings, and one may be many. */
const loose = z.union([z.string(), z.number()]).transform(String);
export const oneOrMany = z
  .union([loose, z.array(loose)])
  .transform((value) => [value].flat())
  .catch([]);

/** `rights` is free text, of use only where no licence is named. Either may be there and empty. */
export function licenceHints({ licenseurl, rights }: { licenseurl: string[]; rights: string[] }) {
  const named = licenseurl.filter(isSaid);
  return named.length > 0 ? named : rights.filter(isSaid);
}

const isSaid = (text: string) => text.trim() !== '';

const MAX_ANSWER_BYTES = 16 * 1024 * 1024;

/** An answer of the archive. Throws `SourceError`. */
export async function getJson<T>(url: string, shape: z.ZodType<T>, web: Web): Promise<T> {
  const page = await web.get(url, { accept: 'application/json', maxBytes: MAX_ANSWER_BYTES });
  if (page.state === 'not-modified') throw new SourceError('the archive sent nothing', true);
  const parsed = shape.safeParse(jsonOf(page.bytes));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.join('.') || 'the answer';
  throw new SourceError(
    `the archive answered with another shape: ${field}: ${issue?.message}`,
    true,
  );
}

/** Undefined for what is no JSON; half an answer is none. */
function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
