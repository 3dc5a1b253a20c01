import type { Server } from 'node:http';
import type { OpenRuntime } from '@/runtime/runtime';

/** Milliseconds that answers under way may take after a signal. */
const GRACE_MS = 10_000;
/** The same for what is to be closed when something has gone wrong. */
const FAULT_MS = 5_000;

/** What nobody caught is told of, reported and ends the process: what it was doing is not known. */
export function closeOnFaults({ log, database }: OpenRuntime): void {
  let isEnding = false;
  process.on('uncaughtException', (error) => {
    if (isEnding) return;
    isEnding = true;
    log.fatal({ err: error }, 'the process ends: nobody caught an error');
    database.close().finally(() => log.flush(() => process.exit(1)));
    setTimeout(() => process.exit(1), FAULT_MS).unref();
  });
}

/** On SIGTERM and SIGINT: takes no new connection, finishes what it took, closes, ends. */
export function closeOnSignals(server: Server, runtime: OpenRuntime): void {
  let isClosing = false;
  const close = async (signal: string) => {
    if (isClosing) return;
    isClosing = true;
    runtime.log.info({ signal }, 'closing');
    const grace = setTimeout(() => server.closeAllConnections(), GRACE_MS);
    await new Promise((resolve) => server.close(resolve));
    clearTimeout(grace);
    await runtime.database.close();
    runtime.log.flush(() => process.exit(0));
  };
  process.on('SIGTERM', close);
  process.on('SIGINT', close);
}
