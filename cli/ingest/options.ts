import type { Target } from '../../client/push';
import type { IngestRecord } from '../../contracts/ingest';
import { readTarget } from '../target';
import { parseArguments, UsageError } from '../usage';

export const USAGE = `Adds torrents to the catalogue.

  npm run ingest -- [options] <input>...

An input is a .torrent file, a folder of them, a magnet link (with a name and a size, or with an
address of its torrent file), or an http(s) URL of a torrent file.

  --url <url>         the server               (default: http://localhost:$PORT, or port 3000)
  --key <key>         its ingest key           (default: the first of $INGEST_API_KEYS,
                                                else the file "ingest-key" in $DATA_DIR or .data)
  --license <text>    licence of these works, e.g. CC-BY-3.0
  --source <text>     where they come from, e.g. archive.org
  --source-url <url>  their page there
  --poster <url>      their poster
  --dry-run           print the records as lines of JSON, send nothing
  --help              print this`;

/** What every record of the run gets. */
export type Extras = Pick<IngestRecord, 'license' | 'source' | 'sourceUrl' | 'posterUrl'>;

export interface IngestOptions {
  inputs: string[];
  extras: Extras;
  /** Null for a dry run. */
  target: Target | null;
}

/** @throws {UsageError} */
export function readOptions(argv: string[], env: NodeJS.ProcessEnv): IngestOptions | 'help' {
  const { values, positionals: inputs } = parse(argv);
  if (values.help) return 'help';
  if (inputs.length === 0) throw new UsageError('no input: name a torrent file, or see --help');
  const extras = {
    license: values.license,
    source: values.source,
    sourceUrl: values['source-url'],
    posterUrl: values.poster,
  };
  if (values['dry-run']) return { inputs, extras, target: null };
  return { inputs, extras, target: readTarget(values, env) };
}

const parse = (argv: string[]) =>
  parseArguments(argv, {
    allowPositionals: true,
    options: {
      url: { type: 'string' },
      key: { type: 'string' },
      license: { type: 'string' },
      source: { type: 'string' },
      'source-url': { type: 'string' },
      poster: { type: 'string' },
      'dry-run': { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
