import { join } from 'node:path';
import { readConfig } from '@/lib/config';
import { makeBackup } from '@/runtime/carry/backup';
import { runProgram } from '@/runtime/program';
import { keptSecrets } from './kept-secrets';
import { countOf, withTableProgress } from './table-progress';
import { explain, parseOrExplain } from './usage';

const USAGE = `Usage: npm run db:backup -- <folder> [--keep <n>]

Copies the database into a new folder in <folder>, named by the time.

  --keep <n>   removes the oldest backups there afterwards, so that so many stay

With the embedded database, stop the server first: one process at a time can open it.`;

const { positionals, values } = parseOrExplain(USAGE, {
  allowPositionals: true,
  options: { keep: { type: 'string' } },
});
const [folder] = positionals;
if (!folder || positionals.length > 1) explain(USAGE);
if (values.keep !== undefined && !/^[1-9]\d{0,5}$/.test(values.keep)) explain(USAGE);
const keep = values.keep === undefined ? null : Number(values.keep);

runProgram(async () => {
  const config = readConfig(process.env, 'command');
  const { path, manifest, removed } = await withTableProgress((progressOf) =>
    makeBackup(config, folder, keep, progressOf('Copying')),
  );
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
  const bytes = manifest.tables.reduce((sum, table) => sum + table.bytes, 0);
  console.log(
    `${path}: ${countOf(manifest.tables.length, 'table')}, ${countOf(rows, 'row')}, ${countOf(bytes, 'byte')}.`,
  );
  for (const name of removed) console.log(`Removed ${join(folder, name)}.`);
  const kept = keptSecrets(config);
  if (kept !== null) console.log(`Keep the secrets beside it: ${kept} are not in a backup.`);
});
