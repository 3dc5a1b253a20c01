import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const script = resolve('scripts/release-notes.mjs');
let folder: string;

const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, encoding: 'utf8' });
const notesOf = (...args: string[]) =>
  execFileSync(process.execPath, [script, ...args], { cwd: folder, encoding: 'utf8' }).replace(
    /\([\da-f]{7,}\)/g,
    '(hash)',
  );

function commit(message: string, path: string) {
  mkdirSync(join(folder, dirname(path)), { recursive: true });
  writeFileSync(join(folder, path), message);
  git('add', '--all');
  git(
    '-c',
    'user.name=Ada',
    '-c',
    'user.email=ada@example.org',
    'commit',
    '--quiet',
    '-m',
    message,
  );
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'torrent-streamer-notes-'));
  git('init', '--quiet');
  commit('Keep films', 'films.ts');
  commit('Keep people', 'db/migrations/0000_people.sql');
  git('tag', 'v0.9.0');
  commit('Find films by year\n\nAs people ask for it.', 'years.ts');
  commit('0.10.0', 'package.json');
  git('tag', 'v0.10.0');
  commit('Write down who watched what', 'db/migrations/0001_watched.sql');
});
afterAll(() => rmSync(folder, { recursive: true }));

test('the first release tells of everything', () => {
  expect(notesOf('v0.9.0')).toBe(
    `- Keep films (hash)
- Keep people (hash)

The schema is changed when it starts. Make a backup before.

- db/migrations/0000_people.sql
`,
  );
});

test('a later one of what came since the one before', () => {
  expect(notesOf('v0.10.0')).toBe('- Find films by year (hash)\n');
});

test('with the version goes the document, which names it', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
  // Run by `npm version` before it commits.
  expect(scripts.version).toBe('npm run openapi:generate && git add openapi');
});

test('what is not released yet is told of without a tag', () => {
  expect(notesOf()).toContain('- Write down who watched what (hash)\n');
  expect(notesOf()).toContain('- db/migrations/0001_watched.sql\n');
  expect(notesOf()).not.toContain('Find films');
});
