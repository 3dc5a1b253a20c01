import { lockAdministrators } from '@/db/repositories/users';
import { AppError } from '@/lib/errors';
import type { Context } from './context';

export const notAdministrator = () => new AppError('forbidden', 'Only administrators may do this.');

/**
 * Keeps the last administrator: to be called in the transaction that takes the role, or the
 * account, of somebody. Throws `last_administrator`.
 */
export async function keepLastAdministrator(ctx: Context, userId: string): Promise<void> {
  const [first, ...others] = await lockAdministrators(ctx.db);
  if (first !== userId || others.length > 0) return;
  throw new AppError('last_administrator', 'There must be another administrator first.');
}
