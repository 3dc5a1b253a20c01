import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { runNode, testFolder } from '../support/commands';

/** A build with its maps, and an npm that does nothing but write down what it is to run. */
function newBuild() {
  const folder = testFolder();
  const files = ['.next/static/chunks/page.js', '.next/server/chunks/8049.js'];
  for (const path of files) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    for (const end of ['', '.map']) writeFileSync(join(folder, path + end), '{}');
  }
  const npx = join(folder, 'npx');
  writeFileSync(npx, '#!/bin/sh\necho "$@" >> calls\nexit $FAULT\n');
  chmodSync(npx, 0o755);
  const has = (path: string) => existsSync(join(folder, path));
  return {
    send: (environment: Record<string, string>) =>
      runNode(
        [resolve('scripts/source-maps.mjs')],
        { PATH: `${folder}:${process.env.PATH}`, ...environment },
        { cwd: folder },
      ),
    calls: () => (has('calls') ? readFileSync(join(folder, 'calls'), 'utf8').split('\n') : []),
    has,
  };
}

test('maps of the pages and of the API go to Sentry, and are served to nobody', async () => {
  const { send, calls, has } = newBuild();
  expect(await send({ SENTRY_SOURCE_MAPS: '1' })).toMatchObject({ code: 0 });
  expect(calls()).toEqual([
    expect.stringMatching(
      /^--yes @sentry\/cli@[\d.]+ sourcemaps inject \.next\/static \.next\/server$/,
    ),
    expect.stringMatching(/ sourcemaps upload \.next\/static \.next\/server$/),
    '',
  ]);
  expect(has('.next/static/chunks/page.js')).toBe(true);
  expect(has('.next/static/chunks/page.js.map')).toBe(false);
  expect(has('.next/server/chunks/8049.js.map')).toBe(true);
});

test('a fault of it stops what deploys; without the variable there is nothing to do', async () => {
  const failing = newBuild();
  expect((await failing.send({ SENTRY_SOURCE_MAPS: '1', FAULT: '3' })).code).not.toBe(0);
  const idle = newBuild();
  expect(await idle.send({})).toMatchObject({ code: 0 });
  expect(idle.calls()).toEqual([]);
});

test('the build makes maps that no file tells of, where they are wanted', async () => {
  const script = `import config from './next.config.mjs'; console.log(config.webpack?.({}).devtool)`;
  const configured = (environment: Record<string, string>) =>
    runNode(['--input-type=module', '--eval', script], environment);
  expect((await configured({})).stdout).toBe('undefined\n');
  expect((await configured({ SENTRY_SOURCE_MAPS: '1' })).stdout).toBe('hidden-source-map\n');
});
