import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { tryLock } from 'fs-native-extensions';

export class FolderLockedError extends Error {}

/**
 * Takes a folder for this process. The lock is the kernel's, so it ends with the process however
 * that ends, and holds across containers that share the disk. Throws `FolderLockedError`.
 */
export function lockFolder(folder: string): () => void {
  const handle = openSync(join(folder, 'lock'), 'w', 0o600);
  if (!tryLock(handle)) {
    closeSync(handle);
    throw new FolderLockedError(
      `Another process is using ${folder}: stop it first, or set DATA_DIR to another folder.`,
    );
  }
  return () => closeSync(handle);
}
