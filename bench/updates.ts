import { drizzle } from 'drizzle-orm/node-postgres';
import { Client } from 'pg';
import type { Database } from '@/db/database';
import { upsertSwarms } from '@/db/repositories/ingest';
import { BATCH } from './ingest';
import type { Catalogue } from './search/measure';

const UPDATES_MAX = 1_000_000;

export interface Updates {
  updates: number;
  perSecond: number;
  /** Share of the updates that left the indexes as they were. */
  hotShare: number;
  /** Megabytes by which each grew. */
  grownMb: { textIndex: number; torrents: number; swarms: number };
}

/**
 * Counts the swarms of a catalogue anew, as ingest writes it: half of them with other numbers, in
 * an order that has nothing to do with how they lie in the table.
 */
export async function measureUpdates({ url, torrents }: Catalogue): Promise<Updates> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const db = drizzle(client, { casing: 'snake_case' }) as unknown as Database;
    const updates = Math.min(torrents, UPDATES_MAX);
    const { rows } = await client.query<{ id: string; seeders: number; leechers: number }>(
      `select torrent_id as id, seeders, leechers from swarms
       order by md5(torrent_id::text) limit $1`,
      [updates],
    );
    await client.query('vacuum (analyze) swarms');
    const before = await lookAt(client);
    const start = performance.now();
    for (let from = 0; from < rows.length; from += BATCH) {
      const checkedAt = new Date();
      await upsertSwarms(
        db,
        rows.slice(from, from + BATCH).map(({ id, seeders, leechers }, place) => ({
          torrentId: id,
          seeders: seeders + (place % 2),
          leechers,
          checkedAt,
        })),
      );
    }
    const seconds = (performance.now() - start) / 1000;
    const after = await lookAt(client);
    const grown = (what: keyof typeof after) => (after[what] - before[what]) / 1e6;
    return {
      updates: rows.length,
      perSecond: rows.length / seconds,
      hotShare: (after.hot - before.hot) / (after.updated - before.updated),
      grownMb: {
        textIndex: grown('textIndex'),
        torrents: grown('torrents'),
        swarms: grown('swarms'),
      },
    };
  } finally {
    await client.end();
  }
}

async function lookAt(client: Client) {
  // What this session did is told to the statistics at the end of a while only.
  await client.query('select pg_stat_force_next_flush()');
  const { rows } = await client.query<
    Record<'textIndex' | 'torrents' | 'swarms' | 'updated' | 'hot', string>
  >(`
    select pg_relation_size('torrents_search') as "textIndex",
      pg_table_size('torrents') as torrents,
      pg_total_relation_size('swarms') as swarms,
      pg_stat_get_tuples_updated('swarms'::regclass) as updated,
      pg_stat_get_tuples_hot_updated('swarms'::regclass) as hot`);
  const [row] = rows;
  const number = (key: keyof NonNullable<typeof row>) => Number(row?.[key]);
  return {
    textIndex: number('textIndex'),
    torrents: number('torrents'),
    swarms: number('swarms'),
    updated: number('updated'),
    hot: number('hot'),
  };
}
