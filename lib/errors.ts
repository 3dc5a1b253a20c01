/** What can go wrong, in the language of the API. `middleware/problems.ts` gives each its status. */
export type ErrorCode =
  | 'validation_failed'
  | 'invalid_cursor'
  | 'invalid_json'
  | 'unauthenticated'
  | 'invalid_token'
  | 'invalid_credentials'
  | 'invalid_refresh_token'
  | 'invalid_api_key'
  | 'invalid_link'
  | 'wrong_password'
  | 'forbidden'
  | 'not_found'
  | 'method_not_allowed'
  | 'not_acceptable'
  | 'email_taken'
  | 'head_too_large'
  | 'body_too_large'
  | 'unsupported_media_type'
  | 'too_many_preferences'
  | 'too_many_watch_entries'
  | 'last_administrator'
  | 'rate_limited'
  | 'overloaded'
  | 'unavailable'
  | 'internal_error';

/** A place in the request and what is wrong with it. `path` is dotted; empty for the whole. */
export interface FieldError {
  in: 'body' | 'query' | 'path' | 'header';
  path: string;
  message: string;
}

/** An outcome that a caller is told about. Anything else that is thrown is a fault of ours. */
export class AppError extends Error {
  override readonly name = 'AppError';

  constructor(
    readonly code: ErrorCode,
    /** For a person to read. Goes to the caller: no secrets, nothing of somebody else's. */
    readonly detail: string,
    readonly errors: FieldError[] = [],
    /** When it is worth to try again, where the table of errors cannot tell. */
    readonly retryAfterSeconds: number | null = null,
  ) {
    super(`${code}: ${detail}`);
  }
}

/** The first fault is told in words, for who shows or logs no more than that. */
export function invalidRequest(errors: FieldError[]): AppError {
  const [first] = errors.map(
    ({ in: place, path, message }) => `${path || `The ${place}`} ${message}.`,
  );
  const rest = errors.length > 1 ? ' More is wrong: see errors.' : '';
  return new AppError('validation_failed', `${first}${rest}`, errors);
}

/** One field is wrong in a way that its schema cannot tell. */
export const fieldError = (place: FieldError['in'], path: string, message: string) =>
  invalidRequest([{ in: place, path, message }]);
