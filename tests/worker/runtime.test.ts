import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { KEPT } from '@/cli/worker-bundle';
import { childrenOf } from '../support/children';
import { testFolder } from '../support/commands';
import { startWorker } from '../support/worker';

/** The Worker of a catalogue that is not there, and the process of Cloudflare's runtime. */
async function start() {
  const worker = await startWorker({
    dataDir: testFolder(),
    configuration: readFileSync('worker/sources.json', 'utf8'),
    backendUrl: 'http://127.0.0.1:1',
    ingestKey: 'a-key',
  });
  onTestFinished(worker.kill);
  const [runtime] = childrenOf(worker.pid);
  if (runtime === undefined) throw new Error('no runtime has been started');
  return { worker, runtime };
}

test('whoever asks while the runtime comes to itself after a pause is answered', async () => {
  const { worker, runtime } = await start();
  await worker.status();
  // It closes connections that were idle for five seconds.
  await sleep(4_000);
  process.kill(runtime, 'SIGSTOP');
  await sleep(950);
  const answer = worker.call('GET', '/status');
  await sleep(700);
  process.kill(runtime, 'SIGCONT');
  expect(await answer).toMatchObject({ status: 200 });
});

test('where the runtime ends by itself, so does the command, and says why', async () => {
  const { worker, runtime } = await start();
  process.kill(runtime, 'SIGKILL');
  expect(await worker.ended).toBe(1);
  expect(worker.output()).toContain("Cloudflare's runtime has ended");
});

test('to be stopped is no fault', async () => {
  const { worker } = await start();
  process.kill(worker.pid, 'SIGTERM');
  expect(await worker.ended).toBe(0);
});

test('of what was bundled before, what was made of other files is not run', async () => {
  const { worker } = await start();
  await worker.stop();
  const kept = JSON.parse(readFileSync(KEPT, 'utf8'));
  const madeOf = { ...kept.madeOf, 'worker/src/main.ts': 'of another time' };
  writeFileSync(KEPT, JSON.stringify({ ...kept, contents: 'no program', madeOf }));
  const { worker: again } = await start();
  expect(await again.call('GET', '/status')).toMatchObject({ status: 200 });
  const { contents, madeOf: madeNow } = JSON.parse(readFileSync(KEPT, 'utf8'));
  expect(contents).not.toBe('no program');
  expect(madeNow).toEqual(kept.madeOf);
});
