import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { newEmail, PASSWORD } from '../support/api';
import { ask } from '../support/calls';
import { askServer, linesOf, testServer } from '../support/commands';
import { type MailServer, REFUSED_HOST, startMailServer, tokenIn } from '../support/mail';
import { freePort } from '../support/ports';
import { type PostgresServer, startPostgres } from '../support/postgres';
import { secrets } from '../support/secrets';
import { type RunningServer, startServer } from '../support/server';

const PUBLIC_URL = 'https://torrents.example.org';

let mail: MailServer;
let postgres: PostgresServer;
let server: RunningServer;

beforeAll(async () => {
  mail = await startMailServer();
  postgres = await startPostgres();
  server = await startServer('node', await newEnvironment());
});
afterAll(async () => {
  await server.stop();
  await postgres.stop();
  await mail.close();
});

/** The environment of a server with a new database. */
async function newEnvironment(more: Record<string, string> = {}) {
  const environment = {
    DATABASE_URL: await postgres.createMigratedDatabase(),
    ...secrets,
    SMTP_URL: mail.url,
    PUBLIC_URL,
    ...more,
  };
  return environment;
}

const post = (server: RunningServer, path: string, json: unknown) =>
  askServer(server, 'POST', path, { json });

async function signUp(server: RunningServer) {
  const email = newEmail();
  const { json } = await post(server, '/api/auth/sign-up', { email, password: PASSWORD });
  return { email, authorization: `Bearer ${json.accessToken}`, user: json.user };
}

const signIn = (server: RunningServer, email: string, password: string) =>
  post(server, '/api/auth/sign-in', { email, password });

test('an address is confirmed by the link that is mailed to it', async () => {
  const { email, authorization, user } = await signUp(server);
  expect(user.emailConfirmed).toBe(false);

  const first = await mail.next(email);
  expect(first.from).toBe('no-reply@torrents.example.org');
  expect(first.source).toContain('Subject: Confirm your address');
  expect(first.source).toContain(`${PUBLIC_URL}/confirm-email#`);

  // The newest link alone is good.
  const askAgain = () =>
    askServer(server, 'POST', '/api/auth/request-confirmation', { authorization });
  expect((await askAgain()).status).toBe(204);
  const second = tokenIn(await mail.next(email), 'confirm-email');
  const confirm = (token: string) => post(server, '/api/auth/confirm-email', { token });
  expect(await confirm(tokenIn(first, 'confirm-email'))).toMatchObject({
    status: 400,
    json: { code: 'invalid_link' },
  });
  expect((await confirm(second)).status).toBe(204);
  expect((await confirm(second)).json.code).toBe('invalid_link');
  const me = await askServer(server, 'GET', '/api/auth/me', { authorization });
  expect(me.json.emailConfirmed).toBe(true);

  // There is nothing to confirm any more: the next mail is of something else.
  expect((await askAgain()).status).toBe(204);
  await post(server, '/api/auth/forgot-password', { email });
  tokenIn(await mail.next(email), 'reset-password');
  expect(mail.received.filter(({ to }) => to.includes(email))).toEqual([]);
});

describe('a forgotten password', () => {
  test('is replaced by whoever gets the mail, and every device is signed out', async () => {
    const { email, authorization } = await signUp(server);
    await mail.next(email);
    expect((await post(server, '/api/auth/forgot-password', { email })).status).toBe(204);
    const token = tokenIn(await mail.next(email), 'reset-password');
    const reset = (newPassword: string) =>
      post(server, '/api/auth/reset-password', { token, newPassword });

    expect((await reset('short')).json.errors[0].path).toBe('newPassword');
    expect((await post(server, '/api/auth/confirm-email', { token })).json.code).toBe(
      'invalid_link',
    );
    expect((await reset('another long password')).status).toBe(204);
    expect((await reset('yet another password')).json.code).toBe('invalid_link');

    const me = await askServer(server, 'GET', '/api/auth/me', { authorization });
    expect(me.json.code).toBe('invalid_token');
    expect((await signIn(server, email, PASSWORD)).json.code).toBe('invalid_credentials');
    const { json } = await signIn(server, email, 'another long password');
    expect(json.user.emailConfirmed).toBe(true);
  });

  test('of an address that nobody has is answered alike, and nothing is mailed', async () => {
    const { email } = await signUp(server);
    await mail.next(email);
    const stranger = newEmail();
    expect(await post(server, '/api/auth/forgot-password', { email: stranger })).toEqual(
      await post(server, '/api/auth/forgot-password', { email: email.toUpperCase() }),
    );
    await mail.next(email);
    expect(mail.received.filter(({ to }) => to.includes(stranger))).toEqual([]);
  });

  test('does not fill a mailbox, whoever asks', async () => {
    const server = await testServer(await newEnvironment());
    const { email } = await signUp(server);
    for (let count = 0; count < 9; count++) {
      expect((await post(server, '/api/auth/forgot-password', { email })).status).toBe(204);
    }
    // What is under way is mailed before the server ends.
    await server.stop();
    expect(mail.received.filter(({ to }) => to.includes(email))).toHaveLength(5);
  });

  test('does not fill a mailbox by the other names that it has', async () => {
    const server = await testServer(await newEnvironment());
    const [name = '', host = ''] = newEmail().split('@');
    const names = [name, ...[1, 2, 3].map((tag) => `${name}+${tag}`), `${name}+a+b`];
    const dotted = [1, 2, 3, 4].map((place) => `${name.slice(0, place)}.${name.slice(place)}`);
    for (const one of [...names, ...dotted]) {
      const json = { email: `${one}@${host}`, password: PASSWORD };
      expect((await post(server, '/api/auth/sign-up', json)).status).toBe(201);
    }
    await server.stop();
    const isTheirs = (address: string) => address.replaceAll('.', '').startsWith(name);
    expect(mail.received.filter(({ to }) => to.some(isTheirs))).toHaveLength(5);
  });

  test('reaches whose address is confirmed, though strangers sign up with other names of the mailbox', async () => {
    const server = await testServer(await newEnvironment());
    const { email } = await signUp(server);
    const token = tokenIn(await mail.next(email), 'confirm-email');
    expect((await post(server, '/api/auth/confirm-email', { token })).status).toBe(204);
    const names = Array.from({ length: 9 }, (_, tag) => email.replace('@', `+${tag}@`));
    for (const name of names) {
      const json = { email: name, password: PASSWORD };
      expect((await post(server, '/api/auth/sign-up', json)).status).toBe(201);
    }
    await post(server, '/api/auth/forgot-password', { email });
    tokenIn(await mail.next(email), 'reset-password');
    await server.stop();
    expect(mail.received.filter(({ to }) => to.some((one) => names.includes(one)))).toHaveLength(4);
  });

  test('lets in whoever chose a new one, though too many old ones were tried', async () => {
    const server = await testServer(await newEnvironment());
    const { email } = await signUp(server);
    await mail.next(email);
    for (let guess = 0; guess < 10; guess++) await signIn(server, email, 'which was it');
    expect((await signIn(server, email, PASSWORD)).json.code).toBe('rate_limited');
    await post(server, '/api/auth/forgot-password', { email });
    const token = tokenIn(await mail.next(email), 'reset-password');
    const reset = { token, newPassword: 'another long password' };
    expect((await post(server, '/api/auth/reset-password', reset)).status).toBe(204);
    expect((await signIn(server, email, reset.newPassword)).status).toBe(200);
  });

  test('leaves no link behind when the password is changed meanwhile', async () => {
    const { email, authorization } = await signUp(server);
    await mail.next(email);
    await post(server, '/api/auth/forgot-password', { email });
    const token = tokenIn(await mail.next(email), 'reset-password');
    const json = { currentPassword: PASSWORD, newPassword: 'another long password' };
    const path = '/api/users/me/password';
    expect((await askServer(server, 'PATCH', path, { authorization, json })).status).toBe(204);
    const reset = { token, newPassword: 'what a thief would like' };
    expect((await post(server, '/api/auth/reset-password', reset)).json.code).toBe('invalid_link');
  });
});

async function connectTo({ DATABASE_URL }: { DATABASE_URL: string }): Promise<Client> {
  const client = new Client(DATABASE_URL);
  await client.connect();
  onTestFinished(() => client.end());
  return client;
}

test('a link is stored as a hash, and is good for an hour', async () => {
  const environment = await newEnvironment();
  const server = await testServer(environment);
  const client = await connectTo(environment);
  const { email } = await signUp(server);
  await mail.next(email);
  await post(server, '/api/auth/forgot-password', { email });
  const token = tokenIn(await mail.next(email), 'reset-password');
  const { rows } = await client.query(
    `select mailed_links::text as row, extract(epoch from expires_at - now())::int as seconds
     from mailed_links where purpose = 'reset-password'`,
  );
  expect(rows).toHaveLength(1);
  expect(rows[0].row).not.toContain(token);
  expect(rows[0].seconds).toBeGreaterThan(3500);
  expect(rows[0].seconds).toBeLessThanOrEqual(3600);
  await client.query(`update mailed_links set expires_at = now()`);
  const reset = { token, newPassword: 'another long password' };
  expect((await post(server, '/api/auth/reset-password', reset)).json.code).toBe('invalid_link');
  expect((await signIn(server, email, PASSWORD)).status).toBe(200);
  // A newer one has an hour of its own.
  await post(server, '/api/auth/forgot-password', { email });
  reset.token = tokenIn(await mail.next(email), 'reset-password');
  expect((await post(server, '/api/auth/reset-password', reset)).status).toBe(204);
});

test('an account that goes before its mail gets none, and nothing has failed', async () => {
  const environment = await newEnvironment();
  const server = await testServer(environment);
  const client = await connectTo(environment);
  const { email } = await signUp(server);
  await mail.next(email);
  await client.query('begin');
  await client.query('delete from users where email = $1', [email]);
  await post(server, '/api/auth/forgot-password', { email });
  const waiting = `select distinct pid from pg_locks where not granted`;
  await expect.poll(async () => (await client.query(waiting)).rowCount).toBe(1);
  await client.query('commit');
  await server.stop();
  expect(server.output()).not.toContain('"level":"error"');
  expect(mail.received.filter(({ to }) => to.includes(email))).toEqual([]);
});

test('without a mail server the link is in the log', async () => {
  const server = await testServer(await newEnvironment({ SMTP_URL: '' }));
  await signUp(server);
  await server.stop();
  const [line] = linesOf(server.output()).filter((line) => line.includes('confirm-email#'));
  expect(JSON.parse(line ?? '').link).toMatch(/^https:\/\/torrents\.example\.org\/confirm-email#/);
});

test('an address that the mail server refuses is not in the log', async () => {
  const server = await testServer(await newEnvironment());
  const email = `ada@${REFUSED_HOST}`;
  const { status } = await post(server, '/api/auth/sign-up', { email, password: PASSWORD });
  expect(status).toBe(201);
  await server.stop();
  expect(server.output()).toContain('the mail server does not take it: EENVELOPE RCPT TO 550');
  expect(server.output()).not.toContain(REFUSED_HOST);
});

test('a mail server that is not there costs the mail, and is in the log', async () => {
  const server = await testServer(await newEnvironment({ SMTP_URL: 'smtp://127.0.0.1:9' }));
  const { email } = await signUp(server);
  const path = '/api/auth/forgot-password';
  const { status, headers } = await ask(server, { method: 'POST', path, json: { email } });
  expect(status).toBe(204);
  await server.stop();
  const told = linesOf(server.output()).filter((line) => line.includes('"msg":"a mail failed"'));
  expect(told).toHaveLength(2);
  // Whoever waits for it tells this id, and not when they asked.
  expect(told.join()).toContain(`"requestId":"${headers['x-request-id']}"`);
  expect(server.output()).not.toContain(email);
});

/** Something that is no mail server, or a bad one. Answers how to end it. */
async function listenAt(port: number, onConnection: (socket: Socket) => void) {
  const sockets = new Set<Socket>();
  const listener = createServer((socket) => {
    sockets.add(socket.on('error', () => {}));
    onConnection(socket);
  });
  await once(listener.listen(port, '127.0.0.1'), 'listening');
  const close = () => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => listener.close(resolve));
  };
  onTestFinished(async () => void (await close()));
  return close;
}

describe('mails that failed', () => {
  /** Asks for as many as an address gets in an hour, by a mail server at the port; then for one more. */
  async function askForOneTooMany<Result>(port: number, before: () => Promise<Result>) {
    const server = await testServer(await newEnvironment({ SMTP_URL: `smtp://127.0.0.1:${port}` }));
    const { email } = await signUp(server);
    const ask = () => post(server, '/api/auth/forgot-password', { email });
    for (let count = 1; count < 5; count++) await ask();
    const failed = () => server.output().match(/a mail failed/g);
    await expect.poll(failed).toHaveLength(5);
    const meanwhile = await before();
    await ask();
    return { server, email, meanwhile };
  }

  test.each([
    ['nothing listens', async () => async () => {}],
    ['nothing is said', (port: number) => listenAt(port, () => {})],
  ])('do not count where %s', async (_what, occupy) => {
    const port = await freePort();
    const leave = await occupy(port);
    const { email, meanwhile } = await askForOneTooMany(port, async () => {
      await leave();
      return startMailServer(port);
    });
    onTestFinished(meanwhile.close);
    tokenIn(await meanwhile.next(email), 'reset-password');
  });

  test('count where the mail server broke off, as it may have sent them', async () => {
    const port = await freePort();
    let taken = 0;
    await listenAt(port, (socket) => {
      socket.write('220 ready\r\n');
      let mail: string | null = null;
      socket.on('data', (chunk) => {
        if (mail === null) {
          const isNext = chunk.toString().startsWith('DATA');
          socket.write(isNext ? '354 go on\r\n' : '250 so be it\r\n');
          if (isNext) mail = '';
        } else {
          mail += chunk;
          if (!mail.endsWith('\r\n.\r\n')) return;
          taken += 1;
          socket.destroy();
        }
      });
    });
    const { server } = await askForOneTooMany(port, async () => {});
    await server.stop();
    expect(server.output()).toContain('too many mails');
    expect(taken).toBe(5);
  });
});
