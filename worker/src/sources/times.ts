import { timestamp } from '../../../contracts/common';

/** The year 1, as programs write of what they have no date of: `Date.parse` takes it for 2001. */
const NO_YEAR = /(?<![+\-.])\b0\d{3}\b/;

/** A time as records have it, in UTC; null for what is none, or none that a record may have. */
export function timeOf(text: string): string | null {
  const time = NO_YEAR.test(text) ? Number.NaN : Date.parse(text);
  if (Number.isNaN(time)) return null;
  const written = new Date(time).toISOString();
  return timestamp.safeParse(written).success ? written : null;
}
