import { chmodSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openPglite } from './pglite';

/** Makes what embedded databases begin with, the tables of today in it: `tsx db/new-database.ts <folder>`. */
const [, , folder = ''] = process.argv;
const draft = `${folder}.unfinished`;
for (const path of [folder, draft]) rmSync(path, { recursive: true, force: true });
const database = await openPglite(draft);
await database.migrate();
await database.close();
renameSync(join(draft, 'postgres'), folder);
rmSync(draft, { recursive: true });

// A server may run as another user than the build; what it makes of this is private by its folder.
for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
  chmodSync(join(entry.parentPath, entry.name), entry.isDirectory() ? 0o755 : 0o644);
}
chmodSync(folder, 0o755);
