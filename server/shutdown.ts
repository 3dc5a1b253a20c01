import type { Server, ServerResponse } from 'node:http';
import { Server as NetServer, type Socket } from 'node:net';
import type { OpenRuntime } from '@/runtime/runtime';

/** Milliseconds that answers under way may take after a signal. */
const GRACE_MS = 10_000;
/** Milliseconds, after those, in which who sends without end is told that it ends. */
const LAST_WORD_MS = 1_000;
/** Milliseconds between one look for connections that nothing is under way on and the next. */
const IDLE_EVERY_MS = 100;
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

/**
 * On SIGTERM and SIGINT: takes no new connection, finishes what it took, closes, ends. Who keeps a
 * connection is told by their next answer that it ends.
 */
export function closeOnSignals(server: Server, runtime: OpenRuntime): void {
  let isClosing = false;
  /**
   * Connections, with the last of their answers that are under way. Not a set of answers: each of those
   * would keep the next in memory, as what a set has outgrown leads to what came in its place.
   */
  const underWay = new Map<Socket, ServerResponse | null>();
  server.on('connection', (socket: Socket) => {
    underWay.set(socket, null);
    socket.once('close', () => underWay.delete(socket));
  });
  server.prependListener('request', ({ socket }, response) => {
    if (isClosing) return void announceEnd(response);
    underWay.set(socket, response);
    response.on('close', () => {
      if (underWay.get(socket) === response) underWay.set(socket, null);
    });
  });

  /** After what has come in has been read: a request that waits there makes a connection busy. */
  const closeIdle = () =>
    setImmediate(() => {
      server.closeIdleConnections();
      // Node counts as busy who has not asked for anything yet.
      for (const socket of underWay.keys()) if (socket.bytesRead === 0) socket.destroy();
    });

  const close = async (signal: string) => {
    if (isClosing) return;
    isClosing = true;
    runtime.log.info({ signal }, 'closing');
    for (const response of underWay.values()) if (response !== null) announceEnd(response);
    const grace = setTimeout(() => runtime.endBodies(), GRACE_MS);
    const end = setTimeout(() => server.closeAllConnections(), GRACE_MS + LAST_WORD_MS);
    // Node's own for HTTP would break off connections at once, which hold requests not yet read.
    const closed = new Promise((resolve) => closeListener.call(server, resolve));
    const idle = setInterval(closeIdle, IDLE_EVERY_MS);
    await closed;
    clearInterval(idle);
    clearTimeout(grace);
    clearTimeout(end);
    setTimeout(() => process.exit(1), FAULT_MS).unref();
    await runtime.database.close();
    runtime.log.flush(() => process.exit(0));
  };
  process.on('SIGTERM', close);
  process.on('SIGINT', close);
}

const closeListener = NetServer.prototype.close;

/** Has the answer say `Connection: close`, unless its head is gone. */
function announceEnd(response: ServerResponse): void {
  response.shouldKeepAlive = false;
}
