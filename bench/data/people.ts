import { Client } from 'pg';

/** For every ten torrents a person, with two sessions, a preference, and those ten watched. */
export async function fillPeople(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(`
    insert into users (email, password_hash, created_at)
      select 'person' || n || '@example.org', 'x', now() - n * interval '1 minute'
      from generate_series(1, (select count(*) / 10 from torrents)) n;
    insert into sessions (user_id, token_hash, expires_at)
      select id, repeat('0', 64), now() + n * interval '10 days'
      from users, generate_series(0, 1) n;
    insert into preferences (user_id, key, value) select id, 'theme', 'dark' from users;
    insert into watch_history (user_id, torrent_id, progress_percent, watched_at)
      select u.id, t.id, random() * 100, now() - random() * interval '300 days'
      from (select id, row_number() over () - 1 as n from users) u
      join (select id, row_number() over () - 1 as n from torrents) t on t.n / 10 = u.n`);
  await client.query('vacuum analyze');
  await client.end();
}
