import { expect, onTestFinished, test } from 'vitest';
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
