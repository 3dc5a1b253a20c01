import { open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { lockFolder } from '@/lib/folder-lock';
import { makeFolder } from '@/lib/make-folder';
import { emptyPages, openBook, type Pages, pages } from '../../worker/src/ledger/book';
import type { Ledger } from '../../worker/src/ledger/ledger';

/** The ledgers of all sources, in one folder. */
export interface FileLedgers {
  /** @throws {Error} when the file cannot be read or is not a ledger */
  open(source: string): Promise<Ledger>;
}

/** Ledgers that are only read: nothing of what happens is kept. */
export const readOnlyLedgers = (dataDir: string): FileLedgers => ({
  async open(source) {
    return openBook(await readPages(pathOf(dataDir, source)), async () => {});
  },
});

/**
 * Ledgers as files in the data folder, one for each source and all for this process alone. A file is
 * a journal, a change to a line: however the process ends, what was kept stays, and half a line at
 * the end is dropped.
 *
 * @throws {Refusal} when another process has them, or they cannot be there
 */
export async function openFileLedgers(dataDir: string): Promise<FileLedgers> {
  const folder = join(dataDir, 'scraper');
  makeFolder(folder, 'set DATA_DIR to another folder');
  lockFolder(folder);
  return {
    async open(source) {
      const path = pathOf(dataDir, source);
      const state = await readPages(path);
      // Once a run the journal is written anew without what later lines have changed.
      await replaceFile(path, lineOf(state));
      return openBook(state, (change) => write(path, 'a', lineOf(change)));
    },
  };
}

const pathOf = (dataDir: string, source: string) => join(dataDir, 'scraper', `${source}.jsonl`);

const lineOf = (change: Pages) => `${JSON.stringify(change)}\n`;

/** Undefined where there is no file. */
const readText = (path: string): Promise<string | undefined> =>
  readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });

async function readPages(path: string): Promise<Pages> {
  const text = await readText(path);
  const state = emptyPages();
  if (text === undefined) return state;
  const lines = text.split('\n');
  // What follows the last end of a line is nothing, or what an end of the process left half.
  lines.pop();
  try {
    if (lines.length === 0) throw new Error('it has no line');
    for (const line of lines) {
      const change = pages.parse(JSON.parse(line));
      Object.assign(state, change, { items: Object.assign(state.items, change.items) });
    }
  } catch (error) {
    throw new Error(`${path} is not a ledger; move it away to begin anew`, { cause: error });
  }
  return state;
}

async function replaceFile(path: string, text: string) {
  const part = `${path}.part`;
  await write(part, 'w', text);
  await rename(part, path);
}

async function write(path: string, flags: 'a' | 'w', text: string) {
  const file = await open(path, flags);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}
