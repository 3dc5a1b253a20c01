import { Client, type Pool } from 'pg';

/** Another way to search the same rows. */
export interface Rival {
  name: string;
  /** Info hashes, the best first. */
  search(pool: Pool, q: string, limit: number): Promise<string[]>;
}

const rival = (name: string, text: string, prepare = (q: string) => q): Rival => ({
  name,
  async search(pool, q, limit) {
    const { rows } = await pool.query<{ info_hash: string }>(text, [prepare(q), limit]);
    return rows.map(({ info_hash }) => info_hash);
  },
});

/** What the rivals need beside the product's own tables; made once for a database. */
const rivalSchema = `
  set maintenance_work_mem = '1GB';
  create table rival_texts as
    select id, info_hash, created_at, name, to_tsvector('simple', name) as words from torrents;
  create index on rival_texts using gin (words);
  create index on rival_texts (created_at);
  vacuum analyze rival_texts`;

export async function prepareRivals(url: string): Promise<void> {
  const client = new Client(url);
  await client.connect();
  const { rows } = await client.query(`select to_regclass('rival_texts') as name`);
  for (const statement of rows[0].name === null ? rivalSchema.split(';') : []) {
    await client.query(statement);
  }
  await client.end();
}

export const rivals = {
  tsRank: rival(
    'ts_rank',
    `select info_hash from rival_texts, plainto_tsquery('simple', $1) as query
     where words @@ query order by ts_rank(words, query) desc, created_at desc limit $2`,
  ),
  ilike: rival(
    'ILIKE',
    `select info_hash from rival_texts where name ilike '%' || $1 || '%'
     order by created_at desc limit $2`,
    (q) => q.replace(/[\\%_]/g, '\\$&'),
  ),
  newestFirst: rival(
    'newest first',
    `select info_hash from rival_texts where words @@ plainto_tsquery('simple', $1)
     order by created_at desc limit $2`,
  ),
} as const;
