import { parseArgs } from 'node:util';
import { runCli } from '@/tests/support/server';
import { environmentOf } from '../environment';
import { fillWithData } from './fill';

const usage = `npm run bench:data -- [--torrents 100000] [--seed 1] [--database URL]
  Fills an empty PostgreSQL database (DATABASE_URL, or --database) with a catalogue that behaves
  like a real one. The same seed gives the same rows.`;

const { values: options } = parseArgs({
  options: {
    torrents: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    database: { type: 'string', default: process.env.DATABASE_URL ?? '' },
    help: { type: 'boolean', default: false },
  },
});

async function main(): Promise<void> {
  if (options.help || options.database === '') return console.log(usage);
  const start = performance.now();
  await runCli('migrate', [], environmentOf(options.database));
  await fillWithData(options.database, Number(options.torrents), Number(options.seed), (text) =>
    console.error(
      `${String(Math.round((performance.now() - start) / 1000)).padStart(5)} s  ${text}`,
    ),
  );
}

await main();
