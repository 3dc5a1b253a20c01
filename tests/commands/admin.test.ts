import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newEmail, PASSWORD } from '../support/api';
import { askServer, linesOf, runCommand, testFolder, testServer } from '../support/commands';
import { type PostgresServer, startPostgres } from '../support/postgres';
import { secrets } from '../support/secrets';

test.each([
  ['nothing', []],
  ['a verb alone', ['grant']],
  ['an unknown verb', ['promote', 'ada@example.org']],
  ['a verb that objects have', ['constructor', 'ada@example.org']],
])('told %s, it explains itself', async (_what, args) => {
  const environment = { DATA_DIR: testFolder() };
  const { code, stdout, stderr } = await runCommand('admin', args, environment);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain('Usage: npm run admin -- grant <email>');
});

test('with a DATA_DIR that holds no database it says so, and makes none', async () => {
  const DATA_DIR = join(testFolder(), 'mistyped');
  const { code, stderr } = await runCommand('admin', ['grant', newEmail()], { DATA_DIR });
  expect(code).toBe(1);
  expect(linesOf(stderr)).toEqual([`There is no database in ${DATA_DIR}.`]);
  expect(existsSync(DATA_DIR)).toBe(false);
});

test('while the server runs with the embedded database, it says so in a sentence and does nothing', async () => {
  const environment = { DATA_DIR: testFolder() };
  const server = await testServer(environment);
  const { code, stderr } = await runCommand('admin', ['grant', newEmail()], environment);
  expect(code).toBe(1);
  expect(linesOf(stderr)).toEqual([
    expect.stringMatching(/^Another process is using \S+: stop it first/),
  ]);
  expect(stderr).toContain(environment.DATA_DIR);
  expect((await askServer(server, 'GET', '/api/health')).status).toBe(200);
});

describe('beside a server with PostgreSQL', () => {
  let postgres: PostgresServer;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres.stop());

  test('grants and revokes, and the session that is open knows', async () => {
    const environment = {
      ...secrets,
      DATABASE_URL: await postgres.createDatabase(),
    };
    const server = await testServer(environment);
    const email = newEmail();
    const { json: session } = await askServer(server, 'POST', '/api/auth/sign-up', {
      json: { email, password: PASSWORD },
    });
    const authorization = `Bearer ${session.accessToken}`;
    const listUsers = () => askServer(server, 'GET', '/api/admin/users', { authorization });
    expect((await listUsers()).status).toBe(403);

    const granted = await runCommand('admin', ['grant', email.toUpperCase()], environment);
    expect(granted).toMatchObject({ code: 0, stderr: '' });
    expect(granted.stdout).toMatch(/now has the role admin/);
    expect((await listUsers()).status).toBe(200);
    const { json: me } = await askServer(server, 'GET', '/api/auth/me', { authorization });
    expect(me).toMatchObject({ email, role: 'admin' });

    expect((await runCommand('admin', ['revoke', email], environment)).code).toBe(0);
    expect((await listUsers()).status).toBe(403);

    const { code, stderr } = await runCommand('admin', ['grant', newEmail()], environment);
    expect(code).toBe(1);
    expect(linesOf(stderr)).toEqual(['There is no such account.']);
  });
});
