import { describe, expect, test } from 'vitest';
import type { Session } from '@/contracts/accounts';
import { askServer } from '../support/commands';
import {
  infoHashes,
  type Rows,
  recordOf,
  secondsAgo,
  startContended,
  v2Of,
} from '../support/contended';

/** Until `count` wait for a lock, or `answer` is there. */
async function held(rows: Rows, count: number, answer: Promise<unknown>): Promise<void> {
  let isAnswered = false;
  answer.finally(() => {
    isAnswered = true;
  });
  const waiting = `select distinct pid from pg_locks where not granted`;
  await expect.poll(async () => isAnswered || (await rows(waiting)).length === count).toBe(true);
}

test('halves of a hybrid are joined though others are in the way of all but who has them wait', async () => {
  const { server, ingest, rows } = await startContended();
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
    const { server, admin, as, ingest, rows } = await startContended();
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
      const { admin, people, as, ingest, rows } = await startContended();
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
    const { admin, people, as, rows } = await startContended();
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
    const { people, as, ingest, rows } = await startContended();
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

  test('is written when those who watch then have told, though others come all the time', async () => {
    const { ingest, torrentId, ask, places, rows } = await startWatching();
    // As one is about to watch it.
    await rows('begin');
    await rows('lock table blocked_info_hashes in row share mode');
    await rows(`select from torrents where id = '${torrentId}' for key share`);
    const ingested = ingest([listed(names.slice(1), 2)]);
    const isKeepingOut = `select from pg_locks where not granted and mode = 'ExclusiveLock'
      and relation = 'blocked_info_hashes'::regclass`;
    await expect.poll(async () => (await rows(isKeepingOut)).length).toBe(1);
    const body = { torrentId, fileIndex: 1, progressPercent: 5 };
    const watched = ask('POST', '/api/watch-history', body);
    await held(rows, 2, watched);
    await rows('commit');
    expect(await ingested).toMatchObject([{ status: 'updated' }]);
    expect((await watched).status).toBe(201);
    expect(await places()).toEqual([1]);
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
