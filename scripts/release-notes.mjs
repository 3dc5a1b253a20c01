import { execFileSync } from 'node:child_process';

/**
 * Prints what a release brings, of the commits since the one before: `node scripts/release-notes.mjs v1.2.0`.
 * Without a tag, of all that is not released yet.
 */
const [release = 'HEAD'] = process.argv.slice(2);

/** @param {string[]} args */
const git = (...args) => execFileSync('git', args, { encoding: 'utf8' }).trim();
/** @param {string} text */
const lines = (text) => text.split('\n').filter((line) => line !== '');

const [before] = lines(git('tag', '--merged', release, '--sort=-version:refname', 'v*')).filter(
  (tag) => tag !== release,
);
const range = before === undefined ? release : `${before}..${release}`;
// But for the one that `npm version` makes, which says its number alone.
const others = [
  '--no-merges',
  '--invert-grep',
  '--extended-regexp',
  '--grep=^[0-9]+(\\.[0-9]+){2}\\S*$',
];
const commits = lines(git('log', ...others, '--reverse', '--format=- %s (%h)', range));
const since = before ?? git('hash-object', '-t', 'tree', '/dev/null');
const migrations = lines(
  git('diff', '--name-only', '--diff-filter=A', since, release, '--', 'db/migrations/*.sql'),
);

console.log(commits.join('\n') || 'Nothing that was not there before.');
if (migrations.length > 0) {
  console.log('\nThe schema is changed when it starts. Make a backup before.\n');
  console.log(migrations.map((path) => `- ${path}`).join('\n'));
}
