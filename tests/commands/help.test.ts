import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { linesOf, runCommand, runNode } from '../support/commands';

const { scripts }: { scripts: Record<string, string> } = JSON.parse(
  readFileSync('package.json', 'utf8'),
);
const commands = Object.entries(scripts).filter(([, script]) => script.startsWith('tsx cli/'));

test.each(commands)('npm run %s, as it was written, says what it does', async (name, script) => {
  const [, program = ''] = script.split(' ');
  const outcome = await runNode(['--import', 'tsx', program, '--help'], {});
  expect(outcome).toMatchObject({ code: 0, stderr: '' });
  expect(outcome.stdout).toContain(`npm run ${name}`);
  expect(linesOf(outcome.stdout).length).toBeGreaterThan(1);
});

test.each(commands)('npm run %s takes nothing that it does not know', async (_, script) => {
  const [, program = ''] = script.split(' ');
  const { code, stdout, stderr } = await runCommand(basename(program, '.ts'), ['--nonsense'], {});
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).not.toMatch(/\n\s+at /);
});
