import { readDataDir } from '@/lib/config';
import { moveDatabase } from '@/runtime/carry/move';
import { runProgram } from '@/runtime/program';
import { countOf, totalOf, withShareOfRows } from './table-progress';
import { explain, parseOrExplain } from './usage';

const USAGE = `Usage: npm run db:move -- [<DATA_DIR>]

Carries the embedded database in DATA_DIR over to the PostgreSQL of DATABASE_URL, which must be empty.
What is in DATA_DIR stays as it is. Stop the server first: one process at a time can open it.`;

const { positionals } = parseOrExplain(USAGE, { allowPositionals: true });
const [folder] = positionals;
if (positionals.length > 1) explain(USAGE);

const advice = {
  JWT_SECRET: (path: string) => `Set JWT_SECRET to what is in ${path}: apps stay signed in.`,
  INGEST_API_KEYS: (path: string) =>
    `Have what is in ${path} among INGEST_API_KEYS: whoever pushes with it goes on.`,
};

runProgram(() => move(process.env));

async function move(env: NodeJS.ProcessEnv): Promise<void> {
  const dataDir = folder ?? readDataDir(env);
  let rows = 0;
  const left = await withShareOfRows('Moving', (begin) =>
    moveDatabase(dataDir, env, (counts) => {
      rows = totalOf(counts);
      return begin(counts);
    }),
  );
  console.log(`PostgreSQL has ${countOf(rows, 'row')} now, all that ${dataDir} had.`);
  for (const { variable, path } of left) console.log(advice[variable](path));
}
