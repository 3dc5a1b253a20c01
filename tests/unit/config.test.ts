import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ConfigError, readConfig } from '@/lib/config';

/** Everything that a server with PostgreSQL needs. */
const whole = {
  DATABASE_URL: 'postgresql://app:password@db.example.org/app',
  JWT_SECRET: 'a secret of 32 characters or more',
  INGEST_API_KEYS: 'first-ingest-key, second-ingest-key,',
};

/** What the sentence says that stops the start. */
function complaintAbout(env: Record<string, string>): string {
  try {
    readConfig(env as NodeJS.ProcessEnv);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as ConfigError).message;
  }
  throw new Error('nothing was wrong');
}

const read = (env: Record<string, string>) => readConfig(env as NodeJS.ProcessEnv);

describe('readConfig', () => {
  test('needs nothing: an embedded database, and secrets that are made', () => {
    expect(read({})).toEqual({
      production: true,
      development: false,
      serverless: false,
      processes: 1,
      port: 3000,
      host: '0.0.0.0',
      maxConnections: 10_000,
      dataDir: '.data',
      database: { kind: 'pglite', dataDir: '.data', reserveBytes: 64 * 2 ** 20 },
      redisUrl: null,
      jwtSecret: null,
      ingestApiKeys: null,
      publicUrl: 'http://localhost:3000',
      mail: { smtpUrl: null, from: 'Torrent Streamer <no-reply@localhost>' },
      machineSecrets: { cron: null, metrics: null },
      scraper: null,
      logLevel: 'info',
      logServices: { betterStack: null, datadog: null },
      errorReports: null,
      tracing: null,
      corsOrigins: '*',
      answerCache: true,
      rateLimit: true,
      trustedProxies: 0,
    });
  });

  test('reads everything', () => {
    const env = {
      ...whole,
      NODE_ENV: 'development',
      PORT: '8080',
      WEB_CONCURRENCY: '4',
      HOST: '127.0.0.1',
      MAX_CONNECTIONS: '500',
      DATA_DIR_RESERVE_MB: '10',
      DATA_DIR: '/var/lib/app',
      DATABASE_REPLICA_URLS: 'postgresql://one.example.org/app, postgresql://two.example.org/app',
      DATABASE_POOL_MAX: '25',
      DATABASE_STATEMENT_TIMEOUT_MS: '9000',
      REDIS_URL: 'rediss://:password@cache.example.org:6380/1',
      PUBLIC_URL: 'https://torrents.example.org',
      SMTP_URL: 'smtps://user:password@mail.example.org',
      MAIL_FROM: 'Films <films@example.org>',
      CRON_SECRET: 'the secret of the cron',
      METRICS_TOKEN: 'the token of the figures',
      WORKER_URL: 'https://worker.example.org',
      RUN_KEY: 'the-key-to-run',
      SENTRY_DSN: 'https://public@o1.ingest.sentry.example.org/42',
      SENTRY_RELEASE: '1.2.3',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector.example.org:4318',
      OTEL_TRACES_SAMPLER_ARG: '0.25',
      LOGTAIL_SOURCE_TOKEN: 'the-source-token',
      LOGTAIL_URL: 'https://s1.eu.betterstackdata.com',
      DD_API_KEY: 'the-key-of-datadog',
      DD_SITE: 'datadoghq.eu',
      DD_ENV: 'staging',
      LOG_LEVEL: 'warn',
      CORS_ORIGINS: 'https://app.example.org, http://localhost:5173',
      ANSWER_CACHE: 'off',
      RATE_LIMIT: 'off',
      TRUST_PROXY: '10.0.0.0/8, ::1',
    };
    expect(read(env)).toEqual({
      production: false,
      development: true,
      serverless: false,
      processes: 4,
      port: 8080,
      host: '127.0.0.1',
      maxConnections: 500,
      dataDir: '/var/lib/app',
      database: {
        kind: 'postgresql',
        url: whole.DATABASE_URL,
        replicaUrls: ['postgresql://one.example.org/app', 'postgresql://two.example.org/app'],
        ca: null,
        poolMax: 25,
        isServerless: false,
        statementTimeoutMs: 9_000,
      },
      redisUrl: 'rediss://:password@cache.example.org:6380/1',
      jwtSecret: whole.JWT_SECRET,
      ingestApiKeys: ['first-ingest-key', 'second-ingest-key'],
      publicUrl: 'https://torrents.example.org',
      mail: {
        smtpUrl: 'smtps://user:password@mail.example.org',
        from: 'Films <films@example.org>',
      },
      machineSecrets: { cron: 'the secret of the cron', metrics: 'the token of the figures' },
      scraper: { url: 'https://worker.example.org', runKey: 'the-key-to-run' },
      errorReports: {
        dsn: 'https://public@o1.ingest.sentry.example.org/42',
        release: 'torrent-streamer@1.2.3',
        environment: 'development',
      },
      tracing: {
        endpoint: 'http://collector.example.org:4318',
        service: 'torrent-streamer',
        version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
        share: 0.25,
        isServerless: false,
      },
      logLevel: 'warn',
      logServices: {
        betterStack: { token: 'the-source-token', url: 'https://s1.eu.betterstackdata.com' },
        datadog: {
          key: 'the-key-of-datadog',
          url: 'https://http-intake.logs.datadoghq.eu',
          service: 'torrent-streamer',
          environment: 'staging',
        },
      },
      corsOrigins: ['https://app.example.org', 'http://localhost:5173'],
      answerCache: false,
      rateLimit: false,
      trustedProxies: ['10.0.0.0/8', '::1'],
    });
  });

  test('says in our own words what is wrong', () => {
    const wrong = {
      PORT: 'http',
      MAX_CONNECTIONS: '0.5',
      WEB_CONCURRENCY: '65',
      LOG_LEVEL: 'loud',
      TRUST_PROXY: 'nginx',
    };
    expect(
      complaintAbout({ ...whole, ...wrong })
        .split('\n  ')
        .slice(1),
    ).toEqual([
      'PORT must be a number',
      'MAX_CONNECTIONS must be a whole number',
      'WEB_CONCURRENCY must be at most 64',
      'LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent',
      expect.stringMatching(/^TRUST_PROXY\S* must be a number of proxies, or their addresses/),
    ]);
  });

  test('knows where links in mails lead', () => {
    expect(read({ PORT: '8080' }).publicUrl).toBe('http://localhost:8080');
    const onVercel = { ...whole, VERCEL: '1', VERCEL_PROJECT_PRODUCTION_URL: 'films.vercel.app' };
    expect(read(onVercel).publicUrl).toBe('https://films.vercel.app');
    expect(read({ ...onVercel, PUBLIC_URL: 'https://films.example.org' })).toMatchObject({
      publicUrl: 'https://films.example.org',
      mail: { from: 'Torrent Streamer <no-reply@films.example.org>' },
    });
  });

  test.each(['films@example.org', '<films@example.org>', '"Films, and more" <films@example.org>'])(
    'has mails come from %s',
    (MAIL_FROM) => expect(read({ MAIL_FROM }).mail.from).toBe(MAIL_FROM),
  );

  test('takes an empty variable for one that is not set', () => {
    const names = [...Object.keys(whole), 'PORT', 'HOST', 'DATA_DIR', 'LOG_LEVEL', 'VERCEL'];
    for (const nothing of ['', ' ', '\t']) {
      expect(read(Object.fromEntries(names.map((name) => [name, nothing])))).toEqual(read({}));
    }
  });

  test('leaves variables of others alone', () => {
    expect(read({ ...whole, HOME: '/root', npm_config_port: 'x' })).toEqual(read(whole));
  });
});

describe('a wrong environment', () => {
  const wrong = {
    PORT: 'port-of-mine',
    DATABASE_URL: 'mysql://user-of-mine@db.example.org',
    DATABASE_CA: '/certificate/of-mine',
    DATABASE_POOL_MAX: 'pool-of-mine',
    DATABASE_STATEMENT_TIMEOUT_MS: 'timeout-of-mine',
    JWT_SECRET: 'secret-of-mine',
    INGEST_API_KEYS: 'of-mine',
    LOG_LEVEL: 'level-of-mine',
    CORS_ORIGINS: 'https://of-mine.example.org/path',
    RATE_LIMIT: 'limit-of-mine',
    TRUST_PROXY: 'proxy-of-mine',
  };

  test('is named whole, each variable on a line of its own', () => {
    const [first, ...lines] = complaintAbout(wrong).split('\n');
    expect(first).toBe('The environment is not right:');
    const named = lines.map((line) => /^ {2}([A-Z_]+)(?:\.\d+)? \S/.exec(line)?.[1]);
    expect(new Set(named)).toEqual(new Set(Object.keys(wrong)));
  });

  test('names what is missing beside what is wrong', () => {
    const complaint = complaintAbout({ DATABASE_URL: whole.DATABASE_URL, PORT: 'x' });
    expect(complaint).toContain('PORT');
    expect(complaint).toContain('JWT_SECRET is missing');
    expect(complaint).toContain('INGEST_API_KEYS is missing');
  });

  test('is never printed', () => {
    const complaint = complaintAbout(wrong);
    for (const value of Object.values(wrong)) expect(complaint).not.toContain(value);
    expect(complaint).not.toContain('of-mine');
  });

  test.each([
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '80.5'],
    ['PORT', 'http'],
    ['DATABASE_URL', 'db.example.org'],
    ['DATABASE_URL', 'http://db.example.org'],
    ['DATABASE_REPLICA_URLS', 'replica.example.org'],
    ['DATABASE_POOL_MAX', '0'],
    ['DATABASE_POOL_MAX', '1e9'],
    ['DATABASE_STATEMENT_TIMEOUT_MS', '99'],
    ['DATABASE_STATEMENT_TIMEOUT_MS', '1h'],
    ['JWT_SECRET', 'x'.repeat(31)],
    ['INGEST_API_KEYS', ','],
    ['INGEST_API_KEYS', `${whole.INGEST_API_KEYS},short`],
    ['INGEST_API_KEYS', `${whole.INGEST_API_KEYS},ein-schlüssel`],
    ['LOG_LEVEL', 'verbose'],
    ['CORS_ORIGINS', 'app.example.org'],
    ['CORS_ORIGINS', 'https://app.example.org/'],
    ['CORS_ORIGINS', 'https://app.example.org,*'],
    ['CORS_ORIGINS', 'null'],
    ['PUBLIC_URL', 'torrents.example.org'],
    ['PUBLIC_URL', 'https://torrents.example.org/path'],
    ['SMTP_URL', 'https://mail.example.org'],
    ['SMTP_URL', 'mail.example.org:25'],
    ['MAIL_FROM', 'Films'],
    ['MAIL_FROM', 'Films <films>'],
    ['MAIL_FROM', 'Films <films@example.org'],
    ['MAIL_FROM', 'films@example.org, series@example.org'],
    ['CRON_SECRET', 'x'.repeat(15)],
    ['CRON_SECRET', `${'x'.repeat(16)}\n`],
    ['METRICS_TOKEN', 'short'],
    ['METRICS_TOKEN', 'ein Schlüssel für Zahlen'],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'collector:4318'],
    ['OTEL_TRACES_SAMPLER_ARG', '2'],
    ['SENTRY_DSN', 'https://sentry.example.org/42'],
    ['RATE_LIMIT', 'yes'],
    ['TRUST_PROXY', '-1'],
    ['TRUST_PROXY', 'true'],
    ['TRUST_PROXY', 'proxy.example.org'],
    ['TRUST_PROXY', '10.0.0.0/33'],
    ['TRUST_PROXY', '10.0.0.1, proxy'],
  ])('%s=%s stops the start', (name, value) => {
    const lines = complaintAbout({ ...whole, [name]: value })
      .split('\n')
      .slice(1);
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) expect(line).toMatch(new RegExp(`^  ${name}\\b`));
  });

  test('is told in a sentence or read, whatever it holds', () => {
    const names = fc.constantFrom(...Object.keys(wrong), 'VERCEL', 'HOST', 'DATA_DIR', 'NODE_ENV');
    // A digit or a word could stand in the sentence by itself; a marked value could not.
    const value = fc.string({ unit: 'binary' }).map((text) => `\u00a7${text}`);
    fc.assert(
      fc.property(fc.dictionary(names, value), (env) => {
        try {
          readConfig(env as NodeJS.ProcessEnv);
        } catch (error) {
          expect(error).toBeInstanceOf(ConfigError);
          expect((error as Error).message).not.toContain('\u00a7');
        }
      }),
      { seed: 1, numRuns: 500 },
    );
  });
});

test('a Worker is told to run by who has its key', () => {
  const complaint = complaintAbout({ WORKER_URL: 'ftp://worker.example.org' });
  expect(complaint).toContain('WORKER_URL must begin with');
  expect(complaint).toContain('RUN_KEY is missing');
});

describe('where nothing can be kept', () => {
  test.each(['JWT_SECRET', 'INGEST_API_KEYS'] as const)('%s has to be given', (name) => {
    const { [name]: _, ...rest } = whole;
    expect(complaintAbout(rest)).toMatch(new RegExp(`\n  ${name} is missing: \\w[^\n]+$`));
    expect(complaintAbout({ ...rest, VERCEL: '1' })).toMatch(new RegExp(`\n  ${name} is missing`));
  });

  test('Vercel needs a database and both secrets, and says so at once', () => {
    const complaint = complaintAbout({ VERCEL: '1' });
    expect(complaint).toContain('DATABASE_URL is missing');
    expect(complaint).toContain('JWT_SECRET is missing');
    expect(complaint).toContain('INGEST_API_KEYS is missing');
  });

  test('a command is no server, but where it is a part of the build of one', () => {
    const command = (env: Record<string, string>) =>
      readConfig(env as NodeJS.ProcessEnv, 'command');
    const { DATABASE_URL } = whole;
    const WORKER_URL = 'https://worker.example.org';
    expect(command({ DATABASE_URL, WORKER_URL })).toMatchObject({ jwtSecret: null });
    expect(command({ WEB_CONCURRENCY: '2' }).database.kind).toBe('pglite');
    expect(() => command({ DATABASE_URL, VERCEL: '1' })).toThrow('JWT_SECRET is missing');
  });

  test('Vercel is a function that comes and goes', () => {
    expect(read({ ...whole, VERCEL: '1' })).toMatchObject({ serverless: true });
    expect(read(whole)).toMatchObject({ serverless: false });
    expect(read({ ...whole, VERCEL: '1' }).database).toMatchObject({ poolMax: 3 });
    expect(read(whole).database).toMatchObject({ poolMax: 10 });
  });
});
