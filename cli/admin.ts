import { readConfig } from '@/lib/config';
import { runProgram } from '@/runtime/program';
import { openRuntime } from '@/runtime/runtime';
import { changeRoleByEmail } from '@/services/administration';
import { newContext } from '@/services/context';
import { explain, parseOrExplain } from './usage';

const USAGE = `Usage: npm run admin -- grant <email>    makes an account an administrator's
       npm run admin -- revoke <email>   makes it an ordinary one again

With the embedded database, stop the server first: one process at a time can open it.`;

const roles = { grant: 'admin', revoke: 'user' } as const;
const { positionals } = parseOrExplain(USAGE, { allowPositionals: true });
const [verb = '', email] = positionals;

if (email === undefined || positionals.length > 2 || !Object.hasOwn(roles, verb)) explain(USAGE);

runProgram(async () => {
  const role = roles[verb as keyof typeof roles];
  const runtime = await openRuntime(readConfig(process.env, 'command'), false);
  try {
    await changeRoleByEmail(newContext(runtime, 'operator'), email, role);
  } finally {
    await runtime.database.close();
  }
  console.log(`${email} now has the role ${role}.`);
});
