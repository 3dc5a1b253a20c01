import { stringify } from 'csv-stringify/sync';
import { type AccountExport, watchHistoryColumns } from '@/contracts/account-export';
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
    watchHistory: await exportWatches(ctx),
  }));
}

/** What was watched, the newest first, as CSV; what a spreadsheet would take for a formula is quoted. */
export async function exportWatchTable(ctx: UserContext): Promise<string> {
  return stringify(await exportWatches(ctx), {
    header: true,
    columns: watchHistoryColumns,
    record_delimiter: 'windows',
    escape_formulas: true,
  });
}

async function exportWatches(ctx: UserContext): Promise<AccountExport['watchHistory']> {
  const rows = await listAllWatches(ctx.db, ctx.actor.userId);
  return rows.map(({ entry, infoHash, name }) => ({ ...toEntry(entry), infoHash, name }));
}
