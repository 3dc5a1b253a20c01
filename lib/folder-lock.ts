import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { tryLock } from 'fs-native-extensions';
import { Refusal } from './refusal';

/**
 * Takes a folder for this process. The lock is the kernel's, so it ends with the process however
 * that ends, and holds across containers that share the disk. Throws `Refusal`.
 */
export function lockFolder(
  folder: string,
  advice = 'stop it first, or set DATA_DIR to another folder',
): () => void {
  const handle = openSync(join(folder, 'lock'), 'w', 0o600);
  if (!tryLock(handle)) {
    closeSync(handle);
    throw new Refusal(`Another process is using ${folder}: ${advice}.`);
  }
  return () => closeSync(handle);
}
