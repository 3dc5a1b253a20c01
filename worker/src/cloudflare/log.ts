import { captureMessage } from '@sentry/cloudflare';

/**
 * A line of JSON, as the platform's log takes it. It never holds an address's query or a key.
 * Where errors are reported, this is one.
 */
export function logError(msg: string, fields: Record<string, unknown>): void {
  // biome-ignore lint/suspicious/noConsole: a Worker has no other way to log
  console.error(JSON.stringify({ level: 'error', msg, ...fields }));
  captureMessage(msg, { level: 'error', extra: fields });
}
