import { randomUUID } from 'node:crypto';

const acceptable = /^[\w.:-]{1,128}$/;

/** The caller's own id for the request, where it is fit for a log line; else a new one. */
export function requestIdOf(headers: Headers): string {
  const given = headers.get('x-request-id');
  return given !== null && acceptable.test(given) ? given : randomUUID();
}
