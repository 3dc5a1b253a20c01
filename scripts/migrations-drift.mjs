import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Fails when `db/schema` says something that no migration does: generates one, and finds it. */
const folder = mkdtempSync('.drift-');
try {
  const out = join(folder, 'migrations');
  cpSync('db/migrations', out, { recursive: true });
  const before = readdirSync(out).length;
  const drizzleKit = ['node_modules/drizzle-kit/bin.cjs', 'generate', '--dialect=postgresql'];
  const options = ['--casing=snake_case', '--schema=./db/schema/*.ts', `--out=./${out}`];
  const output = execFileSync(process.execPath, [...drizzleKit, ...options], { encoding: 'utf8' });
  if (readdirSync(out).length !== before || !output.includes('No schema changes')) {
    throw new Error(`db/migrations lags behind db/schema: npm run db:generate\n${output}`);
  }
} finally {
  rmSync(folder, { recursive: true });
}
