import { isV2InfoHash, parseInfoHash } from '@/bittorrent/info-hash';
import type { Correctable, CorrectedTorrent, TorrentPatch } from '@/contracts/corrections';
import { findCorrected } from '@/db/repositories/corrections';
import { lockTorrent, lockTorrents } from '@/db/repositories/ingest';
import { audit } from './audit-log';
import { type Context, changeCatalogue, notFound, type UserContext } from './context';
import { type Draft, draftsOf, release } from './ingest-drafts';
import { writeDrafts } from './torrent-writes';
import { getTorrent } from './torrents';

/** A torrent, with the fields of it that ingest does not change. Throws `not_found`. */
export async function getCorrected(ctx: Context, id: string): Promise<CorrectedTorrent> {
  const torrent = await getTorrent(ctx, id);
  return { ...torrent, corrected: await findCorrected(ctx.db, torrent.id) };
}

/**
 * Puts fields of a torrent right, and keeps ingest from undoing that; or leaves fields to ingest
 * again. Throws `not_found`.
 */
export async function correctTorrent(
  ctx: UserContext,
  id: string,
  { release: released = [], ...given }: TorrentPatch,
): Promise<CorrectedTorrent> {
  const infoHash = parseInfoHash(id);
  await changeCatalogue(ctx, async (ctx) => {
    const stored =
      infoHash === null
        ? await lockTorrent(ctx.db, id)
        : await lockTorrents(ctx.db, [infoHash], [infoHash].filter(isV2InfoHash));
    const [draft] = draftsOf(stored).values();
    if (draft === undefined) throw notFound('torrent');
    const before = { ...draft.torrent };
    correct(draft, given, released);
    await writeDrafts(ctx, [draft]);
    const was = Object.keys(given).map((field) => [field, before[field as Correctable]]);
    await audit(ctx, 'correct-torrent', {
      id: before.id,
      infoHash: before.infoHash,
      set: given,
      was: Object.fromEntries(was),
      release: released,
    });
  });
  return getCorrected(ctx, id);
}

function correct(
  { torrent }: Draft,
  { publishedAt, ...given }: Omit<TorrentPatch, 'release'>,
  released: Correctable[],
): void {
  Object.assign(torrent, given);
  if (publishedAt !== undefined) {
    torrent.publishedAt = publishedAt === null ? null : new Date(publishedAt);
  }
  const set = Object.keys(given) as Correctable[];
  if (publishedAt !== undefined) set.push('publishedAt');
  torrent.corrected = [...new Set([...(torrent.corrected ?? []), ...set])].sort();
  release(torrent, released);
}
