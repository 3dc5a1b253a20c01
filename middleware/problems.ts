import type { Problem } from '@/contracts/common';
import { isConflict, isUnavailable } from '@/db/errors';
import { AppError, type ErrorCode } from '@/lib/errors';
import type { Logger } from '@/lib/logging';
import type { Answer } from './messages';

interface ProblemType {
  status: number;
  title: string;
  /** Seconds after which it is worth to try again. */
  retryAfter?: number;
  /** The scheme that `WWW-Authenticate` names. */
  challenge?: string;
}

/** Every error of the API, once: its status and what to call it. */
export const problemTypes: Record<ErrorCode, ProblemType> = {
  validation_failed: { status: 400, title: 'Invalid request' },
  invalid_cursor: { status: 400, title: 'Invalid cursor' },
  invalid_json: { status: 400, title: 'Invalid JSON' },
  invalid_link: { status: 400, title: 'Invalid link' },
  unauthenticated: { status: 401, title: 'Not signed in', challenge: 'Bearer' },
  invalid_token: {
    status: 401,
    title: 'Invalid access token',
    challenge: 'Bearer error="invalid_token"',
  },
  invalid_credentials: { status: 401, title: 'Wrong address or password', challenge: 'Bearer' },
  invalid_refresh_token: { status: 401, title: 'Invalid refresh token', challenge: 'Bearer' },
  invalid_api_key: { status: 401, title: 'Invalid API key', challenge: 'ApiKey' },
  wrong_password: { status: 403, title: 'Wrong password' },
  forbidden: { status: 403, title: 'Forbidden' },
  not_found: { status: 404, title: 'Not found' },
  method_not_allowed: { status: 405, title: 'Method not allowed' },
  not_acceptable: { status: 406, title: 'Not acceptable' },
  email_taken: { status: 409, title: 'Address taken' },
  too_many_preferences: { status: 409, title: 'Too many preferences' },
  too_many_watch_entries: { status: 409, title: 'Too many watch entries' },
  last_administrator: { status: 409, title: 'Last administrator' },
  body_too_large: { status: 413, title: 'Body too large' },
  unsupported_media_type: { status: 415, title: 'Unsupported media type' },
  rate_limited: { status: 429, title: 'Too many requests' },
  head_too_large: { status: 431, title: 'Target and headers too large' },
  internal_error: { status: 500, title: 'Internal error' },
  overloaded: { status: 503, title: 'Overloaded', retryAfter: 2 },
  unavailable: { status: 503, title: 'Unavailable', retryAfter: 5 },
};

/** The error as a caller is told it, where it is no fault of ours; else null. */
export function toKnownError(error: unknown, log: Logger): AppError | null {
  if (error instanceof AppError) return error;
  if (!isUnavailable(error) && !isConflict(error)) return null;
  log.warn({ err: error }, 'the database does not answer');
  return new AppError('unavailable', 'The service cannot answer now. Try again in a moment.');
}

/** The error as a caller is told it. What is a fault of ours is logged, and told as nothing. */
export function toAppError(error: unknown, log: Logger): AppError {
  const known = toKnownError(error, log);
  if (known !== null) return known;
  log.error({ err: error }, 'unexpected error');
  return new AppError('internal_error', 'Something went wrong on our side.');
}

/** RFC 9457, with the headers that go with the error. */
export function problemAnswer(error: AppError, requestId: string, instance: string): Answer {
  const { status, title, challenge, ...type } = problemTypes[error.code];
  const retryAfter = error.retryAfterSeconds ?? type.retryAfter;
  const problem: Problem = {
    type: `/docs/errors#${error.code}`,
    title,
    status,
    detail: error.detail,
    instance,
    code: error.code,
    requestId,
    ...(error.errors.length > 0 && { errors: error.errors }),
  };
  const headers: Record<string, string> = {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
  };
  if (retryAfter !== undefined) headers['retry-after'] = String(retryAfter);
  if (challenge !== undefined) headers['www-authenticate'] = challenge;
  return { status, headers, body: JSON.stringify(problem) };
}
