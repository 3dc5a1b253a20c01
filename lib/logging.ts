import cluster from 'node:cluster';
import { type LogFn, type Logger, type LoggerOptions, multistream, pino } from 'pino';
import type { ErrorReports } from './error-reports';
import { openLogOutput } from './log-output';
import { createLogShipper, type LogDestination, type LogShipper } from './log-shipping';
import { describeError } from './redaction';

export type { Logger };

/** The number of pino's level. */
const ERROR = 50;

/** One JSON object a line on standard output, gathered so that logging does not slow requests. */
export interface OpenLog {
  log: Logger;
  /** Sends what has not arrived yet at its destinations; gives up after a moment. */
  close(): Promise<void>;
}

/**
 * @param destinations that get every line as well
 * @param reports that get what is logged as an error
 */
export function openLog(
  level: string,
  destinations: LogDestination[] = [],
  reports: ErrorReports | null = null,
  isServerless = false,
): OpenLog {
  const options = {
    level,
    base: cluster.isWorker ? { pid: process.pid } : null,
    timestamp: createClock(),
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: describeError },
    ...(reports && { hooks: { logMethod: reportTo(reports) } }),
  };
  const output = openLogOutput(isServerless);
  if (destinations.length === 0) return { log: pino(options, output), close: async () => {} };
  const ownLog = pino(options, output);
  const shippers = destinations.map((destination) =>
    createLogShipper(destination, ownLog, isServerless),
  );
  const streams = [output, ...shippers].map((stream) => ({ stream, level: 'trace' as const }));
  const all = Object.assign(multistream(streams), { flush: output.flush });
  return { log: pino(options, all), close: () => closeAll(shippers) };
}

/** The time as a line has it, written once for all lines of a millisecond: a thirtieth of a kept answer. */
function createClock(): () => string {
  let last = 0;
  let text = '';
  return () => {
    const now = Date.now();
    if (now !== last) text = `,"time":"${new Date(now).toISOString()}"`;
    last = now;
    return text;
  };
}

/** What is logged as an error is reported as one, whether or not something was thrown. */
const reportTo = ({
  report,
}: ErrorReports): Required<NonNullable<LoggerOptions['hooks']>>['logMethod'] =>
  function logMethod(given, method, level) {
    if (level >= ERROR) {
      const [fields, text] = given as [unknown, unknown];
      const what = String(typeof fields === 'string' ? fields : text);
      const { err, requestId = this.bindings().requestId } = Object(fields);
      report(err ?? errorHere(what, level === ERROR ? this.error : this.fatal), what, requestId);
    }
    method.apply(this, given);
  };

/** An error of the place where `called` was called. */
function errorHere(message: string, called: LogFn): Error {
  const error = new Error(message);
  Error.captureStackTrace(error, called);
  return error;
}

async function closeAll(shippers: LogShipper[]): Promise<void> {
  await Promise.all(shippers.map((shipper) => shipper.close()));
}
