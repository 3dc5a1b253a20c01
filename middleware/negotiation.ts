import Negotiator from 'negotiator';
import { AppError } from '@/lib/errors';
import type { Endpoint } from './endpoint';
import { isOfLines, mediaTypes } from './media-types';
import type { IncomingRequest } from './messages';

/** What goes wrong is told as JSON by every endpoint, whatever it answers else. */
const always = [mediaTypes.json, 'application/problem+json'];

/** Throws `not_acceptable` for a caller that would take none of what the endpoint answers. */
export function expectAccepted(
  request: IncomingRequest,
  { answerType, lines }: Pick<Endpoint, 'answerType' | 'lines'>,
): void {
  const accept = request.header('accept');
  if (accept === null || accept === '' || accept === '*/*' || accept === mediaTypes.json) return;
  // All of it is UTF-8: who names its charset means the very same.
  const headerWithoutCharset = accept.replace(/;\s*charset\s*=\s*"?utf-8"?/gi, '');
  const negotiator = new Negotiator({ headers: { accept: headerWithoutCharset } });
  const own = answerType ?? (lines && isOfLines(request) ? 'lines' : 'json');
  if (negotiator.mediaType([mediaTypes[own], ...always]) !== undefined) return;
  throw new AppError('not_acceptable', `Answers come as ${mediaTypes[own]} only.`, [
    { in: 'header', path: 'accept', message: `must allow ${mediaTypes[own]}` },
  ]);
}
