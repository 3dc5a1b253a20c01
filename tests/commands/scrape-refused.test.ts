import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { linesOf, runCommand, testFolder } from '../support/commands';

/** What is refused before a server is asked: there is none. */
const target = ['--url', 'http://127.0.0.1:1', '--key', '0'.repeat(32)];

/** Runs the command in a folder of its own, with a configuration. */
function scrape(configuration: object, args: string[] = [], dataDir = testFolder()) {
  const path = join(testFolder(), 'sources.json');
  writeFileSync(path, JSON.stringify(configuration));
  return runCommand('scrape', ['--config', path, ...target, ...args], { DATA_DIR: dataDir });
}

/** A configuration of one list, as it should be. */
const configuration = {
  contact: 'mailto:scraper@example.org',
  sources: [
    {
      id: 'list',
      name: 'Open movies',
      kind: 'torrent-list',
      torrents: [{ url: 'https://torrents.example.org/sintel.torrent' }],
    },
  ],
};

test.each([['--source', 'nothing'], ['--limit', '0'], ['--since', 'yesterday'], ['--nonsense']])(
  '%s %s is refused',
  async (...args) => {
    const { code, stderr } = await scrape(configuration, args);
    expect(code).toBe(2);
    expect(stderr).not.toMatch(/\n\s+at /);
  },
);

test('a configuration is refused with the names of all that is wrong', async () => {
  const source = { id: 'No!', name: 'x', kind: 'torrent-list', torrents: [] };
  const others = Array.from({ length: 20 }, () => ({ kind: 'unheard-of' }));
  const { code, stderr } = await scrape({ sources: [source, ...others] });
  expect(code).toBe(2);
  const [first, ...lines] = linesOf(stderr);
  expect(first).toBe('✗ The configuration is not right:');
  const paths = ['0.id', '0.torrents', ...others.map((_, at) => `${at + 1}.kind`)];
  expect(lines.map((line) => line.split(' ')[2])).toEqual(paths.map((path) => `sources.${path}`));
});

test('a secret that the configuration names and nobody set is named', async () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the place of a secret
  const { code, stderr } = await scrape({ sources: [{ apiKey: '${INDEXER_KEY}' }] });
  expect(code).toBe(2);
  expect(stderr).toContain('INDEXER_KEY');
});

test('a folder for its ledgers that nobody can make is told of in a sentence', async () => {
  expect(await scrape(configuration, [], '/proc/nothing')).toEqual({
    code: 1,
    stdout: '',
    stderr: '✗ /proc/nothing/scraper cannot be made: set DATA_DIR to another folder.\n',
  });
});
