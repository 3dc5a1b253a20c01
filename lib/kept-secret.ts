import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal } from './refusal';

/** Characters of one that somebody has put there. */
const SECRET_MIN = 32;

/** In hex: a key that began with a dash would be taken for an option where somebody types it. */
export const newSecret = () => randomBytes(32).toString('hex');

/** Where a secret of the embedded set-up is kept. */
export const keptSecretPath = (dataDir: string, name: string) => join(dataDir, name);

/**
 * The secret in `dataDir/name`, made of 32 random bytes when there is none yet (mode 600). To be
 * called by who has the folder locked: so no other process makes one meanwhile.
 */
export function keptSecret(dataDir: string, name: string): string {
  const path = keptSecretPath(dataDir, name);
  const kept = findSecret(path);
  if (kept !== undefined) return kept;

  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const secret = newSecret();
  const draft = `${path}.draft`;
  writeFileSync(draft, `${secret}\n`, { mode: 0o600, flush: true });
  renameSync(draft, path);
  return secret;
}

/** The secret in a file; undefined when there is no such file. Throws `Refusal` where it holds none. */
export function findSecret(path: string): string | undefined {
  try {
    const secret = readFileSync(path, 'utf8').trim();
    if (secret.length >= SECRET_MIN) return secret;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  throw new Refusal(
    `${path} does not hold a secret of ${SECRET_MIN} characters or more: put it back, or remove the file to have another one made.`,
  );
}
