import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const common = {
  // Tests speak to programs, which leaves nothing behind in who speaks; and loading it all takes longer than most of them.
  isolate: false,
  // For a slow machine that does other work: what takes longer hangs.
  testTimeout: 600_000,
  hookTimeout: 600_000,
  expect: { poll: { timeout: 60_000 } },
};

const alias = { '@': fileURLToPath(new URL('.', import.meta.url)) };

const contractFiles = (...names: string[]) => names.map((name) => `tests/contract/${name}.test.ts`);
/** What is refused before a database is asked, in the same way by either host: there are thousands of ways. */
const OF_NEITHER = contractFiles('bad-input-{bodies,edges,fields,many-faults,messages,random}');
/** What services do, which either host calls the same way. */
const OF_SERVICES = contractFiles(
  'search',
  'search-{any-text,common-words,files,filters,hashes,left-out,meanings,order,scripts}',
  'suggest',
  'ingest-{batches,hashes,replaced}',
  'corrections',
  'moved-files',
  'long-histories',
  'torrent-facts',
  'bad-input-{cursors,ingest}',
);

/**
 * The contract suite speaks HTTP to a real server: whole to ours with the embedded database, and once more with PostgreSQL,
 * to Next or, what makes no difference to the host, to ours again.
 */
const contract = (name: string, files: { include?: string[]; exclude?: string[] } = {}) => ({
  resolve: { alias },
  test: {
    name,
    include: ['tests/contract/**/*.test.ts'],
    ...files,
    globalSetup: [`tests/hosts/${name}.ts`],
    ...common,
  },
});

/** Tests that start the programs they speak to themselves, each in its own way. */
const processes = (name: string) => ({
  resolve: { alias },
  test: {
    name,
    include: [`tests/${name}/**/*.test.ts`],
    ...common,
  },
});

/** Expects no torrents but its own, and so has a server of its own. */
const WHOLE_CATALOGUE = 'tests/browser/start-page.test.ts';

/** What pages show, in a browser. */
const browser = (name: string, files: { include?: string[]; exclude?: string[] }) => ({
  resolve: { alias },
  test: {
    name,
    include: ['tests/browser/**/*.test.ts'],
    ...files,
    globalSetup: ['tests/hosts/node-pglite.ts'],
    ...common,
  },
});

/** Projects whose tests wait for the programs that they start; those of the others keep a processor busy. */
const LONG = ['browser', 'catalogue-pages', 'commands', 'servers', 'worker'];
/** So many of each kind in turn: of the short ones several, as one process goes on with the next of its project … */
const LONG_ONES = 2;
/** … and fewer than there are, so that the last of them fill the end. */
const SHORT_ONES = 6;

/** Those that take two minutes and more come first, or the last of them would be waited for alone. */
const LONGEST =
  /(?:commands\/(?:scrape|start)|servers\/(?:killed-ingest|large-catalogue|processes|slow-callers)|worker\/faults)\.test/;

/** Long files and short ones in turn, so that processors are busy while somebody waits. */
class InTurn extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLongest = ({ moduleId }: TestSpecification) => Number(LONGEST.test(moduleId));
    const long = sorted
      .filter(({ project }) => LONG.includes(project.name))
      .sort((one, other) => isLongest(other) - isLongest(one));
    const short = sorted.filter(({ project }) => !LONG.includes(project.name));
    const inTurn: TestSpecification[] = [];
    while (long.length > 0) {
      inTurn.push(...long.splice(0, LONG_ONES), ...short.splice(0, SHORT_ONES));
    }
    return [...inTurn, ...short];
  }
}

export default defineConfig({
  test: {
    // More than this machine's processors may be: tests wait for the programs that they start.
    maxWorkers: 4,
    sequence: { sequencer: InTurn },
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.ts'],
          ...common,
        },
      },
      processes('commands'),
      processes('servers'),
      processes('worker'),
      contract('node-pglite'),
      contract('node-postgres', { include: OF_SERVICES }),
      contract('next-postgres', { exclude: [...OF_SERVICES, ...OF_NEITHER] }),
      browser('browser', { exclude: [WHOLE_CATALOGUE] }),
      browser('catalogue-pages', { include: [WHOLE_CATALOGUE] }),
    ],
  },
});
