import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Fails when a migration would keep people from a busy table. One that does something concurrently
 * runs without a transaction, statement by statement; each statement must bear being repeated.
 */
const [folder = 'db/migrations'] = process.argv.slice(2);
const migrations = readdirSync(folder)
  .filter((name) => name.endsWith('.sql'))
  .map((name) => join(folder, name));
const isAlone = (path) => /\bconcurrently\b/i.test(readFileSync(path, 'utf8'));

const isSound = [
  lint(migrations.filter(isAlone)),
  lint(
    migrations.filter((path) => !isAlone(path)),
    '--assume-in-transaction',
  ),
].every(Boolean);
process.exitCode = isSound ? 0 : 1;

function lint(paths, ...options) {
  if (paths.length === 0) return true;
  const { status, stdout, stderr } = spawnSync('node_modules/.bin/squawk', [...options, ...paths], {
    encoding: 'utf8',
  });
  console.log(`${stdout}${stderr}`);
  return status === 0;
}
