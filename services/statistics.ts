import type { Statistics } from '@/contracts/statistics';
import { countAll } from '@/db/repositories/statistics';
import type { UserContext } from './context';

const DAY_MS = 24 * 60 * 60 * 1000;

/** How much there is of everything, and how much of it is new. */
export async function readStatistics(ctx: UserContext): Promise<Statistics> {
  const now = ctx.now();
  const counts = await countAll(ctx.db, now, new Date(now.getTime() - DAY_MS));
  const { torrents, newTorrents, files, ...rest } = counts;
  return {
    countedAt: now.toISOString(),
    torrents: { total: torrents, newInADay: newTorrents, files },
    ...rest,
  };
}
