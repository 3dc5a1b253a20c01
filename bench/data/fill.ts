import { fork } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { Part } from './load';

interface Definition {
  drop: string;
  create: string;
}

/** What is made faster at the end than kept up to date on the way, foreign keys first. */
async function lateDefinitions(client: Client): Promise<Definition[]> {
  const { rows } = await client.query<Definition>(`
    select format('alter table %I drop constraint %I', conrelid::regclass, conname) as drop,
      format('alter table %I add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as create
    from pg_constraint
    where conrelid = any('{torrents,files,swarms,words,titles}'::regclass[]) and contype in ('f', 'u')
    union all
    select format('drop index %I', indexrelid::regclass), pg_get_indexdef(indexrelid)
    from pg_index
    where indrelid = any('{torrents,files,swarms,words,titles}'::regclass[]) and not indisprimary
      and not exists (select 1 from pg_constraint where conindid = indexrelid)
    order by 1`);
  return rows;
}

/**
 * Fills an empty catalogue with `torrents` rows that are the same for the same seed, one process
 * for each core.
 */
export async function fillWithData(
  url: string,
  torrents: number,
  seed: number,
  say: (text: string) => void = () => {},
): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query('select from torrents limit 1');
  if (rows.length > 0) throw new Error('the catalogue is not empty');
  await client.query("set maintenance_work_mem = '1GB'; set synchronous_commit = off");
  await client.query('create unlogged table data_words (word text, names int, files int)');
  const definitions = await lateDefinitions(client);
  for (const { drop } of definitions) await client.query(drop);

  const parts = Math.max(1, Math.min(availableParallelism(), Math.ceil(torrents / 100_000)));
  let done = 0;
  await Promise.all(
    Array.from({ length: parts }, (_, part) =>
      runPart({ url, torrents, seed, part, parts }, (loaded) => {
        done += loaded;
        if (done % 500_000 === 0 || done === torrents) say(`${done.toLocaleString('en')} torrents`);
      }),
    ),
  );
  await client.query(`
    insert into words (word, names, files)
    select word, sum(names), sum(files) from data_words group by word order by word`);
  await client.query('drop table data_words');
  await client.query(`
    insert into titles (title, written, torrents)
    select title, title, count(*) from torrents where title <> '' group by title`);
  await client.query("select setval('torrents_number_seq', (select max(number) from torrents))");
  for (const { create } of definitions.reverse()) {
    say(create);
    await client.query(create);
  }
  say('vacuum');
  await client.query('vacuum analyze');
  await client.end();
}

async function runPart(part: Part, tell: (loaded: number) => void): Promise<void> {
  const child = fork(join(import.meta.dirname, 'load.ts'), [JSON.stringify(part)], {
    execArgv: ['--import=tsx'],
  });
  child.on('message', (loaded) => tell(Number(loaded)));
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`a loader ended with ${code}`);
}
