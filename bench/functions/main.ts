import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '@/tests/support/postgres';
import { runCli } from '@/tests/support/server';
import { environmentOf } from '../environment';
import { machine } from '../report';
import { measureColdStart } from './cold-start';
import { builtFunctions } from './files';

/** Functions that are started, with what they are asked. */
const asked: Record<string, string> = {
  // A picture: what Next takes, without us.
  '/icon.svg': '/icon.svg',
  '/api/health': '/api/health',
  '/api/torrents/search': '/api/torrents/search?q=sintel',
  '/': '/',
};

const functions = builtFunctions();
console.log(`Functions as Vercel packs them, ${machine()}\n`);
for (const { route, bytes } of functions) console.log(`${(bytes / 1e6).toFixed(1)} MB  ${route}`);

const postgres = await startPostgres();
const folder = mkdtempSync(join(tmpdir(), 'torrent-streamer-function-'));
try {
  const environment = { ...environmentOf(await postgres.createDatabase()), VERCEL: '1' };
  await runCli('migrate', [], environment);
  await runCli('seed', [], environment);
  console.log('\nFrom the start of the process to the end of the first answer, five times:');
  for (const built of functions.filter(({ route }) => route in asked)) {
    const times = [];
    for (let round = 0; round < 5; round++) {
      const target = asked[built.route] ?? '/';
      times.push((await measureColdStart(built, target, folder, environment)).ms);
    }
    console.log(`${times.map((ms) => `${Math.round(ms)} ms`).join(', ')}  ${built.route}`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
  await postgres.stop();
}
