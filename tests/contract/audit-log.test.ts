import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import type { Session } from '@/contracts/accounts';
import { type AuditEntry, auditActions, auditPage } from '@/contracts/audit-log';
import { endpoints } from '@/controllers/table';
import { call, newInfoHash, signInAdmin, signUp } from '../support/api';
import { addTorrent } from '../support/catalogue';
import { expectShape } from '../support/shapes';

/** Nobody else's: what other tests do meanwhile is not this one's. */
let admin: Session;
beforeAll(async () => {
  admin = await signUp();
  const { accessToken: token } = await signInAdmin();
  const json = { role: 'admin' };
  expect((await call('PATCH', `/api/admin/users/${admin.user.id}`, { token, json })).status).toBe(
    200,
  );
});

interface Act {
  action: (typeof auditActions)[number];
  json?: object;
  /** What the path names, made for this act; nothing where it names nothing. */
  target?: () => Promise<string>;
}

const send = (method: string, path: string, json?: object) =>
  call(method, path, { token: admin.accessToken, ...(json && { json }) });
const newUserId = async () => (await signUp()).user.id;
const newTorrentId = async () => (await addTorrent()).id;
const newKeyId = async (): Promise<string> =>
  (await send('POST', '/api/admin/api-keys', { name: 'audited' })).json.id;
async function newBlock(): Promise<string> {
  const infoHash = newInfoHash();
  await send('POST', '/api/admin/blocks', { infoHashes: [infoHash], reason: 'audited' });
  return infoHash;
}

const request = (endpoint: string, id: string, { json }: Act) => {
  const [method = '', path = ''] = endpoint.split(' ');
  return send(method, path.replace(/\{\w+\}/, id), json);
};

/** What of the audit log each endpoint adds to it, by method and path. */
const acts: Record<string, Act> = {
  'POST /api/admin/blocks': {
    action: 'block',
    json: { infoHashes: [newInfoHash()], reason: 'audited' },
  },
  'DELETE /api/admin/blocks/{infoHash}': { action: 'unblock', target: newBlock },
  'PATCH /api/admin/torrents/{id}': {
    action: 'correct-torrent',
    target: newTorrentId,
    json: { name: 'Sintel' },
  },
  'DELETE /api/admin/torrents/{id}': { action: 'delete-torrent', target: newTorrentId },
  'PATCH /api/admin/users/{id}': {
    action: 'change-role',
    target: newUserId,
    json: { role: 'admin' },
  },
  'DELETE /api/admin/users/{id}/sessions': { action: 'end-sessions', target: newUserId },
  'DELETE /api/admin/users/{id}': { action: 'delete-user', target: newUserId },
  'POST /api/admin/api-keys': { action: 'create-api-key', json: { name: 'audited' } },
  'DELETE /api/admin/api-keys/{id}': { action: 'revoke-api-key', target: newKeyId },
};

/** What this administrator did, newest first. */
async function ownActs(): Promise<AuditEntry[]> {
  const { items } = expectShape(await send('GET', '/api/admin/audit?limit=100'), 200, auditPage);
  return items.filter(({ actorId }) => actorId === admin.user.id);
}

test('all that administrators change is an act, and every act is done by one of them', () => {
  const changes = endpoints
    .filter(({ method, access }) => access === 'admin' && method !== 'GET')
    .map(({ method, path }) => `${method} ${path}`);
  expect(Object.keys(acts).sort()).toEqual(changes.sort());
  const actions = Object.values(acts).map(({ action }) => action);
  expect(actions.sort()).toEqual([...auditActions].sort());
});

test.each(Object.entries(acts))('%s is in the audit log', async (endpoint, act) => {
  const id = (await act.target?.()) ?? '';
  const before = await ownActs();
  expect((await request(endpoint, id, act)).status).toBeLessThan(300);
  const after = await ownActs();
  const since = after.slice(0, after.length - before.length);
  expect(since).toMatchObject([{ action: act.action }]);
  expect(JSON.stringify(since)).toContain(id);
});

test.each(Object.entries(acts).filter(([, { target }]) => target))(
  '%s is not, where there is nothing to do it to',
  async (endpoint, act) => {
    const before = await ownActs();
    const missing = endpoint.includes('{infoHash}') ? newInfoHash() : randomUUID();
    expect((await request(endpoint, missing, act)).status).toBe(404);
    expect(await ownActs()).toEqual(before);
  },
);
