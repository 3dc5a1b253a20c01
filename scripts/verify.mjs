import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import pMap from 'p-map';

/** Everything that can be checked without running the product; all of it, so one run tells all. */
const checks = {
  'lint and format': ['biome', 'check', '.'],
  types: ['tsc', '--noEmit'],
  'types of the Worker': ['tsc', '--noEmit', '-p', 'worker'],
  "types of the Worker's tests": ['tsc', '--noEmit', '-p', 'worker/tests'],
  'the Worker can be deployed': ['wrangler', 'deploy', '--dry-run', '-c', 'worker/wrangler.jsonc'],
  'direction of imports': ['depcruise', '--config', '.dependency-cruiser.mjs', '.'],
  'unused files, exports and packages': ['knip'],
  'a change anywhere builds anew': ['node', 'scripts/build-sources.mjs'],
  'compose.yaml is sound': ['dclint', '--quiet', 'compose.yaml'],
  'migrations follow the schema': ['node', 'scripts/migrations-drift.mjs'],
  'migrations keep nobody waiting': ['node', 'scripts/migrations-lint.mjs'],
  'OpenAPI follows the endpoints': ['tsx', 'scripts/openapi.ts', '--check'],
  'OpenAPI is sound': ['redocly', 'lint', 'openapi/openapi.json'],
};

const environment = {
  ...process.env,
  REDOCLY_TELEMETRY: 'off',
  REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true',
};

// What the other checks of types read.
execFileSync('next', ['typegen'], { stdio: 'inherit', env: environment });
const concurrency = availableParallelism();
const results = await pMap(Object.entries(checks), runCheck, { concurrency });
process.exitCode = results.every(Boolean) ? 0 : 1;

/** @param {[string, string[]]} check */
async function runCheck([name, [command, ...args]]) {
  const output = [];
  const child = spawn(command, args, { env: environment });
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => output.push(part));
  const [status] = await once(child, 'close');
  console.log(`${status === 0 ? '✓' : '✗'} ${name}`);
  if (status !== 0) console.log(Buffer.concat(output).toString());
  return status === 0;
}
