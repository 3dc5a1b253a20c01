import { chmodSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';

/** Makes what the embedded database begins with, as `initdb` leaves it: `node db/empty-database.mjs <folder>`. */
const folder = process.argv[2];
rmSync(folder, { recursive: true, force: true });
const database = await PGlite.create(folder);
await database.close();

// A server may run as another user than the build; what it makes of this is private by its folder.
for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
  chmodSync(join(entry.parentPath, entry.name), entry.isDirectory() ? 0o755 : 0o644);
}
chmodSync(folder, 0o755);
