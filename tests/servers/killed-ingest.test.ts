import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { expect, test } from 'vitest';
import { newRecord } from '../support/api';
import { newDatabase, push } from '../support/outages';
import { startServer } from '../support/server';

/** Each of the fifty rounds starts a server. */
const KILLS_TIMEOUT_MS = 300_000;

test(
  'a process killed in the middle of ingest leaves each batch whole or not at all',
  async () => {
    const { environment } = await newDatabase();
    const client = new Client(environment.DATABASE_URL);
    await client.connect();
    const batches: { hashes: string[]; acknowledged: boolean }[] = [];
    const newBatch = () =>
      Array.from({ length: 200 }, () =>
        newRecord({ seeders: 1, files: [{ index: 0, name: 'a.mp4', sizeBytes: 1 }] }),
      );
    // How long one takes a server that has just started, on this machine now.
    const first = await startServer('node', environment);
    const start = performance.now();
    await push(first, newBatch());
    const wholeMs = performance.now() - start;
    await first.stop();

    for (let round = 0; round < 50; round++) {
      const server = await startServer('node', environment);
      const records = newBatch();
      const batch = { hashes: records.map(({ infoHash }) => infoHash), acknowledged: false };
      batches.push(batch);
      const pushed = push(server, records).then(
        (report) => {
          batch.acknowledged = report.created === 200;
        },
        () => {},
      );
      await sleep(randomInt(Math.ceil(1.5 * wholeMs)));
      server.process.kill('SIGKILL');
      await Promise.all([pushed, once(server.process, 'exit')]);
    }

    let kept = 0;
    for (const { hashes, acknowledged } of batches) {
      const { rows } = await client.query<{ torrents: number; files: number; swarms: number }>(
        `select count(*)::int as torrents, count(f.id)::int as files, count(s.torrent_id)::int as swarms
       from torrents t left join files f on f.torrent_id = t.id
       left join swarms s on s.torrent_id = t.id where info_hash = any($1)`,
        [hashes],
      );
      const count = rows[0]?.torrents ?? 0;
      expect(rows).toEqual([{ torrents: count, files: count, swarms: count }]);
      expect(acknowledged ? [200] : [0, 200]).toContain(count);
      kept += count > 0 ? 1 : 0;
    }
    await client.end();
    expect(kept).toBeGreaterThan(0);
    expect(kept).toBeLessThan(50);
  },
  KILLS_TIMEOUT_MS,
);
