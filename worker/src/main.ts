import { answer, startRuns } from './cloudflare/api';
import { consume } from './cloudflare/consumer';
import type { Environment } from './cloudflare/environment';
import { openScraper } from './cloudflare/scraper';

export { DeadLetters } from './cloudflare/dead-letters';
export { HostGate } from './cloudflare/host-gate';
export { SourceLedger } from './cloudflare/source-ledger';

export default {
  fetch: answer,
  scheduled: (_controller, env) => startRuns(env, openScraper(env).origins.keys()),
  queue: consume,
} satisfies ExportedHandler<Environment>;
