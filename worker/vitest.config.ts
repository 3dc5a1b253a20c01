import { cloudflareTest } from '@cloudflare/vitest-pool-workers';
import { defineConfig } from 'vitest/config';

const sources = (name: string) => ({
  name,
  include: ['tests/{web,licences,sources}/**/*.test.ts'],
  globalSetup: ['tests/support/stand-in.setup.ts'],
  testTimeout: 30_000,
});

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        plugins: [
          cloudflareTest({
            miniflare: { compatibilityDate: '2026-04-01', compatibilityFlags: ['nodejs_compat'] },
          }),
        ],
        test: sources('worker-sources'),
      },
      // The command runs the same code in Node, whose fetch and streams are others.
      { test: sources('worker-sources-in-node') },
    ],
  },
});
