export const INGEST_KEY = 'the-ingest-key-of-the-bench';

/** Of machines, by what they are let in to. */
export const MACHINE_SECRETS = {
  cron: 'the-cron-secret-of-the-bench',
  metrics: 'the-metrics-token-of-the-bench',
};

/** What every program of ours needs to run on a database of the bench. */
export const environmentOf = (databaseUrl: string) => ({
  DATABASE_URL: databaseUrl,
  JWT_SECRET: 'a secret that is known to the bench alone',
  INGEST_API_KEYS: INGEST_KEY,
  CRON_SECRET: MACHINE_SECRETS.cron,
  METRICS_TOKEN: MACHINE_SECRETS.metrics,
});
