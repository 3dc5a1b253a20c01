import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { linesOf, runCommand } from './commands';

type Environment = Record<string, string>;

/** What there is in a folder of backups. */
export const backupsIn = (folder: string) => readdirSync(folder).filter((name) => name !== 'lock');

/** The backup that the command makes of a database, in a folder that has none yet. */
export async function backUp(environment: Environment, folder: string): Promise<string> {
  const { code, stdout, stderr } = await runCommand('backup', [folder], environment);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const names = backupsIn(folder);
  expect(names).toEqual([expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ$/)]);
  const path = join(folder, names[0] ?? '');
  expect(stdout).toContain(`${path}: `);
  return path;
}

export async function restore(backup: string, environment: Environment): Promise<void> {
  const { code, stderr } = await runCommand('restore', [backup], environment);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
}

/** A restoration ends with a sentence, and nothing more. */
export async function expectNotRestored(
  backup: string,
  environment: Environment,
  sentence: string | RegExp,
): Promise<void> {
  const { code, stdout, stderr } = await runCommand('restore', [backup], environment);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  const told = typeof sentence === 'string' ? sentence : expect.stringMatching(sentence);
  expect(linesOf(stderr)).toEqual([told]);
}
