import type { AccountExport } from '@/contracts/account-export';
import { listAllWatches } from '@/db/repositories/watch-history';
import { transaction, type UserContext } from './context';
import { getProfile } from './profile';
import { listAllDeviceSessions } from './sessions';
import { toEntry } from './watch-history';

/** Everything of theirs but what proves who they are: the hashes of password and tokens. */
export function exportAccount(ctx: UserContext): Promise<AccountExport> {
  return transaction(ctx, async (ctx) => ({
    exportedAt: ctx.now().toISOString(),
    profile: await getProfile(ctx),
    sessions: await listAllDeviceSessions(ctx),
    watchHistory: (await listAllWatches(ctx.db, ctx.actor.userId)).map(
      ({ entry, infoHash, name }) => ({ ...toEntry(entry), infoHash, name }),
    ),
  }));
}
