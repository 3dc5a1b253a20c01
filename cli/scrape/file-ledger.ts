import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { emptyPages, openBook, type Pages, pages } from '../../worker/src/ledger/book';
import type { Ledger } from '../../worker/src/ledger/ledger';

/**
 * The ledger of a source, as a file in the data folder. It is replaced as a whole, so that it is
 * sound whenever the process ends. Without `keeps`, nothing of what happens is kept.
 *
 * @throws {Error} when the file cannot be read or is not a ledger
 */
export async function openFileLedger(
  dataDir: string,
  source: string,
  { keeps }: { keeps: boolean },
): Promise<Ledger> {
  const folder = join(dataDir, 'scraper');
  const path = join(folder, `${source}.json`);
  const state = await readPages(path);
  if (!keeps) return openBook(state, async () => {});
  await mkdir(folder, { recursive: true });
  return openBook(state, (changed) => replaceFile(path, JSON.stringify(changed)));
}

async function readPages(path: string): Promise<Pages> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return emptyPages();
    throw error;
  }
  try {
    return pages.parse(JSON.parse(text));
  } catch (error) {
    throw new Error(`${path} is not a ledger; move it away to begin anew`, { cause: error });
  }
}

async function replaceFile(path: string, text: string) {
  const part = `${path}.part`;
  const file = await open(part, 'w');
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(part, path);
}
