import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { user as userShape } from '@/contracts/accounts';
import { userDetail, userPage } from '@/contracts/administration';
import { type AuditEntry, auditPage } from '@/contracts/audit-log';
import type { IngestRecord } from '@/contracts/ingest';
import { statistics } from '@/contracts/statistics';
import { type BlockBody, blockPage, blockReport } from '@/contracts/take-downs';
import { call, ingest, newInfoHash, newRecord, signInAdmin, signUp } from '../support/api';
import { addTorrent } from '../support/catalogue';
import { pagesOf } from '../support/lists';
import { expectNoContent, expectProblem, expectShape } from '../support/shapes';

let token: string;
let adminId: string;
beforeAll(async () => {
  const { accessToken, user } = await signInAdmin();
  token = accessToken;
  adminId = user.id;
});

/** A new torrent of the catalogue, with its hash as it is stored. */
async function newTorrent(fields: Partial<IngestRecord> = {}) {
  const { id, record } = await addTorrent(fields);
  return { id, record, infoHash: record.infoHash };
}

const newV2 = () => newInfoHash() + newInfoHash().slice(0, 24);
const reason = 'Notice of the rights holder';

const block = async (body: Partial<BlockBody>) =>
  expectShape(
    await call('POST', '/api/admin/blocks', { token, json: { reason, ...body } }),
    200,
    blockReport,
  );
const unblock = (infoHash: string) => call('DELETE', `/api/admin/blocks/${infoHash}`, { token });
const statusOf = async (path: string) => (await call('GET', path)).status;

/** The entry of the audit log that speaks of an info hash, the newest first. */
async function auditOf(infoHash: string): Promise<AuditEntry[]> {
  const answer = await call('GET', '/api/admin/audit?limit=100', { token });
  const { items } = expectShape(answer, 200, auditPage);
  return items.filter(({ details }) => JSON.stringify(details).includes(infoHash));
}

describe('a take-down', () => {
  test('removes the torrent everywhere, and keeps it out', async () => {
    const { id, infoHash, record } = await newTorrent();
    const person = await signUp();
    await call('POST', '/api/watch-history', {
      token: person.accessToken,
      json: { torrentId: id, progressPercent: 5 },
    });
    expect(await block({ infoHashes: [infoHash], reference: 'notice 17' })).toEqual({
      blocked: 1,
      alreadyBlocked: 0,
      removedTorrents: 1,
    });
    expect(await statusOf(`/api/torrents/${id}`)).toBe(404);
    expect(await statusOf(`/api/torrents/${infoHash}`)).toBe(404);
    const found = await call('GET', `/api/torrents/search?q=${infoHash}`);
    expect(found.json.items).toEqual([]);
    const history = await call('GET', '/api/watch-history', { token: person.accessToken });
    expect(history.json.items).toEqual([]);

    const { rejected, results } = await ingest(record, newRecord());
    expect(rejected).toBe(1);
    expect(results[0]).toMatchObject({
      infoHash,
      status: 'rejected',
      errors: [{ path: 'infoHash', message: 'blocked' }],
    });
    expect(results[1]).toMatchObject({ status: 'created' });
    expect(await statusOf(`/api/torrents/${infoHash}`)).toBe(404);
  });

  test('keeps out what would take the place of what was taken down', async () => {
    const { infoHash } = await newTorrent();
    await block({ infoHashes: [infoHash] });
    const { results } = await ingest({ ...newRecord(), replaces: infoHash });
    expect(results[0]).toMatchObject({
      status: 'rejected',
      errors: [{ path: 'replaces', message: 'blocked' }],
    });
  });

  test('keeps out what has never been here', async () => {
    const record = newRecord();
    expect(await block({ infoHashes: [record.infoHash] })).toEqual({
      blocked: 1,
      alreadyBlocked: 0,
      removedTorrents: 0,
    });
    expect(await ingest(record)).toMatchObject({ rejected: 1, created: 0 });
  });

  test('takes hashes in any spelling, and each once', async () => {
    const record = newRecord();
    const spellings = [record.infoHash, record.infoHash.toUpperCase()];
    expect(await block({ infoHashes: spellings })).toMatchObject({ blocked: 1 });
    expect(await block({ infoHashes: spellings })).toEqual({
      blocked: 0,
      alreadyBlocked: 1,
      removedTorrents: 0,
    });
    expect(await ingest({ ...record, infoHash: spellings[1] })).toMatchObject({ rejected: 1 });
  });

  test.each([
    ['v1', ({ infoHash }: { infoHash: string }) => infoHash],
    ['v2', ({ infoHashV2 }: { infoHashV2: string }) => infoHashV2],
  ])('of a hybrid by its %s hash keeps both halves out', async (_version, hashOf) => {
    const infoHashV2 = newV2();
    const { infoHash, record } = await newTorrent({ infoHashV2 });
    expect(await block({ infoHashes: [hashOf({ infoHash, infoHashV2 })] })).toEqual({
      blocked: 2,
      alreadyBlocked: 0,
      removedTorrents: 1,
    });
    const { infoHashV2: _, ...v1 } = record;
    expect(await ingest(record)).toMatchObject({ rejected: 1 });
    expect(await ingest(v1)).toMatchObject({ rejected: 1 });
    expect(await ingest({ ...v1, infoHash: infoHashV2 })).toMatchObject({ rejected: 1 });
  });

  test('of one half of a hybrid says which it is', async () => {
    const infoHashV2 = newV2();
    const record = newRecord({ infoHashV2 });
    await block({ infoHashes: [infoHashV2] });
    const { results } = await ingest(record);
    expect(results[0]).toMatchObject({ errors: [{ path: 'infoHashV2', message: 'blocked' }] });
  });

  test('of many at once is one act', async () => {
    const torrents = await Promise.all([newTorrent(), newTorrent(), newTorrent()]);
    const infoHashes = torrents.map(({ infoHash }) => infoHash);
    expect(await block({ infoHashes })).toEqual({
      blocked: 3,
      alreadyBlocked: 0,
      removedTorrents: 3,
    });
    const [entry, ...others] = await auditOf(infoHashes[0] as string);
    expect(others).toEqual([]);
    expect(entry).toMatchObject({ actorId: adminId, action: 'block', details: { reason } });
  });

  test('is not slipped past by batches that come at the same moment', async () => {
    for (let round = 0; round < 10; round++) {
      const record = newRecord();
      await Promise.all([
        ingest(record),
        ingest(record, newRecord()),
        block({ infoHashes: [record.infoHash] }),
        ingest(newRecord(), record),
      ]);
      expect(await statusOf(`/api/torrents/${record.infoHash}`)).toBe(404);
    }
  });

  test('can be taken back', async () => {
    const record = newRecord();
    await block({ infoHashes: [record.infoHash] });
    expectNoContent(await unblock(record.infoHash.toUpperCase()));
    expectProblem(await unblock(record.infoHash), 404, 'not_found');
    expect(await ingest(record)).toMatchObject({ created: 1 });
    const actions = (await auditOf(record.infoHash)).map(({ action }) => action);
    expect(actions).toEqual(['unblock', 'block']);
  });

  test('is listed, newest first, page by page', async () => {
    const hashes = [newInfoHash(), newInfoHash(), newInfoHash()];
    for (const infoHash of hashes) await block({ infoHashes: [infoHash], reference: infoHash });
    const seen: string[] = [];
    let cursor: string | null = '';
    for (let pages = 0; cursor !== null && pages < 500; pages++) {
      const after: string = cursor && `&cursor=${cursor}`;
      const answer = await call('GET', `/api/admin/blocks?limit=2${after}`, { token });
      const page = expectShape(answer, 200, blockPage);
      seen.push(...page.items.map(({ infoHash }) => infoHash));
      cursor = hashes.every((infoHash) => seen.includes(infoHash)) ? null : page.nextCursor;
    }
    expect(seen.filter((infoHash) => hashes.includes(infoHash))).toEqual([...hashes].reverse());
  });
});

describe('removing a torrent', () => {
  test.each(['id', 'infoHash'] as const)('by its %s lets it come again', async (key) => {
    const torrent = await newTorrent();
    const path = `/api/admin/torrents/${torrent[key]}`;
    expectNoContent(await call('DELETE', path, { token }));
    expectProblem(await call('DELETE', path, { token }), 404, 'not_found');
    expect(await statusOf(`/api/torrents/${torrent.id}`)).toBe(404);
    expect(await auditOf(torrent.infoHash)).toMatchObject([
      { action: 'delete-torrent', actorId: adminId, details: { name: torrent.record.name } },
    ]);
    expect(await ingest(torrent.record)).toMatchObject({ created: 1 });
  });
});

describe('looking through accounts', () => {
  const list = async (query: Record<string, string>) => {
    const path = `/api/admin/users?${new URLSearchParams(query)}`;
    const { items } = expectShape(await call('GET', path, { token }), 200, userPage);
    return items.map(({ id }) => id);
  };

  test.each([
    ['all of it', (email: string) => email],
    ['its beginning', (email: string) => email.slice(0, 20)],
    ['its middle', (email: string) => email.slice(5, 25)],
    ['another case', (email: string) => email.toUpperCase()],
  ])('finds an account by its address: %s', async (_part, partOf) => {
    const { user } = await signUp();
    await signUp();
    expect(await list({ q: partOf(user.email) })).toEqual([user.id]);
  });

  test.each(['%', '_', '\\', "'", '%example%', 'no such address'])(
    'takes %s as it is',
    async (q) => {
      expect(await list({ q })).toEqual([]);
    },
  );

  test('tells administrators from the rest, page by page', async () => {
    const { user } = await signUp();
    expect(await list({ role: 'admin' })).toContain(adminId);
    expect(await list({ role: 'admin', q: user.email })).toEqual([]);
    expect(await list({ role: 'user', q: user.email })).toEqual([user.id]);
    const seen: string[] = [];
    for await (const { items } of pagesOf('/api/admin/users?role=admin&limit=1', userPage, {
      token,
    }))
      seen.push(...items.map(({ role }) => role));
    expect(new Set(seen)).toEqual(new Set(['admin']));
  });

  test('shows how one account is used', async () => {
    const { accessToken, user } = await signUp();
    const path = `/api/admin/users/${user.id}`;
    const { id: torrentId } = await newTorrent();
    await call('POST', '/api/watch-history', {
      token: accessToken,
      json: { torrentId, progressPercent: 5 },
    });
    const detail = expectShape(await call('GET', path, { token }), 200, userDetail);
    expect(detail).toEqual({
      ...user,
      sessions: 1,
      lastSeenAt: expect.any(String),
      watchEntries: 1,
    });
    expect(Math.abs(Date.parse(detail.lastSeenAt ?? '') - Date.now())).toBeLessThan(60_000);
    await call('DELETE', `${path}/sessions`, { token });
    const signedOut = expectShape(await call('GET', path, { token }), 200, userDetail);
    expect(signedOut).toMatchObject({ sessions: 0, lastSeenAt: null });
    await call('DELETE', path, { token });
    expectProblem(await call('GET', path, { token }), 404, 'not_found');
  });
});

test('statistics are told of everything, on a database of any kind', async () => {
  await newTorrent();
  const answer = await call('GET', '/api/admin/statistics', { token });
  const { users, sessions, torrents, databaseBytes } = expectShape(answer, 200, statistics);
  expect(users.administrators).toBeGreaterThan(0);
  expect(sessions.usersInADay).toBeGreaterThan(0);
  expect(torrents.newInADay.value).toBeGreaterThan(0);
  expect(databaseBytes).toBeGreaterThan(1_000_000);
});

describe('the accounts of others', () => {
  const admin = (method: string, path: string, json?: unknown) =>
    call(method, `/api/admin/users/${path}`, { token, ...(json !== undefined && { json }) });
  const isSignedIn = async (accessToken: string) =>
    (await call('GET', '/api/auth/me', { token: accessToken })).status === 200;

  test('get another role, which counts at once', async () => {
    const { accessToken, user } = await signUp();
    const list = () => call('GET', '/api/admin/users?limit=1', { token: accessToken });
    expectProblem(await list(), 403, 'forbidden');
    const patched = expectShape(await admin('PATCH', user.id, { role: 'admin' }), 200, userShape);
    expect(patched).toMatchObject({ id: user.id, role: 'admin' });
    expect((await list()).status).toBe(200);
    expect((await admin('PATCH', user.id, { role: 'user' })).status).toBe(200);
    expectProblem(await list(), 403, 'forbidden');
    const roles = (await auditOf(user.id)).map(({ action, details }) => [action, details.role]);
    expect(roles).toEqual([
      ['change-role', 'user'],
      ['change-role', 'admin'],
    ]);
  });

  test.each([
    ['role', (id: string) => admin('PATCH', id, { role: 'user' }), 403, 'forbidden'],
    ['sessions', (id: string) => admin('DELETE', `${id}/sessions`), 401, 'invalid_token'],
  ] as const)(
    'who lose their %s while they send finish nothing',
    async (_what, take, status, code) => {
      const [{ accessToken, user }, friend] = await Promise.all([signUp(), signUp()]);
      await admin('PATCH', user.id, { role: 'admin' });
      async function* body() {
        yield Buffer.from('{"role":');
        await sleep(500);
        expect((await take(user.id)).status).toBeLessThan(300);
        // So long after they were let in that it is no more of the same moment.
        await sleep(1_500);
        yield Buffer.from('"admin"}');
      }
      const answer = await call('PATCH', `/api/admin/users/${friend.user.id}`, {
        token: accessToken,
        headers: { 'content-type': 'application/json' },
        body: body() as unknown as BodyInit,
      });
      expectProblem(answer, status, code);
      const { json } = await admin('GET', friend.user.id);
      expect(json.role).toBe('user');
    },
  );

  test('are signed out everywhere', async () => {
    const { accessToken, user } = await signUp();
    expectNoContent(await admin('DELETE', `${user.id}/sessions`));
    expect(await isSignedIn(accessToken)).toBe(false);
    expect(await auditOf(user.id)).toMatchObject([{ action: 'end-sessions' }]);
  });

  test('are deleted', async () => {
    const { accessToken, user } = await signUp();
    expectNoContent(await admin('DELETE', user.id));
    expect(await isSignedIn(accessToken)).toBe(false);
    expectProblem(await admin('DELETE', user.id), 404, 'not_found');
    expectProblem(await admin('PATCH', user.id, { role: 'admin' }), 404, 'not_found');
    expectProblem(await admin('DELETE', `${user.id}/sessions`), 404, 'not_found');
    expect(await auditOf(user.id)).toMatchObject([{ action: 'delete-user' }]);
  });
});
