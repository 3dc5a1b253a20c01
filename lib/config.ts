import { parseEnv } from 'node:util';
import { sentencesOf } from '@/contracts/messages';
import packageJson from '@/package.json' with { type: 'json' };
import type { TrustedProxies } from './client-address';
import { type Environment, environment, missingVariables, type Reader } from './environment';
import type { ErrorReportsConfig } from './error-reports';
import { readIfThere } from './read-file';
import type { TracingConfig } from './tracing';

export interface PostgresConfig {
  kind: 'postgresql';
  url: string;
  /** Of databases that follow it, for reads of the catalogue. */
  replicaUrls: string[];
  /** Whom to trust that the database is what it says, in PEM; null: whom Node trusts. */
  ca: string | null;
  /** Of one process; functions are many. */
  poolMax: number;
  /** The process is frozen between requests, when no connection may be held. */
  isServerless: boolean;
  /** After which a statement is ended, and its caller told to come back. */
  statementTimeoutMs: number;
}

export interface PgliteConfig {
  kind: 'pglite';
  dataDir: string;
  /** That stay free on its disk. */
  reserveBytes: number;
}

export type DatabaseConfig = PgliteConfig | PostgresConfig;

export interface Config {
  production: boolean;
  /** Pages are built as they are asked for. */
  development: boolean;
  /** A function that comes and goes, rather than a process that stays. */
  serverless: boolean;
  /** That share the port. */
  processes: number;
  port: number;
  host: string;
  /** Of one process, as far as the system lets it have as many. */
  maxConnections: number;
  dataDir: string;
  database: DatabaseConfig;
  /** Where processes share answers; null: nowhere. */
  redisUrl: string | null;
  /** Null with the embedded database, made at the first start and kept in `dataDir`; or of a command. */
  jwtSecret: string | null;
  ingestApiKeys: string[] | null;
  /** Where people open the pages: an origin. */
  publicUrl: string;
  mail: {
    /** Null: links are logged. */
    smtpUrl: string | null;
    from: string;
  };
  /** By which machines are let in: to `/api/cron`, and to `/api/metrics`; null: none is. */
  machineSecrets: { cron: string | null; metrics: string | null };
  /** The Worker that finds torrents, and the key by which it runs; null: it is not told to. */
  scraper: { url: string; runKey: string } | null;
  /** Where errors are reported; null: nowhere. */
  errorReports: ErrorReportsConfig | null;
  /** Where it is told what requests take their time for; null: nowhere. */
  tracing: TracingConfig | null;
  logLevel: string;
  /** Services that get the log as well; null: that one does not. */
  logServices: {
    betterStack: { token: string; url: string } | null;
    datadog: { key: string; url: string; service: string; environment: string | null } | null;
  };
  corsOrigins: '*' | string[];
  answerCache: boolean;
  rateLimit: boolean;
  trustedProxies: TrustedProxies;
}

/** Never from a request's `Host`: who sends that would choose where links in mails lead. */
function publicUrlOf(data: Environment): string {
  if (data.PUBLIC_URL !== undefined) return data.PUBLIC_URL;
  const onVercel = data.VERCEL_PROJECT_PRODUCTION_URL;
  return onVercel === undefined ? `http://localhost:${data.PORT}` : `https://${onVercel}`;
}

function tracingOf(data: Environment): TracingConfig | null {
  if (data.OTEL_EXPORTER_OTLP_ENDPOINT === undefined) return null;
  return {
    endpoint: data.OTEL_EXPORTER_OTLP_ENDPOINT,
    service: data.OTEL_SERVICE_NAME,
    version: data.VERCEL_GIT_COMMIT_SHA ?? packageJson.version,
    share: data.OTEL_TRACES_SAMPLER_ARG,
    isServerless: data.VERCEL !== undefined,
  };
}

function errorReportsOf(data: Environment): ErrorReportsConfig | null {
  if (data.SENTRY_DSN === undefined) return null;
  const release = data.SENTRY_RELEASE ?? data.VERCEL_GIT_COMMIT_SHA ?? packageJson.version;
  return {
    dsn: data.SENTRY_DSN,
    release: `torrent-streamer@${release}`,
    environment: data.SENTRY_ENVIRONMENT ?? data.VERCEL_ENV ?? data.NODE_ENV,
  };
}

/** Takes `.env` of the working folder into the environment, which goes before it. Throws `Refusal`. */
export function loadEnvFile(): void {
  // Some editors put a mark before the text: the first variable would have it in its name, and be missing.
  const text = readIfThere('.env')?.replace(/^\ufeff/, '') ?? '';
  for (const [name, value] of Object.entries(parseEnv(text))) process.env[name] ??= value;
}

/** The folder of data alone, for commands that need no more of the environment. */
export const readDataDir = (env: NodeJS.ProcessEnv): string =>
  environment.shape.DATA_DIR.parse(env.DATA_DIR || undefined);

/** Names everything that is wrong at once, never a value. */
export class ConfigError extends Error {}

const isSet = (value: string | undefined) => value !== undefined && value.trim() !== '';

/** Reads the environment. Throws `ConfigError`. An empty variable counts as not set. */
export function readConfig(
  env: NodeJS.ProcessEnv = process.env,
  reader: Reader = 'server',
): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => isSet(value)));
  const parsed = environment.safeParse(given);
  const invalid = parsed.success ? [] : sentencesOf(parsed.error);
  const wrong = [...invalid, ...missingVariables(given, reader)];
  if (!parsed.success || wrong.length > 0) {
    throw new ConfigError(`The environment is not right:\n  ${wrong.join('\n  ')}`);
  }
  const { data } = parsed;
  const publicUrl = publicUrlOf(data);
  return {
    production: data.NODE_ENV === 'production',
    development: data.NODE_ENV === 'development',
    serverless: data.VERCEL !== undefined,
    processes: data.WEB_CONCURRENCY,
    port: data.PORT,
    host: data.HOST,
    maxConnections: data.MAX_CONNECTIONS,
    dataDir: data.DATA_DIR,
    database:
      data.DATABASE_URL === undefined
        ? {
            kind: 'pglite',
            dataDir: data.DATA_DIR,
            reserveBytes: data.DATA_DIR_RESERVE_MB * 2 ** 20,
          }
        : {
            kind: 'postgresql',
            url: data.DATABASE_URL,
            replicaUrls: data.DATABASE_REPLICA_URLS,
            ca: data.DATABASE_CA ?? null,
            poolMax: data.DATABASE_POOL_MAX ?? (data.VERCEL === undefined ? 10 : 3),
            isServerless: data.VERCEL !== undefined,
            statementTimeoutMs: data.DATABASE_STATEMENT_TIMEOUT_MS,
          },
    redisUrl: data.REDIS_URL ?? null,
    jwtSecret: data.JWT_SECRET ?? null,
    ingestApiKeys: data.INGEST_API_KEYS ?? null,
    publicUrl,
    mail: {
      smtpUrl: data.SMTP_URL ?? null,
      from: data.MAIL_FROM ?? `Torrent Streamer <no-reply@${new URL(publicUrl).hostname}>`,
    },
    machineSecrets: { cron: data.CRON_SECRET ?? null, metrics: data.METRICS_TOKEN ?? null },
    scraper:
      data.WORKER_URL === undefined ? null : { url: data.WORKER_URL, runKey: data.RUN_KEY ?? '' },
    errorReports: errorReportsOf(data),
    tracing: tracingOf(data),
    logLevel: data.LOG_LEVEL,
    logServices: {
      betterStack:
        data.LOGTAIL_SOURCE_TOKEN === undefined
          ? null
          : { token: data.LOGTAIL_SOURCE_TOKEN, url: data.LOGTAIL_URL },
      datadog:
        data.DD_API_KEY === undefined
          ? null
          : {
              key: data.DD_API_KEY,
              url: data.DD_LOGS_URL ?? `https://http-intake.logs.${data.DD_SITE}`,
              service: data.DD_SERVICE,
              environment: data.DD_ENV ?? null,
            },
    },
    corsOrigins: data.CORS_ORIGINS,
    answerCache: data.ANSWER_CACHE === 'on',
    rateLimit: data.RATE_LIMIT === 'on',
    trustedProxies: data.TRUST_PROXY,
  };
}
