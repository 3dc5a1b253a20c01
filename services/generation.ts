import type { CatalogueWatch, OpenDatabase } from '@/db/database';
import { readGeneration } from '@/db/repositories/generations';
import type { Logger } from '@/lib/logging';
import type { Generation } from './context';

/**
 * The generation of the catalogue: known, and asked for again after every change that this process
 * makes or hears of; asked for each time where nobody tells of the changes of others.
 * @param isServerless a process that is frozen between requests hears nothing
 */
export function createGeneration(
  database: OpenDatabase,
  log: Logger,
  isServerless: boolean,
): Generation {
  let watch: CatalogueWatch | null = null;
  const read = () => readGeneration(database.db);

  const known = () => watch?.known() ?? null;

  return {
    known,
    async current() {
      if (isServerless) return read();
      watch ??= database.watch(readGeneration);
      return known() ?? (await watch.learn()) ?? read();
    },
    async changed() {
      watch?.forget();
      // What was committed stays, whether or not it is known that the others have heard of it.
      await database.settle(readGeneration).catch((error: unknown) => {
        log.warn({ err: error }, 'others may not have heard of a change of the catalogue');
      });
    },
  };
}
