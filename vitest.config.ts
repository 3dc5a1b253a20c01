import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const alias = { '@': fileURLToPath(new URL('.', import.meta.url)) };

/** The contract suite speaks HTTP to a real server, and runs on every host and database there is. */
const contract = (name: string) => ({
  resolve: { alias },
  test: {
    name,
    include: ['tests/contract/**/*.test.ts'],
    globalSetup: [`tests/hosts/${name}.ts`],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});

/** Tests that start the programs they speak to themselves, each in its own way. */
const processes = (name: string) => ({
  resolve: { alias },
  test: {
    name,
    include: [`tests/${name}/**/*.test.ts`],
    testTimeout: 60_000,
    hookTimeout: 60_000,
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
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});

export default defineConfig({
  test: {
    // More than this machine's processors may be: tests wait for the programs that they start.
    maxWorkers: 3,
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      processes('commands'),
      processes('servers'),
      processes('worker'),
      contract('node-pglite'),
      contract('node-postgres'),
      contract('next-postgres'),
      browser('browser', { exclude: [WHOLE_CATALOGUE] }),
      browser('catalogue-pages', { include: [WHOLE_CATALOGUE] }),
    ],
  },
});
