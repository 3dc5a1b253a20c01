import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

/** What the linter says of a migration; null when it has nothing to say. */
function lint(statements: string): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'torrent-streamer-lint-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, '0001_new.sql'), statements);
  const script = ['scripts/migrations-lint.mjs', folder];
  const { status, stdout } = spawnSync(process.execPath, script, { encoding: 'utf8' });
  return status === 0 ? null : stdout;
}

test.each([
  ['create index "a" on "torrents" ("source");', 'require-concurrent-index-creation'],
  ['create index concurrently "a" on "torrents" ("source");', 'prefer-robust-stmts'],
  ['alter table "torrents" alter column "name" type varchar(100);', 'changing-column-type'],
  ['alter table "torrents" add constraint "a" check (size_bytes > 0);', 'constraint-missing-not'],
  ['alter table "torrents" drop column "source";', 'ban-drop-column'],
])('a migration that would keep people waiting is told of: %s', (statements, rule) => {
  expect(lint(statements)).toContain(rule);
});

test.each([
  'alter table "torrents" add column "mood" text;',
  `drop index concurrently if exists "a";--> statement-breakpoint
   create index concurrently if not exists "a" on "torrents" ("source");`,
  'create table "moods" ("mood" text primary key);',
])('a migration that keeps nobody waiting is fine: %s', (statements) => {
  expect(lint(statements)).toBeNull();
});
