import { randomUUID } from 'node:crypto';
import type { DeviceSession, DeviceSessionPage, Session } from '@/contracts/accounts';
import {
  deleteExpiredSessions,
  deleteLeastUsedSessions,
  deleteOtherSessions,
  deleteSession,
  deleteSessionByToken,
  deleteSessionOf,
  findLiveSession,
  insertSession,
  listSessions,
  rotateSession,
  type SessionRow,
} from '@/db/repositories/sessions';
import { findUser, lockUser, type UserRow } from '@/db/repositories/users';
import { cursorFormat, type PageRequest, readByTime, timeAndId } from '@/lib/cursors';
import { AppError } from '@/lib/errors';
import { ACCESS_TOKEN_SECONDS } from '@/lib/tokens';
import { type Context, notFound, transaction, type UserActor, type UserContext } from './context';
import { endedSession, holdAccount, toUser } from './users';

/** Devices of one account that are signed in at a time: beyond, the one unused for longest is signed out. */
const SESSIONS_MAX = 500;
/** Milliseconds a device stays signed in without being used. */
const SESSION_MS = 30 * 24 * 60 * 60 * 1000;

/**
 * A new pair of tokens for a refresh token, which dies with it. One that is dead already was
 * copied by somebody: its whole family ends. Throws `invalid_refresh_token`.
 */
export async function refreshSession(ctx: Context, refreshToken: string): Promise<Session> {
  const presented = ctx.refreshTokens.read(refreshToken);
  if (presented === undefined) throw invalidRefreshToken();
  const { sessionId, hash, wasGiven } = presented;
  const next = ctx.refreshTokens.make(sessionId);
  const rotated = await rotateSession(ctx.db, sessionId, hash, {
    tokenHash: next.hash,
    lastUsedAt: ctx.now(),
    expiresAt: sessionExpiry(ctx),
  });
  // One that was never given out proves nothing: a stranger who knows the id ends no session.
  const ended = !rotated && wasGiven ? await deleteSession(ctx.db, sessionId) : undefined;
  if (ended !== undefined && ended.expiresAt > ctx.now()) {
    ctx.log.warn({ sessionId }, 'refresh token used again: session ended');
  }
  const user = rotated && (await findUser(ctx.db, rotated.userId));
  if (!user) throw invalidRefreshToken();
  return sessionAnswer(ctx, user, sessionId, next.token);
}

/**
 * Ends the session of a refresh token, the one that lives or one before it. A token that is none
 * ends nothing, and nobody is told.
 */
export async function signOut(ctx: Context, refreshToken: string): Promise<void> {
  const presented = ctx.refreshTokens.read(refreshToken);
  if (presented === undefined) return;
  const { sessionId, hash, wasGiven } = presented;
  await (wasGiven
    ? deleteSession(ctx.db, sessionId)
    : deleteSessionByToken(ctx.db, sessionId, hash));
}

/** Whom an access token belongs to, as long as its session lives. Throws `invalid_token`. */
export async function authenticate(ctx: Context, accessToken: string): Promise<UserActor> {
  const named = await ctx.accessTokens.verify(accessToken, ctx.now());
  return { kind: 'user', ...named, role: (await liveSession(ctx, named)).role };
}

/** Throws `invalid_token` when the session of who asks has ended since they were let in. */
export const expectSession = async (ctx: UserContext) => void (await liveSession(ctx, ctx.actor));

async function liveSession(ctx: Context, of: Pick<UserActor, 'sessionId' | 'userId'>) {
  const session = await findLiveSession(ctx.db, of.sessionId, of.userId, ctx.now());
  if (session === undefined) throw endedSession();
  return session;
}

const sessionsCursor = cursorFormat('sessions', timeAndId);

/** Where somebody is signed in, the newest sign-in first. */
export async function listDeviceSessions(
  ctx: UserContext,
  page: PageRequest,
): Promise<DeviceSessionPage> {
  const { rows, nextCursor } = await readByTime(
    sessionsCursor,
    page,
    (limit, after) => listSessions(ctx.db, ctx.actor.userId, ctx.now(), limit, after),
    ({ createdAt, id }) => ({ time: createdAt, id }),
  );
  return { items: rows.map((row) => toDeviceSession(row, ctx.actor.sessionId)), nextCursor };
}

/** The same, all of them. */
export async function listAllDeviceSessions(ctx: UserContext): Promise<DeviceSession[]> {
  const { userId, sessionId } = ctx.actor;
  const rows = await listSessions(ctx.db, userId, ctx.now(), null, null);
  return rows.map((row) => toDeviceSession(row, sessionId));
}

/** Signs one device out. Throws `not_found`, for somebody else's session as well. */
export async function endSession(ctx: UserContext, id: string): Promise<void> {
  if (!(await deleteSessionOf(ctx.db, ctx.actor.userId, id))) throw notFound('session');
}

/** Signs out every device but the one that asks. */
export async function endOtherSessions(ctx: UserContext): Promise<void> {
  await transaction(ctx, async (ctx) => {
    await holdAccount(ctx);
    await deleteOtherSessions(ctx.db, ctx.actor.userId, ctx.actor.sessionId);
  });
}

const toDeviceSession = (row: SessionRow, currentId: string): DeviceSession => ({
  id: row.id,
  device: row.device,
  createdAt: row.createdAt.toISOString(),
  lastUsedAt: row.lastUsedAt.toISOString(),
  expiresAt: row.expiresAt.toISOString(),
  isCurrent: row.id === currentId,
});

/**
 * Signs somebody in whose password was right. Throws `invalid_credentials` when the account has
 * gone meanwhile, or has another password.
 */
export async function startSession(
  ctx: Context,
  user: UserRow,
  device: string | undefined,
): Promise<Session> {
  const sessionId = randomUUID();
  const { token, hash } = ctx.refreshTokens.make(sessionId);
  await transaction(ctx, async (ctx) => {
    const held = await lockUser(ctx.db, user.id);
    if (held?.passwordHash !== user.passwordHash) throw invalidCredentials();
    await deleteExpiredSessions(ctx.db, user.id, ctx.now());
    await deleteLeastUsedSessions(ctx.db, user.id, SESSIONS_MAX - 1);
    await insertSession(ctx.db, {
      id: sessionId,
      userId: user.id,
      tokenHash: hash,
      device: device ?? null,
      expiresAt: sessionExpiry(ctx),
    });
  });
  return sessionAnswer(ctx, user, sessionId, token);
}

async function sessionAnswer(
  ctx: Context,
  user: UserRow,
  sessionId: string,
  refreshToken: string,
): Promise<Session> {
  const claims = { userId: user.id, sessionId };
  return {
    accessToken: await ctx.accessTokens.sign(claims, ctx.now()),
    tokenType: 'Bearer',
    expiresIn: ACCESS_TOKEN_SECONDS,
    refreshToken,
    user: toUser(user),
  };
}

const sessionExpiry = (ctx: Context) => new Date(ctx.now().getTime() + SESSION_MS);

const invalidRefreshToken = () =>
  new AppError('invalid_refresh_token', 'The refresh token is not valid, or no longer.');

export const invalidCredentials = () =>
  new AppError('invalid_credentials', 'The address and the password do not go together.');
