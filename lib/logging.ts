import cluster from 'node:cluster';
import { destination, type Logger, multistream, pino, stdTimeFunctions } from 'pino';
import { createLogShipper, type LogDestination, type LogShipper } from './log-shipping';
import { describeError } from './redaction';

export type { Logger };

/** One JSON object a line on standard output, gathered so that logging does not slow requests. */
export interface OpenLog {
  log: Logger;
  /** Sends what has not arrived yet at its destinations; gives up after a moment. */
  close(): Promise<void>;
}

/** @param destinations that get every line as well */
export function openLog(level: string, destinations: LogDestination[] = []): OpenLog {
  const options = {
    level,
    base: cluster.isWorker ? { pid: process.pid } : null,
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: describeError },
  };
  const output = destination({ dest: 1, sync: false, minLength: 15_000, periodicFlush: 250 });
  if (destinations.length === 0) return { log: pino(options, output), close: async () => {} };
  const ownLog = pino(options, output);
  const shippers = destinations.map((destination) => createLogShipper(destination, ownLog));
  const streams = [output, ...shippers].map((stream) => ({ stream, level: 'trace' as const }));
  return { log: pino(options, multistream(streams)), close: () => closeAll(shippers) };
}

async function closeAll(shippers: LogShipper[]): Promise<void> {
  await Promise.all(shippers.map((shipper) => shipper.close()));
}
