import { randomInt, randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Session } from '@/contracts/accounts';
import { newEmail, PASSWORD } from '../support/api';
import { askServer, testFolder, testServer } from '../support/commands';
import { startPostgres } from '../support/postgres';
import { shuffled } from '../support/random';
import { INGEST_KEY, secrets } from '../support/secrets';
import { runCli } from '../support/server';

const CALLERS = 12;
const CALLS_EACH = 60;
const PEOPLE = 3;
const HAMMER_TIMEOUT_MS = 180_000;

const infoHashes = Array.from({ length: 24 }, (_, place) =>
  (place + 1).toString(16).padStart(40, '0'),
);
/** Of the hybrid that a torrent turns out to be. */
const v2Of = (infoHash: string) => infoHash.padStart(64, 'f');
const titles = ['Sintel', 'Big Buck Bunny', 'Elephants Dream', 'Tears of Steel'];

const oneOf = <Item>(items: readonly Item[]) => items[randomInt(items.length)] as Item;
const someHashes = (count: number) => shuffled(infoHashes).slice(0, count);

const recordOf = (infoHash: string) => ({
  infoHash,
  name: `${oneOf(titles)} ${randomInt(3)}`,
  sizeBytes: 1 + randomInt(5),
  seeders: randomInt(9),
  files: [{ index: 0, name: `part ${randomInt(3)}.mp4`, sizeBytes: 1 }],
});

const secondsAgo = (seconds: number) => new Date(Date.now() - seconds * 1000).toISOString();

/** A server on PostgreSQL, an administrator and some people of it, and a way to its database. */
async function start() {
  const postgres = await startPostgres();
  onTestFinished(postgres.stop);
  const environment = {
    DATABASE_URL: await postgres.createMigratedDatabase(),
    DATA_DIR: testFolder(),
    ...secrets,
    RATE_LIMIT: 'off',
  };
  const server = await testServer(environment);
  const signUp = async (email = newEmail()): Promise<Session> =>
    (await askServer(server, 'POST', '/api/auth/sign-up', { json: { email, password: PASSWORD } }))
      .json;
  const admin = await signUp();
  await runCli('admin', ['grant', admin.user.email], environment);
  const client = new Client(environment.DATABASE_URL);
  await client.connect();
  onTestFinished(() => client.end());
  return {
    server,
    signUp,
    admin,
    people: await Promise.all(Array.from({ length: PEOPLE }, () => signUp())),
    as: ({ accessToken }: Session, method: string, path: string, json?: unknown) =>
      askServer(server, method, path, {
        authorization: `Bearer ${accessToken}`,
        ...(json !== undefined && { json }),
      }),
    /** What became of each record. */
    async ingest(torrents: object[]) {
      const request = { 'x-api-key': INGEST_KEY, json: { torrents } };
      return (await askServer(server, 'POST', '/api/ingest', request)).json.results;
    },
    rows: async (query: string) => (await client.query(query)).rows,
  };
}

type Rows = Awaited<ReturnType<typeof start>>['rows'];

test(
  'callers who write the same torrents and accounts at once never fail, and totals add up',
  async () => {
    const { server, signUp, admin, people, rows } = await start();
    const ids = new Map<string, string>();
    let created = 0;
    let removed = 0;

    const ask: typeof askServer = async (server, method, path, request) => {
      const answer = await askServer(server, method, path, request);
      if (answer.status < 500) return answer;
      const log = server
        .output()
        .match(/^.*"level":"(?:error|warn)".*$/gm)
        ?.join('\n');
      throw new Error(`${method} ${path} answered ${JSON.stringify(answer.json)}: ${log}`);
    };
    const as = ({ accessToken }: Session, method: string, path: string, json?: unknown) =>
      ask(server, method, path, {
        authorization: `Bearer ${accessToken}`,
        ...(json !== undefined && { json }),
      });
    const somebody = (method: string, path: string, json?: unknown) =>
      as(oneOf(people), method, path, json);
    const administer = (method: string, path: string, json?: unknown) =>
      as(admin, method, path, json);

    async function ingest(torrents: object[]) {
      const headers = { 'x-api-key': INGEST_KEY, json: { torrents } };
      const answer = await ask(server, 'POST', '/api/ingest', headers);
      const { received, created: fresh, updated, unchanged, rejected, results } = answer.json;
      expect(fresh + updated + unchanged + rejected).toBe(received);
      created += fresh;
      for (const { infoHash, id } of results) if (id) ids.set(infoHash, id);
      return answer;
    }

    const calls = {
      ingest: () => ingest(someHashes(10).map(recordOf)),
      replace: () => {
        const [infoHash = '', replaces] = someHashes(2);
        return ingest([{ ...recordOf(infoHash), replaces }]);
      },
      half: () => ingest(someHashes(3).map((infoHash) => recordOf(v2Of(infoHash)))),
      join: () =>
        ingest(
          someHashes(3).map((infoHash) => ({ ...recordOf(infoHash), infoHashV2: v2Of(infoHash) })),
        ),
      remove: async () => {
        const answer = await administer('DELETE', `/api/admin/torrents/${oneOf(infoHashes)}`);
        if (answer.status === 204) removed += 1;
        return answer;
      },
      block: async () => {
        const blocked = someHashes(4);
        const request = { infoHashes: blocked, reason: 'a test' };
        const answer = await administer('POST', '/api/admin/blocks', request);
        removed += answer.json.removedTorrents;
        // One after the other: with those of all callers at once they were more than are worked on.
        for (const infoHash of [...blocked, ...blocked.map(v2Of)]) {
          await administer('DELETE', `/api/admin/blocks/${infoHash}`);
        }
        return answer;
      },
      correct: () =>
        administer('PATCH', `/api/admin/torrents/${oneOf(infoHashes)}`, { name: oneOf(titles) }),
      release: () =>
        administer('PATCH', `/api/admin/torrents/${oneOf(infoHashes)}`, { release: ['name'] }),
      watch: () =>
        somebody('POST', '/api/watch-history', {
          torrentId: oneOf([...ids.values(), randomUUID()]),
          progressPercent: randomInt(101),
        }),
      import: async () => {
        const answer = await somebody('POST', '/api/users/me/import', {
          profile: { preferences: { language: 'en' } },
          watchHistory: someHashes(16).map((infoHash) => ({
            infoHash,
            progressPercent: randomInt(101),
            watchedAt: secondsAgo(randomInt(1_000)),
          })),
        });
        const { received, created, updated, unchanged, skipped } = answer.json.watchHistory;
        expect(created + updated + unchanged + skipped.length).toBe(received);
        return answer;
      },
      forget: () => somebody('DELETE', '/api/watch-history'),
      prefer: () => somebody('PATCH', '/api/users/me/preferences', { a: 'x', b: null }),
      signOutOthers: () => somebody('DELETE', '/api/users/me/sessions'),
      export: () => somebody('GET', '/api/users/me/export'),
      comeAndGo: async () => {
        const visitor = await signUp();
        const watchHistory = infoHashes.map((infoHash) => ({
          infoHash,
          progressPercent: 1,
          watchedAt: secondsAgo(1),
        }));
        await as(visitor, 'POST', '/api/users/me/import', { watchHistory });
        return administer('DELETE', `/api/admin/users/${visitor.user.id}`);
      },
    };

    await rows('create table gone (id uuid)');
    await rows(`create function note_gone() returns trigger language plpgsql
      as $$ begin insert into gone values (old.id); return null; end $$`);
    await rows(`create trigger note_gone after delete on torrents
      for each row execute function note_gone()`);
    await ingest(infoHashes.map(recordOf));
    const caller = async () => {
      for (let count = 0; count < CALLS_EACH; count++) await oneOf(Object.values(calls))();
    };
    await Promise.all(Array.from({ length: CALLERS }, caller));

    const [kept] = await rows(`select count(*)::int as torrents,
      count(distinct f.torrent_id)::int as files, count(distinct s.torrent_id)::int as swarms
      from torrents t left join files f on f.torrent_id = t.id
      left join swarms s on s.torrent_id = t.id`);
    const [{ gone }] = await rows('select count(*)::int as gone from gone');
    // The others were joined with their other halves.
    expect(gone).toBeGreaterThan(removed);
    const torrents = created - gone;
    expect(kept).toEqual({ torrents, files: torrents, swarms: torrents });
    const known = await rows('select title from titles order by title');
    expect(known).toEqual(await rows('select distinct title from torrents order by title'));
  },
  HAMMER_TIMEOUT_MS,
);

test('a batch is stored however often others are faster with its torrents', async () => {
  const { server, rows } = await start();
  let isOver = false;
  async function removeSome(): Promise<void> {
    while (!isOver) await rows(`delete from torrents where info_hash = '${oneOf(infoHashes)}'`);
  }
  async function caller(): Promise<void> {
    for (let count = 0; count < 10; count++) {
      const answer = await askServer(server, 'POST', '/api/ingest', {
        'x-api-key': INGEST_KEY,
        json: { torrents: someHashes(10).map(recordOf) },
      });
      expect(answer.json).toMatchObject({ received: 10, rejected: 0 });
    }
  }

  const removing = removeSome();
  await Promise.all(Array.from({ length: CALLERS }, caller)).finally(() => {
    isOver = true;
  });
  await removing;
  expect(server.output()).toContain('ingest starts over');
});

/** Until `count` wait for a lock, or `answer` is there. */
async function held(rows: Rows, count: number, answer: Promise<unknown>): Promise<void> {
  let isAnswered = false;
  answer.finally(() => {
    isAnswered = true;
  });
  const waiting = `select distinct pid from pg_locks where not granted`;
  await expect
    .poll(async () => isAnswered || (await rows(waiting)).length === count, { timeout: 10_000 })
    .toBe(true);
}

test('halves of a hybrid are joined though others are in the way of all but who has them wait', async () => {
  const { server, ingest, rows } = await start();
  await rows(`create function be_in_the_way() returns trigger language plpgsql as $$ begin
    if not exists (select from pg_locks where pid = pg_backend_pid() and mode = 'ExclusiveLock'
      and relation = 'blocked_info_hashes'::regclass)
    then raise 'in the way' using errcode = 'deadlock_detected'; end if;
    return old; end $$`);
  await rows(`create trigger be_in_the_way before delete on torrents
    for each row execute function be_in_the_way()`);
  const [infoHash = ''] = infoHashes;
  const [v1] = await ingest([recordOf(infoHash)]);
  await ingest([recordOf(v2Of(infoHash))]);
  const joined = await ingest([{ ...recordOf(infoHash), infoHashV2: v2Of(infoHash) }]);
  expect(joined).toMatchObject([{ status: 'updated', id: v1.id }]);
  // The log comes by a pipe of its own, which may be later than the answer.
  const countStarts = () => server.output().match(/a transaction starts over/g)?.length;
  await expect.poll(countStarts).toBe(2);
});

describe('what is in use all the time', () => {
  test('as a key, is revoked when it has served who uses it then', async () => {
    const { server, admin, as, ingest, rows } = await start();
    const { id, key } = (await as(admin, 'POST', '/api/admin/api-keys', { name: 'busy' })).json;
    const [first = '', second = ''] = infoHashes;
    await ingest([recordOf(first)]);
    const push = (infoHash: string) => {
      const request = { 'x-api-key': key, json: { torrents: [recordOf(infoHash)] } };
      return askServer(server, 'POST', '/api/ingest', request);
    };
    await rows('begin');
    await rows(`select from torrents where info_hash = '${first}' for update`);
    const before = push(first);
    await held(rows, 1, before);
    const revoked = as(admin, 'DELETE', `/api/admin/api-keys/${id}`);
    await held(rows, 2, revoked);
    const after = push(second);
    await held(rows, 3, after);
    await rows('commit');
    expect((await before).status).toBe(200);
    expect((await revoked).status).toBe(204);
    expect((await after).json.code).toBe('invalid_api_key');
  });

  test.each([
    ['taken down', 'POST', '/api/admin/blocks', 200],
    ['removed', 'DELETE', `/api/admin/torrents/${infoHashes[0]}`, 204],
  ])(
    'as a torrent, is %s when those who watch it then have told',
    async (_, method, path, status) => {
      const { admin, people, as, ingest, rows } = await start();
      const [infoHash = ''] = infoHashes;
      const [{ id: torrentId }] = await ingest([recordOf(infoHash)]);
      // As one is about to watch it.
      await rows('begin');
      await rows('lock table blocked_info_hashes in row share mode');
      await rows(`select from torrents where id = '${torrentId}' for key share`);
      const json = { infoHashes: [infoHash], reason: 'a test' };
      const removed = as(admin, method, path, method === 'POST' ? json : undefined);
      await held(rows, 1, removed);
      const entry = { infoHash, progressPercent: 5, watchedAt: secondsAgo(1) };
      const [one, other] = people as [Session, Session];
      const watched = as(one, 'POST', '/api/watch-history', { torrentId, progressPercent: 5 });
      await held(rows, 2, watched);
      const imported = as(other, 'POST', '/api/users/me/import', { watchHistory: [entry] });
      await held(rows, 3, imported);
      await rows('commit');
      expect((await removed).status).toBe(status);
      expect((await watched).status).toBe(404);
      expect((await imported).json.watchHistory).toMatchObject({ created: 0, skipped: [{}] });
    },
  );
});

describe('what an administrator has begun', () => {
  /** Has another administrator ask, and wait for a lock, while the role is taken. */
  async function loseRole(lock: (puppet: string) => string, begin: (puppet: string) => Begun) {
    const { admin, people, as, rows } = await start();
    const [other, puppet] = people as [Session, Session];
    const change = (role: string) =>
      as(admin, 'PATCH', `/api/admin/users/${other.user.id}`, { role });
    expect((await change('admin')).status).toBe(200);
    await rows('begin');
    await rows(lock(puppet.user.id));
    const begun = as(other, ...begin(puppet.user.id));
    await held(rows, 1, begun);
    expect((await change('user')).status).toBe(200);
    await rows('commit');
    expect((await begun).json).toMatchObject({ status: 403, code: 'forbidden' });
    return { admin, as };
  }
  type Begun = [method: string, path: string, json: unknown];

  test('is not done when the role is taken meanwhile', async () => {
    const { admin, as } = await loseRole(
      () => 'lock table blocked_info_hashes in row share mode',
      () => ['POST', '/api/admin/blocks', { infoHashes: infoHashes.slice(0, 1), reason: 'late' }],
    );
    expect((await as(admin, 'GET', '/api/admin/blocks')).json.items).toEqual([]);
  });

  test('makes nobody an administrator either', async () => {
    const { admin, as } = await loseRole(
      (puppet) => `select from users where id = '${puppet}' for update`,
      (puppet) => ['PATCH', `/api/admin/users/${puppet}`, { role: 'admin' }],
    );
    const { items } = (await as(admin, 'GET', '/api/admin/users?role=admin')).json;
    expect(items).toMatchObject([{ id: admin.user.id }]);
  });
});

describe('a list of files that changes', () => {
  const names = ['a.mp4', 'b.mp4', 'c.mp4'];
  const listed = (files: string[], seeders: number) => ({
    ...recordOf(infoHashes[0] as string),
    seeders,
    files: files.map((name, index) => ({ index, name, sizeBytes: 1 })),
  });

  /** Somebody, a torrent of three files, and another whose first file follows; what is held is held by `rows`. */
  async function startWatching() {
    const { people, as, ingest, rows } = await start();
    const [viewer] = people as [Session];
    const { user } = viewer;
    const other = infoHashes[1] as string;
    const [{ id: torrentId }, { id: otherId }] = await ingest([listed(names, 1), recordOf(other)]);
    const ask = (method: string, path: string, json?: unknown) => as(viewer, method, path, json);
    const places = async () =>
      (await ask('GET', '/api/watch-history')).json.items
        .filter((entry: { torrentId: string }) => entry.torrentId === torrentId)
        .map(({ fileIndex }: { fileIndex: number | null }) => fileIndex);
    return { ingest, torrentId, other, otherId, user, ask, places, rows };
  }

  test('takes in no place of the list before while it is written', async () => {
    const { ingest, torrentId, ask, places, rows } = await startWatching();
    await rows('begin');
    await rows(`select from swarms where torrent_id = '${torrentId}' for update`);
    const ingested = ingest([listed(names.slice(1), 2)]);
    await held(rows, 1, ingested);
    const body = { torrentId, fileIndex: 2, progressPercent: 5 };
    const watched = ask('POST', '/api/watch-history', body);
    await held(rows, 2, watched);
    const watchHistory = [
      { ...body, torrentId, infoHash: infoHashes[0], watchedAt: secondsAgo(1) },
    ];
    const imported = ask('POST', '/api/users/me/import', { watchHistory });
    await held(rows, 3, imported);
    await rows('commit');
    expect(await ingested).toMatchObject([{ status: 'updated' }]);
    expect((await watched).json.code).toBe('validation_failed');
    expect((await imported).json.watchHistory).toMatchObject({ created: 0, skipped: [{}] });
    expect(await places()).toEqual([]);
  });

  test('lets go what somebody removes meanwhile', async () => {
    const { ingest, torrentId, ask, places, rows } = await startWatching();
    const body = { torrentId, fileIndex: 2, progressPercent: 5 };
    const { id } = (await ask('POST', '/api/watch-history', body)).json;
    await rows('begin');
    await rows(`select from swarms where torrent_id = '${torrentId}' for update`);
    const ingested = ingest([listed(names.slice(1), 2)]);
    await held(rows, 1, ingested);
    const removed = ask('DELETE', `/api/watch-history/${id}`);
    await held(rows, 2, removed);
    await rows('commit');
    expect(await ingested).toMatchObject([{ status: 'updated' }]);
    expect((await removed).status).toBe(204);
    expect(await places()).toEqual([]);
  });

  test('takes along what was about to come in', async () => {
    const { ingest, other, otherId, user, ask, places, rows } = await startWatching();
    await rows('begin');
    await rows(
      `insert into watch_history (user_id, torrent_id) values ('${user.id}', '${otherId}')`,
    );
    const entry = { progressPercent: 5, watchedAt: secondsAgo(1) };
    const watchHistory = [
      { ...entry, infoHash: infoHashes[0], fileIndex: 2 },
      { ...entry, infoHash: other },
    ];
    const imported = ask('POST', '/api/users/me/import', { watchHistory });
    await held(rows, 1, imported);
    const ingested = ingest([listed(names.slice(1), 2)]);
    await held(rows, 2, ingested);
    await rows('rollback');
    expect((await imported).json.watchHistory.created).toBe(2);
    expect(await ingested).toMatchObject([{ status: 'updated' }]);
    expect(await places()).toEqual([1]);
  });
});
