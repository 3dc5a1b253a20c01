import { readFileSync } from 'node:fs';
import type { Configuration } from '../worker/src/config';
import { UsageError } from './usage';

/**
 * The text of the file that `--config` names.
 *
 * @throws {UsageError} when it cannot be read
 */
export function readSourcesFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(`cannot read --config ${path}: ${(error as Error).message}`);
  }
}

/**
 * Where sources reach whoever asks them: as the file says, else as `SCRAPER_CONTACT` does.
 *
 * @throws {UsageError} when neither says
 */
export function contactOf({ contact }: Configuration, env: NodeJS.ProcessEnv): string {
  const known = contact ?? env.SCRAPER_CONTACT;
  if (known) return known;
  throw new UsageError(
    'no contact: set SCRAPER_CONTACT to an address where sources reach whoever asks them',
  );
}
