import { readConfig } from '@/lib/config';
import { restoreBackup } from '@/runtime/carry/restore';
import { runProgram } from '@/runtime/program';
import { keptSecrets } from './kept-secrets';
import { countOf, withTableProgress } from './table-progress';
import { explain, parseOrExplain } from './usage';

const USAGE = `Usage: npm run db:restore -- <backup>

Puts what npm run db:backup made into the database, which must be empty.

With the embedded database, stop the server first: one process at a time can open it.`;

const { positionals } = parseOrExplain(USAGE, { allowPositionals: true });
const [folder] = positionals;
if (folder === undefined || positionals.length > 1) explain(USAGE);

const doing = { checked: 'Checking', restored: 'Restoring' };

runProgram(async () => {
  const config = readConfig(process.env, 'command');
  const { madeAt, tables } = await withTableProgress((progressOf) =>
    restoreBackup(config, folder, (stage) => progressOf(doing[stage])),
  );
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  console.log(
    `The database is as it was at ${madeAt}: ${countOf(tables.length, 'table')}, ${countOf(rows, 'row')}.`,
  );
  const kept = keptSecrets(config);
  if (kept !== null) console.log(`Put the secrets back as well, over ${kept}.`);
});
