import { type Session, session } from '@/contracts/accounts';
import { answerOf, clientOf, PASSWORD } from './api';
import { expectProblem, expectShape } from './shapes';

export const OTHER_PASSWORD = 'another correct horse';

const api = clientOf();

export const signIn = (email: string, password = PASSWORD) =>
  answerOf(api.POST('/api/auth/sign-in', { body: { email, password } }));
export const refresh = (refreshToken: string) =>
  answerOf(api.POST('/api/auth/refresh', { body: { refreshToken } }));
export const signOut = (refreshToken: string) =>
  answerOf(api.POST('/api/auth/sign-out', { body: { refreshToken } }));
export const me = (token: string) => answerOf(clientOf(token).GET('/api/auth/me'));

/** Somebody who has an account, signed in again. */
export async function signedIn(email: string, password = PASSWORD): Promise<Session> {
  return expectShape(await signIn(email, password), 200, session);
}

/** Holds both tokens of a session to be of no use. */
export async function expectEnded({ accessToken, refreshToken }: Session): Promise<void> {
  expectProblem(await me(accessToken), 401, 'invalid_token');
  expectProblem(await refresh(refreshToken), 401, 'invalid_refresh_token');
}
