import Negotiator from 'negotiator';
import { AppError } from '@/lib/errors';
import type { IncomingRequest } from './messages';

const offered = ['application/json', 'application/problem+json'];

/** Throws `not_acceptable` for a caller that would not take JSON. */
export function expectJsonAccepted(request: IncomingRequest): void {
  const accept = request.header('accept');
  if (accept === null || accept === '' || accept === '*/*' || accept === 'application/json') return;
  // JSON is UTF-8: who names its charset means the very same.
  const headerWithoutCharset = accept.replace(/;\s*charset\s*=\s*"?utf-8"?/gi, '');
  const negotiator = new Negotiator({ headers: { accept: headerWithoutCharset } });
  if (negotiator.mediaType(offered) !== undefined) return;
  throw new AppError('not_acceptable', 'Answers come as application/json only.', [
    { in: 'header', path: 'accept', message: 'must allow application/json' },
  ]);
}
