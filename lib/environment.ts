import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { isNetwork } from './client-address';

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
  // An address without a host, for a socket of this machine, is none to `URL`.
  .refine((value) => URL.canParse(value.replace('@/', '@localhost/')), {
    error: 'must be an address',
  });

/** Certificates in PEM, with `\\n` for line breaks where the variable is one line; or the path of their file. */
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

/** What a header can carry: nobody could ever send a key with other characters. */
const headerText = z
  .string()
  .regex(/^[!-~](?:[ -~]*[!-~])?$/, { error: 'must be of ASCII characters, without a line break' });

const machineSecret = headerText.min(16).optional();

const webAddress = z
  .string()
  .regex(/^https?:\/\//, { error: 'must begin with https:// or http://' })
  .refine((value) => URL.canParse(value), { error: 'must be an address' });

/** One address, with or without a name before it: the mail library takes anything else for no sender at all. */
const sender = z.string().regex(/^(?:[^<>]*<[^<>@\s]+@[^<>@\s]+>|[^<>@\s,]+@[^<>@\s,]+)$/, {
  error: 'must be an address, such as Torrent Streamer <no-reply@example.org>',
});

/** Every variable that is read, and how. */
export const environment = z.object({
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

export type Environment = z.output<typeof environment>;

/** The names of all that can be set. */
export const VARIABLES = Object.keys(environment.shape);

/** Who reads the environment: a command signs nothing, and lets nobody in. */
export type Reader = 'server' | 'command';

/** What is missing, as other variables make it necessary. Told together with whatever else is wrong. */
export function missingVariables(given: Record<string, unknown>, reader: Reader): string[] {
  const isEmbedded = given.DATABASE_URL === undefined;
  const isOnVercel = given.VERCEL !== undefined;
  // On Vercel the build runs a command, to migrate: what the server will lack is then told before it is deployed.
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
