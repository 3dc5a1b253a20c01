import type {
  ChangePasswordBody,
  Session,
  SignInBody,
  SignUpBody,
  User,
} from '@/contracts/accounts';
import { deleteLinks } from '@/db/repositories/mailed-links';
import { deleteOtherSessions } from '@/db/repositories/sessions';
import {
  deleteUser,
  findUserByEmail,
  insertUser,
  type UserRow,
  updateUser,
} from '@/db/repositories/users';
import { AppError } from '@/lib/errors';
import { keepLastAdministrator } from './administrators';
import { audit } from './audit-log';
import { type Context, transaction, type UserContext } from './context';
import { mailConfirmation } from './mailed-links';
import { invalidCredentials, startSession } from './sessions';
import { holdAccount, me, toUser } from './users';

/** Throws `email_taken`. */
export async function signUp(
  ctx: Context,
  { email, password, device }: SignUpBody,
): Promise<Session> {
  const taken = new AppError('email_taken', 'There is an account with this address already.');
  if (await findUserByEmail(ctx.db, email)) throw taken;
  const passwordHash = await ctx.passwords.hash(password);
  const { user, session } = await transaction(ctx, async (ctx) => {
    const user = await insertUser(ctx.db, { email, passwordHash });
    if (user === undefined) throw taken;
    return { user, session: await startSession(ctx, user, device) };
  });
  await ctx.passwordGuard.welcome(user.id, ctx.client);
  mailConfirmation(ctx, user);
  return session;
}

/** Throws `rate_limited`, or `invalid_credentials` after the same time whether or not the address is known. */
export async function signIn(
  ctx: Context,
  { email, password, device }: SignInBody,
): Promise<Session> {
  const user = await findUserByEmail(ctx.db, email);
  const attempt = await ctx.passwordGuard.attempt(user?.id ?? email, ctx.client);
  const matches = await ctx.passwords.verify(user?.passwordHash ?? null, password);
  const isIn = user !== undefined && matches;
  ctx.metrics.signIns.inc({ outcome: isIn ? 'success' : 'failure' });
  if (!isIn) throw invalidCredentials();
  await attempt.succeeded();
  return startSession(ctx, user, device);
}

export async function getMe(ctx: UserContext): Promise<User> {
  return toUser(await me(ctx));
}

/** Ends every other session. Throws `wrong_password`. */
export async function changePassword(
  ctx: UserContext,
  { currentPassword, newPassword }: ChangePasswordBody,
): Promise<void> {
  const proven = await proveCurrentPassword(ctx, currentPassword);
  const { userId, sessionId } = ctx.actor;
  const passwordHash = await ctx.passwords.hash(newPassword);
  await transaction(ctx, async (ctx) => {
    await holdProven(ctx, proven);
    await updateUser(ctx.db, userId, { passwordHash });
    await deleteLinks(ctx.db, userId, 'reset-password');
    await deleteOtherSessions(ctx.db, userId, sessionId);
  });
}

/** Deletes the account and everything of theirs. Throws `wrong_password`, `last_administrator`. */
export async function removeAccount(ctx: UserContext, currentPassword: string): Promise<void> {
  const proven = await proveCurrentPassword(ctx, currentPassword);
  const { userId } = ctx.actor;
  await transaction(ctx, async (ctx) => {
    await keepLastAdministrator(ctx, userId);
    const { role } = await holdProven(ctx, proven);
    if (role === 'admin') await audit(ctx, 'delete-user', { userId });
    await deleteUser(ctx.db, userId);
  });
}

/** The account of who asks, whose password it is. Throws `rate_limited`, `wrong_password`. */
async function proveCurrentPassword(ctx: UserContext, password: string): Promise<UserRow> {
  const user = await me(ctx);
  const attempt = await ctx.passwordGuard.attempt(user.id, ctx.client);
  if (!(await ctx.passwords.verify(user.passwordHash, password))) throw wrongPassword();
  await attempt.succeeded();
  return user;
}

/** Holds the account until the transaction ends, if that is its password still. */
async function holdProven(ctx: UserContext, proven: UserRow): Promise<UserRow> {
  const held = await holdAccount(ctx);
  if (held.passwordHash !== proven.passwordHash) throw wrongPassword();
  return held;
}

const wrongPassword = () => new AppError('wrong_password', 'The current password is not that.');
