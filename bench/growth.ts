import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { plot } from './plot';
import { machine } from './report';
import { rivals } from './rivals';
import { type Figure, measureRivals, measureSearch } from './search/measure';
import { onStage, type Stage, say } from './stage';

const usage = `npm run bench:growth -- [--torrents 10000,100000,1000000] [--server URL]
    [--plots docs/plots] [--json FILE]
  Times the mix of searches on catalogues of several sizes, beside other ways to search the same
  rows, and draws how both grow.`;

const { values: options } = parseArgs({
  options: {
    torrents: { type: 'string', default: '10000,100000,1000000' },
    server: { type: 'string' },
    plots: { type: 'string', default: 'docs/plots' },
    json: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
const OURS = 'this project';

interface Point {
  torrents: number;
  way: string;
  mix: Figure;
}

async function measure(stage: Stage): Promise<void> {
  const points: Point[] = [];
  for (const torrents of options.torrents.split(',').map(Number)) {
    const catalogue = await stage.catalogue(torrents);
    say(OURS);
    points.push({ torrents, way: OURS, mix: (await measureSearch(catalogue)).mix });
    for (const rival of Object.values(rivals)) {
      say(rival.name);
      const [measured] = await measureRivals(catalogue, [rival]);
      if (measured) points.push({ torrents, way: rival.name, mix: measured.mix });
    }
  }
  console.log(`${machine()}\n\n${table(points)}`);
  mkdirSync(options.plots, { recursive: true });
  writeFileSync(join(options.plots, 'search-growth.svg'), await growthOf(points));
  if (options.json !== undefined) {
    writeFileSync(options.json, `${JSON.stringify(points, null, 2)}\n`);
  }
}

const table = (points: Point[]) =>
  [
    '| torrents | | p50 ms | p99 ms | worst ms |',
    '|---:|---|---:|---:|---:|',
    ...points.map(
      ({ torrents, way, mix }) =>
        `| ${torrents.toLocaleString('en')} | ${way} | ${mix.p50Ms.toFixed(1)} | ${mix.p99Ms.toFixed(1)} | ${mix.worstMs.toFixed(1)} |`,
    ),
  ].join('\n');

const growthOf = (points: Point[]) =>
  plot({
    data: {
      values: points.flatMap(({ torrents, way, mix }) => [
        { torrents, way, ms: mix.p50Ms, share: 'half of the queries (p50)' },
        { torrents, way, ms: mix.p99Ms, share: '99 of 100 (p99)' },
      ]),
    },
    mark: { type: 'line', point: true },
    encoding: {
      column: {
        field: 'share',
        title: 'Milliseconds within which are answered',
        sort: 'descending',
      },
      x: {
        field: 'torrents',
        type: 'quantitative',
        scale: { type: 'log' },
        axis: { format: '~s' },
      },
      y: { field: 'ms', type: 'quantitative', scale: { type: 'log' }, title: 'ms' },
      color: { field: 'way', title: null, scale: { scheme: 'tableau10' } },
    },
    width: 300,
    height: 300,
  });

if (options.help) console.log(usage);
else onStage(measure, options.server);
