import { isV2InfoHash } from '@/bittorrent/info-hash';
import type { Correctable } from '@/contracts/corrections';
import type { IngestRecord } from '@/contracts/ingest';
import type { StoredRecord, StoredTorrent, SwarmRow } from '@/db/repositories/ingest';
import type { FileRow } from '@/db/repositories/torrents';
import { newId } from '@/lib/ids';

/** A torrent as the records of a batch make it, beside what was stored before. */
export interface Draft {
  stored: StoredTorrent | null;
  torrent: StoredRecord;
  swarm: SwarmRow | null;
  /** Null: no record has sent a list. */
  files: FileRow[] | null;
  /** Made anew in the place of another, whose files are those that are stored. */
  isAnew: boolean;
  /** The records that speak of it, with their place in the batch. */
  records: { place: number; record: IngestRecord }[];
  /** The other half of a hybrid, stored as a torrent of its own, which this one takes in. */
  half: Draft | null;
}

/** Drafts by v1 and v2 info hash; a hybrid stands under both. */
export type Drafts = Map<string, Draft>;

export function draftsOf(stored: StoredTorrent[]): Drafts {
  const drafts: Drafts = new Map();
  for (const known of stored) {
    register(drafts, {
      ...blank(),
      stored: known,
      torrent: { ...known.torrent },
      swarm: known.swarm,
    });
  }
  return drafts;
}

/**
 * Finds the record's torrent, a new one if need be, and keeps it for `applyRecords`.
 * Answers the draft; undefined when its two hashes belong to two torrents that are no halves of one.
 * @param record hashes in lower-case hex
 */
export function takeRecord(drafts: Drafts, record: IngestRecord, place: number): Draft | undefined {
  const draft = findDraft(drafts, record);
  if (draft === undefined) return undefined;
  const { torrent } = draft;
  if (!isV2InfoHash(record.infoHash)) torrent.infoHash = record.infoHash;
  torrent.infoHashV2 = record.infoHashV2 ?? torrent.infoHashV2;
  draft.records.push({ place, record });
  register(drafts, draft);
  return draft;
}

/**
 * Applies its records in their order, once all of the batch are known: only then two halves of a
 * hybrid are one, as they are when the batch comes again.
 */
export function applyRecords(draft: Draft, now: Date): void {
  for (const { record } of draft.records) applyRecord(draft, record, now);
}

/** A field left out keeps its value, and so does one that an administrator put right. */
function applyRecord(draft: Draft, record: IngestRecord, now: Date): void {
  const { torrent } = draft;
  const corrected = torrent.corrected?.map((field) => [field, torrent[field]]) ?? [];
  torrent.name = record.name;
  torrent.sizeBytes = record.sizeBytes;
  torrent.posterUrl = record.posterUrl ?? torrent.posterUrl;
  torrent.publishedAt = record.publishedAt ? new Date(record.publishedAt) : torrent.publishedAt;
  torrent.source = record.source ?? torrent.source;
  torrent.sourceUrl = record.sourceUrl ?? torrent.sourceUrl;
  torrent.license = record.license ?? torrent.license;
  torrent.torrentUrl = record.torrentUrl ?? torrent.torrentUrl;
  torrent.trackers = distinct(record.trackers) ?? torrent.trackers;
  torrent.webSeeds = distinct(record.webSeeds) ?? torrent.webSeeds;
  Object.assign(torrent, Object.fromEntries(corrected));
  draft.swarm = nextSwarm(draft, record, now);
  draft.files = record.files ? toFileRows(record.files) : draft.files;
}

/**
 * Gives the draft of the torrent that the record replaces the record's hashes, so that it is found
 * by them; its files, counts and torrent file go, as they were those of the other. Does nothing when
 * the record's torrent has a draft of its own, or the other is of another source.
 */
export function replaceDraft(drafts: Drafts, draft: Draft, record: IngestRecord): void {
  const { infoHash, infoHashV2 = isV2InfoHash(infoHash) ? infoHash : null } = record;
  if (drafts.has(infoHash) || drafts.has(infoHashV2 ?? '')) return;
  const { torrent } = draft;
  if (torrent.source !== (record.source ?? null)) return;
  drafts.delete(torrent.infoHash);
  drafts.delete(torrent.infoHashV2 ?? '');
  torrent.infoHash = infoHash;
  torrent.infoHashV2 = infoHashV2;
  torrent.torrentUrl = null;
  release(torrent, ['torrentUrl']);
  draft.isAnew = true;
  draft.swarm = null;
  register(drafts, draft);
}

/** Leaves fields to records again. */
export function release(torrent: StoredRecord, fields: Correctable[]): void {
  const corrected = torrent.corrected?.filter((field) => !fields.includes(field)) ?? [];
  torrent.corrected = corrected.length === 0 ? null : corrected;
}

/** Whether the draft says anything of the torrent itself that is not stored. */
export const isTorrentChanged = ({ stored, torrent }: Draft) =>
  stored === null || !isSame(stored.torrent, torrent);

/** Whether a torrent that is stored gets another hash. */
export const areHashesChanged = ({ stored, torrent }: Draft) =>
  stored !== null &&
  (stored.torrent.infoHash !== torrent.infoHash ||
    stored.torrent.infoHashV2 !== torrent.infoHashV2);

export const isSwarmChanged = ({ stored, swarm }: Draft) =>
  stored === null ? swarm !== null : !isSame(stored.swarm, swarm);

/** Whether the draft brings other files than `stored`, those that its torrent has. */
export const areFilesChanged = ({ files }: Draft, stored: FileRow[]) =>
  files !== null && (stored.length === 0 ? files.length > 0 : !isSame(stored, files));

/** Equal in the form in which they are stored. Minus zero is zero there. */
const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

function findDraft(drafts: Drafts, { infoHash, infoHashV2 }: IngestRecord): Draft | undefined {
  const byHash = drafts.get(infoHash);
  const byHashV2 = infoHashV2 === undefined ? undefined : drafts.get(infoHashV2);
  if (byHash && byHashV2 && byHash !== byHashV2) return joinHalves(drafts, byHash, byHashV2);
  const draft = byHash ?? byHashV2;
  if (draft === undefined) return newDraft(infoHash);
  const v1 = [draft.torrent.infoHash, infoHash].filter((hash) => !isV2InfoHash(hash));
  const v2 = [draft.torrent.infoHashV2, infoHashV2].filter((hash) => hash != null);
  const agree = (hashes: unknown[]) => new Set(hashes).size <= 1;
  return agree(v1) && agree(v2) ? draft : undefined;
}

/**
 * Makes one of two that are told to be the halves of a hybrid: the older one, which takes over what it
 * does not know itself. Undefined when they are not, as one of them has another half already.
 */
function joinHalves(drafts: Drafts, v1: Draft, v2: Draft): Draft | undefined {
  if (v1.torrent.infoHashV2 !== null || !isV2InfoHash(v2.torrent.infoHash)) return undefined;
  const [kept, half] = isOlder(v2, v1) ? [v2, v1] : [v1, v2];
  const { torrent } = kept;
  takeOver(torrent, half.torrent);
  torrent.infoHash = v1.torrent.infoHash;
  torrent.infoHashV2 = v2.torrent.infoHash;
  if (half.swarm !== null && !(kept.swarm && kept.swarm.checkedAt > half.swarm.checkedAt)) {
    kept.swarm = { ...half.swarm, torrentId: torrent.id };
  }
  kept.half = half.stored && half;
  kept.records = [...v1.records, ...v2.records].sort((one, other) => one.place - other.place);
  register(drafts, kept);
  return kept;
}

/** What an administrator put right of either stays; else what the other one alone knows is taken over. */
function takeOver(torrent: StoredRecord, other: StoredRecord): void {
  const own = new Set<string>(torrent.corrected);
  const theirs = new Set<string>(other.corrected);
  const fields = Object.keys(torrent) as (keyof StoredRecord)[];
  const taken = fields.filter(
    (field) => !own.has(field) && (theirs.has(field) || isBlank(torrent[field])),
  );
  const corrected = [...new Set([...(torrent.corrected ?? []), ...(other.corrected ?? [])])];
  Object.assign(torrent, Object.fromEntries(taken.map((field) => [field, other[field]])));
  torrent.corrected = corrected.length > 0 ? corrected : null;
}

const isBlank = (value: unknown) => value === null || (Array.isArray(value) && value.length === 0);

/** What is stored before what is not; else by the ids, which begin with the time. */
const isOlder = (one: Draft, other: Draft) =>
  (one.stored === null) === (other.stored === null)
    ? one.torrent.id < other.torrent.id
    : one.stored !== null;

function newDraft(infoHash: string): Draft {
  const torrent = {
    id: newId(),
    infoHash,
    infoHashV2: isV2InfoHash(infoHash) ? infoHash : null,
    name: '',
    sizeBytes: 0,
    posterUrl: null,
    publishedAt: null,
    source: null,
    sourceUrl: null,
    license: null,
    torrentUrl: null,
    trackers: [],
    webSeeds: [],
    corrected: null,
  };
  return { torrent, ...blank() };
}

const blank = (): Omit<Draft, 'torrent'> => ({
  stored: null,
  swarm: null,
  files: null,
  isAnew: false,
  records: [],
  half: null,
});

function register(drafts: Drafts, draft: Draft): void {
  drafts.set(draft.torrent.infoHash, draft);
  if (draft.torrent.infoHashV2 !== null) drafts.set(draft.torrent.infoHashV2, draft);
}

/** Counts are replaced by newer ones. The same counts without a time that can be say nothing new. */
function nextSwarm(draft: Draft, record: IngestRecord, now: Date): SwarmRow | null {
  const { torrent, swarm, stored } = draft;
  const { seeders, leechers, swarmCheckedAt } = record;
  if (seeders === undefined && leechers === undefined) return swarm;
  const counted = {
    torrentId: torrent.id,
    seeders: seeders ?? swarm?.seeders ?? null,
    leechers: leechers ?? swarm?.leechers ?? null,
  };
  const checkedAt = swarmCheckedAt === undefined ? now : new Date(swarmCheckedAt);
  if (swarmCheckedAt === undefined || checkedAt > now) {
    const saysSame = (known: SwarmRow | null | undefined) =>
      known?.seeders === counted.seeders && known.leechers === counted.leechers;
    // Nor does the last of several that a batch has, when it is stored.
    const before = swarm === null ? null : stored?.swarm;
    return [swarm, before].find(saysSame) ?? { checkedAt: now, ...counted };
  }
  return swarm !== null && swarm.checkedAt >= checkedAt ? swarm : { checkedAt, ...counted };
}

const distinct = (urls: string[] | undefined) => urls && [...new Set(urls)];

const toFileRows = (files: NonNullable<IngestRecord['files']>): FileRow[] =>
  files
    .map(({ index, name, sizeBytes }): FileRow => [index, name, sizeBytes])
    .sort(([a], [b]) => a - b);
