import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildIfChanged } from './build.mjs';
import { ensurePrograms } from './programs.mjs';

ensurePrograms();
await buildIfChanged();

const chosen = process.argv.slice(2);
// The Worker's tests run in its own runtime, and have a configuration of their own. Who chooses
// among tests chooses among those of the backend.
const suites = chosen.length > 0 ? ['.'] : ['.', 'worker'];
const results = suites.map(runSuite);

const total = (count) => results.reduce((sum, result) => sum + result[count], 0);
console.log(`${total('numPassedTests')} passed, ${total('numFailedTests')} failed`);
// Vitest ends well when its own set-up failed and no test was run.
const isFine = results.every(({ success, numPassedTests }) => success && numPassedTests > 0);
process.exitCode = isFine ? 0 : 1;

function runSuite(root) {
  const folder = mkdtempSync(join(tmpdir(), 'torrent-streamer-report-'));
  const report = join(folder, 'report.json');
  try {
    const vitest = ['node_modules/vitest/vitest.mjs', 'run', `--root=${root}`, ...chosen];
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const { status } = spawnSync(process.execPath, [...vitest, ...reporters], { stdio: 'inherit' });
    const result = JSON.parse(readFileSync(report, 'utf8'));
    return { ...result, success: status === 0 && result.success };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
