import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statfsSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { buildIfChanged } from './build.mjs';
import { ensurePrograms } from './programs.mjs';

ensurePrograms();
// With its maps, as the image is built: so one build is enough.
await buildIfChanged({ ...process.env, SENTRY_SOURCE_MAPS: '1' });

const chosen = process.argv.slice(2);
// The Worker's tests run in its own runtime, and have a configuration of their own. Who chooses
// among tests chooses among those of the backend.
const suites = chosen.length > 0 ? ['.'] : ['.', 'worker'];
const folder = mkdtempSync(join(roomyMemory() ?? tmpdir(), 'torrent-streamer-tests-'));
// For everybody, as /tmp is: PostgreSQL and the image run as other users than root.
chmodSync(folder, 0o1777);
try {
  const results = suites.map(runSuite);
  const total = (count) => results.reduce((sum, result) => sum + result[count], 0);
  // Last, where those look who see the end of a long log alone.
  for (const fault of results.flatMap(faults)) console.log(`\n✗ ${fault}`);
  console.log(`${total('numPassedTests')} passed, ${total('numFailedTests')} failed`);
  // Vitest ends well when its own set-up failed and no test was run.
  const isFine = results.every(({ success, numPassedTests }) => success && numPassedTests > 0);
  process.exitCode = isFine ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function runSuite(root) {
  const report = join(folder, 'report.json');
  rmSync(report, { force: true });
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', `--root=${root}`, ...chosen];
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { status } = spawnSync(process.execPath, [...vitest, ...reporters], {
    stdio: 'inherit',
    env: { ...process.env, TMPDIR: folder, TESTS_POSTGRES: join(folder, 'postgres') },
  });
  const result = JSON.parse(readFileSync(report, 'utf8'));
  return { ...result, success: status === 0 && result.success };
}

/** Each test that failed, and each file that could not be run: where it stands, its name, and why. */
function faults({ testResults }) {
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(process.cwd(), name);
    const failed = assertionResults.filter((test) => test.status === 'failed');
    if (status === 'failed' && failed.length === 0) return [`${file}\n${message}`];
    return failed.map((test) => [`${file}: ${test.fullName}`, ...test.failureMessages].join('\n'));
  });
}

/** Databases are made and thrown away by the dozen: in memory, where programs may run in 6 GiB of it. */
function roomyMemory() {
  const path = '/dev/shm';
  if (!existsSync(path) || !existsSync('/proc/mounts')) return null;
  const mount = readFileSync('/proc/mounts', 'utf8')
    .split('\n')
    .map((line) => line.split(' '))
    .findLast(([, where]) => where === realpathSync(path));
  const { bavail, bsize } = statfsSync(path);
  const isRoomy = bavail * bsize > 6 * 1024 ** 3;
  return isRoomy && mount !== undefined && !mount[3].split(',').includes('noexec') ? path : null;
}
