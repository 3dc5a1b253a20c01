import { randomUUID } from 'node:crypto';
import type { IncomingRequest } from './messages';

const acceptable = /^[\w.:-]{1,128}$/;

/** The caller's own id for the request, where it is fit for a log line; else a new one. */
export function requestIdOf(request: Pick<IncomingRequest, 'header'>): string {
  const given = request.header('x-request-id');
  return given !== null && acceptable.test(given) ? given : randomUUID();
}
