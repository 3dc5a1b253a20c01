import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { beginCommand, runCommand, testFolder } from '../support/commands';
import { freePort } from '../support/ports';

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

test('it ends where it cannot listen', async () => {
  // A number, and none of a port.
  const { code, stderr } = await start(['--port', '99999'], {
    ...CONTACT,
    DATA_DIR: testFolder(),
  });
  expect(code, stderr).toBe(1);
});

test.each(['127.0.0.2', '::'])('its cron fires when it listens at %s', async (ip) => {
  let isAsked = false;
  const feed = createServer((_request, response) => {
    isAsked = true;
    response.end('<rss version="2.0"><channel></channel></rss>');
  });
  await new Promise<void>((listening) => feed.listen(0, '127.0.0.1', listening));
  onTestFinished(() => void feed.close());
  const host = `127.0.0.1:${(feed.address() as AddressInfo).port}`;
  const folder = testFolder();
  const config = join(folder, 'sources.json');
  const source = { id: 'films', name: 'Films', kind: 'feed', url: `http://${host}/feed.xml` };
  writeFileSync(config, JSON.stringify({ allowedHosts: [host], sources: [source] }));
  const deadline = Date.now() + 40_000;
  const { child, ended } = await beginCommand(
    'worker-dev',
    ['--ip', ip, '--port', `${await freePort()}`, '--config', config, '--key', 'a-key'],
    { ...CONTACT, DATA_DIR: folder },
    () => isAsked || Date.now() > deadline,
  );
  child.kill('SIGTERM');
  await ended;
  expect(isAsked).toBe(true);
});
