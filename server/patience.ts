import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Milliseconds for the rest of a body that nobody reads; breaking off at once loses the answer. */
const DRAIN_MS = 5_000;
/** Milliseconds in which some of an answer has to go out; what went out just before gives as many again. */
const STALL_MS = 20_000;

/** Milliseconds in which the head of a request has to come, and after how many that is looked at. */
const HEAD_MS = 20_000;
export const HEADS_LOOKED_AT_MS = 5_000;

/**
 * Milliseconds that a connection waits for its next request: longer than proxies keep theirs, so
 * that none of them sends into one that is about to end.
 */
const KEEP_ALIVE_MS = 75_000;

/** Lets the rest of the body go by, so that the connection serves again, but not for ever. */
export function drain(message: IncomingMessage, response: ServerResponse): void {
  if (message.complete) return;
  const { socket } = message;
  // Where the connection ends, Node would hang up on who still sends, and take the answer from them.
  if (!response.shouldKeepAlive) socket.destroySoon = () => socket.end();
  response.once('finish', () => {
    if (message.complete) return;
    message.resume();
    const timer = setTimeout(() => message.destroy(), DRAIN_MS);
    message.once('close', () => clearTimeout(timer));
  });
}

/** Hangs up on who does not come to an end with what they ask, or does not read what they asked for. */
export function limitPatience(server: Server): void {
  // A body of lines may take hours; whoever reads a body sees to it that it keeps coming.
  server.requestTimeout = 0;
  server.headersTimeout = HEAD_MS;
  // Node tells of a connection on which nothing moves, and ends it where nobody listens.
  server.timeout = STALL_MS;
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.prependListener('request', (_request, response) => response.on('timeout', endStalled));
}

/** What is still being worked on has nothing to send yet. */
function endStalled(socket: Socket): void {
  if (socket.writableLength > 0) socket.destroy();
}
