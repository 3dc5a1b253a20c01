import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import type { WorkerOptions } from 'miniflare';

/** The Worker as wrangler would deploy it. */
export interface WorkerBundle {
  name: string;
  options: WorkerOptions;
  /** Its program, one module. */
  contents: string;
}

interface KeptBundle extends WorkerBundle {
  /** A digest of each file that it was made of, by its path. */
  madeOf: Record<string, string>;
}

const FOLDER = 'worker';
const CONFIG = join(FOLDER, 'wrangler.jsonc');
/** What it is made of beside its sources; the lock file stands for all packages. */
const SETTINGS = [
  CONFIG,
  'cli/worker-bundle.ts',
  'package-lock.json',
  'tsconfig.json',
  join(FOLDER, 'tsconfig.json'),
];
export const KEPT = 'node_modules/.cache/torrent-streamer/worker.json';

/** Has wrangler bundle the Worker, which takes seconds, where what was kept of the last time is not of the same files. */
export async function bundleWorker(): Promise<WorkerBundle> {
  const kept = readKept();
  if (kept !== null && isCurrent(kept)) return kept;
  const made = await makeBundle();
  keep(made);
  return made;
}

const isCurrent = ({ madeOf }: KeptBundle): boolean =>
  Object.entries(madeOf).every(([path, digest]) => existsSync(path) && digestOf(path) === digest);

async function makeBundle(): Promise<KeptBundle> {
  const folder = mkdtempSync(join(tmpdir(), 'torrent-streamer-worker-'));
  const program = join(
    dirname(createRequire(import.meta.url).resolve('wrangler/package.json')),
    'bin/wrangler.js',
  );
  const deploy = ['deploy', '--dry-run', '--metafile', '--config', CONFIG, '--outdir', folder];
  try {
    const [wrangler] = await Promise.all([
      import('wrangler'),
      promisify(execFile)(process.execPath, [program, ...deploy]),
    ]);
    const { inputs } = JSON.parse(readFileSync(join(folder, 'bundle-meta.json'), 'utf8'));
    const sources = Object.keys(inputs)
      .filter((path) => !path.includes('node_modules/'))
      .map((path) => relative('.', join(FOLDER, path)));
    const { name = FOLDER, vars } = wrangler.unstable_readConfig({ config: CONFIG });
    const { workerOptions } = wrangler.unstable_getMiniflareWorkerOptions(CONFIG);
    return {
      name,
      // Without what a `.dev.vars` or `.env` beside it holds: that is not deployed, and would be kept when it is changed.
      options: { ...workerOptions, bindings: vars } as WorkerOptions,
      contents: readFileSync(join(folder, 'main.js'), 'utf8'),
      madeOf: Object.fromEntries([...SETTINGS, ...sources].map((path) => [path, digestOf(path)])),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function readKept(): KeptBundle | null {
  try {
    return JSON.parse(readFileSync(KEPT, 'utf8'));
  } catch {
    return null;
  }
}

/** Whole or not at all, as others may start it at the same time; where nothing can be written, it is made each time. */
function keep(bundle: KeptBundle): void {
  try {
    mkdirSync(dirname(KEPT), { recursive: true });
    const written = `${KEPT}.${process.pid}`;
    writeFileSync(written, JSON.stringify(bundle));
    renameSync(written, KEPT);
  } catch {}
}

const digestOf = (path: string): string =>
  createHash('sha256').update(readFileSync(path)).digest('hex');
