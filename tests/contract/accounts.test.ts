import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { session, user } from '@/contracts/accounts';
import { expectEnded, me, OTHER_PASSWORD, refresh, signedIn, signIn } from '../support/accounts';
import { type Answer, answerOf, call, clientOf, newEmail, PASSWORD, signUp } from '../support/api';
import { addTorrent } from '../support/catalogue';
import { expectNoContent, expectProblem, expectShape } from '../support/shapes';

const askForAccount = (email: string, password: string) =>
  answerOf(clientOf().POST('/api/auth/sign-up', { body: { email, password } }));

describe('sign-up', () => {
  test('answers a session and the new user', async () => {
    const email = newEmail();
    const created = expectShape(await askForAccount(email, PASSWORD), 201, session);
    expect(created).toMatchObject({
      tokenType: 'Bearer',
      expiresIn: 900,
      user: { email, role: 'user' },
    });
    expect(created.user.updatedAt).toBe(created.user.createdAt);
    expect(expectShape(await me(created.accessToken), 200, user)).toEqual(created.user);
  });

  test('keeps the address in lower case', async () => {
    const email = newEmail();
    const created = await signUp(email.toUpperCase());
    expect(created.user.email).toBe(email);
  });

  test.each([
    ['the same', (email: string) => email],
    ['another case', (email: string) => email.toUpperCase()],
  ])('refuses an address that has an account, in %s', async (_how, spell) => {
    const email = newEmail();
    await signUp(email);
    expectProblem(await askForAccount(spell(email), OTHER_PASSWORD), 409, 'email_taken');
    await signedIn(email);
  });

  test('makes one account when many ask for the same address at once', async () => {
    const email = newEmail();
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, place) =>
        askForAccount(place % 2 ? email : email.toUpperCase(), `${PASSWORD} ${place}`),
      ),
    );
    const winners = answers.filter(({ status }) => status === 201);
    expect(winners).toHaveLength(1);
    for (const answer of answers) {
      if (answer === winners[0]) expectShape(answer, 201, session);
      else expectProblem(answer, 409, 'email_taken');
    }
    await signedIn(email, `${PASSWORD} ${answers.indexOf(winners[0] as Answer)}`);
  });
});

test('a space around an address is none of it', async () => {
  const email = newEmail();
  expect((await signUp(` ${email}\n`)).user.email).toBe(email);
  expect((await signedIn(`${email} `)).user.email).toBe(email);
});

describe('addresses that look alike', () => {
  const lookalikes: [what: string, spell: (email: string) => string][] = [
    ['a Cyrillic letter', (email) => email.replace('example', 'ex\u0430mple')],
    ['a Cyrillic letter before the @', (email) => `\u0430${email}`],
    ['full-width letters', (email) => email.replace('org', '\uff4f\uff52\uff47')],
    ['the sign for kelvin, small a k', (email) => `\u212a${email}`],
    ['an i without its dot', (email) => `\u0131${email}`],
    ['a space of no width', (email) => email.replace('@', '\u200b@')],
    ['a mark that turns the text', (email) => email.replace('@', '\u202e@')],
    ['a full-width @', (email) => email.replace('@', '\uff20')],
    ['a NUL', (email) => `${email}\0`],
    ['a comment', (email) => email.replace('@', '(x)@')],
  ];
  test.each(lookalikes)('with %s are refused, and are nobody’s', async (_what, spell) => {
    const email = newEmail();
    await signUp(email);
    const json = { email: spell(email), password: PASSWORD };
    for (const path of ['sign-up', 'sign-in']) {
      const answer = await call('POST', `/api/auth/${path}`, { json });
      const { errors } = expectProblem(answer, 400, 'validation_failed');
      expect(errors).toMatchObject([{ in: 'body', path: 'email' }]);
    }
  });

  test.each([
    ['a plus and a word', (email: string) => email.replace('@', '+films@')],
    ['a dot', (email: string) => `${email.slice(0, 4)}.${email.slice(4)}`],
    ['a domain in Punycode', (email: string) => email.replace('example', 'xn--exmple-cua')],
  ])('with %s are accounts of their own', async (_what, spell) => {
    const email = newEmail();
    const one = await signUp(email);
    const other = await signUp(spell(email), OTHER_PASSWORD);
    expect(other.user).toMatchObject({ email: spell(email) });
    expect(other.user.id).not.toBe(one.user.id);
    expectProblem(await signIn(spell(email)), 401, 'invalid_credentials');
    expectProblem(await signIn(email, OTHER_PASSWORD), 401, 'invalid_credentials');
    expect((await signedIn(email)).user.id).toBe(one.user.id);
  });
});

describe('password change', () => {
  const change = (token: string, currentPassword: string, newPassword: string) =>
    answerOf(
      clientOf(token).PATCH('/api/users/me/password', { body: { currentPassword, newPassword } }),
    );

  test('with a wrong current password changes nothing', async () => {
    const here = await signUp();
    const there = await signedIn(here.user.email);
    const answer = await change(here.accessToken, OTHER_PASSWORD, 'a third password');
    expectProblem(answer, 403, 'wrong_password');
    expectShape(await me(there.accessToken), 200, user);
    expectProblem(await signIn(here.user.email, 'a third password'), 401, 'invalid_credentials');
    await signedIn(here.user.email);
  });

  test('ends every other session and keeps this one', async () => {
    const here = await signUp();
    const there = await signedIn(here.user.email);
    expectNoContent(await change(here.accessToken, PASSWORD, OTHER_PASSWORD));
    await expectEnded(there);
    expectShape(await me(here.accessToken), 200, user);
    expectShape(await refresh(here.refreshToken), 200, session);
  });

  test('leaves nobody in who was about to sign in with the old one', async () => {
    for (let round = 0; round < 6; round++) {
      const { accessToken, user } = await signUp();
      const signIns = Array.from({ length: 8 }, async (_, place) => {
        await sleep(place * 4);
        return signIn(user.email);
      });
      expectNoContent(await change(accessToken, PASSWORD, OTHER_PASSWORD));
      for (const { status, json } of await Promise.all(signIns)) {
        expect([200, 401]).toContain(status);
        if (status === 200) expectProblem(await me(json.accessToken), 401, 'invalid_token');
      }
    }
  });

  test('goes by a password that another change has not replaced meanwhile', async () => {
    const { accessToken } = await signUp();
    const answers = await Promise.all(
      Array.from({ length: 4 }, (_, place) =>
        change(accessToken, PASSWORD, `${OTHER_PASSWORD} ${place}`),
      ),
    );
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([204, 403, 403, 403]);
  });

  test('lets the new password in and the old one no more', async () => {
    const { accessToken, user } = await signUp();
    expectNoContent(await change(accessToken, PASSWORD, OTHER_PASSWORD));
    await signedIn(user.email, OTHER_PASSWORD);
    expectProblem(await signIn(user.email, PASSWORD), 401, 'invalid_credentials');
  });
});

describe('deletion of an account', () => {
  const remove = (token: string, currentPassword: string) =>
    answerOf(clientOf(token).DELETE('/api/users/me', { body: { currentPassword } }));

  test('with a wrong password deletes nothing', async () => {
    const here = await signUp();
    expectProblem(await remove(here.accessToken, OTHER_PASSWORD), 403, 'wrong_password');
    expectShape(await me(here.accessToken), 200, user);
    await signedIn(here.user.email);
  });

  test('ends every session, wherever it is used', async () => {
    const here = await signUp();
    const there = await signedIn(here.user.email);
    expectNoContent(await remove(here.accessToken, PASSWORD));
    await expectEnded(here);
    await expectEnded(there);
    for (const path of ['/api/users/me', '/api/watch-history'] as const) {
      const answer = await answerOf(clientOf(there.accessToken).GET(path));
      expectProblem(answer, 401, 'invalid_token');
    }
    expectProblem(await signIn(here.user.email), 401, 'invalid_credentials');
  });

  test('frees the address and leaves nothing behind', async () => {
    const { id: torrentId } = await addTorrent();
    const first = await signUp();
    const before = clientOf(first.accessToken);
    await before.POST('/api/watch-history', { body: { torrentId, progressPercent: 50 } });
    const patched = await before.PATCH('/api/users/me/preferences', { body: { language: 'en' } });
    expect(patched.data).toEqual({ language: 'en' });
    expectNoContent(await remove(first.accessToken, PASSWORD));

    const second = await signUp(first.user.email);
    expect(second.user.id).not.toBe(first.user.id);
    const after = clientOf(second.accessToken);
    expect((await after.GET('/api/users/me')).data?.preferences).toEqual({});
    expect((await after.GET('/api/watch-history')).data?.items).toEqual([]);
  });

  test('asked for several times at once happens once, and the rest are told that it has', async () => {
    const { accessToken } = await signUp();
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => remove(accessToken, PASSWORD)),
    );
    expect(answers.filter(({ status }) => status === 204).length).toBeGreaterThanOrEqual(1);
    for (const { status } of answers) expect([204, 401]).toContain(status);
  });
});
