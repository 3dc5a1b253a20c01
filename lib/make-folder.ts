import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { Refusal } from './refusal';

/** Makes a folder for this user alone, and those above it. Throws `Refusal` where the system lets nobody make one. */
export function makeFolder(folder: string, advice: string): void {
  try {
    makeEach(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT') throw error;
    throw new Refusal(`${folder} cannot be made: ${advice}.`);
  }
}

/** One after the other: where the system makes none, as in `/proc`, Node would try for ever to make all at once. */
function makeEach(folder: string): void {
  if (existsSync(folder)) return;
  makeEach(dirname(folder));
  mkdirSync(folder, { mode: 0o700 });
}
