import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beginCommand, runCommand } from './commands';
import { withDatabase } from './databases';

/** Files of the one torrent that there is. */
const FILES = 100_000;

/** Fills a database with so much that it takes a while to copy. */
export async function fillForLong(environment: Record<string, string>): Promise<void> {
  await runCommand('migrate', [], environment);
  await withDatabase(environment, async (ask) => {
    await ask(`insert into torrents (info_hash, name, name_folded, size_bytes)
               values (repeat('a', 40), 'Debian', 'debian', 1)`);
    await ask(`insert into files (torrent_id, file_name, file_size, file_index)
               select id, md5(n::text), n, n from torrents, generate_series(1, ${FILES}) as n`);
  });
}

/** Starts a backup of it, and waits until the file of a table is being written. */
export const beginBackup = (into: string, environment: Record<string, string>) =>
  beginCommand('backup', [into], environment, () =>
    readdirSync(into).some(
      (name) => name.endsWith('.unfinished') && existsSync(join(into, name, 'files.copy.gz')),
    ),
  );
