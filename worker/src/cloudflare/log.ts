import { captureException } from '@sentry/cloudflare';
import { PushError } from '../../../client/push';

/**
 * A line of JSON, as the platform's log takes it. It never holds an address's query or a key.
 * Where errors are reported, this is one, with the id by which the backend's log tells of it.
 */
export function logError(msg: string, error: unknown, fields: Record<string, unknown>): void {
  const requestId = error instanceof PushError ? error.requestId : null;
  const shared = requestId === null ? {} : { requestId };
  // biome-ignore lint/suspicious/noConsole: a Worker has no other way to log
  console.error(JSON.stringify({ level: 'error', msg, ...shared, ...fields, err: String(error) }));
  captureException(error, { tags: { what: msg, ...shared }, extra: fields });
}
