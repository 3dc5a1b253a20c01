// Not TypeScript: to read that, the server in production would load Next's compiler.

/** Next fails on an early part that is not for its router, and hides those headers from `middleware.ts`. */
const early = {
  source: '/((?!api(?:/|$)).*)',
  has: [{ type: /** @type {const} */ ('header'), key: 'next-router-prefetch' }],
  missing: [{ type: /** @type {const} */ ('header'), key: 'rsc', value: '1' }],
  destination: '/not-the-router',
};

/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  // Apart, so that working on the pages does not spoil what was built to be served.
  distDir: process.env.NODE_ENV === 'development' ? '.next/dev' : '.next',
  // The API answers a path with a slash at its end like any other that it does not know.
  skipTrailingSlashRedirect: true,
  // Before pages Next takes `/API/x` for the API's, whatever it is told of cases: so again after them.
  rewrites: async () => ({ beforeFiles: [early], afterFiles: [early] }),
  // Native code, WebAssembly and worker threads, which a bundler cannot take apart.
  serverExternalPackages: [
    '@electric-sql/pglite',
    '@node-rs/argon2',
    'fs-native-extensions',
    'pg',
    'pino',
    'rate-limiter-flexible',
  ],
  // What a function on Vercel has no use for: the embedded database, its lock, images of ours, source maps.
  outputFileTracingExcludes: {
    '*': [
      'node_modules/@electric-sql/**',
      'node_modules/fs-native-extensions/**',
      'node_modules/bare-*/**',
      'node_modules/@img/**',
      'node_modules/sharp/**',
      '.next/server/**/*.map',
    ],
  },
  images: { unoptimized: true },
  // Titles and icons stand in the head for whatever browser: where no script runs, none would put them there.
  htmlLimitedBots: /.*/,
  // For errors to be told by the lines of the sources; no file that is served says where they are.
  ...(process.env.SENTRY_SOURCE_MAPS === '1' && {
    webpack: (config) => Object.assign(config, { devtool: 'hidden-source-map' }),
  }),
  experimental: {
    // Nothing is written where it is served from, which may be a disk that can only be read.
    isrFlushToDisk: false,
    // As all else here takes paths: `/API/x` is none of the API.
    caseSensitiveRoutes: true,
  },
  // Lint, types and tests have commands of their own: `npm run verify`.
  eslint: { ignoreDuringBuilds: true },
  typescript: { ignoreBuildErrors: true },
};

export default config;
