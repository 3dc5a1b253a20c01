import { DurableObject } from 'cloudflare:workers';
import { RETRY_AFTER_MAX_SECONDS } from '../../../client/retry-after';
import type { Ledger, Offer, Outcome, Run } from '../ledger/ledger';
import type { Delay } from '../pipeline/gather';
import type { Item, Json } from '../sources/source';
import { type Environment, lostSeconds } from './environment';
import type { ItemJob, Turn } from './jobs';
import { type Row, readStatus } from './source-status';
import type { SourceStatus } from './status';

/** Which step a run is at, and whether all that there is has been listed. */
export interface Stand {
  step: number;
  isListed: boolean;
}

/** The ledger of a source, and beside it what a queue between its parts asks for. */
export interface WorkerLedger extends Ledger {
  /** Begins a run unless one is under way. */
  begin(): Promise<Stand>;
  stand(): Promise<Stand>;
  /** The run has seen all there is. */
  list(): Promise<void>;
  /** The run is over: all that it found was handed out. */
  end(): Promise<void>;
  /** The step was taken; it is not when another one was faster. */
  moveOn(step: number): Promise<void>;
  /** The step could not be taken. */
  fail(reason: string): Promise<void>;
  /**
   * What may be handed out so that no more than `most` are under way, oldest first; what comes back
   * later is. Null when so many are.
   */
  next(most: number): Promise<Turn[] | null>;
  /** These are under way. */
  queued(turns: Turn[]): Promise<void>;
  /** These come back later. */
  delayed(delays: Delay[], seconds: number): Promise<void>;
  /** What these jobs are about, without those that are settled or of old news. */
  find(jobs: ItemJob[]): Promise<Offer[]>;
  /** It was given up; answers why, or null when it needs no more. */
  giveUp(job: ItemJob): Promise<string | null>;
  /** What was given up is open again. */
  revive(jobs: ItemJob[]): Promise<void>;
  /** Why the last step could not be taken; null when it could. */
  failure(): Promise<string | null>;
  /** How all stands; of a great many items, how it stood within the last minute. */
  status(): Promise<SourceStatus>;
}

export const ledgerOf = ({ LEDGERS }: Environment, source: string) =>
  LEDGERS.getByName(source) as unknown as WorkerLedger;

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS source (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    position TEXT NOT NULL DEFAULT 'null',
    checkpoint TEXT NOT NULL DEFAULT 'null',
    policy TEXT,
    step INTEGER NOT NULL DEFAULT 0,
    turn INTEGER NOT NULL DEFAULT 0,
    run INTEGER NOT NULL DEFAULT 0,
    is_listed INTEGER NOT NULL DEFAULT 0,
    started_at INTEGER,
    ended_at INTEGER,
    failing_since INTEGER,
    failure TEXT
  );
  INSERT OR IGNORE INTO source (id) VALUES (1);
  CREATE TABLE IF NOT EXISTS items (
    key TEXT PRIMARY KEY,
    version TEXT,
    turn INTEGER NOT NULL,
    run INTEGER NOT NULL,
    -- of the torrent that the catalogue has of it
    info_hash TEXT,
    -- 'open', 'dead' or an outcome
    state TEXT NOT NULL,
    -- why it was held back or rejected, or what failed last
    reason TEXT,
    -- null where it is not needed any more
    hint TEXT,
    licence_hints TEXT,
    -- the last sign of life of what is under way, in ms; in the future for what comes back later
    alive_at INTEGER,
    -- since when it is open, in ms
    opened_at INTEGER
  );
  CREATE INDEX IF NOT EXISTS items_open ON items (turn) WHERE state = 'open';
  CREATE INDEX IF NOT EXISTS items_state ON items (state, run);
  CREATE INDEX IF NOT EXISTS items_info_hash ON items (info_hash) WHERE info_hash IS NOT NULL;
`;

const REASON_MAX = 500;
/** How long a status is told for each item that was counted for it, and at most. */
const STATUS_MS_AN_ITEM = 0.1;
const STATUS_MAX_MS = 60_000;
/** Of what was given up without a reason: whoever tried it was ended each time. */
export const NO_WORD = 'each try ended without a word: it may be more than a Worker can do';

/** One for each source: what is said of an item is said in one place, one after the other. */
export class SourceLedger extends DurableObject<Environment> implements WorkerLedger {
  readonly #sql: SqlStorage;
  readonly #lostMs: number;
  /** The status as it was told last; until then it is told again although something has changed. */
  #told: { changes: number; until: number; status: SourceStatus } | null = null;

  constructor(ctx: DurableObjectState, env: Environment) {
    super(ctx, env);
    this.#sql = ctx.storage.sql;
    this.#sql.exec(SCHEMA);
    const columns = this.#sql.exec<Row>("SELECT name FROM pragma_table_info('items')").toArray();
    // Of a ledger that an older version began: what is open there waits at least from now on.
    if (!columns.some(({ name }) => name === 'opened_at')) {
      this.#sql.exec('ALTER TABLE items ADD COLUMN opened_at INTEGER');
      this.#sql.exec("UPDATE items SET opened_at = ? WHERE state = 'open'", Date.now());
    }
    this.#lostMs = lostSeconds(env) * 1000;
  }

  #source() {
    return this.#sql.exec<Row>('SELECT * FROM source').one();
  }

  async run(): Promise<Run> {
    const { position, checkpoint } = this.#source();
    return { position: parse(position), checkpoint: parse(checkpoint) };
  }

  async advance({ position, checkpoint }: Run) {
    const texts = [JSON.stringify(position), JSON.stringify(checkpoint)];
    this.#sql.exec('UPDATE source SET position = ?, checkpoint = ?', ...texts);
  }

  async begin(): Promise<Stand> {
    this.#sql.exec(
      `UPDATE source SET run = run + 1, is_listed = 0, started_at = ?, ended_at = NULL
        WHERE started_at IS NULL OR ended_at IS NOT NULL`,
      Date.now(),
    );
    return this.stand();
  }

  async stand(): Promise<Stand> {
    const { step, is_listed } = this.#source();
    return { step: Number(step), isListed: is_listed === 1 };
  }

  async list() {
    this.#sql.exec('UPDATE source SET is_listed = 1');
  }

  async end() {
    this.#sql.exec('UPDATE source SET ended_at = ?, failing_since = NULL', Date.now());
  }

  async moveOn(step: number) {
    this.#sql.exec(
      'UPDATE source SET step = step + 1, failing_since = NULL, failure = NULL WHERE step = ?',
      step,
    );
  }

  async fail(reason: string) {
    this.#sql.exec(
      'UPDATE source SET failing_since = coalesce(failing_since, ?), failure = ?',
      Date.now(),
      cut(reason),
    );
  }

  async adopt(policy: string) {
    this.ctx.storage.transactionSync(() => {
      this.#sql.exec(
        `UPDATE items SET state = 'open', reason = NULL, alive_at = NULL, opened_at = ?
          WHERE state = 'held-back' AND (SELECT policy FROM source) <> ?`,
        Date.now(),
        policy,
      );
      this.#sql.exec('UPDATE source SET policy = ?', policy);
    });
  }

  async offer(items: Item[]) {
    return this.ctx.storage.transactionSync(() =>
      items.map((item) => this.#offerOne(item)).filter((offer) => offer !== null),
    );
  }

  /** A change of an item that was given up opens it again; the same news of it does not. */
  #offerOne(item: Item): Offer | null {
    const known = this.#sql.exec<Row>('SELECT * FROM items WHERE key = ?', item.key).toArray()[0];
    if (known !== undefined && (item.version === null || item.version === known.version)) {
      return this.#isWaiting(known) ? this.#offerOf(known) : null;
    }
    const row = this.#sql.exec<Row>('UPDATE source SET turn = turn + 1 RETURNING turn, run').one();
    this.#sql.exec(
      `INSERT INTO items (key, version, turn, run, state, hint, licence_hints, opened_at)
        VALUES (?, ?, ?, ?, 'open', ?, ?, ?)
        ON CONFLICT (key) DO UPDATE SET version = excluded.version, turn = excluded.turn,
          run = excluded.run, state = 'open', reason = NULL, hint = excluded.hint,
          licence_hints = excluded.licence_hints, alive_at = NULL,
          opened_at = iif(state = 'open', opened_at, excluded.opened_at)`,
      item.key,
      item.version,
      row.turn ?? null,
      row.run ?? null,
      JSON.stringify(item.hint),
      item.licenceHints === undefined ? null : JSON.stringify(item.licenceHints),
      Date.now(),
    );
    return { ...item, turn: Number(row.turn), infoHash: known ? this.#ownHashOf(known) : null };
  }

  #offerOf(row: Row): Offer {
    const { key, version, turn, hint, licence_hints } = row;
    return {
      key: String(key),
      version: textOf(version),
      turn: Number(turn),
      infoHash: this.#ownHashOf(row),
      hint: parse(hint),
      ...(licence_hints === null ? {} : { licenceHints: parse(licence_hints) as string[] }),
    };
  }

  #ownHashOf({ key, info_hash }: Row): string | null {
    const others = 'SELECT 1 FROM items WHERE info_hash = ? AND key <> ? LIMIT 1';
    const isShared = this.#sql.exec(others, info_hash, key).toArray().length > 0;
    return isShared ? null : textOf(info_hash);
  }

  /** A sign of life from later than anything is put off to is of a clock that was put back. */
  #isWaiting({ state, alive_at }: Row) {
    const [now, aliveAt] = [Date.now(), Number(alive_at)];
    const isLost = aliveAt < now - this.#lostMs || aliveAt > now + RETRY_AFTER_MAX_SECONDS * 1000;
    return state === 'open' && (alive_at === null || isLost);
  }

  /** So many that are open, the oldest first. */
  #open(limit: number): Row[] {
    const open = "SELECT * FROM items WHERE state = 'open' ORDER BY turn LIMIT ?";
    return this.#sql.exec<Row>(open, limit).toArray();
  }

  async waiting() {
    return this.#open(-1)
      .filter((row) => this.#isWaiting(row))
      .map((row) => this.#offerOf(row));
  }

  /** The oldest are those under way: so only as many are looked at, however many are open. */
  async next(most: number) {
    const open = this.#open(most);
    const waiting = open.filter((row) => this.#isWaiting(row));
    if (open.length === most && waiting.length === 0) return null;
    return waiting.map(({ key, turn }) => ({ key: String(key), turn: Number(turn) }));
  }

  async queued(turns: Turn[]) {
    for (const { key, turn } of turns) {
      const mark = [Date.now(), key, turn];
      this.#sql.exec('UPDATE items SET alive_at = ? WHERE key = ? AND turn = ?', ...mark);
    }
  }

  async delayed(delays: Delay[], seconds: number) {
    for (const { offer, reason } of delays) {
      this.#sql.exec(
        'UPDATE items SET alive_at = ?, reason = ? WHERE key = ? AND turn = ?',
        Date.now() + seconds * 1000,
        cut(reason),
        offer.key,
        offer.turn,
      );
    }
  }

  #rowOf({ key, turn }: ItemJob): Row | undefined {
    const found = this.#sql.exec<Row>(
      `SELECT * FROM items WHERE key = ? AND turn = ? AND state IN ('open', 'dead')`,
      key,
      turn,
    );
    return found.toArray()[0];
  }

  async find(jobs: ItemJob[]) {
    const rows = jobs.map((job) => this.#rowOf(job));
    return rows.filter((row) => row !== undefined).map((row) => this.#offerOf(row));
  }

  async settle(outcomes: Outcome[]) {
    for (const { key, turn, outcome, reason, infoHash } of outcomes) {
      this.#sql.exec(
        `UPDATE items SET state = ?1, reason = ?2,
            info_hash = coalesce(?5, info_hash),
            hint = iif(?1 = 'held-back', hint, NULL),
            licence_hints = iif(?1 = 'held-back', licence_hints, NULL)
          WHERE key = ?3 AND turn = ?4`,
        outcome,
        reason === null ? null : cut(reason),
        key,
        turn,
        infoHash,
      );
    }
  }

  async giveUp(job: ItemJob) {
    const row = this.#rowOf(job);
    if (row === undefined) return null;
    this.#sql.exec(`UPDATE items SET state = 'dead' WHERE key = ?`, job.key);
    return String(row.reason ?? NO_WORD);
  }

  async revive(jobs: ItemJob[]) {
    for (const { key, turn } of jobs) {
      this.#sql.exec(
        `UPDATE items SET state = 'open', alive_at = ?1, opened_at = ?1
          WHERE key = ?2 AND turn = ?3 AND state = 'dead'`,
        Date.now(),
        key,
        turn,
      );
    }
  }

  async failure() {
    const { failing_since, failure } = this.#source();
    return failing_since === null ? null : textOf(failure);
  }

  /** Each item is read for it, which Cloudflare bills: so not while nothing has changed, nor too often. */
  async status() {
    const changes = Number(this.#sql.exec<Row>('SELECT total_changes() AS n').one().n);
    const told = this.#told;
    if (told !== null && (told.changes === changes || Date.now() < told.until)) return told.status;
    const status = readStatus(this.#sql);
    const until = Date.now() + Math.min(status.total.found * STATUS_MS_AN_ITEM, STATUS_MAX_MS);
    this.#told = { changes, until, status };
    return status;
  }
}

const cut = (reason: string) => reason.slice(0, REASON_MAX);

const parse = (text: unknown): Json => JSON.parse(String(text ?? 'null'));

const textOf = (value: SqlStorageValue | undefined) => (value == null ? null : String(value));
