import { createHash } from 'node:crypto';
import { createWriteStream, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { createGzip } from 'node:zlib';
import { openDatabase } from '@/db/client';
import type { Rows } from '@/db/database';
import type { Config } from '@/lib/config';
import { reasonOf } from '@/lib/file-faults';
import { lockFolder } from '@/lib/folder-lock';
import { openLog } from '@/lib/logging';
import { makeFolder } from '@/lib/make-folder';
import { Refusal } from '@/lib/refusal';
import packageJson from '@/package.json' with { type: 'json' };
import {
  draftOf,
  FORMAT,
  listBackups,
  listUnfinished,
  MANIFEST_FILE,
  type Manifest,
  nameOf,
  type TableEntry,
  tableFile,
} from './manifest';
import { counted, type Progress, readDatabase, type Source } from './source';

export interface Backup {
  path: string;
  manifest: Manifest;
  /** Names of older backups that went. */
  removed: string[];
}

/**
 * Copies the database that the configuration names into a new folder in `folder`.
 * @param keep how many backups may stay there; null: all
 * @throws {Refusal}
 */
export async function makeBackup(
  config: Config,
  folder: string,
  keep: number | null,
  progress: Progress,
): Promise<Backup> {
  const database = await openDatabase(config.database, openLog(config.logLevel).log, false);
  try {
    return await readDatabase(database, (source) =>
      inFolder(folder, async () => {
        const { name, manifest } = await write(folder, source, progress);
        const removed = keep === null ? [] : removeOldest(folder, keep);
        return { path: join(folder, name), manifest, removed };
      }),
    );
  } finally {
    await database.close();
  }
}

/** Does `work` while no other process makes backups in the folder; tells of files in a sentence. */
async function inFolder<Result>(folder: string, work: () => Promise<Result>): Promise<Result> {
  try {
    makeFolder(folder, 'name another folder');
    const unlock = lockFolder(folder, 'wait until its backup is done');
    try {
      for (const name of listUnfinished(folder)) remove(join(folder, name));
      return await work();
    } finally {
      unlock();
    }
  } catch (error) {
    const reason = reasonOf(error);
    throw reason === undefined
      ? error
      : new Refusal(`The backup in ${folder} cannot be written: ${reason}.`);
  }
}

const remove = (path: string) => rmSync(path, { recursive: true, force: true });

/** Beside its place until all is on the disk, so that what is cut off is not taken for a backup. */
async function write(
  folder: string,
  source: Source,
  progress: Progress,
): Promise<{ name: string; manifest: Manifest }> {
  while (existsSync(join(folder, nameOf(new Date())))) await sleep(100);
  const madeAt = new Date();
  const name = nameOf(madeAt);
  const draft = join(folder, draftOf(name));
  mkdirSync(draft, { mode: 0o700 });
  try {
    const manifest: Manifest = {
      format: FORMAT,
      madeAt: madeAt.toISOString(),
      program: packageJson.version,
      migration: source.migration,
      tables: await writeTables(draft, source, progress),
    };
    const text = `${JSON.stringify(manifest, null, 2)}\n`;
    await writeFile(join(draft, MANIFEST_FILE), text, { mode: 0o600, flush: true });
    await settle(draft);
    renameSync(draft, join(folder, name));
    await settle(folder);
    return { name, manifest };
  } catch (error) {
    remove(draft);
    throw error;
  }
}

/** One after the other: there is one connection. */
async function writeTables(
  draft: string,
  { tables, read }: Source,
  progress: Progress,
): Promise<TableEntry[]> {
  const entries: TableEntry[] = [];
  for (const table of tables) {
    let rows = 0;
    const tell = (more: number) => {
      rows += more;
      progress(table.name, more);
    };
    const file = await writeFileOf(join(draft, tableFile(table.name)), counted(read(table), tell));
    entries.push({ ...table, rows, ...file });
  }
  return entries;
}

async function writeFileOf(path: string, rows: Rows) {
  const hash = createHash('sha256');
  let bytes = 0;
  await pipeline(
    rows,
    createGzip(),
    async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        hash.update(chunk);
        bytes += chunk.length;
        yield chunk;
      }
    },
    createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true }),
  );
  return { bytes, sha256: hash.digest('hex') };
}

/** What a folder holds is on the disk once it says so itself; Windows has no such thing. */
async function settle(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}

/** Renamed first: what is cut off while it goes is no backup any more. */
function removeOldest(folder: string, keep: number): string[] {
  const removed = listBackups(folder).slice(0, -keep);
  for (const name of removed) {
    const draft = join(folder, draftOf(name));
    renameSync(join(folder, name), draft);
    remove(draft);
  }
  return removed;
}
