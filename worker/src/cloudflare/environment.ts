import * as z from 'zod';

/** What wrangler.jsonc binds, and what is set beside it. */
export interface Environment {
  JOBS: Queue<unknown>;
  DEAD_LETTERS: Queue<unknown>;
  LEDGERS: DurableObjectNamespace;
  LETTERS: DurableObjectNamespace;
  HOSTS: DurableObjectNamespace;
  /** Where the catalogue is, such as `https://api.example.org`. */
  BACKEND_URL?: string;
  INGEST_API_KEY?: string;
  /** Who may call `/run`, `/status` and `/retry`. */
  RUN_KEY?: string;
  SCRAPER_CONTACT?: string;
  /** Where errors are reported; nowhere when it is not set. */
  SENTRY_DSN?: string;
  SENTRY_RELEASE?: string;
  /** In place of sources.json. */
  SOURCES?: string;
  /** Seconds before the first retry; each further one waits twice as long, an hour at most. */
  RETRY_SECONDS?: string;
  /** Seconds without a sign of life after which an item is taken for lost, and sent anew. */
  LOST_SECONDS?: string;
}

/** A number of seconds, as the environment has it. */
export const seconds = (fallback: number) =>
  z.coerce.number().int().min(0).max(86_400).default(fallback);

/** After how many seconds without a sign of life an item is taken for lost. */
export const lostSeconds = (env: Environment): number => seconds(7_200).parse(env.LOST_SECONDS);
