import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { createLogShipper } from '@/lib/log-shipping';
import { openLog } from '@/lib/logging';
import { freePort } from '../support/ports';

test('a function does not stay for a service that is gone', async () => {
  const waitedFor: Promise<unknown>[] = [];
  const place = Symbol.for('@vercel/request-context');
  Object.assign(globalThis, {
    [place]: { get: () => ({ waitUntil: (work: Promise<unknown>) => waitedFor.push(work) }) },
  });
  onTestFinished(() => void Reflect.deleteProperty(globalThis, place));
  const url = `http://127.0.0.1:${await freePort()}`;
  const destination = { name: 'nowhere', url, headers: {}, encode: (line: object) => line };
  const { log } = openLog('info', [destination], null, true);
  log.info('a line');
  expect(waitedFor).toHaveLength(1);
  await waitedFor[0];
});

test('so many lines wait for a service, and newer ones are lost', async () => {
  const told: unknown[] = [];
  const server = createServer(async (request, response) => {
    told.push(...((await json(request)) as { place: number }[]).map(({ place }) => place));
    response.writeHead(202).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const destination = { name: 'a service', url, headers: {}, encode: (line: object) => line };
  const shipper = createLogShipper(destination, pino({ level: 'silent' }), false);
  for (let place = 0; place < 10_100; place++) shipper.write(JSON.stringify({ place }));
  await expect.poll(() => told.length).toBeGreaterThanOrEqual(10_000);
  await shipper.close();
  expect(told).toEqual(Array.from({ length: 10_000 }, (_, place) => place));
});
