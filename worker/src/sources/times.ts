import { timestamp } from '../../../contracts/common';

/** The year 1, as programs write of what they have no date of: `Date.parse` takes it for 2001. */
const NO_YEAR = /(?<![+\-.])\b0\d{3}\b/;

/** In letters or digits; a remark in brackets may stand behind it. */
const ZONE = /(?:[a-z]{3,}|\bUT|\dZ|[+-]\d\d:?\d\d|\))\s*$/i;

/**
 * A time as records have it, in UTC; null for what is none, or none that a record may have. One that
 * names no zone is taken for UTC: `Date.parse` has it in the zone of the machine.
 */
export function timeOf(text: string): string | null {
  const time = NO_YEAR.test(text) ? Number.NaN : Date.parse(zoned(text.trim()));
  if (Number.isNaN(time)) return null;
  const written = new Date(time).toISOString();
  return timestamp.safeParse(written).success ? written : null;
}

function zoned(text: string): string {
  if (ZONE.test(text)) return text;
  return /^\d{4}-\d\d-\d\dT/.test(text) ? `${text}Z` : `${text} UTC`;
}
