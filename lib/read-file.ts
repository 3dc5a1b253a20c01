import { readFileSync } from 'node:fs';
import { reasonOf } from './file-faults';
import { Refusal } from './refusal';

/** The text of a file; undefined where there is none. Throws `Refusal` when there is one that cannot be read. */
export function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new Refusal(`${path} cannot be read: ${reasonOf(error) ?? code}.`);
  }
}
