import { setImmediate as othersFirst } from 'node:timers/promises';
import { stringify } from 'csv-stringify/sync';
import { type AccountExport, watchHistoryColumns } from '@/contracts/account-export';
import { listWatchesByIds, listWatchIds } from '@/db/repositories/watch-history';
import { transaction, type UserContext } from './context';
import { getProfile } from './profile';
import { expectSession, listAllDeviceSessions } from './sessions';
import { toEntry } from './watch-history';

/** Entries that are read and told at a time: others are served in between. */
const BATCH = 500;

type ExportedWatch = AccountExport['watchHistory'][number];

/**
 * Everything of theirs but what proves who they are: the hashes of password and tokens. What was
 * watched comes in batches, the newest first.
 */
export async function exportAccount(ctx: UserContext): Promise<{
  head: Omit<AccountExport, 'watchHistory'>;
  watchHistory: AsyncIterable<ExportedWatch[]>;
}> {
  const { ids, ...head } = await transaction(ctx, async (ctx) => ({
    exportedAt: ctx.now().toISOString(),
    profile: await getProfile(ctx),
    sessions: await listAllDeviceSessions(ctx),
    ids: await listWatchIds(ctx.db, ctx.actor.userId),
  }));
  return { head, watchHistory: watchesOf(ctx, ids) };
}

/** What was watched, the newest first, as CSV; what a spreadsheet would take for a formula is quoted. */
export async function exportWatchTable(ctx: UserContext): Promise<AsyncIterable<string>> {
  const ids = await listWatchIds(ctx.db, ctx.actor.userId);
  return rows();

  async function* rows() {
    yield toTable([], true);
    for await (const entries of watchesOf(ctx, ids)) yield toTable(entries, false);
  }
}

const toTable = (entries: ExportedWatch[], header: boolean): string =>
  stringify(entries, {
    header,
    columns: watchHistoryColumns,
    record_delimiter: 'windows',
    escape_formulas: true,
    cast: { string: withoutInnerFormulas },
    // By itself it quotes for CR and LF together alone, and for what parts columns here.
    quoted_match: /[\r\n;\t]/,
  });

/** Spreadsheets that part columns by semicolons or tabs may find the beginning of a cell within a name, quoted or not. */
const withoutInnerFormulas = (text: string): string =>
  text.replace(/([;\t\r\n][ "]*)(?=[=+\-@＝＋－＠])/g, "$1'");

/** By ids that are read first: an entry that moves meanwhile is neither left out nor told twice. */
async function* watchesOf(ctx: UserContext, ids: string[]): AsyncGenerator<ExportedWatch[]> {
  for (let start = 0; start < ids.length; start += BATCH) {
    const batch = ids.slice(start, start + BATCH);
    // Who reads for long may have been signed out meanwhile.
    await expectSession(ctx);
    const rows = await listWatchesByIds(ctx.db, ctx.actor.userId, batch);
    yield rows.map(({ entry, infoHash, name }) => ({ ...toEntry(entry), infoHash, name }));
    await othersFirst();
  }
}
