import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

const guide = readFileSync('docs/operations.md', 'utf8');

/** The rows of a section's table, by what they are about. */
const rowsOf = (heading: string) => {
  const [, section = ''] = new RegExp(`^## ${heading}\n(.*?)(?=^## )`, 'ms').exec(guide) ?? [];
  return [...section.matchAll(/^\| (.*?) \|/gm)].map(([, about = '']) => about);
};

test('there is something to do about every alert', () => {
  const { groups } = parse(readFileSync('monitoring/alerts.yaml', 'utf8'));
  const alerts = groups.flatMap(({ rules }: { rules: { alert: string }[] }) =>
    rules.map(({ alert }) => `\`${alert}\``),
  );
  expect(alerts.length).toBeGreaterThan(10);
  expect(rowsOf('When an alert comes')).toEqual(expect.arrayContaining(alerts));
});

test('every secret that a server is given can be changed', () => {
  const example = readFileSync('.env.example', 'utf8').matchAll(/^#(\w+(?:SECRET|KEYS?|TOKEN))=/gm);
  const ofOthers = /^(?:DD|LOGTAIL)_/;
  const secrets = [...example].map(([, name = '']) => name).filter((name) => !ofOthers.test(name));
  expect(secrets).toContain('METRICS_TOKEN');
  const rows = rowsOf('Keys').join('\n');
  for (const secret of [...secrets, 'DATABASE_PASSWORD']) expect(rows).toContain(`\`${secret}\``);
});
