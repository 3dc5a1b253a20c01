import { runProgram } from '@/runtime/program';
import { openRuntime } from '@/runtime/runtime';
import { seed } from '@/runtime/seed';

runProgram(async () => {
  const runtime = await openRuntime();
  await runtime.database.migrate();
  const { created, updated, unchanged } = await seed(runtime);
  await runtime.database.close();
  console.log(
    `The starter catalogue: ${created} created, ${updated} updated, ${unchanged} unchanged.`,
  );
});
