import type { Role, User } from '@/contracts/accounts';
import type { ListUsersQuery, UserDetail, UserPage, UserPatch } from '@/contracts/administration';
import { deleteAllSessions } from '@/db/repositories/sessions';
import {
  deleteUser,
  findUserByEmail,
  findUserWithCounts,
  listUsers,
  lockUser,
  type UserRow,
  updateUser,
} from '@/db/repositories/users';
import { cursorFormat, readByTime, timeAndId } from '@/lib/cursors';
import { keepLastAdministrator } from './administrators';
import { audit } from './audit-log';
import { type Context, notFound, transaction, type UserContext } from './context';
import { toUser } from './users';

const usersCursor = cursorFormat('users', timeAndId);

/** Accounts, newest first; those whose address has `q` in it, and that have the role. */
export async function listAccounts(
  ctx: UserContext,
  { q, role, ...page }: ListUsersQuery,
): Promise<UserPage> {
  const { rows, nextCursor } = await readByTime(
    usersCursor,
    page,
    (limit, after) => listUsers(ctx.db, { q: q?.toLowerCase(), role }, limit, after),
    ({ createdAt, id }) => ({ time: createdAt, id }),
  );
  return { items: rows.map(toUser), nextCursor };
}

/** An account, with how it is used. Throws `not_found`. */
export async function getAccountOf(ctx: UserContext, userId: string): Promise<UserDetail> {
  const found = await findUserWithCounts(ctx.db, userId, ctx.now());
  if (found === undefined) throw notFound('account');
  const { user, sessions, lastSeenAt, watchEntries } = found;
  return {
    ...toUser(user),
    sessions,
    lastSeenAt: lastSeenAt?.toISOString() ?? null,
    watchEntries,
  };
}

/** Gives somebody a role. Throws `not_found`, `last_administrator`. */
export function changeRole(ctx: UserContext, userId: string, { role }: UserPatch): Promise<User> {
  return transaction(ctx, async (ctx) => {
    if (role !== 'admin') await keepLastAdministrator(ctx, userId);
    return giveRole(ctx, await lockUser(ctx.db, userId), role);
  });
}

/** The same by address, for the operator, who may leave no administrator. Throws `not_found`. */
export function changeRoleByEmail(ctx: Context, email: string, role: Role): Promise<User> {
  return transaction(ctx, async (ctx) =>
    giveRole(ctx, await findUserByEmail(ctx.db, email.toLowerCase()), role),
  );
}

async function giveRole(ctx: Context, user: UserRow | undefined, role: Role): Promise<User> {
  if (user === undefined) throw notFound('account');
  // Before it is done: it may be their own.
  await audit(ctx, 'change-role', { userId: user.id, role });
  const changed = await updateUser(ctx.db, user.id, { role });
  if (changed === undefined) throw notFound('account');
  return toUser(changed);
}

/** Signs somebody out everywhere. Throws `not_found`. */
export function endSessionsOf(ctx: UserContext, userId: string): Promise<void> {
  return transaction(ctx, async (ctx) => {
    if (!(await lockUser(ctx.db, userId))) throw notFound('account');
    await deleteAllSessions(ctx.db, userId);
    await audit(ctx, 'end-sessions', { userId });
  });
}

/** Deletes an account and everything of theirs. Throws `not_found`, `last_administrator`. */
export function removeAccountOf(ctx: UserContext, userId: string): Promise<void> {
  return transaction(ctx, async (ctx) => {
    await keepLastAdministrator(ctx, userId);
    if (!(await lockUser(ctx.db, userId))) throw notFound('account');
    await audit(ctx, 'delete-user', { userId });
    await deleteUser(ctx.db, userId);
  });
}
