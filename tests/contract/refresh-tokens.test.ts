import { describe, expect, test } from 'vitest';
import { session, user } from '@/contracts/accounts';
import { expectEnded, me, refresh, signedIn, signOut } from '../support/accounts';
import { signUp } from '../support/api';
import { expectNoContent, expectProblem, expectShape } from '../support/shapes';

describe('refresh', () => {
  test('answers a new pair of tokens for the same session', async () => {
    const first = await signUp();
    const second = expectShape(await refresh(first.refreshToken), 200, session);
    expect(second.refreshToken).not.toBe(first.refreshToken);
    expect(second.user).toEqual(first.user);
    expectShape(await me(second.accessToken), 200, user);
    expectShape(await refresh(second.refreshToken), 200, session);
  });

  test('ends the whole family when a dead token is used again', async () => {
    const first = await signUp();
    const second = expectShape(await refresh(first.refreshToken), 200, session);
    const third = expectShape(await refresh(second.refreshToken), 200, session);
    expectProblem(await refresh(first.refreshToken), 401, 'invalid_refresh_token');
    await expectEnded(third);
    expectProblem(await me(first.accessToken), 401, 'invalid_token');
  });

  test('leaves the sessions of other devices alone when a family ends', async () => {
    const phone = await signUp();
    const tablet = await signedIn(phone.user.email);
    await refresh(phone.refreshToken);
    await refresh(phone.refreshToken);
    expectShape(await me(tablet.accessToken), 200, user);
    expectShape(await refresh(tablet.refreshToken), 200, session);
  });

  test('succeeds at most once when the same token is sent many times at once', async () => {
    const { refreshToken } = await signUp();
    const answers = await Promise.all(Array.from({ length: 8 }, () => refresh(refreshToken)));
    const winners = answers.filter(({ status }) => status === 200);
    expect(winners.length).toBeLessThanOrEqual(1);
    for (const answer of answers) {
      if (winners.includes(answer)) expectShape(answer, 200, session);
      else expectProblem(answer, 401, 'invalid_refresh_token');
    }
  });

  test.each([
    ['one word', 'garbage'],
    ['a dot', '.'],
    ['a session alone', '5f0c9d1e-6c1b-4c86-9a3e-2b7f6f1d0a11.'],
    ['an unknown session', `5f0c9d1e-6c1b-4c86-9a3e-2b7f6f1d0a11.${'A'.repeat(43)}`],
    ['quotes and spaces', `' or 1=1 --`],
    ['many characters', 'x'.repeat(256)],
  ])('refuses garbage: %s', async (_what, refreshToken) => {
    expectProblem(await refresh(refreshToken), 401, 'invalid_refresh_token');
  });

  test('refuses an access token', async () => {
    const { accessToken } = await signUp();
    const answer = await refresh(accessToken.slice(0, 256));
    expectProblem(answer, 401, 'invalid_refresh_token');
  });
});

describe('a refresh token that was never given out', () => {
  /** Another secret for the same session: of any characters, or with some of the genuine ones. */
  const forgeries: [what: string, forge: (secret: string) => string][] = [
    ['of one character', () => 'A'.repeat(43)],
    ['that begins like the genuine one', (secret) => secret.slice(0, 22) + 'A'.repeat(21)],
    ['that ends like the genuine one', (secret) => 'A'.repeat(22) + secret.slice(22)],
  ];
  test.each(forgeries)('%s ends nothing', async (_what, forge) => {
    const mine = await signUp();
    const [id, secret = ''] = mine.refreshToken.split('.');
    const forged = `${id}.${forge(secret)}`;
    expectProblem(await refresh(forged), 401, 'invalid_refresh_token');
    expectNoContent(await signOut(forged));
    expectShape(await me(mine.accessToken), 200, user);
    expectShape(await refresh(mine.refreshToken), 200, session);
  });

  test('of another session ends nothing', async () => {
    const [mine, other] = [await signUp(), await signUp()];
    const [id] = mine.refreshToken.split('.');
    const forged = `${id}.${other.refreshToken.split('.')[1]}`;
    expectProblem(await refresh(forged), 401, 'invalid_refresh_token');
    expectNoContent(await signOut(forged));
    expectShape(await refresh(mine.refreshToken), 200, session);
  });
});
