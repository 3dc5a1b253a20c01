import { isV2InfoHash } from '@/bittorrent/info-hash';
import {
  deleteHalves,
  deleteSwarms,
  insertTorrents,
  lockKeys,
  replaceFiles,
  updateTorrents,
  upsertSwarms,
} from '@/db/repositories/ingest';
import { titlesById } from '@/db/repositories/titles';
import { type FileRow, listFilesOf } from '@/db/repositories/torrents';
import { moveWatches } from '@/db/repositories/watch-history';
import { countWords } from '@/db/repositories/words';
import { mapInSlices } from '@/lib/slices';
import { FILES_MAX } from '@/search/index-entry';
import type { Context } from './context';
import { changeTitles, countsOf, type NewEntry, titlesOf, toEntry } from './index-entries';
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
  await settleFiles(ctx, drafts);
  const relisted = await draftsWithOtherFiles(ctx, [...drafts, ...halves]);
  // Whoever watches one of their files waits, or has us wait: else places of the old list stay.
  const closed = new Set([
    ...drafts.filter(areHashesChanged),
    ...moved(relisted).keys(),
    ...halves,
  ]);
  await lockKeys(ctx.db, idsOf([...closed]));
  const created = drafts.filter(({ stored }) => stored === null);
  const updated = drafts.filter(
    (draft) => draft.stored !== null && (isTorrentChanged(draft) || relisted.has(draft)),
  );
  const withOtherSwarm = drafts.filter(isSwarmChanged);

  const fresh = await indexed(ctx, created);
  const inserted = await insertTorrents(ctx.db, fresh.map(rowOf));
  if (inserted < created.length) throw new BeatenError();
  const titlesBefore = await titlesById(ctx.db, idsOf([...updated, ...halves]));
  const changed = await indexed(ctx, updated);
  await writeFiles(ctx, relisted, drafts);
  await deleteHalves(ctx.db, idsOf(halves));
  await updateTorrents(ctx.db, changed.map(rowOf));
  await upsertSwarms(
    ctx.db,
    withOtherSwarm.flatMap(({ swarm }) => swarm ?? []),
  );
  await deleteSwarms(ctx.db, idsOf(withOtherSwarm.filter(({ swarm }) => swarm === null)));
  await writeTitles(ctx, fresh, changed, halves, titlesBefore);
  await countWords(ctx.db, countsOf(fresh), countsOf(changed));

  const touched = new Set([...updated, ...withOtherSwarm]);
  const statusOf = (draft: Draft) => {
    if (draft.stored === null) return 'created';
    return touched.has(draft) ? 'updated' : 'unchanged';
  };
  return new Map(drafts.map((draft) => [draft, statusOf(draft)]));
}

const idsOf = (drafts: Pick<Draft, 'torrent'>[]) => drafts.map(({ torrent }) => torrent.id);

/** Drafts that bring other files than are stored, each with those. */
type Relisted = Map<Draft, FileRow[]>;

/** Those of which something may have been watched, and that say where it is now, or are made anew. */
const moved = (relisted: Relisted): Relisted =>
  new Map(
    [...relisted].filter(
      ([draft]) => draft.stored && (draft.files?.length || areHashesChanged(draft)),
    ),
  );

/** Lists of files; what was watched goes along, and to who takes a half in. */
async function writeFiles(ctx: Context, relisted: Relisted, drafts: Draft[]): Promise<void> {
  await replaceFiles(
    ctx.db,
    [...relisted.keys()].map(({ torrent, stored, files }) => ({
      torrentId: torrent.id,
      isNew: stored === null,
      files: files ?? [],
    })),
  );
  const listed = [...moved(relisted)];
  await moveWatches(
    ctx.db,
    listed.map(([{ torrent }]) => torrent.id),
    listed.flatMap(([{ torrent, files }, before]) => movedFiles(torrent.id, before, files ?? [])),
    drafts.flatMap(({ torrent, half }) => (half ? { from: half.torrent.id, to: torrent.id } : [])),
  );
}

/** @param before titles of what is changed, and of halves, which go */
async function writeTitles(
  ctx: Context,
  fresh: Indexed[],
  changed: Indexed[],
  halves: Draft[],
  before: ReadonlyMap<string, string>,
): Promise<void> {
  const renamed = changed.filter(({ torrent, entry }) => before.get(torrent.id) !== entry.title);
  const brought = titlesOf([...fresh, ...renamed]);
  const left = [...renamed, ...halves].flatMap(({ torrent }) => before.get(torrent.id) ?? []);
  const writings = changed
    .filter(({ torrent, stored }) => stored?.torrent.name !== torrent.name)
    .map(({ torrent, entry, titleWritten }) => ({
      title: entry.title,
      written: titleWritten,
      isSure: torrent.corrected?.includes('name') ?? false,
    }));
  await changeTitles(ctx, { brought, left, writings });
}

/**
 * What was made anew has the files that the records sent. So have both halves of a hybrid, else those
 * of v1, by whose numbers it goes.
 */
async function settleFiles(ctx: Context, drafts: Draft[]): Promise<void> {
  const joined = drafts.flatMap((draft) => (draft.half ? { draft, half: draft.half } : []));
  const unsent = joined.filter(({ draft }) => draft.files === null);
  const lists = await listFilesOf(
    ctx.db,
    unsent.flatMap(({ draft, half }) => idsOf([draft, half])),
  );
  for (const { draft, half } of unsent) {
    const isV2 = draft.stored && isV2InfoHash(draft.stored.torrent.infoHash);
    const own = (isV2 ? [half, draft] : [draft, half]).filter(({ isAnew }) => !isAnew);
    const known = idsOf(own).map((id) => lists.get(id) ?? []);
    draft.files = known.find(({ length }) => length > 0) ?? [];
  }
  for (const draft of drafts) if (draft.isAnew) draft.files ??= [];
  for (const { draft, half } of joined) half.files = draft.files;
}

async function draftsWithOtherFiles(ctx: Context, drafts: Draft[]): Promise<Relisted> {
  const sent = drafts.filter(({ files }) => files !== null);
  const storedIds = sent.filter(({ stored }) => stored !== null).map(({ torrent }) => torrent.id);
  const stored = await listFilesOf(ctx.db, storedIds);
  return new Map(
    sent
      .map((draft) => [draft, stored.get(draft.torrent.id) ?? []] as const)
      .filter(([draft, before]) => areFilesChanged(draft, before)),
  );
}

type Indexed = NewEntry & Pick<Draft, 'torrent' | 'stored'>;

/** Assigned, which takes a twentieth of the time that spreading two objects into one does. */
const rowOf = ({ torrent, entry }: Indexed) => Object.assign({}, torrent, entry);

/** The torrents of the drafts with what search is to know of them. */
async function indexed(ctx: Context, drafts: Draft[]): Promise<Indexed[]> {
  const unsent = drafts.filter(({ files }) => files === null).map(({ torrent }) => torrent.id);
  const lists = await listFilesOf(ctx.db, unsent, FILES_MAX);
  return mapInSlices(drafts, ({ torrent, stored, files }) => ({
    torrent,
    stored,
    ...toEntry(torrent, files ?? lists.get(torrent.id) ?? []),
  }));
}
