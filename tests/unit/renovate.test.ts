import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const read = (path: string) => JSON.parse(readFileSync(path, 'utf8'));

const installed = ['package.json', 'worker/package.json'].flatMap((path) => {
  const { dependencies, devDependencies } = read(path);
  return Object.entries<string>({ ...dependencies, ...devDependencies });
});

interface Rule {
  matchPackageNames: string[];
  allowedVersions?: string;
}
const { packageRules } = read('.github/renovate.json') as { packageRules: Rule[] };

/** Packages that are held at a line, each with what says which versions are of it. */
const held = packageRules.flatMap(({ matchPackageNames, allowedVersions }) =>
  allowedVersions === undefined
    ? []
    : matchPackageNames.map((name): [string, string] => [name, allowedVersions]),
);

/** Of the two ways to say it, `<6` and a regular expression. */
function allows(rule: string, version: string): boolean {
  if (rule.startsWith('<')) return Number.parseInt(version, 10) < Number(rule.slice(1));
  return new RegExp(rule.slice(1, -1)).test(version);
}

test.each(held)('%s is held at the line that is installed', (pattern, rule) => {
  const isMeant = (name: string) =>
    name === pattern || (pattern.endsWith('/*') && name.startsWith(pattern.slice(0, -1)));
  const versions = installed.filter(([name]) => isMeant(name));
  expect(versions).not.toEqual([]);
  for (const [name, version] of versions) {
    expect([name, allows(rule, version)]).toEqual([name, true]);
  }
});

test('no line of OpenTelemetry comes that needs a later Node.js than this does', () => {
  const rule = new Map(held).get('@opentelemetry/*') ?? '';
  for (const version of ['3.0.0', '3.1.1', '0.300.0', '0.301.0']) {
    expect([version, allows(rule, version)]).toEqual([version, false]);
  }
  for (const version of ['1.9.1', '2.13.0', '0.224.0']) {
    expect([version, allows(rule, version)]).toEqual([version, true]);
  }
});
