import { runProgram } from '@/runtime/program';
import { openRuntime } from '@/runtime/runtime';

runProgram(async () => {
  const { database } = await openRuntime();
  await database.migrate();
  await database.close();
  console.log('The schema is up to date.');
});
