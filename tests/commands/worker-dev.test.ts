import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCommand, testFolder } from '../support/commands';

const CONTACT = { SCRAPER_CONTACT: 'mailto:scraper@example.org' };

const start = (args: string[], environment: Record<string, string> = CONTACT) =>
  runCommand('worker-dev', ['--key', 'a-key', ...args], environment);

test.each([
  [['--port', 'x'], '--port must be a number'],
  [['--inspect', '-1'], '--inspect'],
  [['--ip', 'localhost'], '--ip must be an address'],
  [['--url', 'ftp://example.org'], '--url must be an http or https address'],
  [['--config', 'nowhere.json'], 'cannot read --config nowhere.json'],
  [['--nonsense'], '--nonsense'],
])('%o is refused before anything starts', async (args, reason) => {
  const { code, stderr } = await start(args);
  expect(code).toBe(2);
  expect(stderr).toContain(reason);
});

test('so are a configuration that is wrong, and sources that would not know who asks', async () => {
  const config = join(testFolder(), 'sources.json');
  writeFileSync(config, '{"sources":[{"kind":"unheard-of"}]}');
  const wrong = await start(['--config', config]);
  expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining('sources.0.kind') });
  const nobody = await start([], {});
  expect(nobody).toMatchObject({ code: 2, stderr: expect.stringContaining('SCRAPER_CONTACT') });
});
