import { renewIndex } from '@/runtime/index-entries';
import { runProgram } from '@/runtime/program';
import { openRuntime } from '@/runtime/runtime';

runProgram(async () => {
  const runtime = await openRuntime();
  await runtime.database.migrate();
  const renewed = await renewIndex(runtime);
  await runtime.database.close();
  console.log(
    `The schema is up to date${renewed > 0 ? `, and ${renewed} search entries were made anew` : ''}.`,
  );
});
