import type { ResetPasswordBody } from '@/contracts/accounts';
import { findLink, type LinkPurpose, putLink, takeLink } from '@/db/repositories/mailed-links';
import { deleteAllSessions } from '@/db/repositories/sessions';
import { findUserByEmail, lockUser, type UserRow, updateUser } from '@/db/repositories/users';
import { AppError } from '@/lib/errors';
import { MailError } from '@/lib/mailer';
import { randomToken, sha256 } from '@/lib/tokens';
import { type Context, transaction, type UserContext } from './context';
import { me } from './users';

const HOUR_MS = 60 * 60 * 1000;

/** What is mailed with a link, and how long the link is good. */
const letters: Record<LinkPurpose, { subject: string; hours: number; before: string }> = {
  'confirm-email': {
    subject: 'Confirm your address',
    hours: 48,
    before: 'Open this link to confirm that this address is yours:',
  },
  'reset-password': {
    subject: 'Choose a new password',
    hours: 1,
    before: 'Open this link to choose a new password. All devices will be signed out:',
  },
};

/** Asks whoever has just signed up to confirm the address; they do not wait for the mail. */
export function mailConfirmation(ctx: Context, user: UserRow): void {
  ctx.background.run(ctx.log, 'a mail', () => mailLink(ctx, user, 'confirm-email'));
}

/** The same again, when it is not confirmed yet. */
export async function requestConfirmation(ctx: UserContext): Promise<void> {
  const user = await me(ctx);
  if (user.emailConfirmedAt === null) mailConfirmation(ctx, user);
}

/**
 * Mails a link for a new password to the address, if it is somebody's. All of it comes after the
 * answer, so that neither the answer nor its time tells whether it is.
 */
export function requestPasswordReset(ctx: Context, email: string): void {
  ctx.background.run(ctx.log, 'a mail', async () => {
    const user = await findUserByEmail(ctx.db, email);
    if (user !== undefined) await mailLink(ctx, user, 'reset-password');
  });
}

/** By what an address is counted: many hosts put `a.da+films` where `ada` is, and each may have an account. */
const mailboxOf = (email: string) =>
  email.replace(/^[^@]*/, (name) => name.replace(/\+.*/, '').replaceAll('.', ''));

/** Who has confirmed an address has mails of their own, which nobody takes who signs up with another name of the mailbox. */
const countedFor = ({ id, email, emailConfirmedAt }: UserRow) =>
  emailConfirmedAt === null ? mailboxOf(email) : id;

async function mailLink(ctx: Context, user: UserRow, purpose: LinkPurpose): Promise<void> {
  const { subject, hours, before } = letters[purpose];
  const counted = countedFor(user);
  const share = await ctx.mailQuota?.take(counted);
  if (share?.isExceeded) {
    ctx.log.warn({ userId: user.id, purpose }, 'not mailed: the mailbox gets too many mails');
    return;
  }
  const token = randomToken();
  const expiresAt = new Date(ctx.now().getTime() + hours * HOUR_MS);
  const isKept = await transaction(ctx, async (ctx) => {
    // It may have gone since: nobody waits for this mail any more.
    if (!(await lockUser(ctx.db, user.id))) return false;
    await putLink(ctx.db, { userId: user.id, purpose, tokenHash: sha256(token), expiresAt });
    return true;
  });
  if (!isKept) return;
  // Behind the `#`, where neither servers nor other pages get to see it.
  const link = `${ctx.publicUrl}/${purpose}#${token}`;
  const after = `It is good for ${hours === 1 ? 'an hour' : `${hours} hours`}, and once. Whoever did not ask for it need not do anything.`;
  const text = `${before}\n\n${link}\n\n${after}\n`;
  await ctx.mailer.send({ to: user.email, subject, text, link }).catch(async (error: unknown) => {
    // Else who asks again and again while there is no mail server has no mail when there is one.
    if (error instanceof MailError && !error.isReached) await ctx.mailQuota?.giveBack(counted);
    throw error;
  });
}

/** Signs every device out. Throws `invalid_link`. */
export async function resetPassword(
  ctx: Context,
  { token, newPassword }: ResetPasswordBody,
): Promise<void> {
  const passwordHash = await ctx.passwords.hash(newPassword);
  const { id } = await transaction(ctx, async (ctx) => {
    const user = await useLink(ctx, 'reset-password', token);
    // Who got the mail has the address as well.
    await updateUser(ctx.db, user.id, { passwordHash, emailConfirmedAt: ctx.now() });
    await deleteAllSessions(ctx.db, user.id);
    return user;
  });
  await ctx.passwordGuard.welcome(id, ctx.client);
}

/** Throws `invalid_link`. */
export async function confirmEmail(ctx: Context, token: string): Promise<void> {
  await transaction(ctx, async (ctx) => {
    const { id } = await useLink(ctx, 'confirm-email', token);
    await updateUser(ctx.db, id, { emailConfirmedAt: ctx.now() });
  });
}

/** Uses it up; answers whose it was. Throws `invalid_link`. */
async function useLink(ctx: Context, purpose: LinkPurpose, token: string): Promise<UserRow> {
  const key = { purpose, tokenHash: sha256(token) };
  const found = await findLink(ctx.db, key);
  // Whose it is comes first in the order of locks.
  const user = found && (await lockUser(ctx.db, found.userId));
  const link = user && (await takeLink(ctx.db, key));
  if (!user || !link || link.expiresAt <= ctx.now()) {
    throw new AppError('invalid_link', 'The link was used already, or is too old.');
  }
  return user;
}
