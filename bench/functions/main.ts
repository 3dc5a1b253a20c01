import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '@/tests/support/postgres';
import { runCli } from '@/tests/support/server';
import { environmentOf } from '../environment';
import { machine } from '../report';
import { measureColdStart } from './cold-start';
import { builtFunctions, MIDDLEWARE } from './files';

/** What functions are asked that have an answer of their own; others say that they lack something. */
const asked: Record<string, string> = {
  [MIDDLEWARE]: '/',
  '/api/torrents/search': '/api/torrents/search?q=sintel',
  '/api/torrents/suggest': '/api/torrents/suggest?q=sin',
};
const ROUNDS = 3;

/** A path that the function is for. */
const targetOf = (route: string) =>
  asked[route] ?? route.replace('/[[...path]]', '/nothing').replaceAll(/\[\w+\]/g, '0'.repeat(40));

const functions = builtFunctions();
console.log(`Functions as Vercel packs them, ${machine()}\n`);
const postgres = await startPostgres();
const folder = mkdtempSync(join(tmpdir(), 'torrent-streamer-function-'));
try {
  const environment = { ...environmentOf(await postgres.createDatabase()), VERCEL: '1' };
  await runCli('migrate', [], environment);
  await runCli('seed', [], environment);
  console.log(
    `Milliseconds from the start of the process to the end of the first answer, best and worst of ${ROUNDS}:`,
  );
  for (const built of functions) {
    const starts = [];
    for (let round = 0; round < ROUNDS; round++) {
      starts.push(await measureColdStart(built, targetOf(built.route), folder, environment));
    }
    const times = starts.map(({ ms }) => Math.round(ms)).sort((a, b) => a - b);
    const size = `${(built.bytes / 1e6).toFixed(1)} MB`.padStart(8);
    const range = `${times[0]} to ${times.at(-1)} ms`.padStart(16);
    console.log(`${size}${range}  ${starts[0]?.status}  ${built.route}`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
  await postgres.stop();
}
