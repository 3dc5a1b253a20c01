import { execFileSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Its package brings a program of 25 MB, so it is fetched where it is used. */
const SENTRY_CLI = '@sentry/cli@3.8.0';
const SERVED = '.next/static';
const FOLDERS = [SERVED, '.next/server'];

/**
 * Marks what was built with SENTRY_SOURCE_MAPS=1, sends its source maps to the project of SENTRY_ORG
 * and SENTRY_PROJECT, and removes those that would be served.
 */
function sendSourceMaps() {
  for (const step of ['inject', 'upload']) {
    execFileSync('npx', ['--yes', SENTRY_CLI, 'sourcemaps', step, ...FOLDERS], {
      stdio: 'inherit',
    });
  }
  for (const name of readdirSync(SERVED, { recursive: true, encoding: 'utf8' })) {
    if (name.endsWith('.map')) rmSync(join(SERVED, name));
  }
}

if (process.env.SENTRY_SOURCE_MAPS === '1') sendSourceMaps();
