import { eq } from 'drizzle-orm';
import type { Database } from '@/db/database';
import { torrents } from '@/db/schema/torrents';

type Corrected = NonNullable<(typeof torrents.$inferSelect)['corrected']>;

/** The columns of a torrent that an administrator put right. */
export async function findCorrected(db: Database, torrentId: string): Promise<Corrected> {
  const { id, corrected } = torrents;
  const [row] = await db.select({ corrected }).from(torrents).where(eq(id, torrentId));
  return row?.corrected ?? [];
}
