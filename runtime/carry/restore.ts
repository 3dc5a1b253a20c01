import { createHash } from 'node:crypto';
import { createReadStream, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { Rows } from '@/db/database';
import { listMigrations } from '@/db/journal';
import type { Config } from '@/lib/config';
import { Refusal } from '@/lib/refusal';
import { fillDatabase } from './fill';
import { MANIFEST_FILE, type Manifest, readManifest, type TableEntry, tableFile } from './manifest';
import { carriedAt, counted, type Progress } from './source';

/** Told of what is done at the moment. */
export type StageProgress = (stage: 'checked' | 'restored') => Progress;

/**
 * Puts a backup into the database that the configuration names, which must be empty. The whole of
 * the backup is checked before. Throws `Refusal`.
 */
export async function restoreBackup(
  config: Config,
  folder: string,
  progressOf: StageProgress,
): Promise<Manifest> {
  const manifest = readManifest(folder);
  const { migration, tables } = manifest;
  expectKnown(folder, manifest);
  expectFiles(folder, manifest);
  for (const table of tables) await check(folder, table, progressOf('checked'));
  const read = ({ name }: { name: string }) => unzipped(join(folder, tableFile(name)));
  await fillDatabase(config, { migration, tables, read }, progressOf('restored'));
  return manifest;
}

function expectKnown(folder: string, { migration, program }: Manifest): void {
  const isKnown = listMigrations().some(
    ({ tag, millis }) => tag === migration.tag && millis === migration.millis,
  );
  if (isKnown) return;
  throw new Refusal(
    `${folder} was made by a newer version of the program (${program}, at ${migration.tag}): restore it with that one.`,
  );
}

function expectFiles(folder: string, { migration, tables }: Manifest): void {
  const needed = [MANIFEST_FILE, ...carriedAt(migration).map(tableFile)].sort();
  const named = [MANIFEST_FILE, ...tables.map(({ name }) => tableFile(name))].sort();
  if (needed.join() !== named.join()) {
    throw new Refusal(`${join(folder, MANIFEST_FILE)} is damaged: it does not name every table.`);
  }
  const found = readdirSync(folder);
  const missing = needed.find((name) => !found.includes(name));
  if (missing) throw new Refusal(`${join(folder, missing)} is missing.`);
  const surplus = found.find((name) => !needed.includes(name));
  if (surplus) throw new Refusal(`${join(folder, surplus)} does not belong to the backup.`);
}

async function check(folder: string, table: TableEntry, progress: Progress): Promise<void> {
  const path = join(folder, tableFile(table.name));
  const hash = createHash('sha256');
  if (statSync(path).size === table.bytes) {
    for await (const chunk of createReadStream(path)) hash.update(chunk);
  }
  let rows = 0;
  if (hash.digest('hex') === table.sha256) {
    const tell = (more: number) => {
      rows += more;
      progress(table.name, more);
    };
    for await (const _chunk of counted(unzipped(path), tell));
    if (rows === table.rows) return;
  }
  throw new Refusal(`${path} is damaged.`);
}

const unzipped = (path: string): Rows =>
  // Whoever reads the rows hears of what goes wrong.
  pipeline(createReadStream(path), createGunzip(), () => {});
