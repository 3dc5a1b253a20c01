import { pMapIterable } from 'p-map';
import { isV2InfoHash, parseInfoHash } from '@/bittorrent/info-hash';
import {
  type IngestRecord,
  type IngestReport,
  type IngestResult,
  ingestRecord,
} from '@/contracts/ingest';
import { faultsOf } from '@/contracts/messages';
import { violates } from '@/db/errors';
import { lockTorrents } from '@/db/repositories/ingest';
import { findBlocked, holdBlocks, lockBlocks } from '@/db/repositories/take-downs';
import { mapInSlices } from '@/lib/slices';
import { holdKey } from './api-keys';
import { type Context, changeCatalogue } from './context';
import {
  applyRecords,
  type Draft,
  type Drafts,
  draftsOf,
  replaceDraft,
  takeRecord,
} from './ingest-drafts';
import { BeatenError, writeDrafts } from './torrent-writes';

/** Times a batch is tried beside others that are in its way, before they have to wait for it. */
const TRIES_BESIDE_OTHERS = 2;
/** Reasons given for one record: enough to mend it, too few to fill the answer. */
const REASONS_MAX = 20;

/** Batches of one long body that are on their way into the database at a time. */
const BATCHES_AT_ONCE = 3;

type Reason = { path: string; message: string };

/** A record that was held to the contract, its hashes in lower-case hex. */
interface Checked {
  infoHash: string | null;
  /** None where there are errors. */
  record?: IngestRecord;
  errors: Reason[];
}

/** A record of the batch that passed. */
interface Accepted {
  place: number;
  record: IngestRecord;
}

/**
 * Takes a batch into the catalogue: what can be accepted goes in as one, and every record learns
 * what became of it. Sent again, a batch changes nothing. Of a torrent that comes twice, the later
 * record counts, and the earlier for what that one leaves out.
 */
export async function ingestBatch(ctx: Context, records: unknown[]): Promise<IngestReport> {
  const results = await storeChecked(ctx, await mapInSlices(records, checkRecord));
  const totals = { created: 0, updated: 0, unchanged: 0, rejected: 0 };
  for (const { status } of results) totals[status] += 1;
  return { received: results.length, ...totals, results };
}

/**
 * Takes any number of records in, some at a time, and tells in their order what became of each as
 * soon as it is stored. Throws what a batch does; what was told stays stored.
 */
export async function* ingestLines(
  ctx: Context,
  batches: AsyncIterable<({ value: unknown } | { error: string })[]>,
): AsyncGenerator<IngestResult> {
  const inTurn = createTurns();
  const stored = pMapIterable(
    batches,
    (lines) => {
      const checked = lines.map((line) =>
        'value' in line ? checkRecord(line.value) : unreadable(line.error),
      );
      const hashes = checked.flatMap(({ record }) => (record ? namedBy(record) : []));
      return inTurn(hashes, () => storeChecked(ctx, checked));
    },
    { concurrency: BATCHES_AT_ONCE },
  );
  let before = 0;
  for await (const results of stored) {
    for (const result of results) yield { ...result, index: before + result.index };
    before += results.length;
  }
}

const unreadable = (message: string): Checked => ({
  infoHash: null,
  errors: [{ path: '', message }],
});

async function storeChecked(ctx: Context, checked: Checked[]): Promise<IngestResult[]> {
  const results: IngestResult[] = [];
  const accepted: Accepted[] = [];
  for (const [place, { infoHash, record, errors }] of checked.entries()) {
    results.push({ index: place, infoHash, status: 'rejected', errors });
    if (record) accepted.push({ place, record });
  }
  if (accepted.length > 0) {
    for (const result of await store(ctx, accepted)) results[result.index] = result;
  }
  for (const { status } of results) ctx.metrics.records.inc({ status });
  return results;
}

/** Runs work at once, but for that which names the same torrent as some that was begun before. */
function createTurns() {
  const underWay = new Map<ReadonlySet<string>, Promise<unknown>>();
  return async <Result>(hashes: string[], work: () => Promise<Result>): Promise<Result> => {
    const named = new Set(hashes);
    const before = [...underWay].filter(([other]) => hashes.some((hash) => other.has(hash)));
    const done = Promise.allSettled(before.map(([, done]) => done)).then(work);
    underWay.set(named, done);
    try {
      return await done;
    } finally {
      underWay.delete(named);
    }
  };
}

function checkRecord(record: unknown): Checked {
  const { success, data, error } = ingestRecord.safeParse(record);
  if (!success) {
    const given = (record as { infoHash?: unknown } | null)?.infoHash;
    const infoHash = typeof given === 'string' ? parseInfoHash(given) : null;
    return { infoHash, errors: faultsOf(error, REASONS_MAX) };
  }
  const infoHash = parseInfoHash(data.infoHash) ?? data.infoHash;
  const infoHashV2 = data.infoHashV2?.toLowerCase();
  if (infoHashV2 !== undefined && isV2InfoHash(infoHash)) {
    const message = 'belongs to a hybrid torrent, whose infoHash is that of v1';
    return { infoHash, errors: [{ path: 'infoHashV2', message }] };
  }
  const replaces = data.replaces && (parseInfoHash(data.replaces) ?? data.replaces);
  const checked = {
    ...data,
    infoHash,
    ...(infoHashV2 && { infoHashV2 }),
    ...(replaces && { replaces }),
  };
  return { infoHash, record: checked, errors: [] };
}

async function store(ctx: Context, accepted: Accepted[]): Promise<IngestResult[]> {
  let tries = 0;
  const isAlone = () => tries > TRIES_BESIDE_OTHERS;
  /** Begun anew as well where another transaction was in the way: halves that are joined change their order. */
  const tryOnce = (ctx: Context) => {
    tries += 1;
    return storeOnce(ctx, accepted, isAlone());
  };
  for (;;) {
    try {
      return await changeCatalogue(ctx, tryOnce, isAnyStored);
    } catch (error) {
      if (!isBeaten(error) || isAlone()) throw error;
      ctx.log.info({ attempt: tries }, 'ingest starts over: another batch has the same torrents');
    }
  }
}

const isAnyStored = (results: IngestResult[]) =>
  results.some(({ status }) => status === 'created' || status === 'updated');

/** Hashes of all torrents that a record is about. */
const namedBy = (record: IngestRecord) => [...hashesOf(record), record.replaces ?? []].flat();

const hashesOf = ({
  infoHash,
  infoHashV2,
}: {
  infoHash: string;
  infoHashV2?: string | null | undefined;
}) => (infoHashV2 == null ? [infoHash] : [infoHash, infoHashV2]);

/** What was taken down does not come back in another's place. */
const blockedPath = (record: IngestRecord, blocked: ReadonlySet<string>) =>
  (['infoHash', 'infoHashV2', 'replaces'] as const).find((path) => blocked.has(record[path] ?? ''));

const isBeaten = (error: unknown) =>
  error instanceof BeatenError ||
  violates(error, 'torrents_info_hash_key') ||
  violates(error, 'torrents_info_hash_v2_key');

async function storeOnce(
  ctx: Context,
  accepted: Accepted[],
  isAlone: boolean,
): Promise<IngestResult[]> {
  const hashes = [...new Set(accepted.flatMap(({ record }) => namedBy(record)))];
  await holdKey(ctx);
  await (isAlone ? lockBlocks(ctx.db) : holdBlocks(ctx.db));
  const blocked = await findBlocked(ctx.db, hashes);
  const stored = await lockTorrents(ctx.db, hashes, hashes.filter(isV2InfoHash));
  const { drafts, rejected } = draftBatch(draftsOf(stored), accepted, blocked);
  const now = ctx.now();
  for (const draft of drafts) applyRecords(draft, now);
  const statuses = await writeDrafts(ctx, drafts);
  return [...rejected, ...[...statuses].flatMap(([draft, status]) => resultsOf(draft, status))];
}

/**
 * Hands each record to the draft of its torrent.
 * @param drafts of the torrents that are stored; new ones are added
 */
function draftBatch(
  drafts: Drafts,
  accepted: Accepted[],
  blocked: ReadonlySet<string>,
): { drafts: Draft[]; rejected: IngestResult[] } {
  const brought = new Set(accepted.flatMap(({ record }) => hashesOf(record)));
  const touched = new Set<Draft>();
  const rejected: IngestResult[] = [];
  for (const { place, record } of accepted) {
    const reject = (path: string, message: string) =>
      rejected.push({
        index: place,
        infoHash: record.infoHash,
        status: 'rejected',
        errors: [{ path, message }],
      });
    const path = blockedPath(record, blocked);
    if (path !== undefined) {
      reject(path, 'blocked');
      continue;
    }
    // What the batch brings stays, although another record of it says that it was replaced.
    const replaced = drafts.get(record.replaces ?? '');
    const isBrought = replaced && hashesOf(replaced.torrent).some((hash) => brought.has(hash));
    if (replaced && !isBrought) replaceDraft(drafts, replaced, record);
    const draft = takeRecord(drafts, record, place);
    if (draft) touched.add(draft);
    else reject('infoHashV2', 'does not go with the stored infoHash');
  }
  // A half of a hybrid that another draft has taken in is found no more by its own hash.
  const isLeft = (draft: Draft) => drafts.get(draft.torrent.infoHash) === draft;
  return { drafts: [...touched].filter(isLeft), rejected };
}

/** What became of each record of a draft: the first has changed the torrent, the others no more. */
const resultsOf = (
  { torrent: { id, infoHash }, records }: Draft,
  status: IngestResult['status'],
): IngestResult[] =>
  records.map(({ place }, repeat) => ({
    index: place,
    infoHash,
    status: repeat === 0 ? status : 'unchanged',
    id,
  }));
