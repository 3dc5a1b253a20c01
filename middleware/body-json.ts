import sjson from 'secure-json-parse';
import { AppError } from '@/lib/errors';
import { decodeUtf8, readBytes, type Take } from './body-bytes';
import type { IncomingRequest } from './messages';

/**
 * The JSON of a body. Throws `invalid_json`, `body_too_large`.
 * @param areKeysFree lets keys through that could change a prototype (`__proto__`), for whoever checks
 *   the parts of the body one by one
 */
export async function readJson(
  request: IncomingRequest,
  limit: number,
  take: Take,
  areKeysFree: boolean,
): Promise<unknown> {
  const bytes = await readBytes(request, limit, take);
  try {
    return areKeysFree ? JSON.parse(decodeUtf8(bytes)) : parseJson(bytes);
  } catch {
    throw new AppError('invalid_json', 'The body is not JSON in UTF-8.', [
      { in: 'body', path: '', message: 'must be JSON in UTF-8' },
    ]);
  }
}

/** Throws where the bytes are not JSON in UTF-8, or have a key that could change a prototype. */
export const parseJson = (bytes: Uint8Array): unknown =>
  sjson.parse(decodeUtf8(bytes), undefined, { protoAction: 'error', constructorAction: 'error' });
