import { Client } from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { newEmail, PASSWORD } from '../support/api';
import { askServer, testServer } from '../support/commands';
import { newDatabase } from '../support/outages';

/** A server, its database, and somebody who has an account. */
async function start() {
  const { environment } = await newDatabase();
  const server = await testServer(environment);
  const database = new Client(environment.DATABASE_URL);
  await database.connect();
  onTestFinished(() => database.end());
  const post = (path: string, json: unknown) =>
    askServer(server, 'POST', `/api/auth/${path}`, { json });
  const account = { email: newEmail(), password: PASSWORD };
  const { json: session } = await post('sign-up', account);
  return { server, database, post, account, session };
}

test('of very many devices those that were used last stay signed in', async () => {
  const { database, post, account, session } = await start();
  await database.query(
    `insert into sessions (user_id, token_hash, device, last_used_at, expires_at)
      select $1, repeat('0', 64), number, now() - number * interval '1 minute', now() + interval '1 day'
      from generate_series(1, 600) as number`,
    [session.user.id],
  );
  expect((await post('sign-in', account)).status).toBe(200);
  const { rows } = await database.query(
    'select count(*)::int, max(device::int) as oldest from sessions where user_id = $1',
    [session.user.id],
  );
  expect(rows).toEqual([{ count: 500, oldest: 498 }]);
  expect((await post('refresh', { refreshToken: session.refreshToken })).status).toBe(200);
});

test('a device whose time has run out is signed out, in no list, and gone with the next sign-in', async () => {
  const { server, database, post, account, session } = await start();
  const { json: other } = await post('sign-in', { ...account, device: 'forgotten' });
  await database.query("update users set role = 'admin'");
  await database.query(
    "update sessions set expires_at = now() - interval '1 second' where device = 'forgotten'",
  );
  const get = (path: string, { accessToken } = session) =>
    askServer(server, 'GET', path, { authorization: `Bearer ${accessToken}` });
  expect((await get('/api/auth/me', other)).json.code).toBe('invalid_token');
  expect((await get('/api/users/me/sessions')).json.items).toMatchObject([{ isCurrent: true }]);
  expect((await get('/api/users/me/export')).json.sessions).toHaveLength(1);
  expect((await get(`/api/admin/users/${session.user.id}`)).json.sessions).toBe(1);
  expect((await get('/api/admin/statistics')).json.sessions.total).toBe(1);
  await post('sign-in', account);
  const { rows } = await database.query("select from sessions where device = 'forgotten'");
  expect(rows).toEqual([]);
});

test('a refresh token that has run out is no theft', async () => {
  const { server, database, post, session } = await start();
  const { refreshToken } = session;
  await database.query("update sessions set expires_at = now() - interval '1 second'");
  expect((await post('refresh', { refreshToken })).status).toBe(401);
  expect((await post('refresh', { refreshToken })).status).toBe(401);
  await server.stop();
  expect(server.output()).not.toContain('used again');
});
