import { Agent } from 'node:http';
import { connect } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { ask } from '../support/calls';
import { testFolder, testServer } from '../support/commands';
import { eventually } from '../support/eventually';
import { newDatabase } from '../support/outages';
import type { RunningServer } from '../support/server';

const server = (environment: Record<string, string>) =>
  testServer({ DATA_DIR: testFolder(), ...environment });

/** Opens connections that ask for nothing; `count` tells how many are still open, once all were made. */
function openIdle({ baseUrl }: RunningServer, length: number, localAddress: string) {
  const port = Number(new URL(baseUrl).port);
  let open = 0;
  let made = 0;
  const sockets = Array.from({ length }, () => {
    const socket = connect({ port, host: '127.0.0.1', localAddress });
    socket.on('connect', () => {
      open += 1;
      made += 1;
    });
    socket.on('close', () => open--);
    socket.on('error', () => {});
    socket.resume();
    return socket;
  });
  const close = () => {
    for (const socket of sockets) socket.destroy();
  };
  onTestFinished(close);
  const count = () => (made === length ? open : Number.NaN);
  return { count, close };
}

const health = (server: RunningServer, from: string) =>
  ask(server, { path: '/api/health', from, headers: { connection: 'close' } });

/** Of how many connections the log says that no more are taken, for each line that does. */
const refusalsIn = (server: RunningServer) =>
  [...server.output().matchAll(/("max":\d+).*connections are refused/g)].map(([, max]) => max);

test('more connections than may be are refused, until others end', async () => {
  const running = await server({ MAX_CONNECTIONS: '20', RATE_LIMIT: 'off' });
  const idle = openIdle(running, 30, '127.4.0.1');
  await eventually(() => expect(idle.count()).toBeLessThanOrEqual(20));
  // Whoever waited for the server to start may have some as well.
  expect(idle.count()).toBeGreaterThan(15);
  await expect(health(running, '127.4.0.2')).rejects.toThrow();
  await eventually(() => expect(refusalsIn(running)).toEqual(['"max":20']));
  idle.close();
  await eventually(async () => expect((await health(running, '127.4.0.2')).status).toBe(200));
});

test('each of several processes refuses what is beyond', async () => {
  const { environment } = await newDatabase();
  const running = await testServer({
    ...environment,
    WEB_CONCURRENCY: '2',
    MAX_CONNECTIONS: '20',
  });
  await eventually(() => expect(running.output()).toContain('Torrent Streamer is up'));
  const idle = openIdle(running, 60, '127.4.0.1');
  await eventually(() => expect(idle.count()).toBeLessThanOrEqual(40));
  await expect(health(running, '127.4.0.2')).rejects.toThrow();
  await eventually(() => expect(refusalsIn(running)).toEqual(['"max":20', '"max":20']));
  idle.close();
  await eventually(async () => expect((await health(running, '127.4.0.2')).status).toBe(200));
});

test('one address has a quarter of them at most, so that others are served', async () => {
  const running = await server({ MAX_CONNECTIONS: '40' });
  const idle = openIdle(running, 30, '127.4.0.1');
  await eventually(() => expect(idle.count()).toBe(10));
  await expect(health(running, '127.4.0.1')).rejects.toThrow();
  expect((await health(running, '127.4.0.2')).status).toBe(200);
  await eventually(() => expect(refusalsIn(running)).toEqual(['"max":40']));
  idle.close();
  await eventually(async () => expect((await health(running, '127.4.0.1')).status).toBe(200));
});

test('a proxy that is trusted has as many as there are', async () => {
  const running = await server({ MAX_CONNECTIONS: '40', TRUST_PROXY: '1' });
  const idle = openIdle(running, 30, '127.4.0.1');
  await eventually(() => expect(idle.count()).toBe(30));
});

test('a connection waits for its next request longer than proxies keep theirs', async () => {
  const running = await server({});
  const { headers } = await ask(running, { path: '/api/health' });
  const [, seconds] = /timeout=(\d+)/.exec(String(headers['keep-alive'])) ?? [];
  expect(Number(seconds)).toBeGreaterThan(60);
});

test('connections leave descriptors for everything else, such as the pages', async () => {
  const running = await testServer(
    { DATA_DIR: testFolder(), RATE_LIMIT: 'off' },
    { descriptors: 512 },
  );
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  onTestFinished(() => agent.destroy());
  expect((await ask(running, { path: '/api/health', agent })).status).toBe(200);
  const idle = openIdle(running, 600, '127.4.0.1');
  await eventually(() => expect(idle.count()).toBeLessThanOrEqual(256));
  expect((await ask(running, { path: '/', agent })).status).toBe(200);
  expect(running.output()).not.toContain('EMFILE');
});
