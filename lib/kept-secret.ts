import { randomBytes, randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** In hex: a key that began with a dash would be taken for an option where somebody types it. */
export const newSecret = () => randomBytes(32).toString('hex');

/** Where a secret of the embedded set-up is kept. */
export const keptSecretPath = (dataDir: string, name: string) => join(dataDir, name);

/**
 * The secret in `dataDir/name`, made of 32 random bytes when there is none yet (mode 600).
 * Linked into place, so that two processes that start together agree on one.
 */
export function keptSecret(dataDir: string, name: string): string {
  const path = keptSecretPath(dataDir, name);
  const kept = findSecret(path);
  if (kept !== undefined) return kept;

  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomUUID()}`;
  writeFileSync(draft, `${newSecret()}\n`, { mode: 0o600, flush: true });
  try {
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
  return readFileSync(path, 'utf8').trim();
}

/** The secret in a file; undefined when there is no such file. */
export function findSecret(path: string): string | undefined {
  try {
    const secret = readFileSync(path, 'utf8').trim();
    if (secret.length < 32) throw new Error(`${path} does not hold a secret: remove it.`);
    return secret;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
