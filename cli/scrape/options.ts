import { readDataDir } from '@/lib/config';
import type { Target } from '../../client/push';
import { readTarget } from '../target';
import { parseArguments, UsageError } from '../usage';

export const USAGE = `Finds torrents at the configured sources and adds them to the catalogue.

  npm run scrape -- [options]

  --source <id>       only this source; may be given more than once
  --limit <n>         at most so many items of each source; the rest waits for the next run
  --since <date>      only what is newer, where the source can tell, e.g. 2026-01-31
  --config <file>     the sources              (default: worker/sources.json)
  --url <url>         the server               (default: http://localhost:$PORT, or port 3000)
  --key <key>         its ingest key           (default: the first of $INGEST_API_KEYS,
                                                else the file "ingest-key" in $DATA_DIR or .data)
  --dry-run           print the records as lines of JSON, send nothing, keep nothing
  --help              print this

Sources are told who asks: set SCRAPER_CONTACT to an address, of a page or of mail.`;

export interface ScrapeOptions {
  /** Ids; all sources when empty. */
  only: string[];
  limit: number;
  since: Date | null;
  config: string;
  dataDir: string;
  /** Null for a dry run. */
  target: Target | null;
}

/** @throws {UsageError} */
export function readOptions(argv: string[], env: NodeJS.ProcessEnv): ScrapeOptions | 'help' {
  const values = parse(argv);
  if (values.help) return 'help';
  return {
    only: values.source,
    limit: readLimit(values.limit),
    since: readSince(values.since),
    config: values.config,
    dataDir: readDataDir(env),
    target: values['dry-run'] ? null : readTarget(values, env),
  };
}

const parse = (argv: string[]) =>
  parseArguments(argv, {
    options: {
      source: { type: 'string', multiple: true, default: [] },
      limit: { type: 'string' },
      since: { type: 'string' },
      config: { type: 'string', default: 'worker/sources.json' },
      url: { type: 'string' },
      key: { type: 'string' },
      'dry-run': { type: 'boolean' },
      help: { type: 'boolean' },
    },
  }).values;

function readLimit(text: string | undefined): number {
  if (text === undefined) return Number.POSITIVE_INFINITY;
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new UsageError('--limit must be a number from 1');
  return Number(text);
}

function readSince(text: string | undefined): Date | null {
  if (text === undefined) return null;
  const date = new Date(text);
  if (!/^\d{4}-/.test(text) || Number.isNaN(date.getTime())) {
    throw new UsageError(`--since must be a date, such as 2026-01-31: ${text}`);
  }
  return date;
}
