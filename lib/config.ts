import { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { z } from 'zod';
import { sentencesOf } from '@/contracts/messages';
import packageJson from '@/package.json' with { type: 'json' };
import { isNetwork, type TrustedProxies } from './client-address';
import type { ErrorReportsConfig } from './error-reports';
import type { TracingConfig } from './tracing';

const isSet = (value: string | undefined) => value !== undefined && value.trim() !== '';

const list = z.string().transform((value) =>
  value
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== ''),
);

const origin = (error: string) =>
  z.string().refine((value) => URL.canParse(value) && new URL(value).origin === value, { error });

const origins = 'must be origins such as https://app.example.org, separated by commas, or *';

const proxies = 'must be a number of proxies, or their addresses and networks, separated by commas';

const trustedProxies = z.union(
  [
    z
      .string()
      .regex(/^\d{1,2}$/)
      .transform(Number),
    list.pipe(z.array(z.string().refine(isNetwork, { error: proxies })).min(1)),
  ],
  { error: proxies },
);

const postgresAddress = z
  .string()
  .regex(/^postgres(?:ql)?:\/\//, { error: 'must begin with postgresql://' })
  // Without a host, which is a socket of this machine, it would be none to `URL`.
  .refine((value) => URL.canParse(value.replace('@/', '@localhost/')), {
    error: 'must be an address',
  });

/** PEM, in which a variable of one line has `\\n` for its ends, or the path of a file with it. */
const certificates = z.string().transform((value, { addIssue }) => {
  try {
    const isText = value.includes('-----BEGIN');
    const pem = isText ? value.replaceAll('\\n', '\n') : readFileSync(value.trim(), 'utf8');
    new X509Certificate(pem);
    return pem;
  } catch {
    addIssue({ code: 'custom', message: 'must be certificates in PEM, or the path of their file' });
    return z.NEVER;
  }
});

/** What a header carries as it is: nobody could ever bring another key. */
const headerText = z
  .string()
  .regex(/^[!-~](?:[ -~]*[!-~])?$/, { error: 'must be of ASCII characters, without a line break' });

const machineSecret = headerText.min(16).optional();

const webAddress = z
  .string()
  .regex(/^https?:\/\//, { error: 'must begin with https:// or http://' })
  .refine((value) => URL.canParse(value), { error: 'must be an address' });

/** One address, with a name before it or without: a mail from anything else has no sender at all. */
const sender = z.string().regex(/^(?:[^<>]*<[^<>@\s]+@[^<>@\s]+>|[^<>@\s,]+@[^<>@\s,]+)$/, {
  error: 'must be an address, such as Torrent Streamer <no-reply@example.org>',
});

const environment = z.object({
  NODE_ENV: z.string().default('production'),
  VERCEL: z.string().optional(),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  HOST: z.string().default('0.0.0.0'),
  MAX_CONNECTIONS: z.coerce.number().int().min(1).default(10_000),
  DATA_DIR: z.string().default('.data'),
  DATA_DIR_RESERVE_MB: z.coerce.number().int().min(0).default(64),
  DATABASE_URL: postgresAddress.optional(),
  DATABASE_REPLICA_URLS: list.pipe(z.array(postgresAddress)).default([]),
  DATABASE_CA: certificates.optional(),
  DATABASE_POOL_MAX: z.coerce.number().int().min(1).max(1000).optional(),
  WEB_CONCURRENCY: z.coerce.number().int().min(1).max(64).default(1),
  DATABASE_STATEMENT_TIMEOUT_MS: z.coerce.number().int().min(100).max(600_000).default(15_000),
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\//, { error: 'must begin with redis:// or rediss://' })
    .refine((value) => URL.canParse(value), { error: 'must be an address' })
    .optional(),
  JWT_SECRET: z.string().min(32).optional(),
  INGEST_API_KEYS: list.pipe(z.array(headerText.min(8)).min(1)).optional(),
  PUBLIC_URL: origin('must be an origin such as https://torrents.example.org').optional(),
  VERCEL_PROJECT_PRODUCTION_URL: z.string().optional(),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, { error: 'must begin with smtp:// or smtps://' })
    .refine((value) => URL.canParse(value), { error: 'must be an address' })
    .optional(),
  MAIL_FROM: sender.optional(),
  CRON_SECRET: machineSecret,
  METRICS_TOKEN: machineSecret,
  WORKER_URL: webAddress.optional(),
  RUN_KEY: z.string().optional(),
  SENTRY_DSN: z
    .string()
    .regex(/^https?:\/\/\w+@[^/]+\/(?:.*\/)?\d+$/, { error: 'must be the DSN of a project' })
    .optional(),
  SENTRY_ENVIRONMENT: z.string().optional(),
  SENTRY_RELEASE: z.string().optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: webAddress.optional(),
  // Read by OpenTelemetry's exporter itself.
  OTEL_EXPORTER_OTLP_HEADERS: z.string().optional(),
  OTEL_SERVICE_NAME: z.string().default('torrent-streamer'),
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number().min(0).max(1).default(1),
  VERCEL_ENV: z.string().optional(),
  VERCEL_GIT_COMMIT_SHA: z.string().optional(),
  LOGTAIL_SOURCE_TOKEN: z.string().optional(),
  LOGTAIL_URL: webAddress.default('https://in.logs.betterstack.com'),
  DD_API_KEY: z.string().optional(),
  DD_SITE: z
    .string()
    .regex(/^[\w.-]+$/, { error: 'must be a host' })
    .default('datadoghq.com'),
  DD_LOGS_URL: webAddress.optional(),
  DD_SERVICE: z.string().default('torrent-streamer'),
  DD_ENV: z.string().optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  ANSWER_CACHE: z.enum(['on', 'off']).default('on'),
  RATE_LIMIT: z.enum(['on', 'off']).default('on'),
  TRUST_PROXY: trustedProxies.default(0),
  CORS_ORIGINS: z
    .union([z.literal('*'), list.pipe(z.array(origin(origins)).min(1))], { error: origins })
    .default('*'),
});

/** The names of all that can be set. */
export const VARIABLES = Object.keys(environment.shape);

/** Who reads the environment: a command signs nothing, and lets nobody in. */
export type Reader = 'server' | 'command';

/** What cannot be left out, by what else is given; told beside whatever else is wrong. */
function missingVariables(given: Record<string, unknown>, reader: Reader): string[] {
  const isEmbedded = given.DATABASE_URL === undefined;
  const isOnVercel = given.VERCEL !== undefined;
  // The command that migrates there is a part of the build: what the server lacks is told in time.
  const isServer = reader === 'server' || isOnVercel;
  const isClustered = isEmbedded && !isOnVercel && Number(given.WEB_CONCURRENCY ?? 1) > 1;
  const hasWorker = given.WORKER_URL !== undefined;
  const needed = {
    ...(isServer && hasWorker && { RUN_KEY: 'the Worker runs for whoever has it' }),
    ...(isEmbedded && isOnVercel && { DATABASE_URL: 'Vercel has no disk for a database' }),
    ...(isServer &&
      (isOnVercel || !isEmbedded) && {
        JWT_SECRET: 'it signs access tokens',
        INGEST_API_KEYS: 'they let torrents in',
      }),
  };
  const missing = Object.entries(needed)
    .filter(([name]) => given[name] === undefined)
    .map(([name, why]) => `${name} is missing: ${why}`);
  return isServer && isClustered
    ? ['WEB_CONCURRENCY needs DATABASE_URL: the embedded database is for one process', ...missing]
    : missing;
}

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
function publicUrlOf(data: z.output<typeof environment>): string {
  if (data.PUBLIC_URL !== undefined) return data.PUBLIC_URL;
  const onVercel = data.VERCEL_PROJECT_PRODUCTION_URL;
  return onVercel === undefined ? `http://localhost:${data.PORT}` : `https://${onVercel}`;
}

function tracingOf(data: z.output<typeof environment>): TracingConfig | null {
  if (data.OTEL_EXPORTER_OTLP_ENDPOINT === undefined) return null;
  return {
    endpoint: data.OTEL_EXPORTER_OTLP_ENDPOINT,
    service: data.OTEL_SERVICE_NAME,
    version: data.VERCEL_GIT_COMMIT_SHA ?? packageJson.version,
    share: data.OTEL_TRACES_SAMPLER_ARG,
    isServerless: data.VERCEL !== undefined,
  };
}

function errorReportsOf(data: z.output<typeof environment>): ErrorReportsConfig | null {
  if (data.SENTRY_DSN === undefined) return null;
  const release = data.SENTRY_RELEASE ?? data.VERCEL_GIT_COMMIT_SHA ?? packageJson.version;
  return {
    dsn: data.SENTRY_DSN,
    release: `torrent-streamer@${release}`,
    environment: data.SENTRY_ENVIRONMENT ?? data.VERCEL_ENV ?? data.NODE_ENV,
  };
}

/** Takes `.env` of the working folder into the environment, which goes before it. */
export function loadEnvFile(): void {
  if (!existsSync('.env')) return;
  // Some editors put a mark before the text: the first variable would have it in its name, and be missing.
  const text = readFileSync('.env', 'utf8').replace(/^\ufeff/, '');
  for (const [name, value] of Object.entries(parseEnv(text))) process.env[name] ??= value;
}

/** The folder of data alone, for commands that need no more of the environment. */
export const readDataDir = (env: NodeJS.ProcessEnv): string =>
  environment.shape.DATA_DIR.parse(env.DATA_DIR || undefined);

/** Names everything that is wrong at once, never a value. */
export class ConfigError extends Error {}

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
