import { writeFileSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';

/** Writes what the embedded database begins with, as `initdb` leaves it: `node db/empty-database.mjs <file.tar.gz>`. */
const database = await PGlite.create();
const dump = await database.dumpDataDir('gzip');
await database.close();
writeFileSync(process.argv[2], Buffer.from(await dump.arrayBuffer()));
