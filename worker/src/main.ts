import {
  dedupeIntegration,
  eventFiltersIntegration,
  linkedErrorsIntegration,
  withSentry,
} from '@sentry/cloudflare';
import packageJson from '../package.json' with { type: 'json' };
import { answer, startRuns } from './cloudflare/api';
import { consume } from './cloudflare/consumer';
import type { Environment } from './cloudflare/environment';
import { openScraper } from './cloudflare/scraper';

export { DeadLetters } from './cloudflare/dead-letters';
export { HostGate } from './cloudflare/host-gate';
export { SourceLedger } from './cloudflare/source-ledger';

type Handlers = Required<Pick<ExportedHandler<Environment>, 'fetch' | 'scheduled' | 'queue'>>;

const worker: Handlers = {
  fetch: answer,
  scheduled: (_controller, env) => startRuns(env, openScraper(env).origins.keys()),
  queue: consume,
};

/** Errors are reported where `SENTRY_DSN` says so: what went wrong, and nothing of the requests. */
export default withSentry(
  ({ SENTRY_DSN: dsn, SENTRY_RELEASE: release }: Environment) => ({
    dsn,
    release: `torrent-streamer-scraper@${release ?? packageJson.version}`,
    enabled: dsn !== undefined,
    defaultIntegrations: [
      eventFiltersIntegration(),
      dedupeIntegration(),
      linkedErrorsIntegration(),
    ],
  }),
  worker,
);
