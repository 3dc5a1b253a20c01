import { expect, onTestFinished, test } from 'vitest';
import type { Session } from '@/contracts/accounts';
import { auditPage } from '@/contracts/audit-log';
import { statistics } from '@/contracts/statistics';
import { newEmail, newInfoHash, newRecord, PASSWORD } from '../support/api';
import { askServer, testFolder, testServer } from '../support/commands';
import { startPostgres } from '../support/postgres';
import { INGEST_KEY, secrets } from '../support/secrets';
import { runCli } from '../support/server';

/** A server of the test's own, and ways to become an administrator of it and to ask it. */
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

  const command = (verb: 'grant' | 'revoke', email: string) =>
    runCli('admin', [verb, email], environment);
  const person = async (): Promise<Session> => {
    const json = { email: newEmail(), password: PASSWORD };
    return (await askServer(server, 'POST', '/api/auth/sign-up', { json })).json;
  };
  const administrator = async (): Promise<Session> => {
    const session = await person();
    await command('grant', session.user.email);
    return session;
  };
  const ask = ({ accessToken }: Session, method: string, path: string, json?: unknown) =>
    askServer(server, method, path, {
      authorization: `Bearer ${accessToken}`,
      ...(json !== undefined && { json }),
    });
  return { server, administrator, person, command, ask };
}

test('the last administrator stays, whoever asks', async () => {
  const { administrator, ask } = await start();
  const admin = await administrator();
  const path = `/api/admin/users/${admin.user.id}`;
  const spelt = path.replace(admin.user.id, admin.user.id.toUpperCase());
  const refusals = [
    await ask(admin, 'PATCH', spelt, { role: 'user' }),
    await ask(admin, 'DELETE', spelt),
    await ask(admin, 'PATCH', path, { role: 'user' }),
    await ask(admin, 'DELETE', path),
    await ask(admin, 'DELETE', '/api/users/me', { currentPassword: PASSWORD }),
  ];
  for (const { status, json } of refusals) {
    expect([status, json.code]).toEqual([409, 'last_administrator']);
  }
  expect((await ask(admin, 'GET', '/api/admin/users')).status).toBe(200);

  const other = await administrator();
  expect((await ask(other, 'DELETE', path)).status).toBe(204);
});

test('the audit log has what administrators do to themselves, and what the operator does', async () => {
  const { administrator, command, ask } = await start();
  const [one, other] = [await administrator(), await administrator()];
  expect((await ask(other, 'DELETE', '/api/users/me', { currentPassword: PASSWORD })).status).toBe(
    204,
  );
  const third = await administrator();
  await command('revoke', third.user.email);

  const log = await ask(one, 'GET', '/api/admin/audit');
  const { items } = auditPage.parse(log.json);
  const byOperator = ({ user }: Session, role: string) => ({
    actorId: null,
    action: 'change-role',
    details: { userId: user.id, role },
  });
  expect(items.map(({ id: _, createdAt: __, ...entry }) => entry)).toEqual([
    byOperator(third, 'user'),
    byOperator(third, 'admin'),
    { actorId: other.user.id, action: 'delete-user', details: { userId: other.user.id } },
    byOperator(other, 'admin'),
    byOperator(one, 'admin'),
  ]);
});

test('the audit log has nothing of people who delete themselves', async () => {
  const { administrator, person, ask } = await start();
  const [admin, user] = [await administrator(), await person()];
  expect((await ask(user, 'DELETE', '/api/users/me', { currentPassword: PASSWORD })).status).toBe(
    204,
  );
  const { items } = auditPage.parse((await ask(admin, 'GET', '/api/admin/audit')).json);
  expect(items.map(({ action }) => action)).toEqual(['change-role']);
});

test('of two administrators who remove each other at once, one stays', async () => {
  const { administrator, ask } = await start();
  const [one, other] = [await administrator(), await administrator()];
  for (let round = 0; round < 20; round++) {
    const role = { role: 'user' };
    const answers = await Promise.all([
      ask(one, 'PATCH', `/api/admin/users/${other.user.id}`, role),
      ask(other, 'PATCH', `/api/admin/users/${one.user.id}`, role),
    ]);
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    const [stayed, went] = statuses[0] === 200 ? [one, other] : [other, one];
    const path = `/api/admin/users/${went.user.id}`;
    expect((await ask(stayed, 'PATCH', path, { role: 'admin' })).status).toBe(200);
  }
});

test('statistics count what there is', async () => {
  const { server, administrator, person, ask } = await start();
  const admin = await administrator();
  const read = async () =>
    statistics.parse((await ask(admin, 'GET', '/api/admin/statistics')).json);
  const exactly = (value: number) => ({ value, relation: 'eq' });
  expect(await read()).toMatchObject({
    users: { total: 1, confirmed: 0, administrators: 1, newInADay: 1 },
    sessions: { total: 1, usersInADay: 1 },
    torrents: { total: exactly(0), newInADay: exactly(0), files: exactly(0) },
    watchEntries: exactly(0),
    blocks: exactly(0),
    apiKeys: 0,
  });

  const files = [0, 1, 2].map((index) => ({ index, name: `${index}.mp4`, sizeBytes: 1 }));
  const { json: report } = await askServer(server, 'POST', '/api/ingest', {
    'x-api-key': INGEST_KEY,
    json: { torrents: [newRecord({ files }), newRecord()] },
  });
  const [{ id: torrentId }] = report.results;
  const [viewer] = [await person(), await person()];
  await ask(viewer, 'POST', '/api/watch-history', { torrentId, progressPercent: 5 });
  const infoHashes = [newInfoHash(), newInfoHash(), newInfoHash()];
  await ask(admin, 'POST', '/api/admin/blocks', { infoHashes, reason: 'A notice' });
  await ask(admin, 'POST', '/api/admin/api-keys', { name: 'counted' });
  await ask(viewer, 'POST', '/api/auth/sign-out', { refreshToken: viewer.refreshToken });
  expect(await read()).toMatchObject({
    users: { total: 3, confirmed: 0, administrators: 1, newInADay: 3 },
    sessions: { total: 2, usersInADay: 2 },
    torrents: { total: exactly(2), newInADay: exactly(2), files: exactly(3) },
    watchEntries: exactly(1),
    blocks: exactly(3),
    apiKeys: 1,
  });
});
