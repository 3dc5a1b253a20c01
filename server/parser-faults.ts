import { type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { AppError } from '@/lib/errors';
import type { Runtime } from '@/middleware/call';
import { corsHeaders } from '@/middleware/cors';
import type { Answer } from '@/middleware/messages';
import { problemAnswer } from '@/middleware/problems';
import { requestIdOf } from '@/middleware/request-id';

/** What Node answers of what it cannot read; anything else is 400. */
const statuses: Record<string, number | undefined> = {
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** The answer to its last request. A weak map of them would cost the garbage collector more than all else. */
const answering = Symbol('answering');
type Answered = Socket & { [answering]?: ServerResponse };

/**
 * Answers what is no request, as Node does where nobody listens; but a head that is too long, which a caller may send in
 * good faith, is told as an error of the API is.
 */
export function answerParserFaults(server: Server, runtime: Runtime): void {
  server.prependListener('request', ({ socket }: { socket: Answered }, response) => {
    socket[answering] = response;
  });
  server.on('clientError', ({ code = '' }: NodeJS.ErrnoException, socket: Answered) => {
    const last = socket[answering];
    // Into an answer that has begun nothing can be written.
    const isFree = last === undefined || last.writableFinished || !last.headersSent;
    if (socket.writable && isFree) socket.write(toText(answerTo(code, runtime)));
    socket.destroy();
  });
}

function answerTo(code: string, { corsOrigins, securityHeaders }: Runtime): Answer {
  if (code !== 'HPE_HEADER_OVERFLOW') {
    return { status: statuses[code] ?? 400, headers: {}, body: '' };
  }
  const error = new AppError(
    'head_too_large',
    'The target and the headers of a request must not have more than 16 KiB together.',
  );
  const requestId = requestIdOf({ header: () => null });
  const { headers, ...answer } = problemAnswer(error, requestId, '');
  return {
    ...answer,
    headers: {
      ...headers,
      ...securityHeaders,
      ...corsHeaders(corsOrigins, null),
      'x-request-id': requestId,
      'content-length': String(Buffer.byteLength(String(answer.body))),
    },
  };
}

function toText({ status, headers, body }: Answer): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}Connection: close\r\n\r\n${body}`;
}
