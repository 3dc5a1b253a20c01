import cluster from 'node:cluster';
import { type DestinationStream, destination, type Logger, pino, stdTimeFunctions } from 'pino';

export type { Logger };

/** One JSON object a line on standard output, gathered so that logging does not slow requests. */
export function createLogger(level: string, stream?: DestinationStream): Logger {
  return pino(
    {
      level,
      base: cluster.isWorker ? { pid: process.pid } : null,
      timestamp: stdTimeFunctions.isoTime,
    },
    stream ?? destination({ dest: 1, sync: false, minLength: 15_000, periodicFlush: 250 }),
  );
}
