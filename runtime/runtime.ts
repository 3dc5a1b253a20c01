import { setMaxListeners } from 'node:events';
import { openDatabase } from '@/db/client';
import type { OpenDatabase } from '@/db/database';
import { createBackground } from '@/lib/background';
import { createFindClient } from '@/lib/client-address';
import { type Config, type DatabaseConfig, readConfig } from '@/lib/config';
import type { ErrorReportsConfig } from '@/lib/error-reports';
import { keptSecret, newSecret } from '@/lib/kept-secret';
import { destinationsOf } from '@/lib/log-services';
import { type Logger, openLog } from '@/lib/logging';
import { createMailer } from '@/lib/mailer';
import { createMetrics } from '@/lib/metrics';
import { createPasswordGuard, noPasswordGuard } from '@/lib/password-guard';
import { createPasswords } from '@/lib/passwords';
import { createCounter } from '@/lib/quota';
import { createRefreshTokens } from '@/lib/refresh-tokens';
import { createScraper } from '@/lib/scraper';
import { createSeal } from '@/lib/seal';
import { securityHeadersOf } from '@/lib/security-headers';
import { createSharedCache } from '@/lib/shared-cache';
import { createAccessTokens } from '@/lib/tokens';
import type { TracingConfig } from '@/lib/tracing';
import { createAnswerCache } from '@/middleware/answer-cache';
import type { Runtime } from '@/middleware/call';
import { createRateLimits } from '@/middleware/rate-limits';
import { createWorkload } from '@/middleware/workload';
import { createGeneration } from '@/services/generation';
import { createPing } from '@/services/health';
import { createReadCatalogue } from '@/services/replicas';
import { createPageTimes, type PageTimes } from './page-times';

/** Everything a process opens once, and closes. */
export interface OpenRuntime extends Runtime {
  config: Config;
  database: OpenDatabase;
  pageTimes: PageTimes;
  /** Has bodies of any length be read no further. */
  endBodies(): void;
}

/** Mails that one mailbox may get, whoever asks for them. */
const MAIL_QUOTA = { name: 'mail', calls: 5, seconds: 60 * 60 };

/** Names, in `DATA_DIR`, of the secrets that are made when none are given. */
export const JWT_SECRET_FILE = 'jwt-secret';
export const INGEST_KEY_FILE = 'ingest-key';

/**
 * Opens what the configuration names. The embedded database is brought up to date on the way, as
 * nobody else could; PostgreSQL is left to the host, or to the build step that deploys.
 * @param mayMake whether an embedded one is made where there is none
 */
export async function openRuntime(
  config: Config = readConfig(),
  mayMake = true,
): Promise<OpenRuntime> {
  const reports = config.errorReports && (await openErrorReports(config.errorReports));
  const destinations = destinationsOf(config.logServices);
  const { log, close: closeLog } = openLog(
    config.logLevel,
    destinations,
    reports,
    config.serverless,
  );
  const tracing = config.tracing && (await openTracing(config.tracing, log));
  const database = await openDatabase(config.database, log, mayMake);
  if (database.kind === 'pglite') await database.migrate();
  // What is kept nowhere is of a command that has PostgreSQL, and needs none.
  const isKept = database.kind === 'pglite';
  const secretIn = (file: string) => (isKept ? keptSecret(config.dataDir, file) : newSecret());
  const jwtSecret = config.jwtSecret ?? secretIn(JWT_SECRET_FILE);
  const ingestApiKeys = config.ingestApiKeys ?? [secretIn(INGEST_KEY_FILE)];
  const sealCounted = createSeal(jwtSecret, 'counters');
  const generation = createGeneration(database, log, config.serverless);
  const redis = config.redisUrl === null ? null : await openRedis(config.redisUrl, log);
  const background = createBackground();
  const ending = new AbortController();
  // Each who sends lines listens; more than ten are no leak.
  setMaxListeners(0, ending.signal);
  const workload = createWorkload(connectionsOf(config.database), config.rateLimit);
  const answerCache = config.answerCache
    ? createAnswerCache(generation, redis && createSharedCache(redis))
    : null;
  const metrics = createMetrics({
    pools: database.pools,
    work: workload.state,
    answerBytes: () => answerCache?.bytes() ?? 0,
  });
  const close = async () => {
    await background.settled();
    redis?.close();
    await database.close();
    await tracing?.close();
    await Promise.all([closeLog(), reports?.close()]);
  };
  return {
    config,
    database: { ...database, close },
    generation,
    answerCache,
    db: database.db,
    readCatalogue: createReadCatalogue(database, generation, log),
    databaseKind: database.kind,
    ping: createPing(),
    log,
    tracing,
    metrics,
    pageTimes: createPageTimes(metrics),
    now: () => new Date(),
    passwords: createPasswords(),
    passwordGuard: config.rateLimit
      ? createPasswordGuard(database.counterStore, sealCounted)
      : noPasswordGuard,
    accessTokens: createAccessTokens(jwtSecret),
    refreshTokens: createRefreshTokens(jwtSecret),
    sealCursor: createSeal(jwtSecret, 'cursors'),
    ingestApiKeys,
    mailer: createMailer(config.mail.smtpUrl, config.mail.from, log),
    mailQuota: config.rateLimit
      ? createCounter(MAIL_QUOTA, database.counterStore, sealCounted)
      : null,
    background,
    scraper: config.scraper && createScraper(config.scraper),
    machineSecrets: config.machineSecrets,
    publicUrl: config.publicUrl,
    startedAt: new Date(),
    corsOrigins: config.corsOrigins,
    securityHeaders: securityHeadersOf('api', config.publicUrl),
    rateLimits: config.rateLimit ? createRateLimits(redis) : null,
    workload,
    ending: ending.signal,
    endBodies: () => ending.abort(),
    findClient: createFindClient(config.trustedProxies),
    checksAnswers: !config.production,
  };
}

/** The embedded database takes one statement after the other, each of them at once. */
const connectionsOf = (database: DatabaseConfig) =>
  database.kind === 'postgresql' ? database.poolMax : 10;

/** Loaded only where it is used, as it takes long. */
const openErrorReports = async (config: ErrorReportsConfig) =>
  (await import('@/lib/error-reports')).openErrorReports(config);

const openTracing = async (config: TracingConfig, log: Logger) =>
  (await import('@/lib/tracing')).openTracing(config, log);

/** Loaded only where it is used: the client of Redis is as large as all else of a server. */
const openRedis = async (url: string, log: Logger) =>
  (await import('@/lib/redis')).openRedis(url, log);

const shared = globalThis as typeof globalThis & { torrentStreamer?: Promise<OpenRuntime> };

/** Whether our own server, or a request, has opened it. */
export const isRuntimeShared = () => shared.torrentStreamer !== undefined;

/**
 * The runtime of this process, opened at the first call. It hangs on `globalThis`, as the bundles
 * of Next and of the server have each a copy of this module, and a database is opened once.
 */
export function sharedRuntime(): Promise<OpenRuntime> {
  shared.torrentStreamer ??= openRuntime().catch((error: unknown) => {
    delete shared.torrentStreamer;
    throw error;
  });
  return shared.torrentStreamer;
}
