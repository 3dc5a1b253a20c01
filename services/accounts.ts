import type {
  ChangePasswordBody,
  Role,
  Session,
  SignInBody,
  SignUpBody,
  User,
  UserPage,
} from '@/contracts/accounts';
import {
  deleteExpiredSessions,
  deleteOtherSessions,
  deleteSession,
  findLiveSession,
  insertSession,
  rotateSession,
} from '@/db/repositories/sessions';
import {
  deleteUser,
  findUser,
  findUserByEmail,
  insertUser,
  listUsers,
  type UserRow,
  updateUser,
} from '@/db/repositories/users';
import { cursorFormat, cutPage, timeAndId } from '@/lib/cursors';
import { AppError } from '@/lib/errors';
import { ACCESS_TOKEN_SECONDS, randomToken, sha256 } from '@/lib/tokens';
import { type Context, notFound, transaction, type UserActor, type UserContext } from './context';
import type { PageRequest } from './torrents';

/** Milliseconds a device stays signed in without being used. */
const SESSION_MS = 30 * 24 * 60 * 60 * 1000;

export function toUser({ id, email, role, createdAt, updatedAt }: UserRow): User {
  return {
    id,
    email,
    role,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}

/** Throws `email_taken`. */
export async function signUp(ctx: Context, { email, password }: SignUpBody): Promise<Session> {
  const taken = new AppError('email_taken', 'There is an account with this address already.');
  if (await findUserByEmail(ctx.db, email)) throw taken;
  const passwordHash = await ctx.passwords.hash(password);
  const user = await insertUser(ctx.db, { email, passwordHash });
  if (user === undefined) throw taken;
  const attempt = await ctx.passwordGuard.attempt(email, ctx.client);
  await attempt.succeeded();
  return startSession(ctx, user);
}

/** Throws `rate_limited`, or `invalid_credentials` after the same time whether or not the address is known. */
export async function signIn(ctx: Context, { email, password }: SignInBody): Promise<Session> {
  const attempt = await ctx.passwordGuard.attempt(email, ctx.client);
  const user = await findUserByEmail(ctx.db, email);
  const matches = await ctx.passwords.verify(user?.passwordHash ?? null, password);
  if (user === undefined || !matches) throw invalidCredentials();
  await attempt.succeeded();
  await deleteExpiredSessions(ctx.db, user.id, ctx.now());
  return startSession(ctx, user);
}

/**
 * A new pair of tokens for a refresh token, which dies with it. One that is dead already was
 * copied by somebody: its whole family ends. Throws `invalid_refresh_token`.
 */
export async function refreshSession(ctx: Context, refreshToken: string): Promise<Session> {
  const presented = readRefreshToken(refreshToken);
  const secret = randomToken();
  const rotated =
    presented &&
    (await rotateSession(ctx.db, presented.sessionId, presented.hash, {
      tokenHash: sha256(secret),
      lastUsedAt: ctx.now(),
      expiresAt: sessionExpiry(ctx),
    }));
  if (presented && !rotated && (await deleteSession(ctx.db, presented.sessionId))) {
    ctx.log.warn({ sessionId: presented.sessionId }, 'refresh token used again: session ended');
  }
  const user = rotated && (await findUser(ctx.db, rotated.userId));
  if (!presented || !user) {
    throw new AppError('invalid_refresh_token', 'The refresh token is not valid, or no longer.');
  }
  return sessionAnswer(ctx, user, presented.sessionId, secret);
}

/** Ends the session of a refresh token. A token that is none ends nothing, and nobody is told. */
export async function signOut(ctx: Context, refreshToken: string): Promise<void> {
  const presented = readRefreshToken(refreshToken);
  if (presented) await deleteSession(ctx.db, presented.sessionId);
}

/** Whom an access token belongs to, as long as its session lives. Throws `invalid_token`. */
export async function authenticate(ctx: Context, accessToken: string): Promise<UserActor> {
  const { userId, sessionId } = await ctx.accessTokens.verify(accessToken, ctx.now());
  const session = await findLiveSession(ctx.db, sessionId, userId, ctx.now());
  if (session === undefined) throw endedSession();
  return { kind: 'user', userId, sessionId, role: session.role };
}

export async function getMe(ctx: UserContext): Promise<User> {
  return toUser(await me(ctx));
}

/** Ends every other session. Throws `wrong_password`. */
export async function changePassword(
  ctx: UserContext,
  { currentPassword, newPassword }: ChangePasswordBody,
): Promise<void> {
  await proveCurrentPassword(ctx, currentPassword);
  const { userId, sessionId } = ctx.actor;
  const passwordHash = await ctx.passwords.hash(newPassword);
  await transaction(ctx, async (ctx) => {
    await updateUser(ctx.db, userId, { passwordHash });
    await deleteOtherSessions(ctx.db, userId, sessionId);
  });
}

/** Deletes the account and everything of theirs. Throws `wrong_password`. */
export async function deleteAccount(ctx: UserContext, currentPassword: string): Promise<void> {
  await proveCurrentPassword(ctx, currentPassword);
  await deleteUser(ctx.db, ctx.actor.userId);
}

const usersCursor = cursorFormat('users', timeAndId);

/** All accounts, newest first; for administrators. */
export async function listAccounts(ctx: UserContext, page: PageRequest): Promise<UserPage> {
  const after = page.cursor === undefined ? null : usersCursor.decode(page.cursor);
  const found = await listUsers(ctx.db, page.limit + 1, after);
  const { rows, nextCursor } = cutPage(found, page.limit, (last) =>
    usersCursor.encode({ time: last.createdAt.getTime(), id: last.id }),
  );
  return { items: rows.map(toUser), nextCursor };
}

/** Gives a role to the account of an address; for the operator. Throws `not_found`. */
export async function setRole(ctx: Context, email: string, role: Role): Promise<void> {
  const user = await findUserByEmail(ctx.db, email.toLowerCase());
  if (user === undefined) throw notFound('account');
  await updateUser(ctx.db, user.id, { role });
}

/** The row of who is asking. Throws `invalid_token` when it has gone since they were let in. */
export async function me(ctx: UserContext): Promise<UserRow> {
  const user = await findUser(ctx.db, ctx.actor.userId);
  if (user === undefined) throw endedSession();
  return user;
}

async function proveCurrentPassword(ctx: UserContext, password: string): Promise<void> {
  const { id, passwordHash } = await me(ctx);
  const attempt = await ctx.passwordGuard.attempt(id, ctx.client);
  if (!(await ctx.passwords.verify(passwordHash, password))) {
    throw new AppError('wrong_password', 'The current password is not that.');
  }
  await attempt.succeeded();
}

async function startSession(ctx: Context, user: UserRow): Promise<Session> {
  const secret = randomToken();
  const sessionId = await insertSession(ctx.db, {
    userId: user.id,
    tokenHash: sha256(secret),
    expiresAt: sessionExpiry(ctx),
  });
  if (sessionId === undefined) throw invalidCredentials();
  return sessionAnswer(ctx, user, sessionId, secret);
}

async function sessionAnswer(
  ctx: Context,
  user: UserRow,
  sessionId: string,
  secret: string,
): Promise<Session> {
  const claims = { userId: user.id, sessionId };
  return {
    accessToken: await ctx.accessTokens.sign(claims, ctx.now()),
    tokenType: 'Bearer',
    expiresIn: ACCESS_TOKEN_SECONDS,
    refreshToken: `${sessionId}.${secret}`,
    user: toUser(user),
  };
}

const sessionExpiry = (ctx: Context) => new Date(ctx.now().getTime() + SESSION_MS);

const refreshTokenPattern = /^([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})\.([\w-]{43})$/;

function readRefreshToken(token: string): { sessionId: string; hash: string } | undefined {
  const [, sessionId, secret] = refreshTokenPattern.exec(token) ?? [];
  if (sessionId === undefined || secret === undefined) return undefined;
  return { sessionId, hash: sha256(secret) };
}

export const endedSession = () =>
  new AppError('invalid_token', 'The session of this access token has ended.');

const invalidCredentials = () =>
  new AppError('invalid_credentials', 'The address and the password do not go together.');
