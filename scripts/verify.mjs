import { spawnSync } from 'node:child_process';

/** Everything that can be checked without running the product; all of it, so one run tells all. */
const checks = {
  'lint and format': ['biome', 'check', '.'],
  'types of the routes': ['next', 'typegen'],
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

const failed = Object.entries(checks).filter(([name, [command, ...args]]) => {
  const { status, stdout, stderr } = spawnSync(command, args, {
    encoding: 'utf8',
    env: {
      ...process.env,
      REDOCLY_TELEMETRY: 'off',
      REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true',
      WRANGLER_SEND_METRICS: 'false',
    },
  });
  console.log(`${status === 0 ? '✓' : '✗'} ${name}`);
  if (status !== 0) console.log(`${stdout}${stderr}`);
  return status !== 0;
});
process.exitCode = failed.length === 0 ? 0 : 1;
