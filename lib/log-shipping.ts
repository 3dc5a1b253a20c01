import { setTimeout as sleep } from 'node:timers/promises';
import { waitUntil } from '@vercel/functions';
import type { Logger } from 'pino';

/** A service that keeps logs. */
export interface LogDestination {
  name: string;
  url: string;
  headers: Record<string, string>;
  /** The line as that service wants it. */
  encode(line: LogLine): object;
}

type LogLine = { time: string; level: string; msg?: string } & Record<string, unknown>;

/** Lines in one request; both services take 1,000 and a few megabytes. */
const BATCH_MAX = 500;
/** Lines that wait while a service cannot be reached; newer ones are lost. */
const WAITING_MAX = 10_000;
/** Milliseconds in which lines gather, and for a service to answer. */
const GATHER_MS = 1_000;
const PATIENCE_MS = 10_000;
/** Milliseconds after a failure, twice as long after each further one. */
const PAUSE_MS = 1_000;
const PAUSE_MAX_MS = 30_000;
/** Failures after which a function, which is paid for as long as it stays, waits for its next line. */
const FUNCTION_FAILURES_MAX = 3;
/** What a service answers of lines that it would not take at another time either. */
const REFUSALS = [400, 413, 422];
/** Milliseconds for what is left when the process ends. */
const CLOSE_MS = 2_000;

/** A stream of lines that go to a service, meanwhile. */
export interface LogShipper {
  write(line: string): void;
  /** Sends what waits; gives up after two seconds. */
  close(): Promise<void>;
}

/**
 * Sends lines in batches, one after the other. What a service is too slow for, or gone, waits, and
 * then is lost: a request never waits for it. What it refuses is lost at once.
 * @param ownLog for what goes wrong with it; must not come back here
 */
export function createLogShipper(
  destination: LogDestination,
  ownLog: Logger,
  isServerless: boolean,
): LogShipper {
  const failuresMax = isServerless ? FUNCTION_FAILURES_MAX : Number.POSITIVE_INFINITY;
  const waiting: string[] = [];
  const closing = new AbortController();
  let lost = 0;
  let failures = 0;
  let sending: Promise<void> | null = null;

  /** At once when all is closing. */
  const pause = (milliseconds: number) =>
    sleep(milliseconds, undefined, { ref: false, signal: closing.signal }).catch(() => {});

  async function sendAll(): Promise<void> {
    await pause(GATHER_MS);
    while (waiting.length > 0) {
      const lines = waiting.slice(0, BATCH_MAX);
      const fault = await send(destination, lines);
      if (fault === null) {
        waiting.splice(0, lines.length);
        if (failures > 0) ownLog.info({ lost }, `logs reach ${destination.name} again`);
        failures = 0;
        lost = 0;
        continue;
      }
      const { reason, isRefusal } = fault;
      if (isRefusal) {
        waiting.splice(0, lines.length);
        ownLog.warn(
          { reason, lost: lines.length },
          `lines that ${destination.name} refuses are lost`,
        );
        continue;
      }
      if (failures === 0) ownLog.warn({ reason }, `logs do not reach ${destination.name}`);
      failures += 1;
      if (closing.signal.aborted || failures >= failuresMax) return;
      await pause(Math.min(PAUSE_MAX_MS, PAUSE_MS * 2 ** (failures - 1)));
    }
  }

  function start(): Promise<void> {
    sending ??= sendAll().finally(() => {
      sending = null;
    });
    return sending;
  }

  return {
    write(line) {
      if (waiting.length >= WAITING_MAX) {
        lost += 1;
        return;
      }
      waiting.push(line);
      // A function is frozen once it has answered, unless it says that it has more to do.
      if (sending === null) waitUntil(start());
    },
    async close() {
      closing.abort();
      let timer: NodeJS.Timeout | undefined;
      const end = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, CLOSE_MS);
      });
      await Promise.race([end, start()]);
      clearTimeout(timer);
    },
  };
}

/** Answers why the service did not take them, and whether it never will; null when it did. */
async function send(
  { url, headers, encode }: LogDestination,
  lines: string[],
): Promise<{ reason: string; isRefusal: boolean } | null> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(lines.map((line) => encode(JSON.parse(line)))),
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    await response.body?.cancel();
    const { ok, status } = response;
    return ok ? null : { reason: `it answers ${status}`, isRefusal: REFUSALS.includes(status) };
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error), isRefusal: false };
  }
}
