import { readConfig } from '@/lib/config';
import { renewIndex } from '@/runtime/index-entries';
import { runProgram } from '@/runtime/program';
import { openRuntime } from '@/runtime/runtime';
import { parseOrExplain } from './usage';

parseOrExplain(
  `Usage: npm run db:migrate

Brings the database to the schema of this version, and search entries with it. A server does so itself
with the embedded database when it starts.`,
  {},
);

runProgram(async () => {
  const runtime = await openRuntime(readConfig(process.env, 'command'));
  await runtime.database.migrate();
  const renewed = await renewIndex(runtime);
  await runtime.database.close();
  console.log(
    `The schema is up to date${renewed > 0 ? `, and ${renewed} search entries were made anew` : ''}.`,
  );
});
