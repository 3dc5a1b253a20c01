import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, constants, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { askServer, testFolder, testServer } from '../support/commands';
import { freePort } from '../support/ports';
import type { Place, RunningServer } from '../support/server';

const newServer = (place: Place, more: Record<string, string> = {}) =>
  testServer({ DATA_DIR: testFolder(), ...more }, place);

/** @param onUp is called once it has told where it is, and its first lines are written */
async function expectLife(server: RunningServer, onUp = () => {}): Promise<void> {
  for (let look = 0; look < 3; look++) {
    expect((await askServer(server, 'GET', '/api/torrents/latest')).status).toBe(200);
    // Lines are written by then.
    await sleep(400);
    if (look === 0) onUp();
  }
  await expectEnd(server);
}

async function expectEnd(server: RunningServer): Promise<void> {
  const ended = once(server.process, 'exit');
  server.process.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
}

function newPipe() {
  const pipe = join(testFolder(), 'pipe');
  execFileSync('mkfifo', [pipe]);
  const reader = openSync(pipe, 'r+');
  const writer = openSync(pipe, 'w');
  onTestFinished(() => closeSync(writer));
  return { pipe, reader, writer };
}

describe('where its log cannot be written a server answers, and ends when it is told to:', () => {
  test('its disk is full', async () => {
    const full = openSync('/dev/full', 'w');
    onTestFinished(() => closeSync(full));
    await expectLife(await newServer({ stdout: full }));
  });

  test('whoever read it is gone before it is up', async () => {
    const { reader, writer } = newPipe();
    closeSync(reader);
    await expectLife(await newServer({ stdout: writer }));
  });

  test('whoever read it goes just before the end, and a service gets its lines as well', async () => {
    const { reader, writer } = newPipe();
    const service = `http://127.0.0.1:${await freePort()}`;
    const more = { LOGTAIL_SOURCE_TOKEN: 'the-token-of-a-source', LOGTAIL_URL: service };
    const server = await newServer({ stdout: writer }, more);
    closeSync(reader);
    await expectEnd(server);
  });

  test('whoever read what Node warns of is gone', async () => {
    const warning = "setInterval(() => process.emitWarning('of a test'), 100)";
    const NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(warning)}`;
    const server = await newServer({}, { NODE_OPTIONS });
    server.process.stderr?.destroy();
    await expectLife(server);
  });

  test('whoever reads it has stopped', async () => {
    const { pipe, reader, writer } = newPipe();
    onTestFinished(() => closeSync(reader));
    await expectLife(await newServer({ stdout: writer }), () => {
      const other = openSync(pipe, constants.O_WRONLY | constants.O_NONBLOCK);
      onTestFinished(() => closeSync(other));
      const fill = () => {
        for (;;) writeSync(other, '\n'.repeat(4_096));
      };
      expect(fill).toThrow('EAGAIN');
    });
  });
});
