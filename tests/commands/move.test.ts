import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { linesOf, runCommand, testFolder } from '../support/commands';
import { allRows } from '../support/databases';
import { type Library, makeLibrary } from '../support/library';
import { type PostgresServer, startPostgres } from '../support/postgres';
import { programOf } from '../support/server';

let postgres: PostgresServer;
let library: Library;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'torrent-streamer-library-'));
  [postgres, library] = await Promise.all([startPostgres(), makeLibrary(join(folder, 'data'))]);
});
afterAll(async () => {
  await postgres.stop();
  rmSync(folder, { recursive: true });
});

const numberOf = (text = '') => Number(text.replaceAll(',', ''));

/** Each table with rows has a line, with how much of all is there by then. */
function expectShares(lines: string[], report: string): void {
  const all = numberOf(/PostgreSQL has ([\d,]+) rows/.exec(report)?.[1]);
  let sum = 0;
  for (const line of lines) {
    const [, rows, percent, total] =
      /^\w+: ([\d,]+) rows?, (\d+)% of ([\d,]+) rows$/.exec(line) ?? [];
    sum += numberOf(rows);
    expect([line, numberOf(percent)]).toEqual([line, Math.floor((100 * sum) / all)]);
    expect(numberOf(total)).toBe(all);
  }
  expect(lines.length).toBeGreaterThan(3);
  expect(sum).toBe(all);
}

/** What a program of Node's shows where it is typed. */
async function onTerminal(args: string[], environment: Record<string, string>): Promise<string> {
  const typed = [process.execPath, ...args].join(' ');
  const { PATH, HOME, TMPDIR } = process.env;
  const env = { PATH, HOME, TMPDIR, NODE_ENV: 'production' as const, ...environment };
  const { stdout } = await promisify(execFile)('script', ['-qec', typed, '/dev/null'], { env });
  return stdout;
}

describe('a database that is moved to PostgreSQL', () => {
  test('has every row there, and stays where it was; told are the secrets to keep', async () => {
    const { DATA_DIR = '' } = library.environment;
    const rows = await allRows(library.environment);
    const DATABASE_URL = await postgres.createDatabase();
    const first = await runCommand('move', [DATA_DIR], { DATABASE_URL });
    expect(first.code).toBe(0);
    expectShares(linesOf(first.stderr), first.stdout);
    const files = ['jwt-secret', 'ingest-key'].map((name) => join(DATA_DIR, name));
    const values = files.map((file) => readFileSync(file, 'utf8').trim());
    for (const file of files) expect(first.stdout).toContain(file);
    for (const value of values) expect(first.stdout).not.toContain(value);
    expect(await allRows({ DATABASE_URL })).toEqual(rows);
    expect(await allRows(library.environment)).toEqual(rows);

    const [JWT_SECRET = '', INGEST_API_KEYS = ''] = values;
    const environment = { JWT_SECRET, INGEST_API_KEYS, DATABASE_URL, DATA_DIR };
    const second = await runCommand('move', [], environment);
    expect(second.code).toBe(1);
    expect(linesOf(second.stderr)).toEqual([expect.stringContaining('The database is not empty')]);
    expect(await allRows({ DATABASE_URL })).toEqual(rows);

    const third = { ...environment, DATABASE_URL: await postgres.createDatabase() };
    const told = linesOf((await runCommand('move', [], third)).stdout);
    expect(told).toEqual([expect.stringMatching(/^PostgreSQL has [\d,]+ rows now/)]);
  });

  test('tells on a terminal how much of it is there, in a line that is gone at the end', async () => {
    const { DATA_DIR = '' } = library.environment;
    const environment = { DATABASE_URL: await postgres.createDatabase() };
    const shown = await onTerminal([...programOf('move'), DATA_DIR], environment);
    const lines = shown.split(/\r\u001b\[K/);
    const shares = lines.flatMap(
      (line) => /^Moving \w+: (\d+)% of [\d,]+ rows$/.exec(line)?.[1] ?? [],
    );
    expect(shares.length).toBeGreaterThan(3);
    expect(shares.map(Number)).toEqual(shares.map(Number).sort((a, b) => a - b));
    expect(shares.at(-1)).toBe('100');
    expect(lines.at(-2)).toBe('All rows are there: indexes are made of them.');
    expect(lines.at(-1)).toMatch(/^PostgreSQL has [\d,]+ rows now/);
  });

  test.each([
    ['no PostgreSQL', {}, /^Set DATABASE_URL/],
    [
      'no folder',
      { DATABASE_URL: 'postgresql://x@127.0.0.1:1/x' },
      /^There is no database in \S+nowhere\.$/,
    ],
  ])('with %s is told in a sentence, and nothing is made', async (_what, environment, sentence) => {
    const nowhere = join(testFolder(), 'nowhere');
    const { code, stderr } = await runCommand('move', [nowhere], environment);
    expect(code).toBe(1);
    expect(linesOf(stderr)).toEqual([expect.stringMatching(sentence)]);
    expect(() => readdirSync(nowhere)).toThrow('ENOENT');
  });
});

test('told two folders, or an option, the command explains itself', async () => {
  for (const args of [['one', 'two'], ['--from=one']]) {
    const { code, stdout, stderr } = await runCommand('move', args, {});
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('Usage: npm run db:move -- ');
  }
});
