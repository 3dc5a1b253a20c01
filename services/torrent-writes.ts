import { isV2InfoHash } from '@/bittorrent/info-hash';
import {
  deleteHalves,
  deleteSwarms,
  insertTorrents,
  lockKeys,
  replaceFiles,
  type StoredRecord,
  updateTorrents,
  upsertSwarms,
} from '@/db/repositories/ingest';
import {
  countTitles,
  forgetTitles,
  lockTitles,
  titlesById,
  updateWritings,
} from '@/db/repositories/titles';
import { type FileRow, listFilesOf } from '@/db/repositories/torrents';
import { moveWatches } from '@/db/repositories/watch-history';
import { countWords } from '@/db/repositories/words';
import { mapInSlices } from '@/lib/slices';
import { FILES_MAX } from '@/search/index-entry';
import type { Context } from './context';
import { countsOf, type NewEntry, titlesOf, toEntry } from './index-entries';
import {
  areFilesChanged,
  areHashesChanged,
  type Draft,
  isSwarmChanged,
  isTorrentChanged,
} from './ingest-drafts';
import { movedFiles } from './moved-files';

/** Another transaction inserted one of our torrents between our look and our insert. */
export class BeatenError extends Error {}

/**
 * Writes what the drafts say that is not stored, with all that search and suggestions know of it;
 * answers what became of each. In a transaction, in which what is stored was locked. Throws
 * `BeatenError`.
 */
export async function writeDrafts(
  ctx: Context,
  drafts: Draft[],
): Promise<Map<Draft, 'created' | 'updated' | 'unchanged'>> {
  const halves = drafts.flatMap(({ half }) => half ?? []);
  await settleFilesOfHybrids(ctx, drafts);
  const created = drafts.filter(({ stored }) => stored === null);
  const withOtherFiles = await draftsWithOtherFiles(ctx, [...drafts, ...halves]);
  const listed = [...withOtherFiles].filter(([{ stored, files }]) => stored && files?.length);
  // Whoever watches one of their files waits, or has us wait: else places of the old list stay.
  const relisted = listed.map(([draft]) => draft);
  const closed = new Set([...drafts.filter(areHashesChanged), ...relisted, ...halves]);
  await lockKeys(
    ctx.db,
    [...closed].map(({ torrent }) => torrent.id),
  );
  const updated = drafts.filter(
    (draft) => draft.stored !== null && (isTorrentChanged(draft) || withOtherFiles.has(draft)),
  );
  const withOtherSwarm = drafts.filter(isSwarmChanged);

  const fresh = await indexed(ctx, created);
  const inserted = await insertTorrents(ctx.db, fresh.map(rowOf));
  if (inserted < created.length) throw new BeatenError();
  const titlesBefore = await titlesById(
    ctx.db,
    [...updated, ...halves].map(({ torrent }) => torrent.id),
  );
  const changed = await indexed(ctx, updated);
  await replaceFiles(
    ctx.db,
    [...withOtherFiles.keys()].map(({ torrent, stored, files }) => ({
      torrentId: torrent.id,
      isNew: stored === null,
      files: files ?? [],
    })),
  );
  const joins = drafts.flatMap(({ torrent, half }) =>
    half ? { from: half.torrent.id, to: torrent.id } : [],
  );
  await moveWatches(
    ctx.db,
    listed.map(([{ torrent }]) => torrent.id),
    listed.flatMap(([{ torrent, files }, before]) => movedFiles(torrent.id, before, files ?? [])),
    joins,
  );
  await deleteHalves(
    ctx.db,
    joins.map(({ from }) => from),
  );
  await updateTorrents(ctx.db, changed.map(rowOf));
  await upsertSwarms(
    ctx.db,
    withOtherSwarm.flatMap(({ swarm }) => swarm ?? []),
  );
  await deleteSwarms(
    ctx.db,
    withOtherSwarm.flatMap(({ torrent, swarm }) => (swarm === null ? torrent.id : [])),
  );

  const renamed = changed.filter(
    ({ torrent, entry }) => titlesBefore.get(torrent.id) !== entry.title,
  );
  const brought = titlesOf([...fresh, ...renamed]);
  const left = [...renamed, ...halves].flatMap(({ torrent }) => titlesBefore.get(torrent.id) ?? []);
  const namesBefore = new Map(
    updated.map(({ torrent, stored }) => [torrent.id, stored?.torrent.name]),
  );
  const writings = changed
    .filter(({ torrent }) => namesBefore.get(torrent.id) !== torrent.name)
    .map(({ torrent, entry, titleWritten }) => ({
      title: entry.title,
      written: titleWritten,
      isPutRight: torrent.corrected?.includes('name') ?? false,
    }));
  if (left.length + writings.length > 0) {
    await lockTitles(ctx.db, [...left, ...[...brought, ...writings].map(({ title }) => title)]);
  }
  await countTitles(ctx.db, brought);
  await forgetTitles(ctx.db, left);
  await updateWritings(ctx.db, writings);
  await countWords(ctx.db, countsOf(fresh), countsOf(changed));

  const touched = new Set([...updated, ...withOtherSwarm]);
  const statusOf = (draft: Draft) => {
    if (draft.stored === null) return 'created';
    return touched.has(draft) ? 'updated' : 'unchanged';
  };
  return new Map(drafts.map((draft) => [draft, statusOf(draft)]));
}

/** Both halves have the files that the records sent, else those of v1, by whose numbers a hybrid goes. */
async function settleFilesOfHybrids(ctx: Context, drafts: Draft[]): Promise<void> {
  for (const draft of drafts) {
    const { half, torrent, stored } = draft;
    if (half === null) continue;
    if (draft.files === null) {
      const ids = [torrent.id, half.torrent.id];
      if (stored && isV2InfoHash(stored.torrent.infoHash)) ids.reverse();
      const lists = await listFilesOf(ctx.db, ids);
      draft.files = ids.map((id) => lists.get(id) ?? []).find(({ length }) => length > 0) ?? [];
    }
    half.files = draft.files;
  }
}

/** With the files that each has as yet. */
async function draftsWithOtherFiles(ctx: Context, drafts: Draft[]): Promise<Map<Draft, FileRow[]>> {
  const sent = drafts.filter(({ files }) => files !== null);
  const storedIds = sent.filter(({ stored }) => stored !== null).map(({ torrent }) => torrent.id);
  const stored = await listFilesOf(ctx.db, storedIds);
  return new Map(
    sent
      .map((draft) => [draft, stored.get(draft.torrent.id) ?? []] as const)
      .filter(([draft, before]) => areFilesChanged(draft, before)),
  );
}

interface Indexed extends NewEntry {
  torrent: StoredRecord;
}

const rowOf = ({ torrent, entry }: Indexed) => ({ ...torrent, ...entry });

/** The torrents of the drafts with what search is to know of them. */
async function indexed(ctx: Context, drafts: Draft[]): Promise<Indexed[]> {
  const unsent = drafts.filter(({ files }) => files === null).map(({ torrent }) => torrent.id);
  const stored = await listFilesOf(ctx.db, unsent, FILES_MAX);
  return mapInSlices(drafts, ({ torrent, files }) => ({
    torrent,
    ...toEntry(torrent, files ?? stored.get(torrent.id) ?? []),
  }));
}
