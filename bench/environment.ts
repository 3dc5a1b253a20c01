export const INGEST_KEY = 'the-ingest-key-of-the-bench';

/** What every program of ours needs to run on a database of the bench. */
export const environmentOf = (databaseUrl: string) => ({
  DATABASE_URL: databaseUrl,
  JWT_SECRET: 'a secret that is known to the bench alone',
  INGEST_API_KEYS: INGEST_KEY,
});
