import Negotiator from 'negotiator';
import { AppError } from '@/lib/errors';

const offered = ['application/json', 'application/problem+json'];

/** Throws `not_acceptable` for a caller that would not take JSON. */
export function expectJsonAccepted(headers: Headers): void {
  const accept = headers.get('accept');
  if (accept === null || accept === '' || accept === '*/*' || accept === 'application/json') return;
  if (new Negotiator({ headers: { accept } }).mediaType(offered) !== undefined) return;
  throw new AppError('not_acceptable', 'Answers come as application/json only.', [
    { in: 'header', path: 'accept', message: 'must allow application/json' },
  ]);
}
