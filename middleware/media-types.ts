import { AppError } from '@/lib/errors';
import type { IncomingRequest } from './messages';

export const mediaTypes = {
  json: 'application/json',
  lines: 'application/x-ndjson',
  csv: 'text/csv',
  figures: 'text/plain; version=0.0.4',
} as const;

/** Whether the request says that its body is lines, rightly or not. */
export const isOfLines = (request: IncomingRequest) =>
  request.header('content-type')?.toLowerCase().includes(mediaTypes.lines) ?? false;

/** Requires that the request declares its body as one of the types. Throws `unsupported_media_type`. */
export function expectBodyType(
  request: IncomingRequest,
  types: readonly (keyof typeof mediaTypes)[],
): void {
  const said = /^([\w./+-]+)\s*(?:;\s*charset\s*=\s*"?utf-8"?\s*)?$/i.exec(
    request.header('content-type')?.trim() ?? '',
  )?.[1];
  if (!types.some((type) => mediaTypes[type] === said?.toLowerCase())) {
    const allowed = types.map((type) => mediaTypes[type]).join(' or ');
    if (isMissing(request)) {
      const detail = `A body is missing: it must be ${allowed} in UTF-8.`;
      const message = `must be there, as ${allowed}`;
      throw new AppError('unsupported_media_type', detail, [{ in: 'body', path: '', message }]);
    }
    throw new AppError('unsupported_media_type', `The body must be ${allowed} in UTF-8.`, [
      { in: 'header', path: 'content-type', message: `must be ${allowed}` },
    ]);
  }
  if (!/^(?:identity)?$/i.test(request.header('content-encoding') ?? '')) {
    throw new AppError('unsupported_media_type', 'The body must not be compressed.', [
      { in: 'header', path: 'content-encoding', message: 'must be absent' },
    ]);
  }
}

const isMissing = (request: IncomingRequest) =>
  request.header('transfer-encoding') === null &&
  Number(request.header('content-length') ?? 0) === 0;
