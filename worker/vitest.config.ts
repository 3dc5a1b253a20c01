import { cloudflareTest } from '@cloudflare/vitest-pool-workers';
import { defineConfig } from 'vitest/config';

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
        test: {
          name: 'worker-sources',
          include: ['tests/{web,licences,sources}/**/*.test.ts'],
          globalSetup: ['tests/support/stand-in.setup.ts'],
          testTimeout: 30_000,
        },
      },
    ],
  },
});
