import { and, eq } from 'drizzle-orm';
import type { Database } from '@/db/database';
import { mailedLinks } from '@/db/schema/users';

export type MailedLink = typeof mailedLinks.$inferSelect;
export type LinkPurpose = MailedLink['purpose'];

/** Puts a link in the place of the one of the same purpose. In a transaction that holds the user. */
export async function putLink(db: Database, link: MailedLink): Promise<void> {
  const { tokenHash, expiresAt } = link;
  await db
    .insert(mailedLinks)
    .values(link)
    .onConflictDoUpdate({
      target: [mailedLinks.userId, mailedLinks.purpose],
      set: { tokenHash, expiresAt },
    });
}

type LinkKey = Pick<MailedLink, 'purpose' | 'tokenHash'>;

const isLink = ({ purpose, tokenHash }: LinkKey) =>
  and(eq(mailedLinks.tokenHash, tokenHash), eq(mailedLinks.purpose, purpose));

export async function findLink(db: Database, key: LinkKey): Promise<MailedLink | undefined> {
  return (await db.select().from(mailedLinks).where(isLink(key)))[0];
}

/** Uses a link up: whoever asks first gets it. */
export async function takeLink(db: Database, key: LinkKey): Promise<MailedLink | undefined> {
  return (await db.delete(mailedLinks).where(isLink(key)).returning())[0];
}

export async function deleteLinks(
  db: Database,
  userId: string,
  purpose: LinkPurpose,
): Promise<void> {
  await db
    .delete(mailedLinks)
    .where(and(eq(mailedLinks.userId, userId), eq(mailedLinks.purpose, purpose)));
}
