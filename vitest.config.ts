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

export default defineConfig({
  test: {
    maxWorkers: 2,
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
      {
        resolve: { alias },
        test: {
          name: 'browser',
          // What the pages show is the whole catalogue: one file at a time, after the rest.
          fileParallelism: false,
          sequence: { groupOrder: 1 },
          include: ['tests/browser/**/*.test.ts'],
          globalSetup: ['tests/hosts/node-pglite.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
