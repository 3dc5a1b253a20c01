import { createHash } from 'node:crypto';
import { Client } from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { newEmail, PASSWORD } from '../support/api';
import { ask, type Call } from '../support/calls';
import { eventually } from '../support/eventually';
import {
  askUntilRefused,
  limitedServer,
  newNetwork,
  newPlace,
  sharedServer,
  signIn,
  signUp,
  withPostgres,
} from '../support/limits';
import { INGEST_KEY } from '../support/secrets';
import type { RunningServer } from '../support/server';

const running = sharedServer({ INGEST_API_KEYS: INGEST_KEY });

/** Sends all the wrong passwords that strangers of one network have for an account; how many there are. */
async function guessAllThereIs(server: RunningServer, email: string): Promise<number> {
  let sent = 0;
  for (;;) {
    const guess = signIn(email, 'a wrong password', newPlace());
    const { reply, answered } = await askUntilRefused(server, guess, 10);
    sent += answered;
    if (answered === 10) continue;
    expect(Number(reply.headers['retry-after'])).toBeLessThanOrEqual(60 * 60);
    return sent;
  }
}

test('guessing a password is slowed, and does not lock out whose it is', async () => {
  const [home, work, elsewhere] = [newPlace(), newPlace(), newPlace()];
  const { email } = await signUp(running, home);
  const wrong = signIn(email, 'a wrong password', elsewhere);
  expect((await ask(running, signIn(email, PASSWORD, work))).status).toBe(200);

  const { reply, answered } = await askUntilRefused(running, wrong, 10);
  expect(answered).toBe(10);
  expect(reply.code).toBe('rate_limited');
  expect(Number(reply.headers['retry-after'])).toBeGreaterThan(60);
  expect((await ask(running, signIn(email, PASSWORD, elsewhere))).status).toBe(429);

  await guessAllThereIs(running, email);
  for (const known of [home, work]) {
    expect((await ask(running, signIn(email, PASSWORD, known))).status).toBe(200);
  }
});

test('who guesses from one network keeps nobody out who comes from another for the first time', async () => {
  const { email } = await signUp(running, newPlace());
  expect(await guessAllThereIs(running, email)).toBe(102);
  expect((await ask(running, signIn(email, PASSWORD, newPlace()))).status).toBe(429);

  const from = newNetwork();
  const wrong = signIn(email, 'a wrong password', from);
  expect((await askUntilRefused(running, wrong, 3)).answered).toBe(2);
  expect((await ask(running, signIn(email, PASSWORD, from))).status).toBe(429);

  const hotel = newNetwork();
  expect((await ask(running, signIn(email, 'mistyped', hotel))).status).toBe(401);
  expect((await ask(running, signIn(email, PASSWORD, hotel))).status).toBe(200);
  // From now on they are known there.
  for (let count = 0; count < 3; count++) {
    expect((await ask(running, signIn(email, PASSWORD, hotel))).status).toBe(200);
  }
});

test('guesses made at once count like those made in turn', async () => {
  const from = newPlace();
  const { email } = await signUp(running, from);
  const guesses = await Promise.all(
    Array.from({ length: 30 }, () => ask(running, signIn(email, 'a wrong password', from))),
  );
  expect(guesses.filter(({ status }) => status === 401)).toHaveLength(10);
  expect(guesses.filter(({ status }) => status === 429)).toHaveLength(20);
});

test('an address without an account is slowed like one that has', async () => {
  const guess = signIn(newEmail(), 'a wrong password', newPlace());
  const { answered } = await askUntilRefused(running, guess, 10);
  expect(answered).toBe(10);
});

test('an address that strangers have tried is still free for whose it is', async () => {
  const [home, email] = [newPlace(), newEmail()];
  const json = { email, password: PASSWORD };
  for (const from of [home, ...Array.from({ length: 10 }, newPlace)]) {
    for (let guess = 0; guess < 10; guess++) await ask(running, signIn(email, 'a guess', from));
  }
  const reply = await ask(running, { method: 'POST', path: '/api/auth/sign-up', json, from: home });
  expect(reply.status).toBe(201);
  expect((await ask(running, signIn(email, PASSWORD, home))).status).toBe(200);
});

test('one password tried on many accounts is slowed, and keeps out nobody who is known here', async () => {
  const from = newPlace();
  const { email } = await signUp(running, from);
  const guest = await signUp(running, newPlace());
  expect((await ask(running, signIn(guest.email, PASSWORD, from))).status).toBe(200);
  for (let guess = 0; guess < 100; guess++) {
    expect((await ask(running, signIn(newEmail(), 'a guess', from))).status).toBe(401);
  }
  const refused = await ask(running, signIn(newEmail(), 'a guess', from));
  expect([refused.status, refused.code]).toEqual([429, 'rate_limited']);
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(5 * 60);
  // Nor does it give them more guesses who have an account of their own.
  for (let count = 0; count < 3; count++) {
    expect((await ask(running, signIn(email, PASSWORD, from))).status).toBe(200);
  }
  expect((await ask(running, signIn(newEmail(), 'a guess', from))).status).toBe(429);
  expect((await ask(running, signIn(newEmail(), 'a guess', newPlace()))).status).toBe(401);
});

test('who is right is not counted among those who guess', async () => {
  const { email } = await signUp(running, newPlace());
  for (let count = 0; count < 105; count++) {
    expect((await ask(running, signIn(email, PASSWORD, newPlace()))).status).toBe(200);
  }
});

test('a stolen access token is no way to guess the password', async () => {
  const from = newPlace();
  const { token } = await signUp(running, from);
  const guess: Call = {
    method: 'DELETE',
    path: '/api/users/me',
    headers: { authorization: token },
    json: { currentPassword: 'a wrong password' },
    from,
  };
  const { answered } = await askUntilRefused(running, guess, 10);
  expect(answered).toBe(10);
});

test('who remembers the password in time starts anew', async () => {
  const from = newPlace();
  const { email } = await signUp(running, from);
  for (let round = 0; round < 2; round++) {
    for (let guess = 0; guess < 9; guess++) {
      expect((await ask(running, signIn(email, 'a wrong password', from))).status).toBe(401);
    }
    expect((await ask(running, signIn(email, PASSWORD, from))).status).toBe(200);
  }
});

test('who comes back in time stays known here for as long again', async () => {
  const environment = await withPostgres();
  const running = await limitedServer(environment);
  const home = newPlace();
  const { email } = await signUp(running, home);
  const client = new Client(environment.DATABASE_URL);
  await client.connect();
  onTestFinished(() => client.end());
  // The last of the 24 days is over in a moment.
  const soon = Date.now() + 3_000;
  const aged = "update rate_limits set expire = $1 where key like 'familiar:%'";
  expect((await client.query(aged, [soon])).rowCount).toBe(1);
  expect((await ask(running, signIn(email, PASSWORD, home))).status).toBe(200);
  const days = `select (expire - $1) / 86400000 as left from rate_limits where key like 'familiar:%'`;
  const { rows } = await client.query(days, [soon]);
  expect(Number(rows[0].left)).toBeGreaterThan(20);

  await guessAllThereIs(running, email);
  await eventually(() => expect(Date.now()).toBeGreaterThan(soon));
  expect((await ask(running, signIn(email, PASSWORD, newPlace()))).status).toBe(429);
  expect((await ask(running, signIn(email, PASSWORD, home))).status).toBe(200);
  // What cannot be counted is a fault of ours, and nobody has asked too much.
  await client.query('alter table rate_limits rename to counts');
  expect((await ask(running, signIn(email, PASSWORD, home))).status).toBe(500);
});

test('counts outlive an account, and tell nothing of it: the next one is another', async () => {
  const environment = await withPostgres();
  const running = await limitedServer(environment);
  const home = newPlace();
  const { email, token } = await signUp(running, home);
  expect((await ask(running, signIn(email, 'mistyped', home))).status).toBe(401);
  const client = new Client(environment.DATABASE_URL);
  await client.connect();
  onTestFinished(() => client.end());
  const { rows } = await client.query('select id from users');
  const removal: Call = {
    method: 'DELETE',
    path: '/api/users/me',
    headers: { authorization: token },
    json: { currentPassword: PASSWORD },
    from: home,
  };
  expect((await ask(running, removal)).status).toBe(204);

  const left = await client.query<{ key: string }>('select key from rate_limits');
  const kinds = left.rows.map(({ key }) => key.slice(0, key.indexOf(':')));
  expect(kinds).toEqual(expect.arrayContaining(['familiar', 'mail']));
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
  const told = [email, rows[0].id, home].flatMap((text) => [text, sha256(text)]);
  told.push(...[email, rows[0].id].map((account) => sha256(`${account} ${home}`)));
  for (const { key } of left.rows) for (const text of told) expect(key).not.toContain(text);

  // Who was known here is somebody else's neighbour now.
  const json = { email, password: PASSWORD };
  const again: Call = { method: 'POST', path: '/api/auth/sign-up', json, from: newPlace() };
  expect((await ask(running, again)).status).toBe(201);
  await guessAllThereIs(running, email);
  expect((await ask(running, signIn(email, PASSWORD, home))).status).toBe(429);
});
