import { randomInt, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Role } from '@/contracts/accounts';
import type { Database } from '@/db/database';
import { isConflict } from '@/db/errors';
import { nextGeneration } from '@/db/repositories/generations';
import type { Background } from '@/lib/background';
import { AppError } from '@/lib/errors';
import type { Logger } from '@/lib/logging';
import type { Mailer } from '@/lib/mailer';
import type { Metrics } from '@/lib/metrics';
import type { PasswordGuard } from '@/lib/password-guard';
import type { Passwords } from '@/lib/passwords';
import type { Counter } from '@/lib/quota';
import type { RefreshTokens } from '@/lib/refresh-tokens';
import type { Scraper } from '@/lib/scraper';
import type { Seal } from '@/lib/seal';
import type { AccessTokens } from '@/lib/tokens';

/** Who is asking. */
export type Actor =
  | { kind: 'anyone' }
  | { kind: 'user'; userId: string; role: Role; sessionId: string }
  /** By a key that an administrator made; null: by one of the environment. */
  | { kind: 'ingester'; keyId: string | null }
  /** Who runs this: at the machine's own command line, or by a machine of theirs. */
  | { kind: 'operator' };

export type UserActor = Extract<Actor, { kind: 'user' }>;

/** Which generation of the catalogue is the newest, as far as this process may rely on it. */
export interface Generation {
  /** Without a question; null where it is not known. */
  known(): string | null;
  current(): Promise<string>;
  /** This process began a newer one; resolves when nobody relies on one before it. */
  changed(): Promise<void>;
}

/** Milliseconds until the database answered; null: it does not. */
export type Ping = (ctx: Pick<Context, 'db' | 'log'>) => Promise<number | null>;

/** What a process holds for as long as it lives. */
export interface Resources {
  db: Database;
  databaseKind: 'pglite' | 'postgresql';
  ping: Ping;
  log: Logger;
  metrics: Metrics;
  now(): Date;
  passwords: Passwords;
  passwordGuard: PasswordGuard;
  accessTokens: AccessTokens;
  refreshTokens: RefreshTokens;
  sealCursor: Seal;
  ingestApiKeys: string[];
  mailer: Mailer;
  /** Mails that one mailbox may get; null: any number. */
  mailQuota: Counter | null;
  background: Background;
  /** Null: none is configured. */
  scraper: Scraper | null;
  /** Where people open the pages: an origin. */
  publicUrl: string;
  startedAt: Date;
  generation: Generation;
}

/** What every service gets, and all it may reach. */
export interface Context<Asker extends Actor = Actor> extends Resources {
  actor: Asker;
  requestId: string;
  /** Address or network of who asks; `local` for what does not come through the API. */
  client: string;
  /** Whether `db` is a transaction. */
  isInTransaction?: true;
}

export type UserContext = Context<UserActor>;

/** The context of a request before it is known who asks; or of a page, or a command line. */
export function newContext(
  {
    db,
    databaseKind,
    ping,
    log,
    metrics,
    now,
    passwords,
    passwordGuard,
    accessTokens,
    refreshTokens,
    sealCursor,
    ingestApiKeys,
    mailer,
    mailQuota,
    background,
    scraper,
    publicUrl,
    startedAt,
    generation,
  }: Resources,
  kind: 'anyone' | 'operator' = 'anyone',
  requestId: string = randomUUID(),
  client = 'local',
): Context {
  let ownLog: Logger | undefined;
  return {
    // One by one: spreading what a process holds costs more than the rest of a small request.
    db,
    databaseKind,
    ping,
    // When it is needed: most requests have nothing to say.
    get log() {
      ownLog ??= log.child({ requestId });
      return ownLog;
    },
    metrics,
    now,
    passwords,
    passwordGuard,
    accessTokens,
    refreshTokens,
    sealCursor,
    ingestApiKeys,
    mailer,
    mailQuota,
    background,
    scraper,
    publicUrl,
    startedAt,
    generation,
    actor: { kind },
    requestId,
    client,
  };
}

/** Times that a transaction is begun when the database ends it for the sake of another one. */
const ATTEMPTS_MAX = 6;
/** Milliseconds until it is begun again are up to so many for each attempt. */
const PAUSE_MS = 20;

/**
 * Runs `work` in a transaction. Its `ctx` shadows the outer, so no query can slip past it. When
 * another transaction was in the way, `work` runs again: it must not change anything else.
 *
 * Rows are locked in one order, so that transactions do not wait in a circle: users by id, keys,
 * blocks, torrents by info hash, watch entries by id, titles, words.
 */
export async function transaction<Asker extends Actor, Result>(
  ctx: Context<Asker>,
  work: (ctx: Context<Asker>) => Promise<Result>,
): Promise<Result> {
  const run = () => ctx.db.transaction((db) => work({ ...ctx, db, isInTransaction: true }));
  // The locks that are in the way are those of the whole, which is what has to begin again.
  if (ctx.isInTransaction) return run();
  for (let attempt = 1; ; attempt++) {
    try {
      return await run();
    } catch (error) {
      if (!isConflict(error) || attempt === ATTEMPTS_MAX) throw error;
      ctx.log.info({ attempt }, 'a transaction starts over: another one was in its way');
      await sleep(randomInt(PAUSE_MS * attempt));
    }
  }
}

/**
 * The same for work on the catalogue. When `work` says by `isChange` that it changed what others
 * see, answers that are kept from before are good no more, here and in every other process.
 */
export async function changeCatalogue<Asker extends Actor, Result>(
  ctx: Context<Asker>,
  work: (ctx: Context<Asker>) => Promise<Result>,
  isChange: (result: Result) => boolean = () => true,
): Promise<Result> {
  const result = await transaction(ctx, async (ctx) => {
    const result = await work(ctx);
    if (isChange(result)) await nextGeneration(ctx.db);
    return result;
  });
  if (isChange(result)) await ctx.generation.changed();
  return result;
}

/** The answer for what is absent and for what is somebody else's: a caller cannot tell which. */
export const notFound = (what: string) => new AppError('not_found', `There is no such ${what}.`);
