import { spawnSync } from 'node:child_process';

/** Of what is served alone, in place of what `.npmrc` includes. */
const kinds = ['--omit=dev', '--include=prod'];
/** Fails when a package that is served has a known weakness, of a degree that is not low. */
const asked = spawnSync('npm', ['audit', ...kinds, '--audit-level=moderate', '--json'], {
  encoding: 'utf8',
  shell: process.platform === 'win32',
});
const report = JSON.parse(asked.stdout || '{}');
const { vulnerabilities: counts } = report.metadata ?? {};
if (counts !== undefined) {
  console.log(`${asked.status === 0 ? '✓' : '✗'} known weaknesses: ${JSON.stringify(counts)}`);
  for (const { name, severity, via } of Object.values(report.vulnerabilities)) {
    const titles = via.map((cause) => cause.title ?? cause).join('; ');
    console.log(`  ${name} (${severity}): ${titles}`);
  }
  process.exitCode = asked.status ?? 1;
} else {
  // A mirror without advisories, or no network: no reason to hold up a change.
  console.log(`! Packages were not audited: ${report.message ?? asked.stderr}`);
}
