import { cloudflareTest } from '@cloudflare/vitest-pool-workers';
import { defineConfig } from 'vitest/config';

/** What a deployment sets: here a backend that really runs, and feeds of the stand-in. */
const bindings = (inject: typeof import('vitest').inject) => ({
  BACKEND_URL: inject('backend').url,
  INGEST_API_KEY: inject('backend').key,
  RUN_KEY: 'a-run-key',
  SCRAPER_CONTACT: 'mailto:scraper@example.org',
  RETRY_SECONDS: '0',
  SOURCES: JSON.stringify({
    allowedHosts: [new URL(inject('standIn')).host],
    manners: { spacingMs: 0 },
    sources: ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight'].map((id) => ({
      id,
      name: id,
      kind: 'feed',
      url: `${inject('standIn')}/${id}/feed.xml`,
    })),
  }),
});

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
      {
        plugins: [
          cloudflareTest(({ inject }) => ({
            wrangler: { configPath: './wrangler.jsonc' },
            miniflare: { bindings: bindings(inject) },
          })),
        ],
        test: {
          name: 'worker',
          // As one file each: Sentry's has hundreds, which each file of tests would load one by one.
          deps: {
            optimizer: {
              ssr: {
                enabled: true,
                include: ['@sentry/cloudflare', 'zod'],
                rolldownOptions: { external: /^(?:node|cloudflare):/ },
              },
            },
          },
          include: ['tests/cloudflare/**/*.test.ts'],
          globalSetup: ['tests/support/stand-in.setup.ts', 'tests/support/backend.setup.ts'],
          testTimeout: 60_000,
        },
      },
      // The command runs the same code in Node, whose fetch and streams are others.
      { test: sources('worker-sources-in-node') },
    ],
  },
});
