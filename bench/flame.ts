import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { draw } from './plot';

const usage = `npm run bench:flame -- FILE.cpuprofile OUT.svg [--from FUNCTION]
  Draws where processor time went: wide is much, below is what was called.
  --from  only what this function and those that it calls took`;

/** Shares of the whole below which nothing is drawn. */
const LEAST = 0.004;
const WIDTH = 1400;
const ROW = 17;

const { values: options, positionals } = parseArgs({
  options: { from: { type: 'string' }, help: { type: 'boolean', default: false } },
  allowPositionals: true,
});

/** What `--cpu-prof` of Node.js writes, as far as it is read here. */
interface Profile {
  nodes: {
    id: number;
    callFrame: { functionName: string; url: string; lineNumber: number };
    children?: number[];
  }[];
  samples: number[];
  timeDeltas: number[];
}

interface Frame {
  name: string;
  /** Microseconds in the function itself, and with all that it called. */
  own: number;
  all: number;
  calls: Map<string, Frame>;
}

const newFrame = (name: string): Frame => ({ name, own: 0, all: 0, calls: new Map() });

/** One frame for each way to a function, with the time of all samples that were taken there. */
function framesOf({ nodes, samples, timeDeltas }: Profile): Frame {
  const own = new Map<number, number>();
  for (const [place, id] of samples.entries()) {
    own.set(id, (own.get(id) ?? 0) + (timeDeltas[place] ?? 0));
  }
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const add = (id: number, parent: Frame): number => {
    const node = byId.get(id);
    const { functionName = '', url = '' } = node?.callFrame ?? {};
    if (functionName === '(idle)') return 0;
    const name = `${functionName || '(anonymous)'} ${url.split('/').slice(-2).join('/')}`.trim();
    const frame = parent.calls.get(name) ?? newFrame(name);
    parent.calls.set(name, frame);
    const mine = own.get(id) ?? 0;
    const theirs = (node?.children ?? []).reduce((sum, child) => sum + add(child, frame), 0);
    frame.own += mine;
    frame.all += mine + theirs;
    return mine + theirs;
  };
  const root = newFrame('all');
  const [first] = nodes;
  root.all = first === undefined ? 0 : add(first.id, root);
  return root;
}

/** All frames of that function as one. */
function gather(root: Frame, wanted: string): Frame {
  const found = newFrame(wanted);
  const merge = (into: Frame, from: Frame) => {
    into.own += from.own;
    into.all += from.all;
    for (const [name, call] of from.calls) {
      const target = into.calls.get(name) ?? newFrame(name);
      into.calls.set(name, target);
      merge(target, call);
    }
  };
  const look = (frame: Frame) => {
    if (frame.name.split(' ')[0] === wanted) merge(found, frame);
    else for (const call of frame.calls.values()) look(call);
  };
  look(root);
  return found;
}

interface Bar {
  name: string;
  share: number;
  depth: number;
  x: number;
  x2: number;
}

function barsOf(frame: Frame, whole: number, depth = 0, x = 0): Bar[] {
  const share = frame.all / whole;
  if (share < LEAST) return [];
  const bars = [{ name: frame.name, share, depth, x: x * WIDTH, x2: (x + share) * WIDTH }];
  let start = x;
  for (const call of [...frame.calls.values()].sort((a, b) => b.all - a.all)) {
    bars.push(...barsOf(call, whole, depth + 1, start));
    start += call.all / whole;
  }
  return bars;
}

function pictureOf(bars: Bar[]): Promise<string> {
  const place = {
    x: { field: 'x' },
    x2: { field: 'x2' },
    y: { signal: `datum.depth * ${ROW}` },
    height: { value: ROW - 1 },
  };
  return draw({
    width: WIDTH,
    height: (Math.max(...bars.map(({ depth }) => depth)) + 1) * ROW,
    padding: 4,
    data: [{ name: 'bars', values: bars }],
    marks: [
      {
        type: 'rect',
        from: { data: 'bars' },
        encode: {
          enter: {
            ...place,
            fill: { signal: `'hsl(' + (45 - 40 * datum.share) + ', 85%, 72%)'` },
          },
        },
      },
      {
        type: 'text',
        from: { data: 'bars' },
        encode: {
          enter: {
            x: { field: 'x', offset: 3 },
            y: { signal: `datum.depth * ${ROW} + ${ROW - 5}` },
            fontSize: { value: 10 },
            limit: { signal: 'max(1, datum.x2 - datum.x - 4)' },
            text: {
              signal: `datum.x2 - datum.x < 30 ? '' : format(datum.share, '.0%') + ' ' + datum.name`,
            },
          },
        },
      },
    ],
  });
}

const [file, out] = positionals;
if (options.help || file === undefined || out === undefined) {
  console.log(usage);
} else {
  const all = framesOf(JSON.parse(readFileSync(file, 'utf8')));
  const frame = options.from === undefined ? all : gather(all, options.from);
  writeFileSync(out, await pictureOf(barsOf(frame, frame.all)));
}
