import {
  createStackParser,
  createTransport,
  dedupeIntegration,
  eventFiltersIntegration,
  linkedErrorsIntegration,
  Scope,
} from '@sentry/core';
import { nodeStackLineParser, ServerRuntimeClient } from '@sentry/core/server';
import { waitUntil } from '@vercel/functions';
import { safeError } from './redaction';

export interface ErrorReportsConfig {
  /** Of the project at Sentry, or at what speaks its protocol. */
  dsn: string;
  /** Which version of the program, as Sentry tells releases apart. */
  release: string;
  environment: string;
}

/** Where errors go that are ours to mend. */
export interface ErrorReports {
  report(error: unknown, what: string, requestId: string | undefined): void;
  /** Waits until what was reported has arrived; gives up after two seconds. */
  close(): Promise<void>;
}

/** Milliseconds for one report to be taken in, and for what is left when all is closed. */
const PATIENCE_MS = 10_000;
const CLOSE_MS = 2_000;

/**
 * Reports to Sentry: errors with their causes, and nothing of whoever asked. By the core of its
 * SDK, which is the same on every host; that for Node wraps all that a process does.
 */
export function openErrorReports({ dsn, release, environment }: ErrorReportsConfig): ErrorReports {
  const client = new ServerRuntimeClient({
    dsn,
    release,
    environment,
    platform: 'node',
    runtime: { name: 'node', version: process.version },
    stackParser: createStackParser(nodeStackLineParser()),
    integrations: [eventFiltersIntegration(), dedupeIntegration(), linkedErrorsIntegration()],
    transport: (options) =>
      createTransport(options, async ({ body }) => {
        const response = await fetch(options.url, {
          method: 'POST',
          headers: options.headers ?? {},
          body: body as BodyInit,
          signal: AbortSignal.timeout(PATIENCE_MS),
        });
        await response.body?.cancel();
        return {
          statusCode: response.status,
          headers: {
            'x-sentry-rate-limits': response.headers.get('x-sentry-rate-limits'),
            'retry-after': response.headers.get('retry-after'),
          },
        };
      }),
  });
  client.init();
  return {
    report(error, what, requestId) {
      const scope = new Scope();
      scope.setClient(client);
      scope.setTags({ what, ...(requestId !== undefined && { requestId }) });
      const originalException = safeError(error);
      client.captureException(originalException, { originalException }, scope);
      // A function is frozen once it has answered, unless it says that it has more to do.
      waitUntil(Promise.resolve(client.flush(CLOSE_MS)));
    },
    async close() {
      await client.close(CLOSE_MS);
    },
  };
}
