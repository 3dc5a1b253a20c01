/** What a server of tests takes as an `X-API-Key`. */
export const INGEST_KEY = 'an-ingest-key-of-tests';

/** Those without which no server with a database elsewhere starts. */
export const secrets = {
  JWT_SECRET: 'a secret that is known to tests alone, 32+',
  INGEST_API_KEYS: INGEST_KEY,
};
