import { readConfig } from '@/lib/config';
import { runProgram } from '@/runtime/program';
import { openRuntime } from '@/runtime/runtime';
import { seed } from '@/runtime/seed';
import { parseOrExplain } from './usage';

parseOrExplain(
  `Usage: npm run seed

Puts a dozen works that may be shared into the catalogue; those that are there already are brought up to date.

With the embedded database, stop the server first: one process at a time can open it.`,
  {},
);

runProgram(async () => {
  const runtime = await openRuntime(readConfig(process.env, 'command'));
  await runtime.database.migrate();
  const { created, updated, unchanged } = await seed(runtime);
  await runtime.database.close();
  console.log(
    `The starter catalogue: ${created} created, ${updated} updated, ${unchanged} unchanged.`,
  );
});
