import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { TorrentDetail } from '@/contracts/torrents';
import { newRecord } from '../support/api';
import { testFolder, testServer } from '../support/commands';
import { newDatabase, push } from '../support/outages';
import { secrets } from '../support/secrets';
import { type RunningServer, startServer } from '../support/server';

/** Of fifty kills in all each hits one of these. */
const BATCH = 100;

const newBatch = () =>
  Array.from({ length: BATCH }, () =>
    newRecord({ seeders: 1, files: [{ index: 0, name: 'a.mp4', sizeBytes: 1 }] }),
  );

/** Those of a batch that are there, each with all that it came with. */
async function countKept({ baseUrl }: RunningServer, hashes: string[]): Promise<number> {
  let kept = 0;
  // One after the other: so many at once are a crowd to a busy machine, which refuses some.
  for (const infoHash of hashes) {
    const response = await fetch(`${baseUrl}/api/torrents/${infoHash}`);
    const { files, seeders } = (await response.json()) as TorrentDetail;
    if (response.status === 404) continue;
    expect([response.status, files?.length, seeders]).toEqual([200, 1, 1]);
    kept += 1;
  }
  return kept;
}

/** Pushes a batch, all of it new; answers how long that took. Other tests make a machine slower and quicker. */
async function timePush(server: RunningServer, records: ReturnType<typeof newBatch>) {
  const start = performance.now();
  const { created } = await push(server, records);
  if (created !== BATCH) throw new Error(`of ${BATCH} new torrents ${created} were created`);
  return performance.now() - start;
}

test.each([
  {
    database: 'PostgreSQL',
    rounds: 42,
    newEnvironment: async () => (await newDatabase()).environment,
  },
  {
    database: 'the embedded database',
    rounds: 8,
    newEnvironment: async () => ({ DATA_DIR: testFolder(), ...secrets, RATE_LIMIT: 'off' }),
  },
])(
  'a process killed in the middle of ingest leaves each batch whole or not at all in $database',
  async ({ rounds, newEnvironment }) => {
    const environment = await newEnvironment();
    // How long one takes a server that has just started, on this machine now; the very first has more to do.
    let wholeMs = 0;
    for (let turn = 0; turn < 2; turn++) {
      const server = await startServer('node', environment);
      wholeMs = await timePush(server, newBatch());
      await server.stop();
    }

    const batches: { hashes: string[]; acknowledged: boolean }[] = [];
    for (let round = 0; round < rounds; round++) {
      const server = await startServer('node', environment);
      const records = newBatch();
      const batch = { hashes: records.map(({ infoHash }) => infoHash), acknowledged: false };
      batches.push(batch);
      // At a random moment of each part of the time, so that some come before its end and some after.
      const part = ((round * 3) % rounds) + Math.random();
      const killMs = (part / rounds) * 2 * wholeMs;
      const pushed = timePush(server, records).then(
        (ms) => {
          batch.acknowledged = true;
          wholeMs = ms;
        },
        () => {
          wholeMs = Math.max(wholeMs, killMs);
        },
      );
      await sleep(killMs);
      server.process.kill('SIGKILL');
      await Promise.all([pushed, once(server.process, 'exit')]);
    }

    const server = await testServer(environment);
    let kept = 0;
    for (const { hashes, acknowledged } of batches) {
      const count = await countKept(server, hashes);
      expect(acknowledged ? [BATCH] : [0, BATCH]).toContain(count);
      kept += count > 0 ? 1 : 0;
    }
    expect(kept).toBeGreaterThan(0);
    expect(kept).toBeLessThan(rounds);
  },
);
