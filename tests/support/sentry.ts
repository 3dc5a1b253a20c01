import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { createGunzip } from 'node:zlib';
import { onTestFinished } from 'vitest';

// biome-ignore lint/suspicious/noExplicitAny: tests look at what came, whatever it is.
export type SentryEvent = Record<string, any>;

export interface SentryStandIn {
  dsn: string;
  events: SentryEvent[];
  /** Everything that came, as it came. */
  received(): string;
}

/**
 * What takes in envelopes as Sentry does, from servers and from pages.
 * @see https://develop.sentry.dev/sdk/data-model/envelopes/
 */
export async function startSentry(): Promise<SentryStandIn> {
  const events: SentryEvent[] = [];
  let received = '';
  const server = createServer(async (request, response) => {
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('access-control-allow-headers', '*');
    if (request.method !== 'POST') return void response.end();
    const isZipped = request.headers['content-encoding'] === 'gzip';
    const envelope = await text(isZipped ? request.pipe(createGunzip()) : request);
    received += `${request.url}\n${envelope}\n`;
    const [, ...items] = envelope.split('\n').filter((line) => line !== '');
    for (let place = 0; place + 1 < items.length; place += 2) {
      if (JSON.parse(items[place] ?? '').type !== 'event') continue;
      events.push(JSON.parse(items[place + 1] ?? ''));
    }
    response.end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { dsn: `http://public@127.0.0.1:${port}/42`, events, received: () => received };
}
