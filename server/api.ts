import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import compression from 'compression';
import { securityHeaders } from '@/lib/security-headers';
import { type Answer, type IncomingRequest, isWhole, splitTarget } from '@/middleware/messages';
import { drain } from './patience';
import { findRoute } from './router';

/** Bytes below which compressing an answer costs more than it saves. */
const COMPRESSION_THRESHOLD = 1024;

const compress = compression({ threshold: COMPRESSION_THRESHOLD });

/** The API, straight from the endpoints, with answers compressed for callers that ask for it. */
export const serveApi: RequestListener = (message, response) => {
  if (!hasHost(message)) {
    drain(message, response);
    return void response.writeHead(400, securityHeaders.api).end();
  }
  const request = toIncoming(message);
  const { handler, params } = findRoute(request.pathname);
  handler(request, params).then(
    (answer) => sendAtEnd({ answer, message, response }),
    (error) => response.destroy(error),
  );
};

export const toIncoming = (message: IncomingMessage): IncomingRequest => ({
  method: message.method ?? '',
  ...splitTarget(message.url ?? ''),
  remoteAddress: message.socket.remoteAddress ?? null,
  header: (name) => message.headers[name]?.toString() ?? null,
  body: () => message.iterator({ destroyOnReturn: false }),
});

interface Ready {
  answer: Answer;
  message: IncomingMessage;
  response: ServerResponse;
}

let ready: Ready[] = [];

/**
 * Sends once all that has come in is worked on, one right after the other: who reads is woken by the first,
 * and finds the others. Where each goes out by itself a 304 takes half as much time again.
 */
function sendAtEnd(answer: Ready): void {
  if (ready.push(answer) === 1) setImmediate(sendAll);
}

function sendAll(): void {
  const all = ready;
  ready = [];
  for (const one of all) {
    try {
      send(one);
    } catch (error) {
      one.response.destroy();
      // A fault of the program, to be told as any; the other answers go out.
      queueMicrotask(() => {
        throw error;
      });
    }
  }
}

function send({ answer, message, response }: Ready): void {
  const { status, headers, body } = answer;
  drain(message, response);
  if (body === null) return void response.writeHead(status, headers).end();
  if (!isWhole(body)) {
    response.writeHead(status, headers);
    // Who breaks off is gone: there is nobody to tell.
    return void pipeline(body, response).catch(() => {});
  }
  // As bytes: a text would be joined to the head first, and that copied and counted once more.
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  headers['content-length'] = String(bytes.length);
  const write = () => response.writeHead(status, headers).end(bytes);
  if (bytes.length < COMPRESSION_THRESHOLD || !message.headers['accept-encoding']) write();
  else compress(message as never, response as never, write);
}

const hostPattern = /^(?:[\w.~%!$&'()*+,;=-]*|\[[\da-f:.]+\])(?::(\d{0,5}))?$/i;

/** Whether it asks of one host, named as RFC 9112 (3.2) has it; what does not, a server must refuse. */
export function hasHost({ headers: { host }, rawHeaders }: IncomingMessage): boolean {
  if (host === undefined) return true;
  const match = hostPattern.exec(host);
  return match !== null && Number(match[1] ?? 0) <= 65_535 && isAlone('host', rawHeaders);
}

/** Of headers that are there twice Node tells the first, and who stands in front may go by the other. */
function isAlone(header: string, rawHeaders: string[]): boolean {
  let count = 0;
  for (let place = 0; place < rawHeaders.length; place += 2) {
    const name = rawHeaders[place] ?? '';
    if (name.length === header.length && name.toLowerCase() === header) count += 1;
  }
  return count === 1;
}
