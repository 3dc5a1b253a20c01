import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';

/**
 * Has Next's own server add who is at the other end to `X-Forwarded-For`, as a proxy does: else it does so only for who
 * did not write the field, and everybody else is whoever they say.
 */
export function addCallers(): void {
  subscribe('http.server.request.start', (message) => {
    const { headers, socket } = (message as { request: IncomingMessage }).request;
    const said = headers['x-forwarded-for'];
    const caller = socket.remoteAddress ?? '';
    headers['x-forwarded-for'] = said === undefined ? caller : `${said}, ${caller}`;
  });
}
