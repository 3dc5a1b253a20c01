import type { User } from '@/contracts/accounts';
import { findUser, lockUser, type UserRow } from '@/db/repositories/users';
import { AppError } from '@/lib/errors';
import type { UserContext } from './context';

/** A row as the API shows it. */
export function toUser({ id, email, emailConfirmedAt, role, ...times }: UserRow): User {
  return {
    id,
    email,
    emailConfirmed: emailConfirmedAt !== null,
    role,
    createdAt: times.createdAt.toISOString(),
    updatedAt: times.updatedAt.toISOString(),
  };
}

/** The row of who is asking. Throws `invalid_token` when it has gone since they were let in. */
export async function me(ctx: UserContext): Promise<UserRow> {
  const user = await findUser(ctx.db, ctx.actor.userId);
  if (user === undefined) throw endedSession();
  return user;
}

/**
 * The row of who is asking; others who change what belongs to the account wait until the transaction
 * ends. Throws `invalid_token` when it has gone since they were let in.
 */
export async function holdAccount(ctx: UserContext): Promise<UserRow> {
  const user = await lockUser(ctx.db, ctx.actor.userId);
  if (user === undefined) throw endedSession();
  return user;
}

export const endedSession = () =>
  new AppError('invalid_token', 'The session of this access token has ended.');
